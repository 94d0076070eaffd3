package memstore

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// byRelation is the order of links when none is given.
var byRelation = []graph.Order{{By: graph.ByRelation}}

// walkLinks answers a LinkWalk.
func (a *asker) walkLinks(w *graph.LinkWalk) (*graph.LinkPage, error) {
	list, order := a.linksOf(w), w.Order
	if len(order) == 0 {
		order = byRelation
	}
	if !linkDocumentOrder(order) {
		slices.SortFunc(list, func(x, y *link) int { return a.compareLinks(order, x, y) })
	}
	start, end := window(len(list), w.Page, func(i int, c *graph.Cursor) int { return a.compareLink(order, list[i], c) })
	page := &graph.LinkPage{Summary: bounds(len(list), start, end)}
	if w.Want.Total {
		page.Total = len(list)
	}
	if w.Want.Bases {
		page.Bases = countBases(list, func(l **link) graph.Basis { return (*l).Basis })
	}
	place := a.linkPlace(&w.Select)
	for _, l := range list[start:end] {
		page.Edges = append(page.Edges, graph.LinkEdge{Link: place.put(l), Cursor: a.linkCursor(order, l)})
	}
	place.fill()
	return page, a.err
}

// linksOf gives the links that the walk is about, by relation, then ID.
func (a *asker) linksOf(w *graph.LinkWalk) []*link {
	var list []*link
	keep := a.linkPredicate(w)
	for _, r := range graph.AllRelations {
		if w.Relations != 0 && !w.Relations.Has(r) {
			continue
		}
		for l := range a.linksOfRelation(r) {
			if keep(l) {
				list = append(list, l)
			}
			if !a.goOn() {
				return list
			}
		}
	}
	return list
}

func (a *asker) linkPredicate(w *graph.LinkWalk) func(*link) bool {
	states := w.States
	if len(states) == 0 {
		states = []graph.LinkState{graph.LinkStateActive}
	}
	row := a.current(w.Row)
	plan, planned := a.resolve(w.Plan)
	return func(l *link) bool {
		switch {
		case !slices.Contains(states, l.State), w.Basis != 0 && !w.Basis.Has(l.Basis):
			return false
		case w.MinScore != nil && !a.scored(l, *w.MinScore, 1), w.MaxScore != nil && !a.scored(l, 0, *w.MaxScore):
			return false
		case w.Row != "" && !slices.Contains(a.rowsOf(l), row):
			return false
		case w.Plan != "":
			return planned && a.partOf(a.nodes.at(l.from), plan) && a.partOf(a.nodes.at(l.to), plan)
		}
		return true
	}
}

// linkDocumentOrder reports whether the order is that in which a snapshot keeps links.
func linkDocumentOrder(orders []graph.Order) bool {
	return len(orders) == 1 && orders[0].By == graph.ByRelation && !orders[0].Descending
}

// scored reports whether a link has a score between two.
func (s *snapshot) scored(l *link, least, most float64) bool {
	score, ok := s.scoreOf(l)
	return ok && score >= least && score <= most
}

// linkKey is a sort key of a link.
func (s *snapshot) linkKey(o graph.Order, l *link) graph.Value {
	switch o.By {
	case graph.ByScore:
		if score, ok := s.scoreOf(l); ok {
			return graph.Float(score)
		}
		return graph.Value{}
	case graph.ByField:
		return graph.Int(int64(s.plainLink(l).Revision))
	case graph.ByBasis:
		return graph.Int(int64(l.Basis))
	}
	return graph.Int(int64(l.Relation))
}

func (s *snapshot) linkCursor(orders []graph.Order, l *link) graph.Cursor {
	c := graph.Cursor{ID: s.linkID(l)}
	for _, o := range orders {
		c.Keys = append(c.Keys, s.linkKey(o, l))
	}
	return c
}

func (s *snapshot) compareLinks(orders []graph.Order, a, b *link) int {
	for _, o := range orders {
		if d := s.linkKey(o, a).Compare(s.linkKey(o, b)); d != 0 {
			if o.Descending {
				return -d
			}
			return d
		}
	}
	return s.compareLinkIDs(a, b)
}

func (s *snapshot) compareLink(orders []graph.Order, l *link, c *graph.Cursor) int {
	for i, o := range orders {
		if d := s.linkKey(o, l).Compare(c.Keys[i]); d != 0 {
			if o.Descending {
				return -d
			}
			return d
		}
	}
	return cmp.Compare(s.linkID(l), c.ID)
}
