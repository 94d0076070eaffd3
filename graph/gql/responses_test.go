package gql_test

import (
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

// While writers write, no reader gets an answer older than what was acknowledged before it asked.
func TestNoAnswerIsStale(t *testing.T) {
	store := memstore.New()
	api := keeping(store, mostKept)
	const writes, readers = 300, 4
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
	for n := range writes {
		revision, err := store.Apply(t.Context(), site(n))
		if err != nil {
			t.Fatal(err)
		}
		acknowledged.Store(int64(revision))
	}
	close(done)
	group.Wait()
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
