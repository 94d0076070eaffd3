package gql_test

import (
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/open"
)

// both are an API and the reference over one store.
type both struct{ ours, reference *gql.API }

func bothOver(store graph.Store) both {
	o := gql.Options{Past: open.Past(store), Log: slog.New(slog.DiscardHandler)}
	return both{gql.New(store, o), gql.NewReference(store, o)}
}

// compare asks both and holds ours to what the reference answers, to the byte.
func (b both) compare(t *testing.T, query string, variables map[string]any) (answer gql.Response) {
	t.Helper()
	r := gql.Request{Query: query, Variables: variables}
	want, got := b.reference.Execute(t.Context(), r), b.ours.Execute(t.Context(), r)
	if string(got.Body) != string(want.Body) {
		t.Errorf("%s\n%v\nthe answer is\n%s\nthe reference's\n%s", query, variables, got.Body, want.Body)
	}
	return got
}

func sample(t testing.TB) graph.Store {
	store := memstore.New()
	if _, err := store.Apply(t.Context(), golden.Sample(t)); err != nil {
		t.Fatal(err)
	}
	return store
}

func withPast(t testing.TB, store graph.Store) graph.Store {
	golden.FillPast(t, store)
	return store
}

func TestAnswersAreTheReferences(t *testing.T) {
	b := bothOver(sample(t))
	for _, c := range golden.Cases(t) {
		b.compare(t, c.Document, c.Variables)
	}
	b = bothOver(withPast(t, memstore.New()))
	for _, c := range golden.HistoryCases(t) {
		b.compare(t, c.Document, c.Variables)
	}
}

// variables are those of random documents.
var variables = map[string]any{"yes": true, "no": false, "some": json.Number("2")}

func TestRandomAnswersAreTheReferences(t *testing.T) {
	sampleIDs := []string{
		"priority:4", "activity:2.5", "theme:people", "link:contributes-to:activity:2.5>priority:4", "action:none", "priority:4@1", "no ID",
		"action:review-existing-partnerships-and-establish-new-more", "plan:none",
	}
	livedIDs := []string{"priority:1", "action:a", "action:b", "priority:1@1", "priority:2@3", "link:serves:action:a>priority:1", "plan:p"}
	for name, c := range map[string]struct {
		store     graph.Store
		ids       []string
		documents int
	}{
		"sample":        {sample(t), sampleIDs, 400},
		"past":          {withPast(t, memstore.New()), livedIDs, 200},
		"past on Neo4j": {withPast(t, neostoretest.Open(t)), livedIDs, 40},
	} {
		t.Run(name, func(t *testing.T) {
			seed := rand.Uint64()
			t.Logf("seed %d", seed)
			s := &scribe{Rand: rand.New(rand.NewPCG(seed, 0)), schema: schema(t), ids: c.ids}
			b := bothOver(c.store)
			answered := 0
			for range c.documents {
				if answer := b.compare(t, s.document(), variables); answer.HasData {
					answered++
				}
				if t.Failed() {
					return
				}
			}
			if answered < c.documents/4 {
				t.Errorf("only %d of %d documents have data: what is compared is too seldom an answer", answered, c.documents)
			}
		})
	}
}

func FuzzAnswers(f *testing.F) {
	for _, c := range golden.Cases(f) {
		given, err := json.Marshal(c.Variables)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(c.Document, string(given))
	}
	b := bothOver(sample(f))
	f.Fuzz(func(t *testing.T, query, variables string) {
		var given map[string]any
		_ = json.Unmarshal([]byte(variables), &given)
		b.compare(t, query, given)
	})
}
