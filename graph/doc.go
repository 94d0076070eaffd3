// Package graph is the domain: what a golden thread is made of, the questions that can be asked of it and the promises
// a store keeps. It imports only the standard library, and everything else imports it.
//
// A graph holds [Node] values of a few kinds, joined by [Link] values of a few relations. Every node and link carries
// [Citation] values that say where it was read. Which kinds, relations and fields there are is declared in
// schema.graphqls and generated into this package as the [Catalogue].
//
// A question is a value ([Walk], [LinkWalk], [Tally], [PathQuery], [SearchQuery]); a [Store] answers it whole.
package graph
