package graphtest

import (
	"context"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// A Past gives the graph as it stood at a revision.
type Past interface {
	At(ctx context.Context, r graph.Revision) (graph.View, error)
}

// RunPast holds what tells the past of a store to telling it as it was: after random changes it is asked for revisions in
// random order, and each must answer as the oracle that was kept of it.
func RunPast(t *testing.T, open Opener, past func(graph.Store) Past) {
	eachSeed(t, (*roundsFlag+3)/4, func(t *testing.T, seed uint64) {
		d := newDice(seed)
		s, m := open(t), newModel()
		defer closeStore(t, s)
		for i := range changesEach {
			c := d.changes(m, i)
			if _, err := m.apply(c); err != nil {
				continue
			}
			apply(t, s, c)
		}
		p := past(s)
		for range 2 {
			for _, r := range d.Perm(len(m.states)) {
				if !samePast(t, d, p, m.states[graph.Revision(r)]) {
					return
				}
			}
		}
	})
}

// samePast compares a revision with the oracle of it: the whole graph, and the answers to a few questions.
func samePast(t *testing.T, d *dice, p Past, want *oracle) bool {
	t.Helper()
	v, err := p.At(t.Context(), want.revision)
	if err != nil {
		t.Errorf("revision %d: %v", want.revision, err)
		return false
	}
	defer v.Close()
	nodes, links, err := DumpView(t.Context(), v)
	if err != nil {
		t.Error(err)
		return false
	}
	is(t, "revision", v.Revision(), want.revision)
	is(t, "hash", graph.HashGraph(nodes, links), (&model{oracle: want}).hash())
	if want.revision == 0 {
		return !t.Failed()
	}
	d.stand(&model{oracle: want})
	for range 3 {
		if !d.question().compare(t, want, v) {
			return false
		}
	}
	return !t.Failed()
}
