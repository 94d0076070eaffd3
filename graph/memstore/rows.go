package memstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"reflect"

	"github.com/goldenthread/goldenthread/graph"
)

// toJSON writes a value as JSON text; nil, which is null, if it is zero or empty.
func toJSON(v any) (any, error) {
	if r := reflect.ValueOf(v); r.IsZero() || r.Kind() == reflect.Slice && r.Len() == 0 {
		return nil, nil //nolint:nilnil // null is a value of a column
	}
	text, err := json.Marshal(v)
	return string(text), err
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

const (
	nodeColumns = "id, kind, code, title, description, position, revision, previous_ids, own, evidence"
	linkColumns = "id, relation, from_id, to_id, basis, state, score, rows, note, revision, evidence"
)

func nodeRow(n *graph.Node) ([]any, error) {
	previous, err := toJSON(n.PreviousIDs)
	if err != nil {
		return nil, err
	}
	own, err := toJSON(n.Own)
	if err != nil {
		return nil, err
	}
	evidence, err := toJSON(n.Evidence)
	if err != nil {
		return nil, err
	}
	return []any{string(n.ID), n.Kind.String(), orNull(n.Code), n.Title, orNull(n.Description), n.Position, int64(n.Revision), previous, own, evidence}, nil
}

func linkRow(l *graph.Link) ([]any, error) {
	rows, err := toJSON(l.Rows)
	if err != nil {
		return nil, err
	}
	evidence, err := toJSON(l.Evidence)
	if err != nil {
		return nil, err
	}
	var score any
	if l.Score != nil {
		score = *l.Score
	}
	return []any{
		string(l.ID), l.Relation.String(), string(l.From), string(l.To), l.Basis.String(), l.State.String(), score, rows, orNull(l.Note),
		int64(l.Revision), evidence,
	}, nil
}

// A reader reads the columns of a row into fields. The first error stays.
type reader struct{ err error }

func (r *reader) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) json(text sql.RawBytes, into any) {
	if len(text) > 0 {
		r.note(json.Unmarshal(text, into))
	}
}

func scanNode(rows *sql.Rows) (*graph.Node, error) {
	var n graph.Node
	var code, description sql.NullString
	var kind, previous, own, evidence sql.RawBytes
	if err := rows.Scan(&n.ID, &kind, &code, &n.Title, &description, &n.Position, &n.Revision, &previous, &own, &evidence); err != nil {
		return nil, err
	}
	n.Code, n.Description = code.String, description.String
	var r reader
	r.note(n.Kind.UnmarshalText(kind))
	r.json(previous, &n.PreviousIDs)
	r.json(own, &n.Own)
	r.json(evidence, &n.Evidence)
	return &n, r.err
}

func scanLink(rows *sql.Rows) (*graph.Link, error) {
	var l graph.Link
	var score sql.NullFloat64
	var note sql.NullString
	var relation, basis, state, under, evidence sql.RawBytes
	if err := rows.Scan(&l.ID, &relation, &l.From, &l.To, &basis, &state, &score, &under, &note, &l.Revision, &evidence); err != nil {
		return nil, err
	}
	l.Note = note.String
	if score.Valid {
		l.Score = &score.Float64
	}
	var r reader
	r.note(l.Relation.UnmarshalText(relation))
	r.note(l.Basis.UnmarshalText(basis))
	r.note(l.State.UnmarshalText(state))
	r.json(under, &l.Rows)
	r.json(evidence, &l.Evidence)
	return &l, r.err
}

// atOneRevision reads what the database holds at one revision.
func (f *file) atOneRevision(ctx context.Context, read func() error) error {
	if _, err := f.write.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	defer func() { _, _ = f.write.ExecContext(context.WithoutCancel(ctx), "COMMIT") }()
	return read()
}

// readGraph reads the whole graph row by row, and finds out whether it is what was kept.
func (f *file) readGraph(ctx context.Context) (snap *snapshot, err error) {
	err = f.atOneRevision(ctx, func() error {
		revision, err := f.revision(ctx)
		if err != nil {
			return err
		}
		l := newLoading()
		if err := f.readNodes(ctx, l); err != nil {
			return err
		}
		if err := f.readLinks(ctx, l); err != nil {
			return err
		}
		snap = l.snapshot(revision)
		if snap.load, err = f.load(ctx); err != nil {
			return err
		}
		return f.verify(ctx, snap)
	})
	return snap, err
}

func (f *file) readNodes(ctx context.Context, l *loading) error {
	return readAll(ctx, f, "SELECT "+nodeColumns+" FROM nodes", "nodes", scanNode, func(n *graph.Node) error {
		if n.Kind == 0 {
			return graph.Errorf(graph.ErrDamaged, "%s is damaged: %s has no kind", f.path, n.ID)
		}
		l.node(n)
		return nil
	})
}

func (f *file) readLinks(ctx context.Context, l *loading) error {
	return readAll(ctx, f, "SELECT "+linkColumns+" FROM links", "links", scanLink, func(of *graph.Link) error {
		if of.Relation == 0 || !l.link(of) {
			return graph.Errorf(graph.ErrDamaged, "%s is damaged: an end of %s is missing", f.path, of.ID)
		}
		return nil
	})
}

// readAll reads a table row by row.
func readAll[T any](ctx context.Context, f *file, query, table string, scan func(*sql.Rows) (*T, error), take func(*T) error) error {
	rows, err := f.write.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for line := 1; rows.Next(); line++ {
		item, err := scan(rows)
		if err != nil {
			return graph.Errorf(graph.ErrDamaged, "%s is damaged: line %d of table %s cannot be read: %v", f.path, line, table, err)
		}
		if err := take(item); err != nil {
			return err
		}
	}
	return rows.Err()
}

// verify compares a snapshot with what the file says of itself.
func (f *file) verify(ctx context.Context, snap *snapshot) error {
	hash, err := f.meta(ctx, "hash")
	if err != nil {
		return err
	}
	if hash != snap.hash.String() {
		return graph.Errorf(graph.ErrDamaged, "%s is damaged: its nodes and links are not those of revision %d (their hash is %s, not %s)", f.path, snap.revision, snap.hash, hash)
	}
	var last sql.NullInt64
	if err := f.write.QueryRowContext(ctx, "SELECT max(revision) FROM journal").Scan(&last); err != nil {
		return err
	}
	if last.Int64 != int64(snap.revision) {
		return graph.Errorf(graph.ErrDamaged, "%s is damaged: its journal ends at revision %d, but the graph is at %d", f.path, last.Int64, snap.revision)
	}
	return nil
}
