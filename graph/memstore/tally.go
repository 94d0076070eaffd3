package memstore

import (
	"maps"
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
	// cells are those that count something, by row, then column.
	cells map[[2]int]*cell
}

// A cell is what one cell counts, in document order.
type cell struct{ items []item }

// A tallyAxis is an axis with its values listed.
type tallyAxis struct {
	*axis
	values []graph.AxisValue
	// nodes and quarters are the places of the values in the list.
	nodes    map[int32]int
	quarters map[graph.Quarter]int
	// unplaced is the place of what has no value, -1 before there is any.
	unplaced int
}

func (a *asker) tally(t *graph.Tally) (*graph.Matrix, error) {
	entities := a.place(&t.Select)
	x := &tallier{asker: a, Tally: t, cells: map[[2]int]*cell{}}
	x.rows, x.columns = x.list(t.Rows, entities), x.list(t.Columns, entities)
	if n := len(x.rows.values) * len(x.columns.values); n > maxCells {
		return nil, graph.Errorf(graph.ErrTooLarge, "the matrix would have %d cells (%d by %d): at most %d are counted; keep to one plan or choose other axes", n, len(x.rows.values), len(x.columns.values), maxCells)
	}
	totals := x.count()
	out := totals.matrix(x)
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
}

// valuesOf are the values of a node on the axis; the unplaced one if it has none and that is wanted.
func (x *tallyAxis) valuesOf(n *node, unplaced bool) []value {
	var values []value
	if way := x.ways[n.Kind]; way.route == nil {
		values = x.add(values, n, way, graph.Start(), true)
	} else {
		set := x.reach(n, way.route)
		for i, number := range set.nodes {
			if set.reach[i].Holds() {
				values = x.add(values, x.asker.nodes.at(number), way, set.reach[i], false)
			}
		}
	}
	if len(values) == 0 && unplaced {
		if x.unplaced < 0 {
			x.unplaced = len(x.values)
			x.values = append(x.values, graph.AxisValue{Key: graph.Unplaced})
		}
		values = []value{{x.unplaced, graph.Start(), true}}
	}
	return values
}

// add adds the values that a node stands for: itself, or the quarters it is scheduled to.
func (x *tallyAxis) add(values []value, n *node, way *axisWay, r graph.Reach, without bool) []value {
	if !way.scheduled {
		if place, ok := x.nodes[n.number]; ok {
			values = append(values, value{place, r, without})
		}
		return values
	}
	for _, q := range n.schedule() {
		place, ok := x.quarters[q.Quarter]
		if !ok {
			continue
		}
		if i := slices.IndexFunc(values, func(v value) bool { return v.place == place }); i >= 0 {
			values[i].reach = values[i].reach.Merge(r)
		} else {
			values = append(values, value{place, r, without})
		}
	}
	return values
}

// totals are the nodes that a matrix counts: in each row, in each column, in all.
type totals struct {
	rows, columns map[int]int
	all           int
}

// count puts every node of the kind counted into its cells.
func (t *tallier) count() *totals {
	out := &totals{rows: map[int]int{}, columns: map[int]int{}}
	where, inPlan := t.compile(t.Where), t.planned()
	t.kinds[t.Count].all(func(n *node) bool {
		if inPlan(n) && where(n) {
			t.place(n, out)
		}
		return t.goOn()
	})
	return out
}

func (t *tallier) place(n *node, out *totals) {
	rows, columns := t.rows.valuesOf(n, t.Unplaced), t.columns.valuesOf(n, t.Unplaced)
	inRows, inColumns := map[int]bool{}, map[int]bool{}
	for _, r := range rows {
		for _, c := range columns {
			basis := r.reach.Join(c.reach)
			if basis == 0 {
				continue
			}
			if r.without && c.without {
				basis = 0
			}
			key := [2]int{r.place, c.place}
			if t.cells[key] == nil {
				t.cells[key] = &cell{}
			}
			t.cells[key].items = append(t.cells[key].items, item{node: n, basis: basis})
			inRows[r.place], inColumns[c.place] = true, true
		}
	}
	for r := range inRows {
		out.rows[r]++
	}
	for c := range inColumns {
		out.columns[c]++
	}
	if len(inRows) > 0 {
		out.all++
	}
}

// matrix writes the counts down.
func (s *totals) matrix(t *tallier) *graph.Matrix {
	m := &graph.Matrix{Rows: t.rows.values, Columns: t.columns.values, Total: s.all}
	for r := range m.Rows {
		m.Counts = append(m.Counts, make([]int, len(m.Columns)))
		m.Stated = append(m.Stated, make([]int, len(m.Columns)))
		m.RowTotals = append(m.RowTotals, s.rows[r])
	}
	for c := range m.Columns {
		m.ColumnTotals = append(m.ColumnTotals, s.columns[c])
	}
	for key, c := range t.cells {
		m.Counts[key[0]][key[1]] = len(c.items)
		for i := range c.items {
			if b := c.items[i].basis; b == 0 || graph.StatedBases.Has(b) {
				m.Stated[key[0]][key[1]]++
			}
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
	for _, key := range slices.SortedFunc(maps.Keys(t.cells), func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }) {
		items := t.cells[key].items
		c := graph.Cell{Row: key[0], Column: key[1], Count: len(items), Pages: make([]*graph.NodePage, len(pages))}
		for i := range items {
			c.Weakest = max(c.Weakest, items[i].basis)
		}
		for i, p := range pages {
			if p.Row == "" || p.Row == m.Rows[c.Row].Key && p.Column == m.Columns[c.Column].Key {
				c.Pages[i] = p.page(items)
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
		out.Edges = append(out.Edges, graph.NodeEdge{To: p.to.put(it.node), Basis: it.basis, Cursor: p.order.cursor(it)})
	}
	return out
}

// quarters are those that something in a plan is scheduled to, or in any if none is named, earliest first.
func (a *asker) quarters(plan graph.ID) []graph.Quarter {
	var quarters []graph.Quarter
	inPlan := always
	if plan != "" {
		inPlan = a.inPlan(plan)
	}
	seen := map[graph.Quarter]bool{}
	for _, k := range graph.AllKinds {
		a.kinds[k].all(func(n *node) bool {
			for _, q := range n.schedule() {
				if !seen[q.Quarter] && inPlan(n) {
					seen[q.Quarter] = true
					quarters = append(quarters, q.Quarter)
				}
			}
			return a.goOn()
		})
	}
	slices.SortFunc(quarters, graph.Quarter.Compare)
	return quarters
}
