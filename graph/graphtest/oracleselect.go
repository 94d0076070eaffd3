package graphtest

import (
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// found answers what is wanted of a node.
func (o *oracle) found(n *graph.Node, s *graph.Selection) *graph.Found {
	if n == nil || s == nil {
		return nil
	}
	f := &graph.Found{Node: n}
	for i := range s.Steps {
		f.Pages = append(f.Pages, o.step(n, &s.Steps[i]))
	}
	for i := range s.Links {
		f.Links = append(f.Links, o.linkStep(n, &s.Links[i]))
	}
	citations := slices.Clone(n.Evidence)
	for _, q := range n.Schedule {
		citations = append(citations, q.Evidence...)
	}
	f.Cited = o.cited(citations, s.Cited)
	return f
}

// cited answers what is wanted of the plans that citations cite.
func (o *oracle) cited(citations []graph.Citation, s *graph.Selection) []*graph.Found {
	var plans []*graph.Node
	for _, c := range citations {
		if p := o.find(c.Plan); p != nil && !slices.Contains(plans, p) {
			plans = append(plans, p)
		}
	}
	slices.SortFunc(plans, func(a, b *graph.Node) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return o.foundAll(plans, s)
}

func (o *oracle) foundAll(nodes []*graph.Node, s *graph.Selection) []*graph.Found {
	var found []*graph.Found
	for _, n := range nodes {
		if f := o.found(n, s); f != nil {
			found = append(found, f)
		}
	}
	return found
}

func (o *oracle) foundLink(l *graph.Link, s *graph.LinkSelection) *graph.FoundLink {
	if s == nil {
		return nil
	}
	return &graph.FoundLink{
		Link: l, From: o.found(o.nodes[l.From], s.From), To: o.found(o.nodes[l.To], s.To),
		Rows: o.rows(l.Rows, s.Rows), Cited: o.cited(l.Evidence, s.Cited),
	}
}

func (o *oracle) foundLinks(links []*graph.Link, s *graph.LinkSelection) []*graph.FoundLink {
	var found []*graph.FoundLink
	for _, l := range links {
		if f := o.foundLink(l, s); f != nil {
			found = append(found, f)
		}
	}
	return found
}

// rows answers what is wanted of the priorities of rows.
func (o *oracle) rows(ids []graph.ID, s *graph.Selection) []*graph.Found {
	var nodes []*graph.Node
	for _, id := range ids {
		if n := o.find(id); n != nil && !slices.Contains(nodes, n) {
			nodes = append(nodes, n)
		}
	}
	slices.SortFunc(nodes, documentOrder)
	return o.foundAll(nodes, s)
}

// step answers a step from a node, nil if the node does not take it.
func (o *oracle) step(n *graph.Node, s *graph.Step) *graph.NodePage {
	if s.From != 0 && !s.From.Has(n.Kind) {
		return nil
	}
	var entries []entry
	for _, r := range o.reach(n, s.Route, s.Filter) {
		if o.holds(s.Where, r.node) {
			entries = append(entries, entry{node: r.node, basis: r.basis(), via: r.via()})
		}
	}
	return o.page(entries, s.Order, s.Page, s.Want, nil, func(e entry) graph.NodeEdge {
		out := graph.NodeEdge{To: o.found(e.node, &s.Select)}
		if s.Route.Derived() {
			out.Via = o.foundLinks(e.via, s.Via)
		} else {
			out.Link = o.foundLink(e.via[0], s.Link)
		}
		return out
	})
}

var linkStepOrder = []graph.Order{{By: graph.ByRelation}, {By: graph.ByRelation}}

func (o *oracle) linkStep(n *graph.Node, s *graph.LinkStep) *graph.LinkPage {
	var list []row[*graph.Link]
	var bases []graph.Basis
	for _, l := range o.active() {
		if l.From != n.ID && l.To != n.ID || s.Relations != 0 && !s.Relations.Has(l.Relation) || !o.counts(l, s.Filter) {
			continue
		}
		direction := int64(1)
		if l.From == n.ID {
			direction = 0
		}
		keys := []graph.Value{graph.Int(int64(l.Relation)), graph.Int(direction)}
		list = append(list, row[*graph.Link]{l, graph.Cursor{Keys: keys, ID: l.Other(n.ID)}})
		bases = append(bases, l.Basis)
	}
	page := linkPage(list, linkStepOrder, s.Page, s.Want, bases)
	for i := range page.Edges {
		e := &page.Edges[i]
		l := e.Link.Link
		e.Link, e.Outgoing, e.Node = o.foundLink(l, &s.Link), l.From == n.ID, o.found(o.nodes[l.Other(n.ID)], &s.Select)
	}
	return page
}

// linkPage makes a page of links, without what is wanted of them.
func linkPage(list []row[*graph.Link], orders []graph.Order, p graph.Page, w graph.Want, bases []graph.Basis) *graph.LinkPage {
	total := len(list)
	part, summary := take(list, orders, p)
	page := &graph.LinkPage{Summary: summary}
	if w.Total {
		page.Total = total
	}
	if w.Bases {
		page.Bases = countBases(bases)
	}
	for _, r := range part {
		page.Edges = append(page.Edges, graph.LinkEdge{Link: &graph.FoundLink{Link: r.item}, Cursor: r.at})
	}
	return page
}
