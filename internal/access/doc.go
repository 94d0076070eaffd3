// Package access says who asks and what they may do. A role holds for the whole graph: who may read may read links, counts,
// search, history and live changes alike, so there is one check in front of every operation, and none to forget inside.
//
// Servers and streaming transports know an Authority alone; what checks keys and tokens stands in packages of its own.
package access
