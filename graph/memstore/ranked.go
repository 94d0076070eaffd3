package memstore

import (
	"cmp"
	"fmt"
	"math/bits"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// A rankCache keeps lists whose order must be found by looking at every node of a kind: by how many nodes a route leads to,
// or by which reasons hold and how well. It is bounded, and begins empty with every revision.
type rankCache struct {
	mu    sync.Mutex
	lists map[string][]*node
	nodes int
}

// maxRanked bounds how many nodes the lists have together. A list counts as keptBesides nodes more than it has.
const maxRanked = 2_000_000

func newRankCache() *rankCache { return &rankCache{lists: map[string][]*node{}} }

func (c *rankCache) get(key string) ([]*node, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list, ok := c.lists[key]
	return list, ok
}

func (c *rankCache) put(key string, list []*node) {
	c.mu.Lock()
	defer c.mu.Unlock()
	size := len(list) + keptBesides
	if c.lists[key] != nil || size > maxRanked {
		return
	}
	if c.nodes += size; c.nodes > maxRanked { // what is asked now is asked again sooner than what was
		clear(c.lists)
		c.nodes = size
	}
	c.lists[key] = list
}

const (
	// A rank is a number of so many bits; so many of them fit into one.
	rankBits = 20
	maxRank  = 1<<rankBits - 1
	maxRanks = 3
)

// ranked gives the nodes of the list in order, if that is of such ranks and then of position or ID.
func (w *walker) ranked() ([]*node, bool) {
	ranks := len(w.order.keys) - len(w.order.trailing)
	then := byPosition
	switch {
	case ranks == 0 || ranks > maxRanks || w.Group != nil || slices.ContainsFunc(w.Order[:ranks], byField):
		return nil, false
	case len(w.order.trailing) == 0:
		then = byID
	case !soleField(w.Kind, w.order.trailing, graph.FieldPosition):
		return nil, false
	}
	if _, few := w.candidates(w.Kind, w.Where); few {
		return nil, false
	}
	key := w.rankKey()
	list, ok := w.ranks.get(key)
	if !ok {
		if list, ok = w.rankAll(ranks, then); ok {
			w.ranks.put(key, list)
		}
	}
	return list, ok
}

func byField(o graph.Order) bool { return o.By == graph.ByField }

// rankAll makes a ranked list; ok is false if that cannot be done. It looks at the nodes in the order in which they stand in
// memory: any other takes several times as long.
func (w *walker) rankAll(ranks int, then func(a, b *node) int) (list []*node, ok bool) {
	type ranked struct {
		rank uint64
		*node
	}
	var found []ranked
	for n := range w.inOrder(w.Kind, nil).all() {
		if !w.goOn() {
			return nil, false
		}
		if !w.where(n) {
			continue
		}
		it := item{node: n}
		if it.holding, it.strongest = w.weigh(n); bits.OnesCount64(it.holding) < w.MinReasons {
			continue
		}
		rank, ok := w.rank(&it, ranks)
		if !ok {
			return nil, false
		}
		found = append(found, ranked{rank, n})
	}
	slices.SortFunc(found, func(a, b ranked) int { return cmp.Or(cmp.Compare(a.rank, b.rank), then(a.node, b.node)) })
	list = make([]*node, len(found))
	for i := range found {
		list[i] = found[i].node
	}
	return list, true
}

// rank is one number that compares as the first keys of the order do; ok is false if a key is too large for that.
func (w *walker) rank(it *item, ranks int) (rank uint64, ok bool) {
	for i := range ranks {
		v := w.key(w.order, it, i)
		n := int64(maxRank)
		if v.Type != graph.Null {
			if n = v.Int; n < 0 || n >= maxRank {
				return 0, false
			}
		}
		if w.order.keys[i].Descending {
			n = maxRank - n
		}
		rank = rank<<rankBits | uint64(n)
	}
	return rank, true
}

// rankKey is a text for all that a ranked list depends on.
func (w *walker) rankKey() string {
	var key strings.Builder
	for _, part := range []any{w.Kind, &w.Where, w.Order, w.Reasons, w.MinReasons} {
		describe(&key, reflect.ValueOf(part))
	}
	return key.String()
}

// describe writes a value out, with the types of what it holds, so that values that differ have different texts.
func describe(to *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			to.WriteString("nil;")
			return
		}
		fmt.Fprintf(to, "%s:", v.Elem().Type())
		describe(to, v.Elem())
	case reflect.Slice, reflect.Array:
		fmt.Fprintf(to, "%d[", v.Len())
		for i := range v.Len() {
			describe(to, v.Index(i))
		}
		to.WriteByte(']')
	case reflect.Struct:
		to.WriteByte('{')
		for i := range v.NumField() {
			describe(to, v.Field(i))
		}
		to.WriteByte('}')
	default:
		fmt.Fprintf(to, "%#v;", v)
	}
}
