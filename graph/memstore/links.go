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
		slices.SortFunc(list, func(x, y *link) int { return compareLinks(order, x, y) })
	}
	start, end := window(len(list), w.Page, func(i int, c *graph.Cursor) int { return compareLink(order, list[i], c) })
	page := &graph.LinkPage{Summary: bounds(len(list), start, end)}
	if w.Want.Total {
		page.Total = len(list)
	}
	if w.Want.Bases {
		page.Bases = countBases(list, func(l **link) graph.Basis { return (*l).Basis })
	}
	place := a.linkPlace(&w.Select)
	for _, l := range list[start:end] {
		page.Edges = append(page.Edges, graph.LinkEdge{Link: place.put(l), Cursor: linkCursor(order, l)})
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
		a.links[r].all(func(l *link) bool {
			if keep(l) {
				list = append(list, l)
			}
			return a.goOn()
		})
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
		case w.MinScore != nil && (l.Score == nil || *l.Score < *w.MinScore):
			return false
		case w.MaxScore != nil && (l.Score == nil || *l.Score > *w.MaxScore):
			return false
		case w.Row != "" && !slices.Contains(l.Rows, row):
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

// linkKey is a sort key of a link.
func linkKey(o graph.Order, l *link) graph.Value {
	switch o.By {
	case graph.ByScore:
		if l.Score == nil {
			return graph.Value{}
		}
		return graph.Float(*l.Score)
	case graph.ByField:
		return graph.Int(int64(l.Revision))
	case graph.ByBasis:
		return graph.Int(int64(l.Basis))
	}
	return graph.Int(int64(l.Relation))
}

func linkCursor(orders []graph.Order, l *link) graph.Cursor {
	c := graph.Cursor{ID: l.ID}
	for _, o := range orders {
		c.Keys = append(c.Keys, linkKey(o, l))
	}
	return c
}

func compareLinks(orders []graph.Order, a, b *link) int {
	for _, o := range orders {
		if d := linkKey(o, a).Compare(linkKey(o, b)); d != 0 {
			if o.Descending {
				return -d
			}
			return d
		}
	}
	return byLinkID(a, b)
}

func compareLink(orders []graph.Order, l *link, c *graph.Cursor) int {
	for i, o := range orders {
		if d := linkKey(o, l).Compare(c.Keys[i]); d != 0 {
			if o.Descending {
				return -d
			}
			return d
		}
	}
	return cmp.Compare(l.ID, c.ID)
}
