package graphtest

import (
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A row is one entry of a list with its place in the order.
type row[T any] struct {
	item T
	at   graph.Cursor
}

// before orders places: by each key, null last ascending and first descending, then by ID.
func before(orders []graph.Order, a, b graph.Cursor) int {
	for i, o := range orders {
		d := compareValues(a.Keys[i], b.Keys[i])
		if o.Descending {
			d = -d
		}
		if d != 0 {
			return d
		}
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

func compareValues(a, b graph.Value) int {
	switch {
	case a.IsNull() && b.IsNull():
		return 0
	case a.IsNull():
		return 1
	case b.IsNull():
		return -1
	case a.Type == graph.TextValue:
		return strings.Compare(a.Text, b.Text)
	case a.Type == graph.IntValue:
		return int(a.Int - b.Int)
	case a.Float < b.Float:
		return -1
	case a.Float > b.Float:
		return 1
	}
	return 0
}

// take is the definition of a page: of a list in order, what lies between the cursors, of that the first or the last.
func take[T any](list []row[T], orders []graph.Order, p graph.Page) ([]row[T], graph.Summary) {
	slices.SortFunc(list, func(a, b row[T]) int { return before(orders, a.at, b.at) })
	start, end := 0, len(list)
	for start < len(list) && p.After != nil && before(orders, list[start].at, *p.After) <= 0 {
		start++
	}
	for end > 0 && p.Before != nil && before(orders, list[end-1].at, *p.Before) >= 0 {
		end--
	}
	switch {
	case start > end && p.Backward:
		start = end
	case start > end:
		end = start
	case p.Backward:
		start = max(start, end-p.Limit)
	default:
		end = min(end, start+p.Limit)
	}
	return list[start:end], graph.Summary{HasPrevious: start > 0, HasNext: end < len(list)}
}

// An entry is a node in a list, with what is known of how it got there.
type entry struct {
	node    *graph.Node
	basis   graph.Basis
	via     []*graph.Link
	reasons []graph.ReasonHit
	// links are those of the reasons, by index.
	links [][]*graph.Link
	score float64
}

// place is where an entry belongs in an order.
func (o *oracle) place(orders []graph.Order, e entry) graph.Cursor {
	c := graph.Cursor{ID: e.node.ID}
	for _, by := range orders {
		c.Keys = append(c.Keys, o.key(by, e))
	}
	return c
}

func (o *oracle) key(by graph.Order, e entry) graph.Value {
	switch by.By {
	case graph.ByCount:
		return graph.Int(int64(len(o.reach(e.node, by.Route, graph.LinkFilter{}))))
	case graph.ByReasons:
		return graph.Int(int64(len(e.reasons)))
	case graph.ByBasis:
		best := e.basis
		for _, r := range e.reasons {
			if best == 0 || r.Basis < best {
				best = r.Basis
			}
		}
		if best == 0 {
			return graph.Value{}
		}
		return graph.Int(int64(best))
	}
	if _, ok := e.node.Kind.Info().Field(by.Field); !ok {
		return graph.Value{}
	}
	return e.node.OrderKey(by.Field)
}

// page makes a page of entries, with what is wanted of the whole list; edge makes the edges.
func (o *oracle) page(entries []entry, orders []graph.Order, p graph.Page, w graph.Want, reasons []graph.Reason, edge func(entry) graph.NodeEdge) *graph.NodePage {
	var list []row[entry]
	for _, e := range entries {
		list = append(list, row[entry]{e, o.place(orders, e)})
	}
	part, summary := take(list, orders, p)
	page := &graph.NodePage{Summary: summary}
	o.summarise(&page.Summary, entries, w, reasons)
	for _, r := range part {
		e := edge(r.item)
		e.Basis, e.Cursor, e.Score = r.item.basis, wanted(p, r.at), r.item.score
		page.Edges = append(page.Edges, e)
	}
	return page
}

// wanted is a cursor if a page wants it.
func wanted(p graph.Page, at graph.Cursor) graph.Cursor {
	if p.NoCursors {
		return graph.Cursor{}
	}
	return at
}

func (o *oracle) summarise(s *graph.Summary, entries []entry, w graph.Want, reasons []graph.Reason) {
	if w.Total {
		s.Total = len(entries)
	}
	if w.Bases {
		var bases []graph.Basis
		for _, e := range entries {
			bases = append(bases, e.basis)
		}
		s.Bases = countBases(bases)
	}
	if w.Reasons {
		for _, r := range reasons {
			count := graph.ReasonCount{Name: r.Name}
			for _, e := range entries {
				if slices.ContainsFunc(e.reasons, func(h graph.ReasonHit) bool { return h.Name == r.Name }) {
					count.Count++
				}
			}
			s.Reasons = append(s.Reasons, count)
		}
	}
	for _, axis := range w.Facets {
		s.Facets = append(s.Facets, o.facet(axis, entries, w))
	}
}

func countBases(bases []graph.Basis) []graph.BasisCount {
	var counts []graph.BasisCount
	for _, b := range graph.AllBasiss {
		n := 0
		for _, x := range bases {
			if x == b {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, graph.BasisCount{Basis: b, Count: n})
		}
	}
	return counts
}

// facet counts each entry at each value that it has on the axis; unplaced if it has none.
func (o *oracle) facet(axis graph.Axis, entries []entry, w graph.Want) graph.Facet {
	f := graph.Facet{Axis: axis}
	count := func(v graph.AxisValue) {
		n := 0
		for _, e := range entries {
			if slices.Contains(o.axisKeys(axis, e.node), v.Key) {
				n++
			}
		}
		if n > 0 {
			f.Values = append(f.Values, graph.AxisCount{Value: v, Count: n})
		}
	}
	for _, v := range o.axisValues(axis, "", w.Axis) {
		count(v)
	}
	count(graph.AxisValue{Key: graph.Unplaced})
	return f
}

// axisValues are all values of an axis, in its order.
func (o *oracle) axisValues(axis graph.Axis, plan graph.ID, sel graph.Selection) []graph.AxisValue {
	var values []graph.AxisValue
	kind, ok := axis.Kind()
	if !ok {
		for _, q := range o.quarters(plan) {
			values = append(values, graph.AxisValue{Key: q.Label(), Quarter: &q})
		}
		return values
	}
	for _, n := range o.ofKind(kind) {
		if plan == "" || o.inPlan(n, plan) {
			values = append(values, graph.AxisValue{Key: string(n.ID), Entity: o.found(n, &sel)})
		}
	}
	return values
}

// axisKeys are the keys of the values of a node on an axis.
func (o *oracle) axisKeys(axis graph.Axis, n *graph.Node) []string {
	var keys []string
	for _, w := range o.axisWays(axis, n, graph.LinkFilter{}) {
		keys = append(keys, w.key)
	}
	if len(keys) == 0 {
		keys = []string{graph.Unplaced}
	}
	return keys
}

// An axisWay is a way from a node to a value of an axis.
type axisWay struct {
	key   string
	links []*graph.Link
}

func (o *oracle) axisWays(axis graph.Axis, n *graph.Node, f graph.LinkFilter) []axisWay {
	how, err := n.Kind.AxisWay(axis)
	if err != nil {
		return nil
	}
	ways := []way{{to: n}}
	if how.Route != nil {
		ways = o.ways(n, how.Route, f)
	}
	var out []axisWay
	for _, w := range ways {
		if !how.Scheduled {
			out = append(out, axisWay{string(w.to.ID), w.links})
			continue
		}
		for _, q := range w.to.Schedule {
			out = append(out, axisWay{q.Label(), w.links})
		}
	}
	return out
}
