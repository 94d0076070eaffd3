package neostore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A scale is the values of an axis in order, with where each stands by what was sent for it: a node's number, a quarter's
// label, or Unplaced.
type scale struct {
	values []graph.AxisValue
	at     map[any]int
}

func (r *reader) scale(a *axis) *scale {
	s := &scale{at: map[any]int{}}
	var sent []any
	nodes := r.place(a.entities)
	for n := range nodes {
		sent = append(sent, n)
	}
	if a.column != none {
		sent = asList(r.row[a.column])
	}
	slices.SortFunc(sent, func(x, y any) int { return compareAxis(axisValue(x, nodes), axisValue(y, nodes)) })
	for i, v := range sent {
		s.at[v] = i
		s.values = append(s.values, axisValue(v, nodes))
	}
	return s
}

// addUnplaced gives what has no value on the axis a place, the last, when it is first met.
func (s *scale) addUnplaced() {
	if _, met := s.at[graph.Unplaced]; !met {
		s.at[graph.Unplaced] = len(s.values)
		s.values = append(s.values, graph.AxisValue{Key: graph.Unplaced})
	}
}

// read makes the answer of a Tally.
func (t *tally) read(r *reader) (*graph.Matrix, error) {
	rows, columns := asInt(r.row[t.rows.length]), asInt(r.row[t.columns.length])
	if rows*columns > maxCells {
		return nil, graph.Errorf(graph.ErrTooLarge, "the matrix would have %d cells (%d by %d): at most %d are counted; keep to one plan or choose other axes", rows*columns, rows, columns, maxCells)
	}
	down, across := r.scale(t.rows), r.scale(t.columns)
	sums := asList(r.row[t.sums])
	for _, sum := range sums { // the unplaced ones, where there are any
		s := asList(sum)
		if s[0] == graph.Unplaced {
			down.addUnplaced()
		}
		if s[1] == graph.Unplaced {
			across.addUnplaced()
		}
	}
	m := emptyMatrix(down.values, across.values)
	for _, sum := range sums {
		m.add(asList(sum), down, across)
	}
	slices.SortFunc(m.Cells, func(a, b graph.Cell) int {
		return slices.Compare([]int{a.Row, a.Column}, []int{b.Row, b.Column})
	})
	pages := map[[2]int][]*graph.NodePage{}
	for i, p := range t.cells {
		for at, page := range p.read(r, down, across) {
			if pages[at] == nil {
				pages[at] = make([]*graph.NodePage, len(t.cells))
			}
			pages[at][i] = page
		}
	}
	for i := range m.Cells {
		c := &m.Cells[i]
		c.Pages = pages[[2]int{c.Row, c.Column}]
		if c.Pages == nil {
			c.Pages = make([]*graph.NodePage, len(t.cells))
		}
	}
	return &m.Matrix, nil
}

// A matrix is a Matrix being filled.
type matrix struct{ graph.Matrix }

func emptyMatrix(rows, columns []graph.AxisValue) *matrix {
	m := &matrix{graph.Matrix{Rows: rows, Columns: columns, RowTotals: make([]int, len(rows)), ColumnTotals: make([]int, len(columns))}}
	for range rows {
		m.Counts, m.Stated = append(m.Counts, make([]int, len(columns))), append(m.Stated, make([]int, len(columns)))
	}
	return m
}

// all stands in the sums for all rows or all columns.
const all = "*"

// add adds a sum: row, column, count, stated count, weakest basis; the last two are missing where counts alone are wanted.
func (m *matrix) add(sum []any, rows, columns *scale) {
	count := int(asInt(sum[2]))
	switch {
	case sum[0] == all && sum[1] == all:
		m.Total = count
	case sum[1] == all:
		m.RowTotals[rows.at[sum[0]]] = count
	case sum[0] == all:
		m.ColumnTotals[columns.at[sum[1]]] = count
	case len(sum) == 3:
		m.Counts[rows.at[sum[0]]][columns.at[sum[1]]] = count
	default:
		r, c := rows.at[sum[0]], columns.at[sum[1]]
		m.Counts[r][c], m.Stated[r][c] = count, int(asInt(sum[3]))
		m.Cells = append(m.Cells, graph.Cell{Row: r, Column: c, Count: count, Weakest: graph.Basis(asInt(sum[4]))})
	}
}

// read gives the pages by row and column.
func (p *cellPage) read(r *reader, rows, columns *scale) map[[2]int]*graph.NodePage {
	to, axes := r.place(p.to), r.axes(p.axes)
	pages := map[[2]int]*graph.NodePage{}
	for _, list := range asList(r.row[p.column]) {
		parts := asList(list)
		page := &graph.NodePage{Summary: r.summary(p.listed, parts[1:], axes, nil)}
		for _, e := range edgesOf(p.listed, parts[1:]) {
			page.Edges = append(page.Edges, e.node(p.listed, to))
		}
		cell := asList(parts[0])
		pages[[2]int{rows.at[cell[0]], columns.at[cell[1]]}] = page
	}
	return pages
}
