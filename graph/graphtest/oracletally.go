package graphtest

import (
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// maxCells is the promised bound of a matrix.
const maxCells = 250_000

// Tally answers by definition: a node is in a cell if one of its ways to the row and one of its ways to the column are
// row-true together.
func (o *oracle) Tally(_ context.Context, t graph.Tally) (*graph.Matrix, error) {
	m := &graph.Matrix{Rows: o.axisValues(t.Rows, t.Plan, t.Select), Columns: o.axisValues(t.Columns, t.Plan, t.Select)}
	if len(m.Rows)*len(m.Columns) > maxCells {
		return nil, graph.Errorf(graph.ErrTooLarge, "too many cells")
	}
	var counted []*graph.Node
	for _, n := range o.ofKind(t.Count) {
		if o.holds(t.Where, n) && (t.Plan == "" || o.inPlan(n, t.Plan)) {
			counted = append(counted, n)
		}
	}
	unplaced := func(axis graph.Axis, values []graph.AxisValue) []graph.AxisValue {
		if t.Unplaced && slices.ContainsFunc(counted, func(n *graph.Node) bool { return len(o.tallyWays(&t, axis, values, n)) == 0 }) {
			return append(values, graph.AxisValue{Key: graph.Unplaced})
		}
		return values
	}
	m.Rows, m.Columns = unplaced(t.Rows, m.Rows), unplaced(t.Columns, m.Columns)
	o.count(&t, m, counted)
	return m, nil
}

// tallyWays are the ways of a node to values that stand on the axis.
func (o *oracle) tallyWays(t *graph.Tally, axis graph.Axis, values []graph.AxisValue, n *graph.Node) []axisWay {
	ways := o.axisWays(axis, n, graph.LinkFilter{Basis: t.Basis})
	return slices.DeleteFunc(ways, func(w axisWay) bool {
		return !slices.ContainsFunc(values, func(v graph.AxisValue) bool { return v.Key == w.key })
	})
}

func (o *oracle) count(t *graph.Tally, m *graph.Matrix, counted []*graph.Node) {
	inRow, inColumn := make([]map[*graph.Node]bool, len(m.Rows)), make([]map[*graph.Node]bool, len(m.Columns))
	inAny := map[*graph.Node]bool{}
	for c := range m.Columns {
		inColumn[c] = map[*graph.Node]bool{}
	}
	for r := range m.Rows {
		inRow[r] = map[*graph.Node]bool{}
		m.Counts, m.Stated = append(m.Counts, make([]int, len(m.Columns))), append(m.Stated, make([]int, len(m.Columns)))
		for c := range m.Columns {
			var entries []entry
			for _, n := range counted {
				if basis, in := o.inCell(t, m, r, c, n); in {
					entries = append(entries, entry{node: n, basis: basis})
					inRow[r][n], inColumn[c][n], inAny[n] = true, true, true
				}
			}
			o.cell(t, m, r, c, entries)
		}
	}
	for r := range m.Rows {
		m.RowTotals = append(m.RowTotals, len(inRow[r]))
	}
	for c := range m.Columns {
		m.ColumnTotals = append(m.ColumnTotals, len(inColumn[c]))
	}
	m.Total = len(inAny)
}

// inCell reports whether a cell counts a node, and how strongly: 0 if no link is involved.
func (o *oracle) inCell(t *graph.Tally, m *graph.Matrix, r, c int, n *graph.Node) (basis graph.Basis, in bool) {
	links := false
	for _, x := range o.waysInto(t, t.Rows, m.Rows, m.Rows[r].Key, n) {
		for _, y := range o.waysInto(t, t.Columns, m.Columns, m.Columns[c].Key, n) {
			both := slices.Concat(x.links, y.links)
			if !rowTrue(both) {
				continue
			}
			links = links || len(both) > 0
			if b := weakest(both); !in || b < basis {
				basis, in = b, true
			}
		}
	}
	if !links {
		basis = 0
	}
	return basis, in
}

// waysInto are the ways of a node to one value; to the unplaced one if it has no other.
func (o *oracle) waysInto(t *graph.Tally, axis graph.Axis, values []graph.AxisValue, key string, n *graph.Node) []axisWay {
	ways := o.tallyWays(t, axis, values, n)
	if key == graph.Unplaced {
		if len(ways) == 0 {
			return []axisWay{{key: key}}
		}
		return nil
	}
	return slices.DeleteFunc(ways, func(w axisWay) bool { return w.key != key })
}

func (o *oracle) cell(t *graph.Tally, m *graph.Matrix, r, c int, entries []entry) {
	m.Counts[r][c] = len(entries)
	cell := graph.Cell{Row: r, Column: c, Count: len(entries)}
	for _, e := range entries {
		cell.Weakest = max(cell.Weakest, e.basis)
		if e.basis == 0 || graph.StatedBases.Has(e.basis) {
			m.Stated[r][c]++
		}
	}
	if len(entries) == 0 {
		return
	}
	for _, p := range t.Cells {
		var page *graph.NodePage
		if p.Row == "" || p.Row == m.Rows[r].Key && p.Column == m.Columns[c].Key {
			order := []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}
			page = o.page(entries, order, p.Page, p.Want, nil, func(e entry) graph.NodeEdge { return graph.NodeEdge{To: o.found(e.node, &p.Select)} })
		}
		cell.Pages = append(cell.Pages, page)
	}
	m.Cells = append(m.Cells, cell)
}
