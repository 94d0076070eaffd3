package memstore

import (
	"math/bits"

	"github.com/goldenthread/goldenthread/graph"
)

// A walker answers a Walk.
type walker struct {
	*asker
	*graph.Walk
	where    predicate
	clusters map[*node][]*link
	reasons  []*reason
	order    *order
	summary  *summariser
	to       *place
	via      *linkPlace
}

func (a *asker) walk(w *graph.Walk) (*graph.NodePage, error) {
	x := &walker{asker: a, Walk: w, where: a.compile(w.Where), order: a.order(w.Order, w.Kind), to: a.place(&w.Select), via: a.linkPlace(w.Via)}
	x.summary = a.summariser(&w.Want, w.Reasons)
	if w.Group != nil {
		x.clusters = a.clusters(w.Kind, x.where, w.Group)
		x.where = func(n *node) bool { _, first := x.clusters[n]; return first }
	}
	for i := range w.Reasons {
		x.reasons = append(x.reasons, a.reason(&w.Reasons[i]))
	}
	page := x.page()
	x.to.fill()
	x.via.fill()
	x.summary.fill()
	return page, a.err
}

// page takes the page out of a list that is in order already, or else makes the list.
func (w *walker) page() *graph.NodePage {
	if w.summary.needsItems() {
		return w.list()
	}
	if w.order.byFields() && len(w.Reasons) == 0 {
		return w.inPlace()
	}
	if all, ok := w.ranked(); ok {
		return w.paged(listOf(all))
	}
	return w.list()
}

// ordered gives the nodes of the kind in order, or only those of them for which the condition can hold.
func (w *walker) ordered() *nodeList {
	few, ok := w.candidates(w.Kind, w.Where)
	if !ok {
		return w.inOrder(w.Kind, w.order.fields)
	}
	return listOf(sortedBy(few, w.order.fields))
}

// list makes the whole list and takes the page out of it.
func (w *walker) list() *graph.NodePage {
	all := w.ordered()
	var items []item
	if w.Where == nil && w.Group == nil && w.MinReasons == 0 {
		items = make([]item, 0, all.size())
	}
	for n := range all.all() {
		if !w.goOn() {
			break
		}
		if !w.where(n) {
			continue
		}
		holding, strongest := w.weigh(n)
		if bits.OnesCount64(holding) >= w.MinReasons {
			items = append(items, item{node: n, holding: holding, strongest: strongest})
		}
	}
	if !w.order.byFields() {
		w.sort(w.order, items, needed(len(items), w.Page))
	}
	start, end := window(len(items), w.Page, func(i int, c *graph.Cursor) int { return w.order.compareCursor(&items[i], c) })
	page := &graph.NodePage{Summary: bounds(len(items), start, end)}
	w.summary.summarise(&page.Summary, items)
	for i := range items[start:end] {
		page.Edges = append(page.Edges, w.edge(&items[start+i]))
	}
	return page
}

func (w *walker) edge(it *item) graph.NodeEdge {
	e := graph.NodeEdge{To: w.to.put(it.node), Cursor: w.cursor(&w.Page, w.order, it), Via: w.via.putAll(w.clusters[it.node])}
	for _, h := range w.hits(it.node) {
		e.Reasons = append(e.Reasons, graph.ReasonHit{Name: w.Reasons[h.reason].Name, Basis: h.basis, Via: w.via.putAll(w.links(it.node, h))})
	}
	return e
}

// item is a node of a list that is in order already, with what its order goes by.
func (w *walker) item(n *node) *item {
	it := &item{node: n}
	if !w.order.byFields() {
		it.holding, it.strongest = w.weigh(n)
		w.prepare(w.order, it, make([]graph.Value, len(w.order.keys)))
	}
	return it
}

// inPlace takes the page out of the nodes of the kind, which are in order already.
func (w *walker) inPlace() *graph.NodePage {
	all := w.ordered()
	if !w.Want.Total {
		return w.scan(all)
	}
	if w.Where != nil || w.Group != nil {
		all = listOf(w.matching(all))
	}
	return w.paged(all)
}

// paged takes the page out of the whole list.
func (w *walker) paged(all *nodeList) *graph.NodePage {
	w.where = always
	page := w.scan(all)
	if w.Want.Total {
		page.Total = all.size()
	}
	return page
}

// matching are the nodes for which the condition holds.
func (w *walker) matching(all *nodeList) []*node {
	var matching []*node
	for n := range all.all() {
		if !w.goOn() {
			break
		}
		if w.where(n) {
			matching = append(matching, n)
		}
	}
	return matching
}

// scan looks at no more nodes than the page needs.
func (w *walker) scan(all *nodeList) *graph.NodePage {
	whole := w.Page
	whole.Limit = all.size()
	low, high := window(all.size(), whole, func(i int, c *graph.Cursor) int { return w.order.compareCursor(w.item(all.at(i)), c) })
	if w.Page.Backward {
		return w.scanBack(all, low, high)
	}
	page := &graph.NodePage{}
	page.HasPrevious = w.anyOf(all, 0, low, true)
	next := low
	for ; next < high && len(page.Edges) < w.Page.Limit && w.goOn(); next++ {
		if n := all.at(next); w.where(n) {
			page.Edges = append(page.Edges, w.edge(w.item(n)))
		}
	}
	page.HasNext = w.anyOf(all, next, all.size(), false)
	return page
}

func (w *walker) scanBack(all *nodeList, low, high int) *graph.NodePage {
	page := &graph.NodePage{}
	var taken []*node
	next := high
	for ; next > low && len(taken) < w.Page.Limit && w.goOn(); next-- {
		if n := all.at(next - 1); w.where(n) {
			taken = append(taken, n)
		}
	}
	for i := len(taken) - 1; i >= 0; i-- {
		page.Edges = append(page.Edges, w.edge(w.item(taken[i])))
	}
	page.HasPrevious, page.HasNext = w.anyOf(all, 0, next, true), w.anyOf(all, high, all.size(), false)
	return page
}

// anyOf reports whether the condition holds for one of the nodes from a place to before another, looked at from the end or
// from the start.
func (w *walker) anyOf(nodes *nodeList, from, to int, fromEnd bool) bool {
	for i := range to - from {
		if !w.goOn() {
			return false
		}
		at := from + i
		if fromEnd {
			at = to - 1 - i
		}
		if w.where(nodes.at(at)) {
			return true
		}
	}
	return false
}
