// Package edit turns what people want of a graph (create this, confirm that, merge these) into one graph.Changes, and
// has a store make it: all or nothing, on what stands when it is made. It works over any store.
package edit
