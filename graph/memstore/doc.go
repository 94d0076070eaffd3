// Package memstore is the embedded store: the graph is in memory for reading, and in one SQLite file for keeping.
//
// Readers work on an immutable snapshot behind an atomic pointer and take no lock. A writer works out the journal entry of
// its changes, the entry goes to the file, and only when it is durable the next snapshot is published; writers that come
// meanwhile share the next commit. The next snapshot shares with the one before what did not change (see table, column and
// builder).
//
// The file holds the journal, and the graph as plain tables that any SQLite tool opens (see schema.sql). One process writes
// to a folder; others may read it and see what the writer commits.
package memstore
