package memstore_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// A store whose changes are folded into its base answers as every store does, and so do its changes since.
func TestFolded(t *testing.T) {
	for _, every := range []graph.Revision{1, 3} {
		t.Run(fmt.Sprint("every ", every), func(t *testing.T) {
			graphtest.Run(t, func(*testing.T) graph.Store { return memstore.New().FoldEvery(every) })
		})
	}
}

// So does a store whose base is read from columns again and again.
func TestReadFromColumns(t *testing.T) {
	graphtest.Run(t, func(*testing.T) graph.Store { return memstore.New().FoldToColumnsEvery(1) })
}

func TestTheTimelineOfAFoldedStore(t *testing.T) {
	graphtest.RunPast(t, func(*testing.T) graph.Store { return memstore.New().FoldEvery(2) }, func(s graph.Store) graphtest.Past { return memstore.NewTimeline(s) })
}

// Edits over many revisions leave the same in a store that folds now and then as in one that never does.
func TestEditsAreFolded(t *testing.T) {
	folded := func(*testing.T) graph.Store { return memstore.New().FoldEvery(3) }
	columns := func(*testing.T) graph.Store { return memstore.New().FoldToColumnsEvery(2) }
	graphtest.CompareEdits(t, folded, func(*testing.T) graph.Store { return memstore.New() }, 20)
	graphtest.CompareEdits(t, folded, columns, 20)
}

// What a folded store holds is what was put into it, and has the hash of that.
func TestFoldingKeepsEverything(t *testing.T) {
	plain, folded := memstore.New(), memstore.New().FoldEvery(1)
	for _, s := range []*memstore.Store{plain, folded} {
		apply(t, s, graphtest.Large(300))
		apply(t, s, graph.Changes{Actor: "t", Drop: []graph.ID{"action:7"}, Alias: []graph.Alias{{Old: "action:7", New: "action:8"}}})
		apply(t, s, sites(0, 40))
		apply(t, s, graph.Changes{Actor: "t", Put: sites(0, 1).Put, Drop: []graph.ID{"action:8"}})
	}
	nodes, links, err := graphtest.Dump(t.Context(), folded)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := graph.HashGraph(nodes, links), status(t, plain).Hash; got != want || status(t, folded).Hash != want {
		t.Errorf("it holds %s and says that it holds %s, not %s", got, status(t, folded).Hash, want)
	}
}

// Changes are folded while others write, and the last of them when nobody writes any more; none is lost on the way.
func TestFoldingBesideWriters(t *testing.T) {
	const many = 21_000 // enough for a base to be overgrown
	s, want := memstore.New(), memstore.New()
	for _, of := range []*memstore.Store{s, want} {
		defer closeStore(t, of)
	}
	apply(t, want, sites(0, many+80))
	apply(t, s, sites(0, many))
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := many + 20*w; i < many+20*(w+1); i++ {
				if _, err := s.Apply(t.Context(), sites(i, i+1)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	s.Settle()
	if s.Changed() > 80 {
		t.Errorf("%d changes are not in the base", s.Changed())
	}
	if got, expected := status(t, s), status(t, want); got.Nodes != expected.Nodes || got.Revision != 81 {
		t.Errorf("it has %d nodes at revision %d, want %d at 81", got.Nodes, got.Revision, expected.Nodes)
	}
	nodes, links, err := graphtest.Dump(t.Context(), s)
	if err != nil || graph.HashGraph(nodes, links) != status(t, s).Hash {
		t.Errorf("it does not hold what its hash says: %v", err)
	}
}
