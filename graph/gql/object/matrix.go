package object

import (
	"context"
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// An AlignmentMatrix is counts over two axes.
type AlignmentMatrix struct {
	matrix *graph.Matrix
	tally  *graph.Tally
	place  *plan.Place
}

// NewAlignmentMatrix makes one of an answer and its question.
func NewAlignmentMatrix(m *graph.Matrix, t *graph.Tally, p *plan.Place) *AlignmentMatrix {
	return &AlignmentMatrix{m, t, p}
}

// Rows are the values of the rows.
func (m *AlignmentMatrix) Rows(ctx context.Context) []*AxisValue {
	return axisValues(m.matrix.Rows, m.place.At(ctx))
}

// Columns are the values of the columns.
func (m *AlignmentMatrix) Columns(ctx context.Context) []*AxisValue {
	return axisValues(m.matrix.Columns, m.place.At(ctx))
}

func axisValues(values []graph.AxisValue, p *plan.Place) []*AxisValue {
	out := make([]*AxisValue, 0, len(values))
	for i := range values {
		out = append(out, &AxisValue{&values[i], p})
	}
	return out
}

// Counts are by row and column.
func (m *AlignmentMatrix) Counts() [][]int { return m.matrix.Counts }

// StatedCounts are the same by stated links alone.
func (m *AlignmentMatrix) StatedCounts() [][]int { return m.matrix.Stated }

// RowTotals count distinct things by row.
func (m *AlignmentMatrix) RowTotals() []int { return m.matrix.RowTotals }

// ColumnTotals count distinct things by column.
func (m *AlignmentMatrix) ColumnTotals() []int { return m.matrix.ColumnTotals }

// Total counts distinct things.
func (m *AlignmentMatrix) Total() int { return m.matrix.Total }

// How says in words how a thing gets into a cell.
func (m *AlignmentMatrix) How() string {
	kind := m.tally.Count.Info()
	return fmt.Sprintf("Counts %s: to the row %s; to the column %s. Where one of the links is CO_LISTED, all of them were read in one row of the plan.",
		kind.Plural, routeWords(m.tally.Count, m.tally.Rows), routeWords(m.tally.Count, m.tally.Columns))
}

// routeWords says in words how a kind leads to an axis.
func routeWords(kind graph.Kind, axis graph.Axis) string {
	way, err := kind.AxisWay(axis)
	if err != nil {
		return ""
	}
	var ways []string
	for _, path := range way.Route {
		var hops []string
		for _, h := range path {
			hops = append(hops, h.Relation.String())
		}
		ways = append(ways, strings.Join(hops, ", then "))
	}
	words := "by being it"
	if len(ways) > 0 {
		words = "by " + strings.Join(ways, ", or ")
	}
	switch {
	case way.Scheduled && len(ways) == 0:
		return "by the schedule"
	case way.Scheduled:
		return words + ", then the schedule"
	}
	return words
}

// Cells are those that are not zero.
func (m *AlignmentMatrix) Cells(ctx context.Context) []*MatrixCell {
	p := m.place.At(ctx)
	out := make([]*MatrixCell, 0, len(m.matrix.Cells))
	for i := range m.matrix.Cells {
		out = append(out, &MatrixCell{m.matrix, &m.matrix.Cells[i], p})
	}
	return out
}

// Cell is one cell, nil if there is no such row or column.
func (m *AlignmentMatrix) Cell(ctx context.Context, row, column string) *MatrixCell {
	r, c := m.axisIndex(m.matrix.Rows, row), m.axisIndex(m.matrix.Columns, column)
	if r < 0 || c < 0 {
		return nil
	}
	p := m.place.At(ctx)
	for i := range m.matrix.Cells {
		if cell := &m.matrix.Cells[i]; cell.Row == r && cell.Column == c {
			return &MatrixCell{m.matrix, cell, p}
		}
	}
	return &MatrixCell{m.matrix, &graph.Cell{Row: r, Column: c}, p}
}

func (m *AlignmentMatrix) axisIndex(values []graph.AxisValue, key string) int {
	for i := range values {
		if values[i].Key == key || m.place.Key(&values[i]) == key {
			return i
		}
	}
	return -1
}

// A MatrixCell is one cell.
type MatrixCell struct {
	matrix *graph.Matrix
	cell   *graph.Cell
	place  *plan.Place
}

// Row is its row.
func (c *MatrixCell) Row(ctx context.Context) *AxisValue {
	return &AxisValue{&c.matrix.Rows[c.cell.Row], c.place.At(ctx)}
}

// Column is its column.
func (c *MatrixCell) Column(ctx context.Context) *AxisValue {
	return &AxisValue{&c.matrix.Columns[c.cell.Column], c.place.At(ctx)}
}

// Count is how many it counts.
func (c *MatrixCell) Count() int { return c.cell.Count }

// Weakest is the weakest ground on which something is counted.
func (c *MatrixCell) Weakest() *graph.Basis { return optionalBasis(c.cell.Weakest) }

func optionalBasis(b graph.Basis) *graph.Basis {
	if b == 0 {
		return nil
	}
	return &b
}

// Entities is what it counts.
func (c *MatrixCell) Entities(ctx context.Context) *EntityConnection {
	p := c.place.At(ctx)
	page := &graph.NodePage{}
	if p.Index < len(c.cell.Pages) && c.cell.Pages[p.Index] != nil {
		page = c.cell.Pages[p.Index]
	}
	return NewEntityConnection(page, p)
}
