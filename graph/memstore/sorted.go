package memstore

import (
	"cmp"
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
func (s *snapshot) inOrder(kind graph.Kind, order []fieldOrder) *nodeList {
	if soleField(kind, order, graph.FieldPosition) {
		return listOfTable(&s.kinds[kind])
	}
	key := sortKey{kind, orderName(order)}
	s.sorted.mu.Lock()
	list, ok := s.sorted.lists[key]
	s.sorted.mu.Unlock()
	if ok {
		return listOf(list)
	}
	switch {
	case len(order) == 0, soleField(kind, order, graph.FieldID):
		list = s.ofKindByID(kind)
	case soleField(kind, order, graph.FieldTitle):
		list = s.inKeyOrder(kind, s.base.byTitle[kind], titleKey) // as the base has its own
	default:
		list = sortedBy(s.ofKind(kind), order)
	}
	s.sorted.mu.Lock()
	defer s.sorted.mu.Unlock()
	if len(s.sorted.lists) < maxSorted {
		s.sorted.lists[key] = list
	}
	return listOf(list)
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

// soleField reports whether an order is of one field alone, ascending.
func soleField(kind graph.Kind, order []fieldOrder, f graph.FieldName) bool {
	return len(order) == 1 && !order[0].descending && kind.Info().Fields[order[0].index].Name == f
}

// ofKind are the nodes of a kind in document order.
func (s *snapshot) ofKind(kind graph.Kind) []*node {
	list := make([]*node, 0, s.kinds[kind].size)
	s.kinds[kind].all(func(n *node) bool {
		list = append(list, n)
		return true
	})
	return list
}

// ofKindByID are the nodes of a kind by ID.
func (s *snapshot) ofKindByID(kind graph.Kind) []*node {
	list := make([]*node, 0, s.kinds[kind].size)
	for n := range s.inIDOrder() {
		if n.Kind == kind {
			list = append(list, n)
		}
	}
	return list
}

// sortedBy sorts nodes of one kind by fields, each of which is read once: folding a title costs more than comparing it.
func sortedBy(list []*node, order []fieldOrder) []*node {
	type keyed struct {
		*node
		keys []graph.Value
	}
	keys := make([]graph.Value, len(list)*len(order))
	all := make([]keyed, len(list))
	for i, n := range list {
		all[i] = keyed{n, keys[i*len(order) : (i+1)*len(order)]}
		for j, o := range order {
			all[i].keys[j] = n.key(o.index)
		}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		for j, o := range order {
			if c := a.keys[j].Compare(b.keys[j]); c != 0 {
				if o.descending {
					return -c
				}
				return c
			}
		}
		return cmp.Compare(a.ID, b.ID)
	})
	for i := range all {
		list[i] = all[i].node
	}
	return list
}

func byID(a, b *node) int { return strings.Compare(string(a.ID), string(b.ID)) }
