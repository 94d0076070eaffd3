package gql_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/open"
)

const mostKept = 1 << 20

func keeping(store graph.Store, most int) *gql.API {
	return gql.New(store, gql.Options{Past: open.Past(store), MaxKept: most, Log: quiet})
}

// site is the change that makes one site.
func site(n int) graph.Changes {
	id := graph.ID(fmt.Sprintf("site:n%d", n))
	return graph.Changes{Actor: "t", Put: []graph.Node{{ID: id, Kind: graph.KindSite, Title: fmt.Sprint("Site ", n), Position: n + 1}}}
}

func TestAnAnswerIsGivenAgainWhileTheGraphStaysAsItIs(t *testing.T) {
	store := sample(t)
	api := keeping(store, mostKept)
	ask := func(variables map[string]any) string {
		return string(api.Execute(t.Context(), gql.Request{Query: "query($n: Int) { revision sites(first: $n) { totalCount nodes { title } } }", Variables: variables}).Body)
	}
	one := map[string]any{"n": json.Number("1")}
	first := ask(one)
	if again := ask(one); again != first || api.Responses().Hits() != 1 {
		t.Errorf("%d hits; %s became %s", api.Responses().Hits(), first, again)
	}
	if other := ask(map[string]any{"n": json.Number("2")}); other == first {
		t.Errorf("other variables have the same answer: %s", other)
	}
	if _, err := store.Apply(t.Context(), site(1)); err != nil {
		t.Fatal(err)
	}
	if later := ask(one); later == first || api.Responses().Hits() != 1 {
		t.Errorf("after a change %d hits: %s", api.Responses().Hits(), later)
	}
}

// What is wrong, what changes the graph, and what is about the past is answered anew each time.
func TestWhatIsNotKept(t *testing.T) {
	api := keeping(sample(t), mostKept)
	for _, query := range []string{
		"{ revision actions(first: -1) { totalCount } }", "{", "{ nothing }", "{ asOf(revision: 1) { revision } }",
		`mutation { siteUpdate(input: {id: "site:none", title: "x"}) { revision userErrors { code } } }`,
	} {
		for range 2 {
			api.Execute(t.Context(), gql.Request{Query: query, Actor: "t"})
		}
	}
	if r := api.Responses(); r.Hits() != 0 || r.Bytes() != 0 {
		t.Errorf("%d hits, %d bytes are kept", r.Hits(), r.Bytes())
	}
}

func TestKeptAnswersAreBounded(t *testing.T) {
	api := keeping(sample(t), 64<<10)
	for i := range 500 {
		query := fmt.Sprintf("{ a%d: actions(first: 20) { nodes { title } } }", i)
		if answer := api.Execute(t.Context(), gql.Request{Query: query}); answer.Kept != nil {
			answer.Kept.Form("twice", func(body []byte) []byte { return append(body[:len(body):len(body)], body...) })
		}
		if n := api.Responses().Bytes(); n > 64<<10 {
			t.Fatalf("%d bytes are kept after %d answers", n, i+1)
		}
	}
	if api.Responses().Bytes() == 0 {
		t.Error("nothing is kept, so nothing was bounded")
	}
}

// While writers write, no reader gets an answer older than what was acknowledged before it asked: not from two servers over
// one store either, of which each is held to what was written through it.
func TestNoAnswerIsStale(t *testing.T) {
	const writes = 300
	source := memstore.New()
	for name, stores := range map[string][]graph.Store{"embedded": {memstore.New()}, "replicas": {replica(t, source), replica(t, source)}} {
		t.Run(name, func(t *testing.T) {
			var group sync.WaitGroup
			for i, store := range stores {
				group.Go(func() { neverStale(t, store, i*writes, (i+1)*writes) })
			}
			group.Wait()
		})
	}
}

func replica(t *testing.T, of graph.Store) graph.Store {
	t.Helper()
	r, err := memstore.Follow(t.Context(), of, memstore.ReplicaOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close(context.Background()) })
	return r
}

