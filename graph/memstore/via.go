package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// via finds the links of all the ways from a node to another that are as strong as the strongest; where a hop repeats, of
// the shortest of these. In order of their IDs.
//
// It walks forwards, layer by layer of links followed, then backwards from the other end; a link is on such a way if what
// is known of the ways up to it and of the ways on from it joins to the strongest basis.
func (a *asker) via(from, to *node, r *route, best graph.Basis) []*link {
	var links []*link
	for _, path := range r.paths {
		t := &tracer{asker: a, path: path, filter: r.filter, best: best, end: state{len(path), to.number}}
		links = append(links, t.trace(from.number)...)
	}
	slices.SortFunc(links, a.compareLinkIDs)
	return slices.Compact(links)
}

// A state is how far along a path one is, and where.
type state struct {
	hop  int
	node int32
}

type layer map[state]graph.Reach

type tracer struct {
	*asker
	path   graph.Path
	filter *filter
	best   graph.Basis
	end    state
}

func (t *tracer) trace(from int32) []*link {
	layers, ok := t.forwards(from)
	if !ok {
		return nil
	}
	on := layer{}
	t.back(on, t.end, graph.Start())
	var links []*link
	for i := len(layers) - 2; i >= 0; i-- {
		before := layer{}
		for s, reach := range layers[i] {
			t.steps(s, func(e edge, next state) {
				rest, ok := on[next]
				if !ok {
					return
				}
				if reach.Over(e.Basis, t.rowsOf(e.link)).Join(rest) == t.best {
					links = append(links, e.link)
					t.back(before, s, rest.Over(e.Basis, t.rowsOf(e.link)))
				}
			})
		}
		on = before
	}
	return links
}

// forwards gives the layers up to the first in which the end is reached as strongly as can be.
func (t *tracer) forwards(from int32) ([]layer, bool) {
	first := layer{}
	known := map[state]graph.Reach{}
	t.enter(first, known, state{0, from}, graph.Start())
	layers := []layer{first}
	for {
		last := layers[len(layers)-1]
		if last[t.end].Best() == t.best {
			return layers, true
		}
		if len(last) == 0 || !t.goOn() {
			return nil, false
		}
		for s, r := range last {
			known[s] = known[s].Merge(r)
		}
		next := layer{}
		for s, reach := range last {
			t.steps(s, func(e edge, to state) {
				if way := reach.Over(e.Basis, t.rowsOf(e.link)); !noWay(way) {
					t.enter(next, known, to, way)
				}
			})
		}
		layers = append(layers, next)
	}
}

// enter adds a way to a state, and to those that are reached from it without a link. Ways that fewer links give as well
// are left out.
func (t *tracer) enter(l layer, known map[state]graph.Reach, s state, r graph.Reach) {
	for {
		if _, differs := new(graph.RowSpace).Merge(known[s], r); differs {
			l[s] = l[s].Merge(r)
		}
		if s.hop == len(t.path) || !t.path[s.hop].Closure {
			return
		}
		s.hop++
	}
}

// back adds a way on from a state, and from those that lead to it without a link.
func (t *tracer) back(l layer, s state, r graph.Reach) {
	l[s] = l[s].Merge(r)
	for s.hop > 0 && t.path[s.hop-1].Closure {
		s.hop--
		l[s] = l[s].Merge(r)
	}
}

// steps gives the links that may be followed from a state.
func (t *tracer) steps(s state, yield func(edge, state)) {
	if s.hop == len(t.path) {
		return
	}
	h := &t.path[s.hop]
	t.follow(s.node, h, t.filter, func(e edge) bool {
		next := state{s.hop + 1, e.other()}
		if h.Closure {
			next.hop = s.hop
		}
		yield(e, next)
		return true
	})
}
