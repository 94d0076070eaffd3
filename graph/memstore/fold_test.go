package memstore_test

import (
	"fmt"
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

func TestTheTimelineOfAFoldedStore(t *testing.T) {
	graphtest.RunPast(t, func(*testing.T) graph.Store { return memstore.New().FoldEvery(2) }, func(s graph.Store) graphtest.Past { return memstore.NewTimeline(s) })
}

// Edits over many revisions leave the same in a store that folds now and then as in one that never does.
func TestEditsAreFolded(t *testing.T) {
	folded := func(*testing.T) graph.Store { return memstore.New().FoldEvery(3) }
	graphtest.CompareEdits(t, folded, func(*testing.T) graph.Store { return memstore.New() }, 20)
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
