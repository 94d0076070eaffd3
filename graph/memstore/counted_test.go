package memstore_test

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

var alignment = graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Unplaced: true}

func TestAMatrixIsCountedOnceForARevision(t *testing.T) {
	s := memstore.New()
	apply(t, s, graphtest.Large(400))
	looked := func() int {
		n, err := s.Looked(t.Context(), alignment)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	first, again := looked(), looked()
	if again > first/10 {
		t.Errorf("%d nodes and links are looked at, and %d when it is asked again", first, again)
	}
	apply(t, s, unplacedAction)
	if after := looked(); after < first {
		t.Errorf("%d nodes and links are looked at after a change, of %d", after, first)
	}
}

// unplacedAction has neither a priority nor a theme: the matrix gets a row and a column for it.
var unplacedAction = graph.Changes{Actor: "t", Put: []graph.Node{{ID: "action:unplaced", Kind: graph.KindAction, Title: "Unplaced", Position: 1}}}

func TestAMatrixThatWasCountedBeforeIsTheSame(t *testing.T) {
	asked, fresh := memstore.New(), memstore.New()
	for _, c := range []graph.Changes{graphtest.Large(100), unplacedAction, {Actor: "t", Drop: []graph.ID{"theme:1"}}} {
		apply(t, asked, c)
		apply(t, fresh, c)
		var readers sync.WaitGroup
		answers := make([]*graph.Matrix, 8)
		for i := range answers {
			readers.Go(func() { answers[i] = matrix(t, asked, alignment) })
		}
		readers.Wait()
		aside := alignment
		aside.Where = graph.All{} // holds for everything, and is counted each time
		want := matrix(t, fresh, aside)
		for _, got := range answers {
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("revision has %v, and counted anew %v", got, want)
			}
		}
	}
}

func TestFewMatricesAreKept(t *testing.T) {
	s := memstore.New()
	apply(t, s, unplacedAction)
	most := 0
	for i := range 5_000 {
		q := alignment
		q.Plan = graph.ID(fmt.Sprintf("plan:%d", i))
		matrix(t, s, q)
		most = max(most, s.MatricesKept())
	}
	if most < 100 || most > 4_000 {
		t.Errorf("up to %d are kept", most)
	}
}

func matrix(t *testing.T, s *memstore.Store, q graph.Tally) *graph.Matrix {
	v, err := s.View(t.Context())
	if err != nil {
		t.Error(err)
		return nil
	}
	defer v.Close()
	m, err := v.Tally(t.Context(), q)
	if err != nil {
		t.Error(err)
	}
	return m
}
