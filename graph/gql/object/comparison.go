package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A Comparison is how two revisions differ.
type Comparison struct {
	From, To int

	lists  []*DifferenceConnection
	covers [][]CoverChange
	place  *plan.Place
}

// NewComparison makes one of what its plan wants: the lists of differences and of priorities, by index.
func NewComparison(from, to graph.Revision, lists []*DifferenceConnection, covers [][]CoverChange, p *plan.Place) *Comparison {
	return &Comparison{int(from), int(to), lists, covers, p}
}

// Added is what stands at the later revision alone.
func (c *Comparison) Added(ctx context.Context) *DifferenceConnection { return c.list(ctx) }

// Removed is what stood at the earlier one alone.
func (c *Comparison) Removed(ctx context.Context) *DifferenceConnection { return c.list(ctx) }

// Changed is what stands at both, but not alike.
func (c *Comparison) Changed(ctx context.Context) *DifferenceConnection { return c.list(ctx) }

func (c *Comparison) list(ctx context.Context) *DifferenceConnection {
	return c.lists[c.place.At(ctx).Index]
}

// GainedCover are the priorities that gained cover.
func (c *Comparison) GainedCover(ctx context.Context) []*Priority { return c.priorities(ctx) }

// LostCover are the priorities that lost cover.
func (c *Comparison) LostCover(ctx context.Context) []*Priority { return c.priorities(ctx) }

func (c *Comparison) priorities(ctx context.Context) []*Priority {
	out := []*Priority{}
	for _, change := range c.covers[c.place.At(ctx).Index] {
		out = append(out, &Priority{entity{change.priority, change.place}})
	}
	return out
}

// CoverChanges are all priorities whose cover differs.
func (c *Comparison) CoverChanges(ctx context.Context) []*CoverChange {
	changes := c.covers[c.place.At(ctx).Index]
	out := make([]*CoverChange, 0, len(changes))
	for i := range changes {
		out = append(out, &changes[i])
	}
	return out
}

// A CoverChange is how the cover of a priority differs.
type CoverChange struct {
	Before, After Cover

	priority *graph.Found
	place    *plan.Place
}

// NewCoverChange makes one of a priority, which stands at a place.
func NewCoverChange(before, after Cover, priority *graph.Found, p *plan.Place) CoverChange {
	return CoverChange{before, after, priority, p}
}

// Priority is the priority.
func (c *CoverChange) Priority(ctx context.Context) *Priority {
	return &Priority{entity{c.priority, c.place.At(ctx)}}
}
