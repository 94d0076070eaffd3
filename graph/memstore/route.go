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
	node *node
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
	for i, n := range set.nodes {
		if basis := set.reach[i].Best(); basis != 0 && !yield(end{node: a.nodes.at(n), basis: basis}) {
			return
		}
	}
}

func (a *asker) eachNeighbour(from *node, h *graph.Hop, f *filter, yield func(end) bool) {
	if h.Direction != graph.Both || h.Relation.Undirected() {
		a.follow(from.number, h, f, func(e edge) bool { return yield(end{a.nodes.at(e.other()), e.Basis, e.link}) })
		return
	}
	// A directed relation followed both ways can lead to a node twice.
	var ends []end
	a.follow(from.number, h, f, func(e edge) bool {
		made := end{a.nodes.at(e.other()), e.Basis, e.link}
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
		if h.Kind != 0 && a.nodes.at(e.other()).Kind != h.Kind || !a.passes(f, e.link) {
			continue
		}
		if !yield(e) {
			return
		}
	}
}

// A reachSet says how each of some nodes is reached.
type reachSet struct {
	nodes []int32
	reach []graph.Reach
	// places are the nodes' places in the lists, once there are too many to look through.
	places map[int32]int
}

const fewNodes = 16

func (s *reachSet) place(n int32) (int, bool) {
	if s.places != nil {
		i, ok := s.places[n]
		return i, ok
	}
	i := slices.Index(s.nodes, n)
	return i, i >= 0
}

// merge adds a way to a node, and reports whether it makes a difference.
func (s *reachSet) merge(n int32, r graph.Reach) bool {
	if i, ok := s.place(n); ok {
		merged := s.reach[i].Merge(r)
		if equalReach(merged, s.reach[i]) {
			return false
		}
		s.reach[i] = merged
		return true
	}
	s.nodes, s.reach = append(s.nodes, n), append(s.reach, r)
	if s.places != nil {
		s.places[n] = len(s.nodes) - 1
	} else if len(s.nodes) > fewNodes {
		s.places = make(map[int32]int, 4*fewNodes)
		for i, n := range s.nodes {
			s.places[n] = i
		}
	}
	return true
}

// of is the reach of a node; the zero one if it is not reached.
func (s *reachSet) of(n int32) graph.Reach {
	if i, ok := s.place(n); ok {
		return s.reach[i]
	}
	return graph.Reach{}
}

func equalReach(a, b graph.Reach) bool {
	return a.Free == b.Free && a.Open == b.Open && slices.Equal(a.Rows, b.Rows)
}

func noWay(r graph.Reach) bool { return r.Free == 0 && r.Open == 0 && len(r.Rows) == 0 }

// reach says how each node that the route leads to is reached, over all its paths.
func (a *asker) reach(from *node, r *route) *reachSet {
	var all *reachSet
	for _, path := range r.paths {
		set := &reachSet{nodes: []int32{from.number}, reach: []graph.Reach{graph.Start()}}
		for i := range path {
			if path[i].Closure {
				a.closure(set, &path[i], r.filter)
			} else {
				set = a.hop(set, &path[i], r.filter)
			}
		}
		if all == nil {
			all = set
			continue
		}
		for i, n := range set.nodes {
			all.merge(n, set.reach[i])
		}
	}
	return all
}

func (a *asker) hop(set *reachSet, h *graph.Hop, f *filter) *reachSet {
	next := &reachSet{}
	for i, n := range set.nodes {
		a.follow(n, h, f, func(e edge) bool {
			if way := set.reach[i].Over(e.Basis, a.rowsOf(e.link)); !noWay(way) {
				next.merge(e.other(), way)
			}
			return true
		})
	}
	return next
}

// closure follows a hop until nothing is reached in a new way. Going round in circles never makes a way stronger.
func (a *asker) closure(set *reachSet, h *graph.Hop, f *filter) {
	frontier := slices.Clone(set.nodes)
	for len(frontier) > 0 && a.goOn() {
		var next []int32
		for _, n := range frontier {
			reach := set.of(n)
			a.follow(n, h, f, func(e edge) bool {
				if way := reach.Over(e.Basis, a.rowsOf(e.link)); !noWay(way) && set.merge(e.other(), way) {
					next = append(next, e.other())
				}
				return true
			})
		}
		slices.Sort(next)
		frontier = slices.Compact(next)
	}
}
