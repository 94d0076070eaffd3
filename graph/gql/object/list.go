package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// list is what all connections share.
type list struct {
	summary graph.Summary
	place   *plan.Place
}

func newList(s graph.Summary, p *plan.Place) list { return list{s, p} }

// TotalCount is the length of the whole list.
func (l list) TotalCount() int { return l.summary.Total }

// BasisCounts counts the whole list by basis.
func (l list) BasisCounts() []*BasisCount {
	out := make([]*BasisCount, 0, len(l.summary.Bases))
	for _, c := range l.summary.Bases {
		out = append(out, &BasisCount{c.Basis, c.Count})
	}
	return out
}

// pageInfo is the page's, given the cursors of its first and last edge.
func (l list) pageInfo(n int, cursor func(i int) graph.Cursor) *PageInfo {
	info := &PageInfo{HasNextPage: l.summary.HasNext, HasPreviousPage: l.summary.HasPrevious}
	if n > 0 {
		first, last := graph.EncodeCursor(cursor(0), l.place.Order), graph.EncodeCursor(cursor(n-1), l.place.Order)
		info.StartCursor, info.EndCursor = &first, &last
	}
	return info
}

// A BasisCount is how many are believed on one ground.
type BasisCount struct {
	Basis graph.Basis
	Count int
}

// PageInfo is where a page stands in its list.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// nodeList is what all connections of entities share.
type nodeList struct {
	list
	page *graph.NodePage
}

func newNodeList(page *graph.NodePage, p *plan.Place) nodeList {
	return nodeList{newList(page.Summary, p), page}
}

// PageInfo is where the page stands.
func (l nodeList) PageInfo() *PageInfo {
	return l.pageInfo(len(l.page.Edges), func(i int) graph.Cursor { return l.page.Edges[i].Cursor })
}

// Facets counts the whole list by axes.
func (l nodeList) Facets(ctx context.Context, by []graph.Axis) []*Facet {
	p := l.place.At(ctx)
	out := make([]*Facet, 0, len(by))
	for _, axis := range by {
		for _, f := range l.summary.Facets {
			if f.Axis == axis {
				out = append(out, &Facet{f, p})
			}
		}
	}
	return out
}

// entities are the page's nodes as objects of a kind.
func entities[T any](ctx context.Context, l nodeList, make1 func(entity) T) []*T {
	p := l.place.At(ctx)
	return objects(len(l.page.Edges), func(i int) T { return make1(entity{l.page.Edges[i].To, p}) })
}

// wrapped are the page's nodes as objects, each of its own kind.
func wrapped(ctx context.Context, l nodeList) []Entity {
	p := l.place.At(ctx)
	out := make([]Entity, 0, len(l.page.Edges))
	for i := range l.page.Edges {
		out = append(out, wrap(entity{l.page.Edges[i].To, p}))
	}
	return out
}

// edges are the page's edges as objects of a kind.
func edges[T any](ctx context.Context, l nodeList, make1 func(nodeEdge) T) []*T {
	p := l.place.At(ctx)
	return objects(len(l.page.Edges), func(i int) T { return make1(nodeEdge{&l.page.Edges[i], p, l.place.Order}) })
}

// objects makes n of them, all in one piece of memory.
func objects[T any](n int, make1 func(i int) T) []*T {
	all, out := make([]T, n), make([]*T, n)
	for i := range all {
		all[i] = make1(i)
		out[i] = &all[i]
	}
	return out
}

// nodeEdge is what all edges to entities share.
type nodeEdge struct {
	edge  *graph.NodeEdge
	place *plan.Place
	order string
}

// Cursor is the edge's place in the order.
func (e nodeEdge) Cursor() string { return graph.EncodeCursor(e.edge.Cursor, e.order) }

// Basis is why it is believed; nil at the roots.
func (e nodeEdge) Basis() *graph.Basis {
	if e.edge.Basis == 0 {
		return nil
	}
	return &e.edge.Basis
}

// Link is the link followed; nil where none was.
func (e nodeEdge) Link(ctx context.Context) *Link {
	if e.edge.Link == nil {
		return nil
	}
	return &Link{e.edge.Link, e.place.At(ctx)}
}

// Via are the links of the strongest ways.
func (e nodeEdge) Via(ctx context.Context) []*Link { return links(e.edge.Via, e.place.At(ctx)) }

func (e nodeEdge) to(ctx context.Context) entity { return entity{e.edge.To, e.place.At(ctx)} }

// EntityConnection is a list of entities of any kind.
type EntityConnection struct{ nodeList }

// NewEntityConnection makes one of a page.
func NewEntityConnection(page *graph.NodePage, p *plan.Place) *EntityConnection {
	return &EntityConnection{newNodeList(page, p)}
}

// Edges is the page.
func (c *EntityConnection) Edges(ctx context.Context) []*EntityEdge {
	return edges(ctx, c.nodeList, func(e nodeEdge) EntityEdge { return EntityEdge{e} })
}

// Nodes is the page without the edges.
func (c *EntityConnection) Nodes(ctx context.Context) []Entity {
	return wrapped(ctx, c.nodeList)
}

// EntityEdge is an entity in a list.
type EntityEdge struct{ nodeEdge }

// Node is the entity.
func (e *EntityEdge) Node(ctx context.Context) Entity { return wrap(e.to(ctx)) }

// New is the object of a node, of whatever kind it is.
func New(found *graph.Found, p *plan.Place) Entity { return wrap(entity{found, p}) }
