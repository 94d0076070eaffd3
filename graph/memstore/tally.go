package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// maxCells bounds a matrix.
const maxCells = 250_000

// A tallier answers a Tally.
type tallier struct {
	*asker
	*graph.Tally
	rows, columns *tallyAxis
	// sign is -1 where nodes are taken out of the counts.
	sign int
	// items are what cells count, in document order; only if they are kept.
	keep  bool
	items [][]item
	*grid
}

// A tallyAxis is an axis with its values listed.
type tallyAxis struct {
	*axis
	values []graph.AxisValue
	// nodes and quarters are the places of the values in the list.
	nodes    map[int32]int
	quarters map[graph.Quarter]int
	// unplaced is the place of what has no value, -1 before there is any.
	unplaced int
	// now are the values of the node at hand.
	now []value
}

func (a *asker) tally(t *graph.Tally) (*graph.Matrix, error) {
	entities := a.place(&t.Select)
	x := &tallier{asker: a, Tally: t, sign: 1, keep: len(t.Cells) > 0}
	x.rows, x.columns = x.list(t.Rows, entities), x.list(t.Columns, entities)
	if n := len(x.rows.values) * len(x.columns.values); n > maxCells {
		return nil, graph.Errorf(graph.ErrTooLarge, "the matrix would have %d cells (%d by %d): at most %d are counted; keep to one plan or choose other axes", n, len(x.rows.values), len(x.columns.values), maxCells)
	}
	x.findCounts()
	out := x.matrix()
	x.fillCells(out)
	entities.fill()
	return out, a.err
}

// list lists the values of an axis: all entities of its kind in the plan, or all quarters something is scheduled to.
func (t *tallier) list(x graph.Axis, entities *place) *tallyAxis {
	out := &tallyAxis{axis: t.axis(x, graph.LinkFilter{Basis: t.Basis}), nodes: map[int32]int{}, quarters: map[graph.Quarter]int{}, unplaced: -1}
	kind, ok := x.Kind()
	if !ok {
		for _, q := range t.quarters(t.Plan) {
			out.quarters[q] = len(out.values)
			out.values = append(out.values, graph.AxisValue{Key: q.Label(), Quarter: &q})
		}
		return out
	}
	inPlan := t.planned()
	t.kinds[kind].all(func(n *node) bool {
		if inPlan(n) {
			out.nodes[n.number] = len(out.values)
			out.values = append(out.values, graph.AxisValue{Key: string(n.ID), Entity: entities.put(n)})
		}
		return t.goOn()
	})
	return out
}

func (t *tallier) planned() predicate {
	if t.Plan == "" {
		return always
	}
	return t.inPlan(t.Plan)
}

// A value is the place of a value on an axis, and how a node gets there. without is set if no link is involved.
type value struct {
	place   int
	reach   graph.Reach
	without bool
	// counted is set once a cell counts the node at hand under this value.
	counted bool
}

// valuesOf finds the values of a node on the axis; the unplaced one if it has none and that is wanted. What is returned
// is to be given back to forget; it may be nil.
func (x *tallyAxis) valuesOf(n *node, unplaced bool) *reached {
	x.now = x.now[:0]
	var set *reached
	if way := x.ways[n.Kind]; way.route == nil {
		x.add(nil, n, way, graph.Start(), true)
	} else {
		set = x.reach(n, way.route)
		for i, number := range set.nodes {
			if set.reach[i].Holds() {
				x.add(set, x.asker.nodes.at(number), way, set.reach[i], false)
			}
		}
	}
	if len(x.now) == 0 && unplaced {
		x.listUnplaced(true)
		x.now = append(x.now, value{place: x.unplaced, reach: graph.Start(), without: true})
	}
	return set
}

// add adds the values that a node stands for: itself, or the quarters it is scheduled to.
func (x *tallyAxis) add(set *reached, n *node, way *axisWay, r graph.Reach, without bool) {
	if !way.scheduled {
		if place, ok := x.nodes[n.number]; ok {
			x.now = append(x.now, value{place: place, reach: r, without: without})
		}
		return
	}
	for _, q := range n.quarters() {
		place, ok := x.quarters[q]
		if !ok {
			continue
		}
		i := slices.IndexFunc(x.now, func(v value) bool { return v.place == place })
		switch {
		case i < 0:
			x.now = append(x.now, value{place: place, reach: r, without: without})
		case set != nil:
			x.now[i].reach, _ = set.space.Merge(x.now[i].reach, r)
		}
	}
}

// findCounts counts, unless that was done before over the same snapshot, or can be made of what was counted earlier.
func (t *tallier) findCounts() {
	key := countKey{t.Rows, t.Columns, t.Count, t.Basis, t.Unplaced, t.Plan}
	mayKeep := t.Where == nil && !t.keep
	if mayKeep {
		t.grid = t.counted.get(key)
	}
	if t.grid == nil {
		if !mayKeep || t.recount(key) == nil {
			t.count()
			t.rowUnplaced, t.columnUnplaced = t.rows.unplaced >= 0, t.columns.unplaced >= 0
		}
		if mayKeep && t.err == nil {
			t.counted.put(key, t.grid)
		}
	}
	t.rows.listUnplaced(t.rowUnplaced)
	t.columns.listUnplaced(t.columnUnplaced)
}

