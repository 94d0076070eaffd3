package neostore

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Journal gives entries. Waiting is woken by an Apply of this process, and looks now and then for those of others.
func (s *Store) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if q.After < 0 || q.Limit < 0 {
		return nil, graph.Errorf(graph.ErrInvalid, "journal entries are wanted after revision %d, at most %d: neither can be negative", q.After, q.Limit)
	}
	for {
		changed := s.next()
		entries, err := s.entries(ctx, q)
		if err != nil || len(entries) > 0 || !q.Wait {
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

func (s *Store) entries(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	st := statement{
		text:   "MATCH (c:Change) WHERE c.revision > $after RETURN c.entry ORDER BY c.revision",
		params: map[string]any{"after": int64(q.After)},
	}
	if q.Limit > 0 {
		st.text += " LIMIT $limit"
		st.params["limit"] = int64(q.Limit)
	}
	rows, err := s.read(ctx, st)
	if err != nil {
		return nil, err
	}
	entries := make([]graph.Entry, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(asText(row[0])), &entries[i]); err != nil {
			return nil, graph.Errorf(graph.ErrDamaged, "the journal entry after revision %d cannot be read: %v", q.After, err)
		}
	}
	return entries, nil
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
