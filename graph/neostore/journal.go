package neostore

import (
	"context"
	"encoding/json"
	"math"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Journal gives entries. Waiting is woken by an Apply of this process and by a watcher that looks for those of others: one
// for all who wait.
func (s *Store) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	changed := s.watch.next()
	entries, over, err := s.look(ctx, &q)
	if over || err != nil {
		return entries, err
	}
	s.watch.enter()
	defer s.watch.leave()
	for {
		if err := wait(ctx, changed); err != nil {
			return nil, translate(ctx, err)
		}
		changed = s.watch.next()
		if entries, over, err = s.look(ctx, &q); over || err != nil {
			return entries, err
		}
	}
}

// look gives what there is, and whether that is all that is waited for.
func (s *Store) look(ctx context.Context, q *graph.JournalQuery) (entries []graph.Entry, over bool, err error) {
	beyond, err := s.beyond(ctx, q)
	if err != nil {
		return nil, false, err
	}
	entries, err = s.entries(ctx, q)
	return entries, len(entries) > 0 || !q.Wait || beyond, err
}

// beyond reports whether waiting is in vain, because the graph has come to the last revision that is wanted.
func (s *Store) beyond(ctx context.Context, q *graph.JournalQuery) (bool, error) {
	if !q.Wait || q.Until == 0 {
		return false, nil
	}
	m, err := s.meta(ctx)
	return m.revision >= q.Until, err
}

func (s *Store) entries(ctx context.Context, q *graph.JournalQuery) ([]graph.Entry, error) {
	rows, err := s.read(ctx, journalStatement(q))
	if err != nil {
		return nil, err
	}
	entries := make([]graph.Entry, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(asText(row[0])), &entries[i]); err != nil {
			return nil, graph.Errorf(graph.ErrDamaged, "the journal entry of revision %d cannot be read: %v", asInt(row[1]), err)
		}
	}
	return entries, nil
}

// journalStatement finds what subjects were touched by in the index of Touch nodes, so that the history of one thing does
// not read the whole journal.
func journalStatement(q *graph.JournalQuery) statement {
	st := statement{params: map[string]any{"after": int64(q.After), "until": int64(math.MaxInt64)}}
	if q.Until > 0 {
		st.params["until"] = int64(q.Until)
	}
	order, limit := "", ""
	if q.Backward {
		order = " DESC"
	}
	if q.Limit > 0 {
		limit, st.params["limit"] = " LIMIT $limit", int64(q.Limit)
	}
	also := "" // conditions of the entries themselves
	if q.Key != "" {
		also, st.params["key"] = also+" AND c.key = $key", q.Key
	}
	if q.Except != "" {
		also, st.params["except"] = also+" AND c.actor <> $except", q.Except
	}
	if len(q.Subjects) == 0 {
		st.text = "MATCH (c:Change) WHERE c.revision > $after AND c.revision <= $until" + also + " RETURN c.entry, c.revision ORDER BY c.revision" + order + limit
		return st
	}
	earlyLimit := limit
	if also != "" {
		earlyLimit = ""
	}
	st.params["subjects"] = texts(q.Subjects)
	st.text = "MATCH (t:Touch) WHERE t.subject IN $subjects AND t.revision > $after AND t.revision <= $until " +
		"WITH DISTINCT t.revision AS revision ORDER BY revision" + order + earlyLimit + " " +
		"MATCH (c:Change {revision: revision})" + strings.Replace(also, " AND", " WHERE", 1) + " RETURN c.entry, c.revision ORDER BY c.revision" + order + limit
	return st
}

// Status asks for the counts that Neo4j keeps anyway, so it costs next to nothing.
func (s *Store) Status(ctx context.Context) (graph.Status, error) {
	counts := make([]string, len(graph.AllRelations))
	for i, r := range graph.AllRelations {
		counts[i] = "COUNT { ()-[:" + r.String() + "]->() }"
	}
	row, err := s.one(ctx, statement{text: "MATCH (m:Meta {id: 'graph'}) RETURN " + metaColumns + ", COUNT { (:Entity) }, " + strings.Join(counts, " + ")})
	if err != nil {
		return graph.Status{}, err
	}
	m := metaOf(row)
	return graph.Status{Revision: m.revision, Nodes: int(asInt(row[4])), Links: int(asInt(row[5])), ReadOnly: s.options.ReadOnly, Hash: m.hash, Load: m.load}, nil
}
