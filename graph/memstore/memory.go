package memstore

import (
	"context"
	"slices"
	"sort"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// memory keeps in memory alone.
type memory struct {
	mu      sync.Mutex
	entries []*graph.Entry
	keys    map[string]graph.Revision
	// touched are the places in entries of what touches a node or link, filled as far as somebody has asked: many stores in
	// memory are never asked.
	touched map[graph.ID][]int
	indexed int
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

func (m *memory) journal(_ context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	first := sort.Search(len(m.entries), func(i int) bool { return m.entries[i].Revision > q.After })
	end := sort.Search(len(m.entries), func(i int) bool { return m.entries[i].Revision > q.Until })
	places := m.places(q.Subjects, first, end)
	if q.Key != "" {
		places = slices.DeleteFunc(places, func(i int) bool { return m.entries[i].Key != q.Key })
	}
	if q.Except != "" {
		places = slices.DeleteFunc(places, func(i int) bool { return m.entries[i].Actor == q.Except })
	}
	if q.Backward {
		slices.Reverse(places)
	}
	if q.Limit > 0 {
		places = places[:min(q.Limit, len(places))]
	}
	entries := make([]graph.Entry, len(places))
	for i, at := range places {
		entries[i] = *m.entries[at]
	}
	return entries, nil
}

// places are those of the entries from first to before end that touch any of the subjects, in order.
func (m *memory) places(subjects []graph.ID, first, end int) []int {
	var places []int
	if len(subjects) == 0 {
		for i := first; i < end; i++ {
			places = append(places, i)
		}
		return places
	}
	m.index()
	for _, id := range subjects {
		all := m.touched[id]
		from, to := sort.SearchInts(all, first), sort.SearchInts(all, end)
		places = append(places, all[from:max(from, to)]...)
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// index notes what the entries touch that came since it was last asked for.
func (m *memory) index() {
	if m.touched == nil {
		m.touched = map[graph.ID][]int{}
	}
	for ; m.indexed < len(m.entries); m.indexed++ {
		for _, id := range m.entries[m.indexed].Subjects() {
			m.touched[id] = append(m.touched[id], m.indexed)
		}
	}
}

func (m *memory) keyed(key string) (graph.Revision, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	revision, ok := m.keys[key]
	return revision, ok, nil
}

// keepColumns keeps nothing: what is in memory is read fast.
func (m *memory) keepColumns(*snapshot) error { return nil }

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
