package graphtest

import (
	"context"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// An oracle answers questions over a few nodes and links by definition: it tries every way there is and looks at every
// node. It shares nothing with any store but package graph's own definitions of fields, full text and axes.
type oracle struct {
	nodes    map[graph.ID]*graph.Node
	links    map[graph.ID]*graph.Link
	revision graph.Revision
}

var _ graph.View = (*oracle)(nil)

func newOracle() *oracle {
	return &oracle{nodes: map[graph.ID]*graph.Node{}, links: map[graph.ID]*graph.Link{}}
}

// find gives the node that an ID or an alias names, nil if there is none.
func (o *oracle) find(id graph.ID) *graph.Node {
	if n := o.nodes[id]; n != nil {
		return n
	}
	for _, n := range o.nodes {
		if slices.Contains(n.PreviousIDs, id) {
			return n
		}
	}
	return nil
}

// ofKind gives the nodes of a kind in document order.
func (o *oracle) ofKind(kind graph.Kind) []*graph.Node {
	var list []*graph.Node
	for _, n := range o.nodes {
		if n.Kind == kind {
			list = append(list, n)
		}
	}
	slices.SortFunc(list, documentOrder)
	return list
}

func documentOrder(a, b *graph.Node) int {
	if a.Position != b.Position {
		return a.Position - b.Position
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// active gives the links that count, by ID.
func (o *oracle) active() []*graph.Link {
	var list []*graph.Link
	for _, l := range o.links {
		if l.State == graph.LinkStateActive {
			list = append(list, l)
		}
	}
	return byID(list)
}

func byID(links []*graph.Link) []*graph.Link {
	slices.SortFunc(links, func(a, b *graph.Link) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.Compact(links)
}

// standsUnder is the definition of Store.
func (o *oracle) standsUnder(n *graph.Node, priority graph.ID) bool {
	if n.ID == priority {
		return true
	}
	for _, l := range o.active() {
		if l.From != n.ID && l.To != n.ID {
			continue
		}
		if slices.Contains(l.Rows, priority) || l.Other(n.ID) == priority {
			return true
		}
	}
	return false
}

// counts reports whether a filter lets a link count.
func (o *oracle) counts(l *graph.Link, f graph.LinkFilter) bool {
	if f.Basis != 0 && !f.Basis.Has(l.Basis) {
		return false
	}
	if f.Within == "" {
		return true
	}
	row := f.Within
	if n := o.find(row); n != nil {
		row = n.ID
	}
	if len(l.Rows) > 0 {
		return slices.Contains(l.Rows, row)
	}
	return o.standsUnder(o.nodes[l.From], row) && o.standsUnder(o.nodes[l.To], row)
}

// A way is one way along a route: the links followed, to a node.
type way struct {
	to    *graph.Node
	links []*graph.Link
	// path is the index of the path of the route.
	path int
}

// rowTrue is the definition: none of the links is co-listed, or all that carry rows carry one in common.
func rowTrue(links []*graph.Link) bool {
	if !slices.ContainsFunc(links, func(l *graph.Link) bool { return l.Basis == graph.BasisCoListed }) {
		return true
	}
	rows, carry := shared(links)
	return !carry || len(rows) > 0
}

// shared gives the rows that all links that carry rows have in common, and whether any carries rows.
func shared(links []*graph.Link) (rows []graph.ID, carry bool) {
	for _, l := range links {
		switch {
		case len(l.Rows) == 0:
		case !carry:
			rows, carry = slices.Clone(l.Rows), true
		default:
			rows = slices.DeleteFunc(rows, func(r graph.ID) bool { return !slices.Contains(l.Rows, r) })
		}
	}
	return rows, carry
}

// weakest is the strength of a way: that of its weakest link. Without a link it is as strong as can be.
func weakest(links []*graph.Link) graph.Basis {
	worst := graph.BasisCurated
	for _, l := range links {
		worst = max(worst, l.Basis)
	}
	return worst
}

// ways gives every row-true way along a route.
func (o *oracle) ways(from *graph.Node, r graph.Route, f graph.LinkFilter) []way {
	var ways []way
	for i, path := range r {
		o.tryWays(path, f, way{to: from, path: i}, map[graph.ID]bool{from.ID: true}, func(w way) {
			if rowTrue(w.links) {
				ways = append(ways, w)
			}
		})
	}
	return ways
}

// tryWays follows a path from where a way has come to. A hop that repeats visits no node twice; seen are those that it has.
func (o *oracle) tryWays(path graph.Path, f graph.LinkFilter, w way, seen map[graph.ID]bool, found func(way)) {
	if len(path) == 0 {
		found(w)
		return
	}
	h := path[0]
	if h.Closure {
		o.tryWays(path[1:], f, w, map[graph.ID]bool{w.to.ID: true}, found)
	}
	for _, l := range o.active() {
		next := o.follow(w.to, h, l)
		if next == nil || !o.counts(l, f) {
			continue
		}
		on := way{to: next, links: append(slices.Clone(w.links), l), path: w.path}
		if !h.Closure {
			o.tryWays(path[1:], f, on, map[graph.ID]bool{next.ID: true}, found)
		} else if !seen[next.ID] {
			seen[next.ID] = true
			o.tryWays(path, f, on, seen, found)
			delete(seen, next.ID)
		}
	}
}

// follow gives the node that a hop along a link leads to, nil if it may not.
func (o *oracle) follow(from *graph.Node, h graph.Hop, l *graph.Link) *graph.Node {
	out := l.From == from.ID && h.Direction != graph.In
	in := l.To == from.ID && h.Direction != graph.Out
	if l.Relation != h.Relation || !out && !in {
		return nil
	}
	if h.MinScore > 0 && (l.Score == nil || *l.Score < h.MinScore) {
		return nil
	}
	next := o.nodes[l.Other(from.ID)]
	if h.Kind != 0 && next.Kind != h.Kind {
		return nil
	}
	return next
}

// A reached is a node that a route leads to, with all the ways to it.
type reached struct {
	node *graph.Node
	ways []way
}

// reach gives the nodes that a route leads to, by ID.
func (o *oracle) reach(from *graph.Node, r graph.Route, f graph.LinkFilter) []reached {
	var list []reached
	for _, w := range o.ways(from, r, f) {
		i := slices.IndexFunc(list, func(x reached) bool { return x.node == w.to })
		if i < 0 {
			list = append(list, reached{node: w.to})
			i = len(list) - 1
		}
		list[i].ways = append(list[i].ways, w)
	}
	slices.SortFunc(list, func(a, b reached) int { return strings.Compare(string(a.node.ID), string(b.node.ID)) })
	return list
}

// basis is the strength of the strongest way.
func (r reached) basis() graph.Basis {
	best := graph.Basis(0)
	for _, w := range r.ways {
		if b := weakest(w.links); best == 0 || b < best {
			best = b
		}
	}
	return best
}

// via are the links of the ways as strong as the strongest, along each path of the shortest such.
func (r reached) via() []*graph.Link {
	best, shortest := r.basis(), map[int]int{}
	for _, w := range r.ways {
		if n, ok := shortest[w.path]; weakest(w.links) == best && (!ok || len(w.links) < n) {
			shortest[w.path] = len(w.links)
		}
	}
	var links []*graph.Link
	for _, w := range r.ways {
		if weakest(w.links) == best && len(w.links) == shortest[w.path] {
			links = append(links, w.links...)
		}
	}
	return byID(links)
}

// Revision, Quarters and Close are the easy ones.

func (o *oracle) Revision() graph.Revision { return o.revision }

func (o *oracle) Close() error { return nil }

func (o *oracle) Quarters(_ context.Context, plan graph.ID) ([]graph.Quarter, error) {
	return o.quarters(plan), nil
}

func (o *oracle) quarters(plan graph.ID) []graph.Quarter {
	var quarters []graph.Quarter
	for _, n := range o.nodes {
		if plan != "" && !o.inPlan(n, plan) {
			continue
		}
		for _, q := range n.Schedule {
			quarters = append(quarters, q.Quarter)
		}
	}
	slices.SortFunc(quarters, graph.Quarter.Compare)
	return slices.Compact(quarters)
}

func (o *oracle) inPlan(n *graph.Node, plan graph.ID) bool {
	p := o.find(plan)
	return p != nil && slices.ContainsFunc(o.active(), func(l *graph.Link) bool {
		return l.Relation == graph.RelationPartOf && l.From == n.ID && l.To == p.ID
	})
}
