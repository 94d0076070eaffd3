package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A Citation is a place in a document.
type Citation struct {
	citation *graph.Citation
	cited    []*graph.Found
	place    *plan.Place
}

// Citations makes the objects of citations; cited are the plans they cite, if those were wanted.
func citations(list []graph.Citation, cited []*graph.Found, p *plan.Place) []*Citation {
	out := make([]*Citation, 0, len(list))
	for i := range list {
		out = append(out, &Citation{&list[i], cited, p})
	}
	return out
}

// Plan is the plan that the document states.
func (c *Citation) Plan(ctx context.Context) (*Plan, error) {
	for _, f := range c.cited {
		if f.Node.ID == c.citation.Plan {
			return &Plan{entity{f, c.place.At(ctx)}}, nil
		}
	}
	return nil, graph.Errorf(graph.ErrNotFound, "the plan %q that is cited does not exist", c.citation.Plan)
}

// Document is its name.
func (c *Citation) Document() string { return c.citation.Document }

// Row is the row's label, nil outside the rows.
func (c *Citation) Row() *string { return optional(c.citation.Row) }

// Column is the column's heading, nil outside the columns.
func (c *Citation) Column() *string { return optional(c.citation.Column) }

// Line is the first line, nil where the document has none.
func (c *Citation) Line() *int { return optionalInt(c.citation.Line) }

// LastLine is the last line, nil where the document has none.
func (c *Citation) LastLine() *int { return optionalInt(c.citation.LastLine) }

// Quote is the words, repaired.
func (c *Citation) Quote() string { return c.citation.Quote }

// AsPrinted is the words as the document has them.
func (c *Citation) AsPrinted() string { return c.citation.AsPrinted }

func optionalInt(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// A Quarter is a quarter of a plan's year.
type Quarter struct{ quarter }

// quarter is what a Quarter and a ScheduledQuarter share.
type quarter struct{ value graph.Quarter }

// NewQuarter makes the object of a quarter.
func NewQuarter(q graph.Quarter) *Quarter { return &Quarter{quarter{q}} }

// Year is the year as plans write it.
func (q quarter) Year() string { return q.value.Year }

// Quarter is its number, 1 to 4.
func (q quarter) Quarter() int { return q.value.Number }

// Label is year and quarter in one.
func (q quarter) Label() string { return q.value.Label() }

// StartsOn is its first day.
func (q quarter) StartsOn() string { return q.value.StartsOn().Format("2006-01-02") }

// EndsOn is its last day.
func (q quarter) EndsOn() string { return q.value.EndsOn().Format("2006-01-02") }

// A ScheduledQuarter is a quarter that an action is profiled to.
type ScheduledQuarter struct {
	quarter
	evidence []graph.Citation
	cited    []*graph.Found
	place    *plan.Place
}

// Evidence is where the document says so.
func (s *ScheduledQuarter) Evidence(ctx context.Context) []*Citation {
	return citations(s.evidence, s.cited, s.place.At(ctx))
}

// A ColumnTitle is what a document calls a kind.
type ColumnTitle = graph.ColumnTitle
