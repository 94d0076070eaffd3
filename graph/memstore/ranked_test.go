package memstore_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// mostShared is the list of actions by how many priorities they serve, atLeast those that serve so many.
func mostShared(t *testing.T) graph.Walk {
	t.Helper()
	priorities, ok := graph.KindAction.Info().Relation("priorities")
	if !ok {
		t.Fatal("actions have no priorities")
	}
	return graph.Walk{
		Kind: graph.KindAction, Page: graph.Page{Limit: 7}, Want: graph.Want{Total: true},
		Order: []graph.Order{{By: graph.ByCount, Route: priorities.Route, Descending: true}, {By: graph.ByField, Field: graph.FieldPosition}},
	}
}

func atLeast(n int, w graph.Walk) graph.Walk {
	w.Where = graph.Linked{Route: w.Order[0].Route, Quantifier: graph.CountIs, Op: graph.OpGte, Count: n}
	return w
}

// A list that is ranked by links is made once for a revision; its other pages cost no more than they show.
func TestAListIsRankedOnceForARevision(t *testing.T) {
	s := memstore.New()
	apply(t, s, graphtest.Large(400))
	looked := func(w graph.Walk) int {
		n, err := s.Looked(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for name, w := range map[string]graph.Walk{"all": mostShared(t), "some": atLeast(2, mostShared(t))} {
		first := looked(w)
		page := walk(t, s, w)
		w.Page.After = &page.Edges[len(page.Edges)-1].Cursor
		if next := looked(w); next > first/4 {
			t.Errorf("%s: %d nodes and links are looked at for the first page, %d for the next", name, first, next)
		}
		apply(t, s, graph.Changes{Actor: "t", Put: []graph.Node{{ID: graph.NodeID(graph.KindAction, name), Kind: graph.KindAction, Title: name, Position: 1}}})
		if again := looked(w); again < first {
			t.Errorf("%s: %d nodes and links are looked at after a change, of %d", name, again, first)
		}
	}
}

// Lists that were ranked before answer every other question as a store does that was never asked: other conditions, other
// directions, other pages, and what is not a ranking at all.
func TestRankedListsDoNotMixUp(t *testing.T) {
	asked, fresh := memstore.New(), func() *memstore.Store {
		s := memstore.New()
		apply(t, s, graphtest.Large(60))
		return s
	}
	apply(t, asked, graphtest.Large(60))
	ascending := mostShared(t)
	ascending.Order = []graph.Order{{By: graph.ByCount, Route: ascending.Order[0].Route}, {By: graph.ByField, Field: graph.FieldTitle, Descending: true}}
	backward := mostShared(t)
	backward.Page = graph.Page{Limit: 5, Backward: true}
	mixed := mostShared(t)
	mixed.Order = []graph.Order{{By: graph.ByField, Field: graph.FieldTitle}, mixed.Order[0], mixed.Order[1]}
	alone := mostShared(t)
	alone.Order = alone.Order[:1]
	not := atLeast(2, mostShared(t))
	not.Where = graph.Not{Of: not.Where}
	either, both := mostShared(t), mostShared(t)
	either.Where, both.Where = graph.Any{not.Where, atLeast(1, either).Where}, graph.All{not.Where, atLeast(1, both).Where}
	walks := []graph.Walk{mostShared(t), ascending, backward, mixed, alone, atLeast(1, mostShared(t)), atLeast(2, mostShared(t)), atLeast(2, ascending), not, either, both}
	for range 2 {
		for i, w := range walks {
			for only := fresh(); ; { // asked nothing else
				got, want := walk(t, asked, w), walk(t, only, w)
				if !reflect.DeepEqual(got, want) {
					t.Fatalf("walk %d after %v gives %s, not %s", i, w.Page.After, shown(got), shown(want))
				}
				if !got.HasNext || w.Page.Backward {
					break
				}
				w.Page.After = &got.Edges[len(got.Edges)-1].Cursor
			}
		}
	}
}

func walk(t *testing.T, s *memstore.Store, w graph.Walk) *graph.NodePage {
	t.Helper()
	v, err := s.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	page, err := v.Walk(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func shown(p *graph.NodePage) string {
	text := fmt.Sprintf("%d of %d, %v, %v:", len(p.Edges), p.Total, p.HasPrevious, p.HasNext)
	for i := range p.Edges {
		text += fmt.Sprint(" ", p.Edges[i].Cursor)
	}
	return text
}
