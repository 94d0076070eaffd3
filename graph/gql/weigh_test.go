package gql_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// dense is a graph of n actions that all serve the same n priorities.
func dense(t *testing.T, n int) graph.Store {
	t.Helper()
	store := memstore.New()
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	c := graph.Changes{Actor: "test"}
	for i := range n {
		c.Put = append(c.Put,
			graph.Node{ID: graph.ID(fmt.Sprint("priority:", i)), Kind: graph.KindPriority, Title: "P", Position: i + 1},
			graph.Node{ID: graph.ID(fmt.Sprint("action:", i)), Kind: graph.KindAction, Title: "A", Position: i + 1})
		for j := range n {
			from, to := graph.ID(fmt.Sprint("action:", i)), graph.ID(fmt.Sprint("priority:", j))
			c.Link = append(c.Link, graph.Link{ID: graph.LinkID(graph.RelationServes, from, to), Relation: graph.RelationServes, From: from, To: to, Basis: graph.BasisCurated, State: graph.LinkStateActive})
		}
	}
	if _, err := store.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return store
}

// back and forth, between n actions and n priorities.
func backAndForth(times int) string {
	const there, back = "priorities { nodes { id ", "actions { nodes { id "
	return "{ actions { nodes { id " + strings.Repeat(there+back, times) + strings.Repeat("} } } } ", times) + "} } }"
}

// An answer has each node once at a place, and is written with it under every edge that leads there: what is counted is
// what would be written.
func TestAnswersAreCountedAsTheyAreWritten(t *testing.T) {
	store := dense(t, 3)
	const written = 3 + 9 + 27 + 81 + 243
	for _, c := range []struct {
		most int
		ok   bool
	}{{written, true}, {written - 1, false}} {
		answer := gql.New(store, gql.Options{Limits: gql.Limits{MaxObjects: c.most}}).Execute(t.Context(), gql.Request{Query: backAndForth(2)})
		if n := strings.Count(string(answer.Body), `"id"`); c.ok != (len(answer.Codes) == 0) || c.ok && n != written {
			t.Errorf("at most %d: %v, %d written", c.most, answer.Codes, n)
		}
		if !c.ok && (answer.Codes[0] != gql.CodeComplexityLimit || !strings.Contains(string(answer.Body), fmt.Sprint("would have ", written, " nodes and links"))) {
			t.Errorf("%s", answer.Body)
		}
	}
}

// 10^10 objects could not be written, nor counted one by one.
func TestAnswersThatCouldNotBeWrittenAreCounted(t *testing.T) {
	api := gql.New(dense(t, 10), gql.Options{Limits: gql.Limits{MaxCost: 1 << 31}})
	answer := api.Execute(t.Context(), gql.Request{Query: backAndForth(4)})
	if len(answer.Codes) != 1 || answer.Codes[0] != gql.CodeComplexityLimit || !strings.Contains(string(answer.Body), "would have 1111111110 nodes") {
		t.Errorf("%.300s", answer.Body)
	}
}

// One operation cannot ask for many large answers instead of one.
func TestRootFieldsAreCountedTogether(t *testing.T) {
	api := gql.New(dense(t, 3), gql.Options{Limits: gql.Limits{MaxObjects: 20}})
	answer := api.Execute(t.Context(), gql.Request{Query: "{ a: actions { nodes { priorities { nodes { id } } } } b: actions { nodes { priorities { nodes { id } } } } }"})
	if len(answer.Codes) != 1 || !answer.HasData {
		t.Errorf("%s", answer.Body)
	}
}

// Large answers that are written at one time are counted together; the place is free again once they are.
func TestLargeAnswersAtOnce(t *testing.T) {
	limits := gql.Limits{MaxObjectsAtOnce: 10_000}
	api := gql.New(dense(t, 20), gql.Options{Limits: limits})
	const query = "{ a: actions { nodes { priorities { nodes { actions { nodes { id } } } } } } b: actions { nodes { priorities { nodes { actions { nodes { id } } } } } } }"
	for range 2 {
		answer := api.Execute(t.Context(), gql.Request{Query: query})
		if len(answer.Codes) != 1 || answer.Codes[0] != gql.CodeRateLimited {
			t.Errorf("%v", answer.Codes)
		}
	}
}
