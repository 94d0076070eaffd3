// Package revise works out what a new version of a document changes in a graph that people have been keeping: what stands
// is matched to what was read, so that IDs stay, and what people did survives. It is pure: it takes nodes and links as
// values and gives a change and an account of it. One file each:
//
//	reading    what an importer read
//	history    what people did since, from the journal
//	standing   what stands
//	series     which plan the document is a version of
//	thing, match, likeness   which standing thing each thing of the document is
//	name       the IDs of new things, and former IDs
//	facet, node, link, evidence   what becomes of each, field by field
//	retire     what the document has no more
//	account, report   what is told of it
package revise