// neverStale has one writer make some sites while readers count them. Each revision has one site more than that before.
func neverStale(t *testing.T, store graph.Store, from, to int) {
	const readers = 4
	api := keeping(store, mostKept)
	var acknowledged atomic.Int64
	var group sync.WaitGroup
	done := make(chan struct{})
	for range readers {
		group.Go(func() {
			for {
				before := acknowledged.Load()
				answer := api.Execute(t.Context(), gql.Request{Query: "{ revision sites { totalCount } }"})
				var got struct {
					Data struct {
						Revision int64
						Sites    struct{ TotalCount int64 }
					}
				}
				if err := json.Unmarshal(answer.Body, &got); err != nil || got.Data.Revision < before || got.Data.Sites.TotalCount != got.Data.Revision {
					t.Errorf("%s after revision %d was acknowledged: %v", answer.Body, before, err)
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for n := from; n < to; n++ {
		revision, err := store.Apply(t.Context(), site(n))
		if err != nil {
			t.Error(err)
			break
		}
		acknowledged.Store(int64(revision))
	}
	close(done)
	group.Wait()
}

// A claiming store claims what state its views are of, or none.
type claiming struct {
	graph.Store
	state atomic.Pointer[graph.State]
}

type claimingView struct {
	graph.View
	state *graph.State
}

func (s *claiming) View(ctx context.Context) (graph.View, error) {
	v, err := s.Store.View(ctx)
	return claimingView{v, s.state.Load()}, err
}

func (v claimingView) State() (graph.State, bool) {
	if v.state == nil {
		return graph.State{}, false
	}
	return *v.state, true
}

// The revision alone is not the state: a replica may have read anew, at the same one, what was changed behind the journal's
// back. And of a store that has no one state for an operation, as a Neo4j that is asked directly, nothing is kept.
func TestAnAnswerIsKeptForItsStateAlone(t *testing.T) {
	s := &claiming{Store: memstore.New()}
	api := keeping(s, mostKept)
	for _, step := range []struct {
		name  string
		state *graph.State
		hits  uint64
	}{
		{"no state", nil, 0},
		{"no state again", nil, 0},
		{"a state", &graph.State{Revision: 1}, 0},
		{"the same", &graph.State{Revision: 1}, 1},
		{"another at the same revision", &graph.State{Revision: 1, Hash: graph.GraphHash{1}}, 1},
		{"that again", &graph.State{Revision: 1, Hash: graph.GraphHash{1}}, 2},
		{"the next revision", &graph.State{Revision: 2, Hash: graph.GraphHash{1}}, 2},
		{"none any more", nil, 2},
	} {
		s.state.Store(step.state)
		api.Execute(t.Context(), gql.Request{Query: "{ revision }"})
		if got := api.Responses().Hits(); got != step.hits {
			t.Errorf("%s: %d hits, want %d", step.name, got, step.hits)
		}
	}
}

// Who may not see the schema gets none that was kept for somebody who may.
func TestTheSchemaIsKeptForThoseWhoMaySeeIt(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{MaxKept: mostKept, NoIntrospection: true, Log: quiet})
	const query = "{ revision __schema { queryType { name } } }"
	if answer := api.Execute(t.Context(), gql.Request{Query: query, Introspect: true}); answer.Kept == nil {
		t.Fatalf("nothing is kept: %s", answer.Body)
	}
	if answer := api.Execute(t.Context(), gql.Request{Query: query}); answer.HasData || answer.Codes[0] != gql.CodeIntrospectionDisabled {
		t.Errorf("%s", answer.Body)
	}
}

// A document that is trusted is kept by what it says, not by its name.
func TestADocumentByNameIsTheSameQuestion(t *testing.T) {
	api := gql.New(sample(t), gql.Options{MaxKept: mostKept, Log: quiet, Documents: gql.Documents{Trusted: map[string]string{"count": "{ actions { totalCount } }"}}})
	first := api.Execute(t.Context(), gql.Request{Query: "{ actions { totalCount } }"})
	named := api.Execute(t.Context(), gql.Request{DocumentID: "count"})
	if string(first.Body) != string(named.Body) || api.Responses().Hits() != 1 || !strings.Contains(string(named.Body), "48") {
		t.Errorf("%d hits: %s and %s", api.Responses().Hits(), first.Body, named.Body)
	}
}
