package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A PartnershipActionConnection is a list of partnership actions.
type PartnershipActionConnection struct{ nodeList }

// NewPartnershipActionConnection makes one of a page.
func NewPartnershipActionConnection(page *graph.NodePage, p *plan.Place) *PartnershipActionConnection {
	return &PartnershipActionConnection{newNodeList(page, p)}
}

// RouteCounts counts the whole list by route.
func (c *PartnershipActionConnection) RouteCounts() []*RouteCount {
	out := make([]*RouteCount, 0, len(c.summary.Reasons))
	for _, r := range c.summary.Reasons {
		out = append(out, &RouteCount{PartnershipRoute(r.Name), r.Count})
	}
	return out
}

// A RouteCount is how many actions a route holds for.
type RouteCount struct {
	Route PartnershipRoute
	Count int
}

// Edges is the page.
func (c *PartnershipActionConnection) Edges(ctx context.Context) []*PartnershipActionEdge {
	return edges(ctx, c.nodeList, func(e nodeEdge) PartnershipActionEdge { return PartnershipActionEdge{e} })
}

// Nodes is the page without the edges.
func (c *PartnershipActionConnection) Nodes(ctx context.Context) []*Action {
	return entities(ctx, c.nodeList, func(e entity) Action { return Action{e} })
}

// A PartnershipActionEdge is one partnership action.
type PartnershipActionEdge struct{ nodeEdge }

// Node is the action.
func (e *PartnershipActionEdge) Node(ctx context.Context) *Action { return &Action{e.to(ctx)} }

// Routes are those by which it is one.
func (e *PartnershipActionEdge) Routes(ctx context.Context) []*PartnershipRouteHit {
	p := e.place.At(ctx)
	out := make([]*PartnershipRouteHit, 0, len(e.edge.Reasons))
	for i := range e.edge.Reasons {
		out = append(out, &PartnershipRouteHit{&e.edge.Reasons[i], e.edge.To, p})
	}
	return out
}

// A PartnershipRouteHit is a route that holds for an action.
type PartnershipRouteHit struct {
	hit    *graph.ReasonHit
	action *graph.Found
	place  *plan.Place
}

// Route is the route.
func (h *PartnershipRouteHit) Route() PartnershipRoute { return PartnershipRoute(h.hit.Name) }

// Basis is why it is believed.
func (h *PartnershipRouteHit) Basis() graph.Basis { return h.hit.Basis }

// Via are the links of the strongest ways; empty when it is wording alone.
func (h *PartnershipRouteHit) Via(ctx context.Context) []*Link {
	return links(h.hit.Via, h.place.At(ctx))
}

// Evidence is where those links were read, or, for wording alone, where the action was.
func (h *PartnershipRouteHit) Evidence(ctx context.Context) []*Citation {
	p := h.place.At(ctx)
	if len(h.hit.Via) == 0 {
		return citations(h.action.Node.Evidence, h.action.Cited, p)
	}
	var out []*Citation
	for _, l := range h.hit.Via {
		out = append(out, citations(l.Link.Evidence, l.Cited, p)...)
	}
	return out
}
