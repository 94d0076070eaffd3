// Package history answers for the past of a graph, from the journal of its store: what was done to a node or a link, what
// was done in all, and how two revisions differ. It works over any store and leaves what stands now to the store's views.
package history
