package memstore

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// fillLinks answers one list of links at all nodes of the place.
func (p *place) fillLinks(i int) {
	s := &p.sel.Links[i]
	f := p.filter(s.Filter)
	links, others := p.linkPlace(&s.Link), p.place(&s.Select)
	for _, n := range p.nodes {
		if !p.goOn() {
			return
		}
		var edges []edge
		for e := range p.edges(n.number) {
			if (s.Relations == 0 || s.Relations.Has(e.Relation)) && p.passes(f, e.link) {
				edges = append(edges, e)
			}
		}
		start, end := window(len(edges), s.Page, func(i int, c *graph.Cursor) int { return p.compareEdge(edges[i], c) })
		page := &graph.LinkPage{Summary: bounds(len(edges), start, end)}
		if s.Want.Total {
			page.Total = len(edges)
		}
		if s.Want.Bases {
			page.Bases = countBases(edges, func(e *edge) graph.Basis { return e.Basis })
		}
		for _, e := range edges[start:end] {
			other := others.put(p.asker.nodes.at(e.other()))
			page.Edges = append(page.Edges, graph.LinkEdge{Link: links.put(e.link), Node: other, Outgoing: e.out, Cursor: p.edgeCursor(e)})
		}
		p.found[n.number].Links[i] = page
	}
	links.fill()
	others.fill()
}

// edgeCursor is the place of a link among those of a node.
func (s *snapshot) edgeCursor(e edge) graph.Cursor {
	direction := graph.Int(1)
	if e.out {
		direction = graph.Int(0)
	}
	return graph.Cursor{Keys: []graph.Value{graph.Int(int64(e.Relation)), direction}, ID: s.otherID(e)}
}

func (s *snapshot) compareEdge(e edge, c *graph.Cursor) int {
	at := s.edgeCursor(e)
	for i := range at.Keys {
		if d := at.Keys[i].Compare(c.Keys[i]); d != 0 {
			return d
		}
	}
	return strings.Compare(string(at.ID), string(c.ID))
}
