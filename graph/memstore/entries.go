package memstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"slices"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

func (f *file) journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	entries, err := f.readJournal(ctx, f.read, q)
	return entries, f.explain(err)
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (f *file) readJournal(ctx context.Context, c querier, q graph.JournalQuery) ([]graph.Entry, error) {
	if q.Key != "" {
		revision, found, err := keyed(ctx, c, q.Key)
		if err != nil || !found {
			return nil, err
		}
		if q.After = max(q.After, revision-1); q.Until == 0 || q.Until > revision {
			q.Until = revision
		}
	}
	text, args, err := f.journalStatement(&q)
	if err != nil {
		return nil, err
	}
	rows, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var entries []graph.Entry
	for (q.Limit == 0 || len(entries) < q.Limit) && rows.Next() {
		e, err := f.scanEntry(rows)
		if err != nil {
			return nil, err
		}
		if q.Key != "" && e.Key != q.Key {
			continue // the key's change made no difference
		}
		if len(q.Subjects) == 0 || touchesAny(e, q.Subjects) {
			entries = append(entries, *e)
		} else if f.format >= formatTouched {
			return nil, graph.Errorf(graph.ErrDamaged, "%s is damaged: its table touched names revision %d for what that did not touch", f.path, e.Revision)
		}
	}
	return entries, rows.Err()
}

const entryColumns = "revision, at, actor, reason, key, changes, checksum"

// journalStatement is the statement for a question to the journal. In a file that does not know what entries touch it
// gives them all.
func (f *file) journalStatement(q *graph.JournalQuery) (text string, args []any, err error) {
	order, until, limit := " ORDER BY revision", int64(q.Until), q.Limit
	if q.Backward {
		order += " DESC"
	}
	if until == 0 {
		until = math.MaxInt64
	}
	scan := len(q.Subjects) > 0 && f.format < formatTouched
	if limit == 0 || scan {
		limit = -1
	}
	if scan || len(q.Subjects) == 0 {
		return "SELECT " + entryColumns + " FROM journal WHERE revision > ? AND revision <= ? AND actor <> ?" + order + " LIMIT ?", []any{int64(q.After), until, q.Except, limit}, nil
	}
	early := limit // of what was touched alone, if nothing else is left out
	if q.Except != "" {
		early = -1
	}
	subjects, err := json.Marshal(q.Subjects)
	// SQLite keeps to the order of a CROSS JOIN: first what was touched, then the entries, each by its revision.
	return "SELECT " + entryColumns + " FROM (SELECT DISTINCT revision FROM touched WHERE subject IN (SELECT value FROM json_each(?))" +
			" AND revision > ? AND revision <= ?" + order + " LIMIT ?) CROSS JOIN journal USING (revision) WHERE actor <> ?" + order + " LIMIT ?",
		[]any{string(subjects), int64(q.After), until, early, q.Except, limit}, err
}

func touchesAny(e *graph.Entry, subjects []graph.ID) bool {
	touched := e.Subjects()
	return slices.ContainsFunc(subjects, func(id graph.ID) bool {
		_, found := slices.BinarySearch(touched, id)
		return found
	})
}

func (f *file) scanEntry(rows *sql.Rows) (*graph.Entry, error) {
	var e graph.Entry
	var at, changes, sum string
	if err := rows.Scan(&e.Revision, &at, &e.Actor, &e.Reason, &e.Key, &changes, &sum); err != nil {
		return nil, err
	}
	if sum != checksum(int64(e.Revision), at, e.Actor, e.Reason, e.Key, changes) {
		return nil, graph.Errorf(graph.ErrDamaged, "%s is damaged: the journal's entry of revision %d is not what was written", f.path, e.Revision)
	}
	var parts entryChanges
	var r reader
	r.note(json.Unmarshal([]byte(changes), &parts))
	var err error
	e.At, err = time.Parse(time.RFC3339Nano, at)
	r.note(err)
	if r.err != nil {
		return nil, graph.Errorf(graph.ErrDamaged, "%s is damaged: the journal's entry of revision %d cannot be read: %v", f.path, e.Revision, r.err)
	}
	e.Nodes, e.Links, e.Aliases, e.Restored = parts.Nodes, parts.Links, parts.Aliases, parts.Restored
	return &e, nil
}
