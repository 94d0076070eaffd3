package object

import (
	"context"
	"encoding/json"
	"io"
	"sync"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A ChangeConnection is a list of changes.
type ChangeConnection struct {
	page  *graph.ChangePage
	place *plan.Place
}

// NewChangeConnection makes one of a page.
func NewChangeConnection(page *graph.ChangePage, p *plan.Place) *ChangeConnection {
	return &ChangeConnection{page, p}
}

// PageInfo is where the page stands.
func (c *ChangeConnection) PageInfo() *PageInfo {
	l := list{graph.Summary{HasNext: c.page.HasNext, HasPrevious: c.page.HasPrevious}, c.place}
	return l.pageInfo(len(c.page.Edges), func(i int) graph.Cursor { return c.page.Edges[i].Change.Cursor() })
}

// TotalCount is the length of the whole list.
func (c *ChangeConnection) TotalCount() int { return c.page.Total }

// Edges is the page.
func (c *ChangeConnection) Edges(ctx context.Context) []*ChangeEdge {
	p := c.place.At(ctx)
	out := make([]*ChangeEdge, 0, len(c.page.Edges))
	for i := range c.page.Edges {
		out = append(out, &ChangeEdge{&c.page.Edges[i], p, c.place.Order})
	}
	return out
}

// Nodes is the page without the edges.
func (c *ChangeConnection) Nodes(ctx context.Context) []*Change {
	return changes(c.page.Edges, c.place.At(ctx), c.place.Order)
}

// A ChangeEdge is a change in a list.
type ChangeEdge struct {
	edge  *graph.ChangeEdge
	place *plan.Place
	order string
}

// Cursor is the change's place in the order.
func (e *ChangeEdge) Cursor() string { return graph.EncodeCursor(e.edge.Change.Cursor(), e.order) }

// Node is the change.
func (e *ChangeEdge) Node(ctx context.Context) *Change {
	return newChange(e.edge, e.place.At(ctx), e.order)
}

// A Change is what one revision did to an entity or a link.
type Change struct {
	edge  *graph.ChangeEdge
	place *plan.Place
	order string
	delta func() graph.Delta
}

func newChange(e *graph.ChangeEdge, p *plan.Place, order string) *Change {
	return &Change{e, p, order, sync.OnceValue(e.Change.Delta)}
}

func changes(edges []graph.ChangeEdge, p *plan.Place, order string) []*Change {
	out := make([]*Change, 0, len(edges))
	for i := range edges {
		out = append(out, newChange(&edges[i], p, order))
	}
	return out
}

// Cursor is its place in the list.
func (c *Change) Cursor() string { return graph.EncodeCursor(c.edge.Change.Cursor(), c.order) }

// Revision is the one it came with.
func (c *Change) Revision() int { return int(c.edge.Change.Revision) }

// At is when it was made.
func (c *Change) At() string { return moment(c.edge.Change.At) }

// moment is a time as a DateTime.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Actor is who made it.
func (c *Change) Actor() string { return c.edge.Change.Actor }

// Reason is why, nil where nothing was said.
func (c *Change) Reason() *string { return optional(c.edge.Change.Reason) }

// Verb is what was done.
func (c *Change) Verb() graph.ChangeVerb { return c.edge.Change.Verb }

// Subject is what it was done to.
func (c *Change) Subject() string { return c.place.ID(c.edge.Change.Subject()) }

// Kind is the entity's, nil for a link.
func (c *Change) Kind() *graph.Kind { return optionalEnum(c.edge.Change.Kind()) }

// Relation is the link's, nil for an entity.
func (c *Change) Relation() *graph.Relation { return optionalEnum(c.edge.Change.Relation()) }

// Entity is the entity as it now stands, nil if it is gone.
func (c *Change) Entity(ctx context.Context) Entity {
	if c.edge.Entity == nil {
		return nil
	}
	return New(c.edge.Entity, c.place.At(ctx))
}

// Link is the link as it now stands, nil if it is gone.
func (c *Change) Link(ctx context.Context) *Link {
	if c.edge.Link == nil {
		return nil
	}
	return &Link{c.edge.Link, c.place.At(ctx)}
}

// Fields are those that differ.
func (c *Change) Fields() []string { return c.delta().Fields }

// Before is how they were, nil where nothing stood.
func (c *Change) Before() *JSON { return optionalJSON(c.delta().Before) }

// After is how they became, nil where nothing was left.
func (c *Change) After() *JSON { return optionalJSON(c.delta().After) }

// JSON is a JSON value, written as it is.
type JSON json.RawMessage

// MarshalGQL writes it.
func (j JSON) MarshalGQL(w io.Writer) { _, _ = w.Write(j) }

// UnmarshalGQL reads any value.
func (j *JSON) UnmarshalGQL(v any) (err error) {
	*j, err = json.Marshal(v)
	return err
}

func optionalJSON(raw json.RawMessage) *JSON {
	if raw == nil {
		return nil
	}
	j := JSON(raw)
	return &j
}

// optionalEnum is a value of an enum of the domain, nil for none of them.
func optionalEnum[E ~uint8](e E) *E {
	if e == 0 {
		return nil
	}
	return &e
}
