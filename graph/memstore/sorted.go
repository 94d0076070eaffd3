package memstore

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// A sortCache keeps the nodes of a kind in the orders that were asked for. A new snapshot takes over what did not change.
type sortCache struct {
	mu    sync.Mutex
	lists map[sortKey][]*node
}

type sortKey struct {
	kind  graph.Kind
	order string
}

// maxSorted bounds how many orders are kept.
const maxSorted = 64

func newSortCache() *sortCache { return &sortCache{lists: map[sortKey][]*node{}} }

// without copies the cache but for some kinds.
func (c *sortCache) without(kinds graph.KindSet) *sortCache {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := newSortCache()
	for key, list := range c.lists {
		if !kinds.Has(key.kind) {
			out.lists[key] = list
		}
	}
	return out
}

// inOrder gives the nodes of a kind in an order of fields. The list is shared: nobody changes it.
func (s *snapshot) inOrder(kind graph.Kind, order []fieldOrder) []*node {
	key := sortKey{kind, orderName(order)}
	s.sorted.mu.Lock()
	list, ok := s.sorted.lists[key]
	s.sorted.mu.Unlock()
	if ok {
		return list
	}
	list = make([]*node, 0, s.kinds[kind].size)
	s.kinds[kind].all(func(n *node) bool {
		list = append(list, n)
		return true
	})
	if !documentOrder(kind, order) {
		slices.SortFunc(list, func(a, b *node) int { return compareFields(a, b, order) })
	}
	s.sorted.mu.Lock()
	defer s.sorted.mu.Unlock()
	if len(s.sorted.lists) < maxSorted {
		s.sorted.lists[key] = list
	}
	return list
}

// A fieldOrder is a sort key that is a field: its index in the kind's fields.
type fieldOrder struct {
	index      int
	descending bool
}

func orderName(order []fieldOrder) string {
	var b strings.Builder
	for _, o := range order {
		b.WriteString(strconv.Itoa(o.index))
		if o.descending {
			b.WriteByte('d')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// documentOrder reports whether the order is that in which a snapshot keeps the nodes.
func documentOrder(kind graph.Kind, order []fieldOrder) bool {
	return len(order) == 1 && !order[0].descending && kind.Info().Fields[order[0].index].Name == graph.FieldPosition
}

func compareFields(a, b *node, order []fieldOrder) int {
	for _, o := range order {
		c := a.key(o.index).Compare(b.key(o.index))
		if c != 0 {
			if o.descending {
				return -c
			}
			return c
		}
	}
	return byID(a, b)
}

func byID(a, b *node) int { return strings.Compare(string(a.ID), string(b.ID)) }
