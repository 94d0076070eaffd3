package neostore

import (
	"context"
	"encoding/json"
	"math"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Journal gives entries. Waiting is woken by an Apply of this process, and looks now and then for those of others.
func (s *Store) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	for {
		changed := s.next()
		over, err := s.beyond(ctx, &q)
		if err != nil {
			return nil, err
		}
		entries, err := s.entries(ctx, &q)
		if err != nil || len(entries) > 0 || !q.Wait || over {
			return entries, err
		}
		wait, cancel := context.WithTimeout(ctx, s.options.Poll)
		select {
		case <-wait.Done():
		case <-changed:
		}
		cancel()
		if ctx.Err() != nil {
			return nil, translate(ctx, ctx.Err())
		}
	}
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
	keyed := ""
	if q.Key != "" {
		keyed, st.params["key"] = " AND c.key = $key", q.Key
	}
	if len(q.Subjects) == 0 {
		st.text = "MATCH (c:Change) WHERE c.revision > $after AND c.revision <= $until" + keyed + " RETURN c.entry, c.revision ORDER BY c.revision" + order + limit
		return st
	}
	earlyLimit := limit
	if keyed != "" {
		earlyLimit = ""
	}
	st.params["subjects"] = texts(q.Subjects)
	st.text = "MATCH (t:Touch) WHERE t.subject IN $subjects AND t.revision > $after AND t.revision <= $until " +
		"WITH DISTINCT t.revision AS revision ORDER BY revision" + order + earlyLimit + " " +
		"MATCH (c:Change {revision: revision})" + strings.Replace(keyed, " AND", " WHERE", 1) + " RETURN c.entry, c.revision ORDER BY c.revision" + order + limit
	return st
}

// next gives the channel that the next Apply closes.
func (s *Store) next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.changed
}

func (s *Store) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.changed)
	s.changed = make(chan struct{})
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
