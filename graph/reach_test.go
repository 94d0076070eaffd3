package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// A net is layers of nodes with links from each layer to the next: what ways are tried over.
type net struct {
	layers [][]netLink
	width  int
}

type netLink struct {
	from, to int
	*graph.Link
}

func randomNet(r *rand.Rand) net {
	n := net{width: 1 + r.IntN(3)}
	rows := []graph.ID{"priority:1", "priority:2", "priority:3"}
	for range 1 + r.IntN(3) {
		var layer []netLink
		for range 1 + r.IntN(5) {
			l := &graph.Link{Basis: graph.AllBasiss[r.IntN(len(graph.AllBasiss))]}
			if r.IntN(2) == 0 {
				l.Basis = graph.BasisCoListed
			}
			for _, row := range rows {
				if r.IntN(3) == 0 {
					l.Rows = append(l.Rows, row)
				}
			}
			layer = append(layer, netLink{r.IntN(n.width), r.IntN(n.width), l})
		}
		n.layers = append(n.layers, layer)
	}
	return n
}

// ways tries every way from node 0 to a node of the last layer.
func (n net) ways(layer, at, to int, so []*graph.Link, found func([]*graph.Link)) {
	if layer == len(n.layers) {
		if at == to {
			found(so)
		}
		return
	}
	for _, l := range n.layers[layer] {
		if l.from == at {
			n.ways(layer+1, l.to, to, append(slices.Clone(so), l.Link), found)
		}
	}
}

// strength is the definition: the weakest basis of a row-true way, 0 for a way that is not.
func strength(way []*graph.Link) graph.Basis {
	worst, listed, carry := graph.BasisCurated, false, false
	var common []graph.ID
	for _, l := range way {
		worst = max(worst, l.Basis)
		listed = listed || l.Basis == graph.BasisCoListed
		switch {
		case len(l.Rows) == 0:
		case !carry:
			common, carry = slices.Clone(l.Rows), true
		default:
			common = slices.DeleteFunc(common, func(row graph.ID) bool { return !slices.Contains(l.Rows, row) })
		}
	}
	if listed && carry && len(common) == 0 {
		return 0
	}
	return worst
}

func stronger(a, b graph.Basis) graph.Basis {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// reach carries what is known of all ways along, layer by layer.
func (n net) reach() []graph.Reach {
	now := make([]graph.Reach, n.width)
	now[0] = graph.Start()
	for _, layer := range n.layers {
		next := make([]graph.Reach, n.width)
		for _, l := range layer {
			next[l.to] = next[l.to].Merge(now[l.from].Extend(l.Link))
		}
		now = next
	}
	return now
}

// TestReachIsWhatTryingEveryWayGives holds the algebra to its definition over random nets.
func TestReachIsWhatTryingEveryWayGives(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 0))
		a, b := randomNet(r), randomNet(r)
		reachA, reachB := a.reach(), b.reach()
		for to := range a.width {
			want := graph.Basis(0)
			a.ways(0, 0, to, nil, func(way []*graph.Link) { want = stronger(want, strength(way)) })
			if got := reachA[to].Best(); got != want || reachA[to].Holds() != (want != 0) {
				t.Fatalf("seed %d: node %d is reached by %s, not %s", seed, to, got, want)
			}
			for other := range b.width {
				checkJoin(t, fmt.Sprint("seed ", seed), a, to, b, other, reachA[to].Join(reachB[other]), reachB[other].Join(reachA[to]))
			}
		}
	}
}

// checkJoin tries every pair of ways.
func checkJoin(t *testing.T, seed string, a net, to int, b net, other int, got, turned graph.Basis) {
	t.Helper()
	want := graph.Basis(0)
	a.ways(0, 0, to, nil, func(x []*graph.Link) {
		b.ways(0, 0, other, nil, func(y []*graph.Link) { want = stronger(want, strength(slices.Concat(x, y))) })
	})
	if got != want || turned != want {
		t.Fatalf("%s: the ways to %d and %d join to %s and %s, not %s", seed, to, other, got, turned, want)
	}
}
