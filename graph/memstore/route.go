package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A route is a Route with the filter of its links made ready.
type route struct {
	paths  graph.Route
	filter *filter
}

func (a *asker) route(r graph.Route, f graph.LinkFilter) *route { return &route{r, a.filter(f)} }

// An end is a node that a route leads to.
type end struct {
	node   *node
	number int32
	// basis is the strongest way's weakest.
	basis graph.Basis
	// link is the one followed, if the route is not derived.
	link *link
}

// ends gives the nodes that a route leads to, each once.
func (a *asker) ends(from *node, r *route) []end {
	var ends []end
	a.eachEnd(from, r, func(e end) bool {
		ends = append(ends, e)
		return true
	})
	return ends
}

// eachEnd gives the nodes that a route leads to one after the other, each once, until yield has seen enough.
func (a *asker) eachEnd(from *node, r *route, yield func(end) bool) {
	if !r.paths.Derived() {
		a.eachNeighbour(from, &r.paths[0][0], r.filter, yield)
		return
	}
	set := a.reach(from, r)
	defer a.forget(set)
	for i, n := range set.nodes {
		if basis := set.reach[i].Best(); basis != 0 && !yield(end{node: a.nodes.at(n), number: n, basis: basis}) {
			return
		}
	}
}

func (a *asker) eachNeighbour(from *node, h *graph.Hop, f *filter, yield func(end) bool) {
	if h.Direction != graph.Both || h.Relation.Undirected() {
		a.follow(from.number, h, f, func(e edge) bool { return yield(a.endOf(e)) })
		return
	}
	// A directed relation followed both ways can lead to a node twice.
	var ends []end
	a.follow(from.number, h, f, func(e edge) bool {
		made := a.endOf(e)
		i := slices.IndexFunc(ends, func(o end) bool { return o.node == made.node })
		switch {
		case i < 0:
			ends = append(ends, made)
		case a.betterLink(made.link, ends[i].link):
			ends[i] = made
		}
		return true
	})
	for _, e := range ends {
		if !yield(e) {
			return
		}
	}
}

// endOf is where an edge leads.
func (a *asker) endOf(e edge) end {
	n := e.other()
	return end{a.nodes.at(n), n, e.Basis, e.link}
}

// betterLink reports whether x is stronger than b, or as strong with the lesser ID.
func (a *asker) betterLink(x, y *link) bool {
	return x.Basis < y.Basis || x.Basis == y.Basis && a.compareLinkIDs(x, y) < 0
}

// follow gives the links that a hop may follow from a node, until yield has seen enough.
func (a *asker) follow(from int32, h *graph.Hop, f *filter, yield func(edge) bool) {
	for e := range a.edgesOf(from, h.Relation, h.Direction) {
		a.looked++
		if h.MinScore > 0 && !a.scored(e.link, h.MinScore, 1) {
			continue
		}
		if h.Kind != 0 && !a.isOf(h.Kind, e.other()) || !a.passes(f, e.link) {
			continue
		}
		if !yield(e) {
			return
		}
	}
}
