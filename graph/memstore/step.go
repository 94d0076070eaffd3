package memstore

import "github.com/goldenthread/goldenthread/graph"

// A step is a Step made ready.
type step struct {
	*asker
	*graph.Step
	route *route
	where numbered
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
	out := &step{asker: a, Step: s, route: a.route(s.Route, s.Filter), where: a.remember(s.Where), order: a.order(s.Order, 0), to: a.place(&s.Select)}
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
	items := s.items(from)
	out := s.room.pages.one()
	if s.Page.Limit > 0 || s.Page.After != nil || s.Page.Before != nil {
		s.sort(s.order, items, needed(len(items), s.Page))
	}
	start, end := window(len(items), s.Page, func(i int, c *graph.Cursor) int { return s.order.compareCursor(&items[i], c) })
	out.Summary = bounds(len(items), start, end)
	s.summary.summarise(&out.Summary, items)
	if start == end {
		return out
	}
	out.Edges = s.room.edges.some(end - start)
	for i := range out.Edges {
		it, e := &items[start+i], &out.Edges[i]
		e.To, e.Link, e.Basis, e.Cursor = s.to.put(it.node), s.link.put(it.link), it.basis, s.cursor(&s.Page, s.order, it)
		if s.via != nil {
			e.Via = s.via.putAll(s.asker.via(from, it.node, s.route, it.basis))
		}
	}
	return out
}

// items are all that one node reaches, until the next ones are asked for.
func (s *step) items(from *node) []item {
	items := s.room.items[:0]
	s.eachEnd(from, s.route, func(e end) bool {
		if s.where(e.number) {
			items = append(items, item{node: e.node, basis: e.basis, link: e.link})
		}
		return true
	})
	s.room.items = items
	return items
}