// listUnplaced lists the unplaced value, if there is any.
func (x *tallyAxis) listUnplaced(some bool) {
	if some && x.unplaced < 0 {
		x.unplaced = len(x.values)
		x.values = append(x.values, graph.AxisValue{Key: graph.Unplaced})
	}
}

// count puts every node of the kind counted into its cells.
func (t *tallier) count() {
	t.grid = &grid{width: len(t.columns.values) + 1}
	t.inRows, t.inColumns = make([]int, len(t.rows.values)+1), make([]int, t.width)
	t.cells = make([]cell, len(t.inRows)*t.width)
	if t.keep {
		t.items = make([][]item, len(t.cells))
	}
	where, inPlan := t.compile(t.Where), t.planned()
	t.kinds[t.Count].all(func(n *node) bool {
		if inPlan(n) && where(n) {
			t.place(n)
		}
		return t.goOn()
	})
}

func (t *tallier) place(n *node) {
	inRows, inColumns := t.rows.valuesOf(n, t.Unplaced), t.columns.valuesOf(n, t.Unplaced)
	t.intoCells(n)
	t.forget(inRows)
	t.forget(inColumns)
}

// intoCells puts a node whose values were found into its cells.
func (t *tallier) intoCells(n *node) {
	counted := false
	for i := range t.rows.now {
		r := &t.rows.now[i]
		inRow := false
		for j := range t.columns.now {
			c := &t.columns.now[j]
			basis := r.reach.Join(c.reach)
			if basis == 0 {
				continue
			}
			if r.without && c.without {
				basis = 0
			}
			at := r.place*t.width + c.place
			t.cells[at][basis] += int32(t.sign)
			if t.keep {
				t.items[at] = append(t.items[at], item{node: n, basis: basis})
			}
			inRow, c.counted = true, true
		}
		if inRow {
			t.inRows[r.place] += t.sign
			counted = true
		}
	}
	for _, c := range t.columns.now {
		if c.counted {
			t.inColumns[c.place] += t.sign
		}
	}
	if counted {
		t.total += t.sign
	}
}

// matrix writes the counts down.
func (t *tallier) matrix() *graph.Matrix {
	m := &graph.Matrix{Rows: t.rows.values, Columns: t.columns.values, Total: t.total}
	m.RowTotals, m.ColumnTotals = slices.Clone(t.inRows[:len(m.Rows)]), slices.Clone(t.inColumns[:len(m.Columns)])
	m.Counts, m.Stated = make([][]int, len(m.Rows)), make([][]int, len(m.Rows))
	for r := range m.Rows {
		m.Counts[r], m.Stated[r] = make([]int, len(m.Columns)), make([]int, len(m.Columns))
		for c := range m.Columns {
			m.Counts[r][c], m.Stated[r][c], _ = t.cells[r*t.width+c].count()
		}
	}
	return m
}

// fillCells writes the cells that are not zero, with the pages asked for.
func (t *tallier) fillCells(m *graph.Matrix) {
	pages := make([]*cellPage, len(t.Cells))
	for i := range t.Cells {
		pages[i] = t.cellPage(&t.Cells[i])
	}
	for at := range t.cells {
		count, _, weakest := t.cells[at].count()
		if count == 0 {
			continue
		}
		c := graph.Cell{Row: at / t.width, Column: at % t.width, Count: count, Weakest: weakest, Pages: make([]*graph.NodePage, len(pages))}
		for i, p := range pages {
			if p.Row == "" || p.Row == m.Rows[c.Row].Key && p.Column == m.Columns[c.Column].Key {
				c.Pages[i] = p.page(t.items[at])
			}
		}
		m.Cells = append(m.Cells, c)
	}
	for _, p := range pages {
		p.to.fill()
		p.summary.fill()
	}
}

// A cellPage is a CellPage made ready.
type cellPage struct {
	*asker
	*graph.CellPage
	order   *order
	to      *place
	summary *summariser
}

func (t *tallier) cellPage(p *graph.CellPage) *cellPage {
	return &cellPage{
		asker: t.asker, CellPage: p, order: t.order([]graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}, t.Count),
		to: t.asker.place(&p.Select), summary: t.summariser(&p.Want, nil),
	}
}

// page takes the page out of what a cell counts, which is in document order already.
func (p *cellPage) page(items []item) *graph.NodePage {
	start, end := window(len(items), p.Page, func(i int, c *graph.Cursor) int { return p.order.compareCursor(&items[i], c) })
	out := &graph.NodePage{Summary: bounds(len(items), start, end)}
	p.summary.summarise(&out.Summary, items)
	for i := range items[start:end] {
		it := &items[start+i]
		out.Edges = append(out.Edges, graph.NodeEdge{To: p.to.put(it.node), Basis: it.basis, Cursor: p.cursor(&p.Page, p.order, it)})
	}
	return out
}
