// Package importer holds what importers share: the report of an import and the corrections that a person has reviewed.
// Each importer is a package below: bytes in, a change of the graph and a report out. None of them sees a store.
package importer
