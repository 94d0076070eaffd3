package memstore

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// An item is a node on its way into a list.
type item struct {
	node *node
	// basis is that of the edge, strongest that of the strongest reason.
	basis, strongest graph.Basis
	link             *link
	// holding are the reasons that hold, a bit each.
	holding uint64
	score   float64
	// keys are the sort keys by the index of the order, once it was prepared for sorting.
	keys []graph.Value
}

// An order is a sort made ready.
type order struct {
	keys []orderKey
	// trailing are the fields that the order ends with, if it is of one kind; fields are all its keys if they are.
	trailing, fields []fieldOrder
}

type orderKey struct {
	graph.Order
	// index is the field's index in the fields of each kind, -1 where a kind does not have it.
	index []int
	route *route
}

// order makes an order of nodes ready; kind is 0 if they may be of several.
func (a *asker) order(orders []graph.Order, kind graph.Kind) *order {
	out := &order{}
	for _, o := range orders {
		key := orderKey{Order: o}
		switch o.By {
		case graph.ByField:
			key.index = make([]int, len(graph.AllKinds)+1)
			for _, k := range graph.AllKinds {
				key.index[k] = fieldIndex(k, o.Field)
			}
			if kind != 0 {
				out.trailing = append(out.trailing, fieldOrder{key.index[kind], o.Descending})
			}
		case graph.ByCount:
			key.route = a.route(o.Route, graph.LinkFilter{})
			out.trailing = nil
		default:
			out.trailing = nil
		}
		out.keys = append(out.keys, key)
	}
	if len(out.trailing) == len(out.keys) {
		out.fields = out.trailing
	}
	return out
}

// byFields reports whether the order is of fields alone.
func (o *order) byFields() bool { return len(o.fields) == len(o.keys) }

// readable reports whether all keys are fields, which can be read of an item that was not prepared.
func (o *order) readable() bool {
	return !slices.ContainsFunc(o.keys, func(k orderKey) bool { return k.index == nil })
}

// prepare finds the keys of an item, each once.
func (a *asker) prepare(o *order, it *item, keys []graph.Value) {
	for i := range o.keys {
		keys[i] = a.key(o, it, i)
	}
	it.keys = keys
}

// key finds one key of an item.
func (a *asker) key(o *order, it *item, i int) graph.Value {
	switch key := &o.keys[i]; key.By {
	case graph.ByCount:
		return graph.Int(a.count(it.node, key.route))
	case graph.ByReasons:
		return graph.Int(int64(bits.OnesCount64(it.holding)))
	case graph.ByBasis:
		return basisKey(cmp.Or(it.strongest, it.basis))
	default:
		return o.key(it, i)
	}
}

// count is the number of nodes that a route leads to.
func (a *asker) count(from *node, r *route) int64 {
	n := int64(0)
	a.eachEnd(from, r, func(end) bool {
		n++
		return true
	})
	return n
}

// basisKey is a basis as a sort key: none is null.
func basisKey(b graph.Basis) graph.Value {
	if b == 0 {
		return graph.Value{}
	}
	return graph.Int(int64(b))
}

func (o *order) key(it *item, i int) graph.Value {
	if it.keys != nil {
		return it.keys[i]
	}
	key := &o.keys[i]
	if index := key.index[it.node.Kind]; index >= 0 {
		return it.node.key(index)
	}
	return graph.Value{}
}

// cursor is the item's place in an order, if a page wants it.
func (a *asker) cursor(p *graph.Page, o *order, it *item) graph.Cursor {
	if p.NoCursors {
		return graph.Cursor{}
	}
	if len(o.keys) == 0 {
		return graph.Cursor{ID: it.node.ID}
	}
	keys := a.room.keys.some(len(o.keys))
	for i := range keys {
		keys[i] = o.key(it, i)
	}
	return graph.Cursor{Keys: keys, ID: it.node.ID}
}

func (o *order) compare(a, b *item) int {
	for i := range o.keys {
		if c := o.direct(i, o.key(a, i).Compare(o.key(b, i))); c != 0 {
			return c
		}
	}
	return strings.Compare(string(a.node.ID), string(b.node.ID))
}

// compareCursor compares an item with a place in the order.
func (o *order) compareCursor(it *item, c *graph.Cursor) int {
	for i := range o.keys {
		if d := o.direct(i, o.key(it, i).Compare(c.Keys[i])); d != 0 {
			return d
		}
	}
	return strings.Compare(string(it.node.ID), string(c.ID))
}

func (o *order) direct(i, c int) int {
	if o.keys[i].Descending {
		return -c
	}
	return c
}

// sort puts the first n items in order. Their keys are there until the next ones are sorted.
func (a *asker) sort(o *order, items []item, n int) {
	if len(items) < 2 && o.readable() {
		return
	}
	a.room.sorted = slices.Grow(a.room.sorted[:0], len(items)*len(o.keys))
	keys := a.room.sorted[:cap(a.room.sorted)]
	for i := range items {
		a.prepare(o, &items[i], keys[i*len(o.keys):(i+1)*len(o.keys)])
	}
	sortFirst(items, n, func(x, y item) int { return o.compare(&x, &y) })
}
