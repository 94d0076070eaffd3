package edit_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// However much a request is about, what it names is looked up at once: a store may be far away. Beside it only twins are
// sought for what is new, and the last position of a kind once.
func TestARequestLooksUpAtOnce(t *testing.T) {
	for _, creates := range []int{1, 10, 40} {
		s := &countingStore{Store: memstore.New()}
		if _, err := s.Apply(t.Context(), graphtest.Large(50)); err != nil {
			t.Fatal(err)
		}
		r := edit.Request{Actor: "test"}
		for i := range creates {
			r.Edits = append(r.Edits, edit.Create{
				Kind: graph.KindAction, Fields: edit.Fields{"title": fmt.Sprint("New ", i)},
				Links: map[string][]edit.Name{"priorities": {"priority:0", "priority:1"}, "partners": {"partner:0"}},
			})
		}
		result, err := edit.Run(t.Context(), s, r)
		if err != nil || len(result.Faults) > 0 || len(result.Subjects) != creates {
			t.Fatalf("%d were created: %v %v", len(result.Subjects), result.Faults, err)
		}
		if s.lookups != 1 || s.walks != creates+1 {
			t.Errorf("to create %d the store was asked for %d lookups and %d lists", creates, s.lookups, s.walks)
		}
	}
}

// A countingStore counts what its views are asked.
type countingStore struct {
	graph.Store
	lookups, walks int
}

func (s *countingStore) View(ctx context.Context) (graph.View, error) {
	v, err := s.Store.View(ctx)
	return &countingView{v, s}, err
}

type countingView struct {
	graph.View
	of *countingStore
}

func (v *countingView) Lookup(ctx context.Context, q graph.Lookup) (*graph.LookupAnswer, error) {
	v.of.lookups++
	return v.View.Lookup(ctx, q)
}

func (v *countingView) Walk(ctx context.Context, q graph.Walk) (*graph.NodePage, error) {
	v.of.walks++
	return v.View.Walk(ctx, q)
}
