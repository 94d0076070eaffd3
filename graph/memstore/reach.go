package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A reachSet says how each of some nodes is reached.
type reachSet struct {
	nodes []int32
	reach []graph.Reach
	// places are the nodes' places in the lists, once there are too many to look through.
	places map[int32]int
	many   bool
}

const fewNodes = 16

func (s *reachSet) clear() {
	s.nodes, s.reach = s.nodes[:0], s.reach[:0]
	if s.many {
		clear(s.places)
		s.many = false
	}
}

func (s *reachSet) place(n int32) (int, bool) {
	if s.many {
		i, ok := s.places[n]
		return i, ok
	}
	i := slices.Index(s.nodes, n)
	return i, i >= 0
}

// merge adds a way to a node, and reports whether it makes a difference.
func (s *reachSet) merge(space *graph.RowSpace, n int32, r graph.Reach) bool {
	if i, ok := s.place(n); ok {
		merged, differs := space.Merge(s.reach[i], r)
		s.reach[i] = merged
		return differs
	}
	s.nodes, s.reach = append(s.nodes, n), append(s.reach, r)
	switch {
	case s.many:
		s.places[n] = len(s.nodes) - 1
	case len(s.nodes) > fewNodes:
		if s.places == nil {
			s.places = make(map[int32]int, 4*fewNodes)
		}
		s.many = true
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

func noWay(r graph.Reach) bool { return r.Free == 0 && r.Open == 0 && len(r.Rows) == 0 }

// A reached is what one node reaches, with the memory in which that was worked out: an asker uses it again and again.
type reached struct {
	*reachSet
	space graph.RowSpace
	// sets are the nodes reached over all paths, by the path at hand so far, and by one hop more.
	sets [3]reachSet
}

// reach says how each node that the route leads to is reached, over all its paths. What it gives is to be given back to
// forget.
func (a *asker) reach(from *node, r *route) *reached {
	out := &reached{}
	if last := len(a.spare) - 1; last >= 0 {
		out, a.spare = a.spare[last], a.spare[:last]
	}
	out.space.Clear()
	all, now, next := &out.sets[0], &out.sets[1], &out.sets[2]
	all.clear()
	for i, path := range r.paths {
		now.clear()
		now.merge(&out.space, from.number, graph.Start())
		for h := range path {
			if path[h].Closure {
				a.closure(out, now, &path[h], r.filter)
				continue
			}
			next.clear()
			a.hop(out, now, next, &path[h], r.filter)
			now, next = next, now
		}
		if i == 0 {
			all, now = now, all
			continue
		}
		for i, n := range now.nodes {
			all.merge(&out.space, n, now.reach[i])
		}
	}
	out.reachSet = all
	return out
}

// forget takes back what reach gave; nil is nothing.
func (a *asker) forget(r *reached) {
	if r != nil {
		a.spare = append(a.spare, r)
	}
}

func (a *asker) hop(r *reached, from, to *reachSet, h *graph.Hop, f *filter) {
	for i, n := range from.nodes {
		so := &from.reach[i]
		a.follow(n, h, f, func(e edge) bool {
			if way := r.space.Over(*so, e.Basis, a.rowsOf(e.link)); !noWay(way) {
				to.merge(&r.space, e.other(), way)
			}
			return true
		})
	}
}

// closure follows a hop until nothing is reached in a new way. Going round in circles never makes a way stronger.
func (a *asker) closure(r *reached, set *reachSet, h *graph.Hop, f *filter) {
	frontier := slices.Clone(set.nodes)
	for len(frontier) > 0 && a.goOn() {
		var next []int32
		for _, n := range frontier {
			so := set.of(n)
			a.follow(n, h, f, func(e edge) bool {
				if way := r.space.Over(so, e.Basis, a.rowsOf(e.link)); !noWay(way) && set.merge(&r.space, e.other(), way) {
					next = append(next, e.other())
				}
				return true
			})
		}
		slices.Sort(next)
		frontier = slices.Compact(next)
	}
}
