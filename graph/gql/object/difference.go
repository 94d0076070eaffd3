package object

import (
	"context"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
	"github.com/goldenthread/goldenthread/graph/history"
)

// A DifferenceConnection is a list of differences.
type DifferenceConnection struct {
	page  *history.DifferencePage
	place *plan.Place
}

// NewDifferenceConnection makes one of a page.
func NewDifferenceConnection(page *history.DifferencePage, p *plan.Place) *DifferenceConnection {
	return &DifferenceConnection{page, p}
}

// PageInfo is where the page stands.
func (c *DifferenceConnection) PageInfo() *PageInfo {
	l := list{graph.Summary{HasNext: c.page.HasNext, HasPrevious: c.page.HasPrevious}, c.place}
	return l.pageInfo(len(c.page.Edges), func(i int) graph.Cursor { return c.page.Edges[i].Cursor() })
}

// TotalCount is the length of the whole list.
func (c *DifferenceConnection) TotalCount() int { return c.page.Total }

// Edges is the page.
func (c *DifferenceConnection) Edges(ctx context.Context) []*DifferenceEdge {
	p := c.place.At(ctx)
	out := make([]*DifferenceEdge, 0, len(c.page.Edges))
	for i := range c.page.Edges {
		out = append(out, &DifferenceEdge{&c.page.Edges[i], p, c.place.Order})
	}
	return out
}

// Nodes is the page without the edges.
func (c *DifferenceConnection) Nodes(ctx context.Context) []*Difference {
	p := c.place.At(ctx)
	out := make([]*Difference, 0, len(c.page.Edges))
	for i := range c.page.Edges {
		out = append(out, newDifference(&c.page.Edges[i], p))
	}
	return out
}

// A DifferenceEdge is a difference in a list.
type DifferenceEdge struct {
	edge  *history.DifferenceEdge
	place *plan.Place
	order string
}

// Cursor is its place in the order.
func (e *DifferenceEdge) Cursor() string { return graph.EncodeCursor(e.edge.Cursor(), e.order) }

// Node is the difference.
func (e *DifferenceEdge) Node(ctx context.Context) *Difference {
	return newDifference(e.edge, e.place.At(ctx))
}

// A Difference is how an entity or a link differs between two revisions.
type Difference struct {
	edge  *history.DifferenceEdge
	place *plan.Place
	delta func() graph.Delta
}

func newDifference(e *history.DifferenceEdge, p *plan.Place) *Difference {
	return &Difference{e, p, sync.OnceValue(e.Delta)}
}

// Subject is what differs. It is of both revisions, so it names none.
func (d *Difference) Subject() string { return string(d.edge.Subject()) }

// Kind is the entity's, nil for a link.
func (d *Difference) Kind() *graph.Kind { return optionalEnum(d.edge.Kind()) }

// Relation is the link's, nil for an entity.
func (d *Difference) Relation() *graph.Relation { return optionalEnum(d.edge.Relation()) }

// Entity is the entity, at the moment of the list.
func (d *Difference) Entity(ctx context.Context) Entity {
	if d.edge.Entity == nil {
		return nil
	}
	return New(d.edge.Entity, d.place.At(ctx))
}

// Link is the link, at the moment of the list.
func (d *Difference) Link(ctx context.Context) *Link {
	if d.edge.Link == nil {
		return nil
	}
	return &Link{d.edge.Link, d.place.At(ctx)}
}

// Fields are those that differ.
func (d *Difference) Fields() []string { return d.delta().Fields }

// Before is how they were at the earlier revision, nil for what was added.
func (d *Difference) Before() *JSON { return optionalJSON(d.delta().Before) }

// After is how they are at the later revision, nil for what was removed.
func (d *Difference) After() *JSON { return optionalJSON(d.delta().After) }
