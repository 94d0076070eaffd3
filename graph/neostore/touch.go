package neostore

import (
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// touch notes what entries touch, in nodes of their own: Neo4j's range indexes do not look into lists.
func touch(ctx context.Context, tx neo4j.ExplicitTransaction, entries []graph.Entry) error {
	var rows []any
	for i := range entries {
		for _, id := range entries[i].Subjects() {
			rows = append(rows, map[string]any{"subject": string(id), "revision": int64(entries[i].Revision)})
		}
	}
	for chunk := range slices.Chunk(rows, batch) {
		if _, err := rowsOf(ctx, tx, "UNWIND $rows AS row CREATE (:Touch {subject: row.subject, revision: row.revision})", map[string]any{"rows": chunk}); err != nil {
			return err
		}
	}
	return nil
}
