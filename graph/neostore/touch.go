package neostore

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// makeTouches makes the nodes that say what was touched.
const makeTouches = "UNWIND $touches AS row CREATE (:Touch {subject: row.subject, revision: row.revision})"

// touch notes what entries touch, in nodes of their own: Neo4j's range indexes do not look into lists. What is left are
// rows for makeTouches.
func touch(ctx context.Context, tx neo4j.ExplicitTransaction, entries []graph.Entry) (left []any, err error) {
	var rows []any
	for i := range entries {
		for _, id := range entries[i].Subjects() {
			rows = append(rows, map[string]any{"subject": string(id), "revision": int64(entries[i].Revision)})
		}
	}
	for len(rows) > batch {
		if _, err := rowsOf(ctx, tx, makeTouches, map[string]any{"touches": rows[:batch]}); err != nil {
			return nil, err
		}
		rows = rows[batch:]
	}
	return rows, nil
}
