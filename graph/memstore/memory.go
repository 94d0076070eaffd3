package memstore

import (
	"context"
	"sort"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// memory keeps in memory alone.
type memory struct {
	mu      sync.Mutex
	entries []*graph.Entry
	keys    map[string]graph.Revision
}

func (m *memory) save(b *batch) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries = append(m.entries, b.entries...)
	if m.keys == nil {
		m.keys = map[string]graph.Revision{}
	}
	for key, revision := range b.keys {
		m.keys[key] = revision
	}
	return nil
}

func (m *memory) journal(_ context.Context, after graph.Revision, limit int) ([]graph.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	first := sort.Search(len(m.entries), func(i int) bool { return m.entries[i].Revision > after })
	var entries []graph.Entry
	for _, e := range m.entries[first:] {
		if limit > 0 && len(entries) == limit {
			break
		}
		entries = append(entries, *e)
	}
	return entries, nil
}

func (m *memory) keyed(key string) (graph.Revision, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	revision, ok := m.keys[key]
	return revision, ok, nil
}

func (m *memory) revision(context.Context) (graph.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.entries) == 0 {
		return 0, nil
	}
	return m.entries[len(m.entries)-1].Revision, nil
}

func (m *memory) refresh(_ context.Context, s *snapshot) (*snapshot, error) { return s, nil }

func (m *memory) close() error { return nil }
