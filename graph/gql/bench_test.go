package gql_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// hot are questions that are asked often: small, wide and deep.
var hot = []struct {
	name, document string
	// allocations is how many one answer may take, over a plan of a thousand actions.
	allocations float64
}{
	{"action by ID with its priorities", `{ action(id: "action:77") { id title priorities { nodes { id code title } } } }`, 250},
	{"50 actions three deep", `{ actions(first: 50, orderBy: [{title: ASC}]) { nodes { id title activities { nodes { code title promises { nodes { title themes { nodes { title } } } } } } } } }`, 1000},
	{"golden thread of a priority", `{ priority(id: "priority:1") { title promises { nodes { title activities { nodes { code title actions(first: 10) { nodes { title schedule { label } } } } } } } } }`, 500},
}

func large(t testing.TB, actions int) graph.Store {
	t.Helper()
	store := memstore.New()
	if _, err := store.Apply(t.Context(), graphtest.Large(actions)); err != nil {
		t.Fatal(err)
	}
	return store
}

func answers(t testing.TB, api *gql.API, document string) {
	t.Helper()
	if answer := api.Execute(t.Context(), gql.Request{Query: document}); len(answer.Codes) > 0 {
		t.Fatalf("%s", answer.Body)
	}
}

func BenchmarkAnswers(b *testing.B) {
	store := large(b, 10_000)
	for _, q := range hot {
		for name, api := range map[string]*gql.API{"ours": gql.New(store, gql.Options{}), "kept": gql.New(store, gql.Options{MaxKept: 8 << 20}), "reference": gql.NewReference(store, gql.Options{})} {
			b.Run(q.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					answers(b, api, q.document)
				}
			})
		}
	}
}

// TestAnswersAllocateLittle bounds what one answer allocates: the executor that is the reference takes ten times as much for
// the wide one.
func TestAnswersAllocateLittle(t *testing.T) {
	api := gql.New(large(t, 1000), gql.Options{})
	for _, q := range hot {
		answers(t, api, q.document) // the first is parsed and checked
		if n := testing.AllocsPerRun(20, func() { answers(t, api, q.document) }); n > q.allocations {
			t.Errorf("%s: %v allocations, at most %v are allowed", q.name, n, q.allocations)
		}
	}
}

// TestAKeptAnswerCostsLittle bounds what giving an answer again allocates: next to nothing, however large it is.
func TestAKeptAnswerCostsLittle(t *testing.T) {
	api := gql.New(large(t, 1000), gql.Options{MaxKept: 8 << 20})
	for _, q := range hot {
		answers(t, api, q.document)
		if n := testing.AllocsPerRun(20, func() { answers(t, api, q.document) }); n > 20 {
			t.Errorf("%s: %v allocations to give an answer again", q.name, n)
		}
	}
}
