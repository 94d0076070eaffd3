package memstore

import (
	"context"
	"database/sql"

	"github.com/goldenthread/goldenthread/graph"
)

// formatTouched is the first format that knows which revisions touched a node or link.
const formatTouched = 2

const putTouched = "INSERT INTO touched (subject, revision) VALUES (?,?)"

// touch notes what an entry touches, so that the history of one thing is found without reading the whole journal.
func touch(put *sql.Stmt, e *graph.Entry) error {
	for _, id := range e.Subjects() {
		if _, err := put.Exec(string(id), int64(e.Revision)); err != nil {
			return err
		}
	}
	return nil
}

// touchAll notes what the entries touch that were kept before it was noted.
func (f *file) touchAll(ctx context.Context) error {
	put, err := f.write.PrepareContext(ctx, putTouched)
	if err != nil {
		return err
	}
	defer put.Close() // nothing depends on it
	for q := (graph.JournalQuery{Limit: upgradePage}); ; {
		entries, err := f.readJournal(ctx, f.write, q)
		if err != nil || len(entries) == 0 {
			return err
		}
		for i := range entries {
			if err := touch(put, &entries[i]); err != nil {
				return err
			}
		}
		q.After = entries[len(entries)-1].Revision
	}
}
