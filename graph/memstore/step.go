package memstore

import "github.com/goldenthread/goldenthread/graph"

// A step is a Step made ready.
type step struct {
	*asker
	*graph.Step
	route *route
	where predicate
	order *order
	// link and via are where the links stand that were followed, to the nodes reached.
	link, via *linkPlace
	to        *place
	summary   *summariser
}

// fillStep answers one step from all nodes of the place.
func (p *place) fillStep(i int) {
	s := p.step(&p.sel.Steps[i])
	for _, n := range p.nodes {
		if !p.goOn() {
			return
		}
		if s.From == 0 || s.From.Has(n.Kind) {
			p.found[n.number].Pages[i] = s.page(n)
		}
	}
	s.link.fill()
	s.via.fill()
	s.to.fill()
	s.summary.fill()
}

func (a *asker) step(s *graph.Step) *step {
	out := &step{asker: a, Step: s, route: a.route(s.Route, s.Filter), where: a.remember(a.compile(s.Where)), order: a.order(s.Order, 0), to: a.place(&s.Select)}
	if s.Where == nil {
		out.where = always
	}
	if s.Route.Derived() {
		out.via = a.linkPlace(s.Via)
	} else {
		out.link = a.linkPlace(s.Link)
	}
	out.summary = a.summariser(&s.Want, nil)
	return out
}

// page is what one node reaches.
func (s *step) page(from *node) *graph.NodePage {
	var items []item
	for _, e := range s.ends(from, s.route) {
		if s.where(e.node) {
			items = append(items, item{node: e.node, basis: e.basis, link: e.link})
		}
	}
	out := &graph.NodePage{}
	if s.Page.Limit > 0 || s.Page.After != nil || s.Page.Before != nil {
		s.sort(s.order, items, needed(len(items), s.Page))
	}
	start, end := window(len(items), s.Page, func(i int, c *graph.Cursor) int { return s.order.compareCursor(&items[i], c) })
	out.Summary = bounds(len(items), start, end)
	s.summary.summarise(&out.Summary, items)
	for i := range items[start:end] {
		it := &items[start+i]
		e := graph.NodeEdge{To: s.to.put(it.node), Link: s.link.put(it.link), Basis: it.basis, Cursor: s.order.cursor(it)}
		if s.via != nil {
			e.Via = s.via.putAll(s.asker.via(from, it.node, s.route, it.basis))
		}
		out.Edges = append(out.Edges, e)
	}
	return out
}
