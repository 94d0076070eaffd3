// Package generate makes plans of any size whose shape is like that of real ones: for demonstrations, for benchmarks, and
// to find out what a larger graph would cost. An organisation has a strategic plan with priorities and themes, and many
// services; each service has a plan of its own, an alignment table with a row for each priority that it works for, in which
// its promises, activities and actions stand together as they do in a table that is imported. Some priorities have most of
// the work and some have none, some actions stand in several rows, and texts name partners, sites and programmes. Every
// node and link has its evidence, and co-listed links hold within their rows.
//
// The same options make the same graph, whatever the machine: only integers decide.
package generate
