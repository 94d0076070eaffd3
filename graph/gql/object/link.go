package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A Link is a link with why it is believed.
type Link struct {
	found *graph.FoundLink
	place *plan.Place
}

// NewLink makes the object of a link.
func NewLink(found *graph.FoundLink, p *plan.Place) *Link { return &Link{found, p} }

func links(found []*graph.FoundLink, p *plan.Place) []*Link {
	out := make([]*Link, 0, len(found))
	for _, l := range found {
		out = append(out, &Link{l, p})
	}
	return out
}

// IsNode marks that a link has an ID of its own.
func (*Link) IsNode() {}

// ID is the link's.
func (l *Link) ID() string { return l.place.ID(l.found.Link.ID) }

// Relation is what it says.
func (l *Link) Relation() graph.Relation { return l.found.Link.Relation }

// Basis is why it is believed.
func (l *Link) Basis() graph.Basis { return l.found.Link.Basis }

// Score is how alike the ends are, nil unless it is a similarity.
func (l *Link) Score() *float64 { return l.found.Link.Score }

// State says whether it counts.
func (l *Link) State() graph.LinkState { return l.found.Link.State }

// Note is the reason in words, nil where there is none.
func (l *Link) Note() *string { return optional(l.found.Link.Note) }

// Revision is that of the last change.
func (l *Link) Revision() int { return int(l.found.Link.Revision) }

// From is the entity it goes from.
func (l *Link) From(ctx context.Context) Entity { return New(l.found.From, l.place.At(ctx)) }

// To is the entity it goes to.
func (l *Link) To(ctx context.Context) Entity { return New(l.found.To, l.place.At(ctx)) }

// Rows are the priorities in whose rows it was read.
func (l *Link) Rows(ctx context.Context) []*Priority {
	p := l.place.At(ctx)
	out := make([]*Priority, 0, len(l.found.Rows))
	for _, r := range l.found.Rows {
		out = append(out, &Priority{entity{r, p}})
	}
	return out
}

// Evidence is where it was read.
func (l *Link) Evidence(ctx context.Context) []*Citation {
	return citations(l.found.Link.Evidence, l.found.Cited, l.place.At(ctx))
}

// History is what was done to the link.
func (l *Link) History(ctx context.Context) *ChangeConnection {
	p := l.place.At(ctx)
	return NewChangeConnection(l.found.Histories[p.Index], p)
}

// A LinkConnection is a list of links.
type LinkConnection struct {
	list
	page *graph.LinkPage
}

// NewLinkConnection makes one of a page.
func NewLinkConnection(page *graph.LinkPage, p *plan.Place) *LinkConnection {
	return &LinkConnection{newList(page.Summary, p), page}
}

// PageInfo is where the page stands.
func (c *LinkConnection) PageInfo() *PageInfo { return linkPageInfo(c.list, c.page) }

func linkPageInfo(l list, page *graph.LinkPage) *PageInfo {
	return l.pageInfo(len(page.Edges), func(i int) graph.Cursor { return page.Edges[i].Cursor })
}

// Edges is the page.
func (c *LinkConnection) Edges(ctx context.Context) []*LinkEdge {
	p := c.place.At(ctx)
	out := make([]*LinkEdge, 0, len(c.page.Edges))
	for i := range c.page.Edges {
		out = append(out, &LinkEdge{&c.page.Edges[i], p, c.place.Order})
	}
	return out
}

// Nodes is the page without the edges.
func (c *LinkConnection) Nodes(ctx context.Context) []*Link {
	p := c.place.At(ctx)
	out := make([]*Link, 0, len(c.page.Edges))
	for i := range c.page.Edges {
		out = append(out, &Link{c.page.Edges[i].Link, p})
	}
	return out
}

// A LinkEdge is a link in a list.
type LinkEdge struct {
	edge  *graph.LinkEdge
	place *plan.Place
	order string
}

// Cursor is the edge's place in the order.
func (e *LinkEdge) Cursor() string { return graph.EncodeCursor(e.edge.Cursor, e.order) }

// Node is the link.
func (e *LinkEdge) Node(ctx context.Context) *Link { return &Link{e.edge.Link, e.place.At(ctx)} }

// Basis is why it is believed.
func (e *LinkEdge) Basis() *graph.Basis { return &e.edge.Link.Link.Basis }

// An EntityLinkConnection is the links of one entity.
type EntityLinkConnection struct {
	list
	page *graph.LinkPage
}

// PageInfo is where the page stands.
func (c *EntityLinkConnection) PageInfo() *PageInfo { return linkPageInfo(c.list, c.page) }

// Edges is the page.
func (c *EntityLinkConnection) Edges(ctx context.Context) []*EntityLinkEdge {
	p := c.place.At(ctx)
	out := make([]*EntityLinkEdge, 0, len(c.page.Edges))
	for i := range c.page.Edges {
		out = append(out, &EntityLinkEdge{&c.page.Edges[i], p, c.place.Order})
	}
	return out
}

// Nodes are the entities at the other ends.
func (c *EntityLinkConnection) Nodes(ctx context.Context) []Entity {
	p := c.place.At(ctx)
	out := make([]Entity, 0, len(c.page.Edges))
	for i := range c.page.Edges {
		out = append(out, New(c.page.Edges[i].Node, p))
	}
	return out
}

// An EntityLinkEdge is one of the links of an entity.
type EntityLinkEdge struct {
	edge  *graph.LinkEdge
	place *plan.Place
	order string
}

// Cursor is the edge's place in the order.
func (e *EntityLinkEdge) Cursor() string { return graph.EncodeCursor(e.edge.Cursor, e.order) }

// Node is the entity at the other end.
func (e *EntityLinkEdge) Node(ctx context.Context) Entity { return New(e.edge.Node, e.place.At(ctx)) }

// Link is the link.
func (e *EntityLinkEdge) Link(ctx context.Context) *Link {
	return &Link{e.edge.Link, e.place.At(ctx)}
}

// Outgoing says whether the link goes from the entity whose links these are.
func (e *EntityLinkEdge) Outgoing() bool { return e.edge.Outgoing }
