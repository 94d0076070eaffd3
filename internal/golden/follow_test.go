package golden_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/neotest"
)

// follow follows the whole past of the small plan, with how what changed stands now.
const follow = `subscription($since: Int) {
	changes(since: $since) { revision at actor reason touched changes { cursor verb subject fields before after entity { id title } link { id state } } }
}`

// events gives so many events of what is followed.
func events(t *testing.T, store graph.Store, since, n int) []string {
	t.Helper()
	next, stop := iter.Pull(gql.New(store, gql.Options{}).Stream(t.Context(), gql.Request{Query: follow, Variables: map[string]any{"since": since}}))
	defer stop()
	var told []string
	for range n {
		response, more := next()
		if !more || len(response.Codes) > 0 {
			t.Fatalf("after %d events: %s", len(told), response.Body)
		}
		told = append(told, string(response.Body))
	}
	return told
}

// Several servers over one Neo4j, one of them with the graph in memory, tell what the embedded store tells, whoever writes;
// and a reader that is cut off at one of them goes on at another.
func TestEveryServerTellsTheSameEvents(t *testing.T) {
	embedded := memstore.New()
	golden.FillPast(t, embedded)
	want := events(t, embedded, 0, 10)

	first := replica(t) // which empties the database
	second := neostoretest.Dial(t, neotest.Shared(t))
	golden.FillPast(t, second)
	for name, store := range map[string]graph.Store{"the one that writes": second, "one that follows in memory": first, "one that came later": neostoretest.Dial(t, neotest.Shared(t))} {
		if got := events(t, store, 0, 10); !slices.Equal(got, want) {
			t.Errorf("%s tells other events:\n%s\nwant\n%s", name, got, want)
		}
	}
	if got := slices.Concat(events(t, first, 0, 4), events(t, second, 4, 6)); !slices.Equal(got, want) {
		t.Errorf("gone on at another server: %s", got)
	}
}

// What one process writes, a subscription at another one hears of without being asked.
func TestAnotherServersChangesAreHeardOf(t *testing.T) {
	here := neostoretest.Open(t)
	there := neostoretest.Dial(t, neotest.Shared(t))
	told := make(chan []string)
	go func() { told <- events(t, here, 0, 3) }()
	for i := range 3 {
		n := graph.Node{ID: "site:a", Kind: graph.KindSite, Title: fmt.Sprint("Site ", i), Position: 1}
		if _, err := there.Apply(t.Context(), graph.Changes{Actor: "there", Put: []graph.Node{n}}); err != nil {
			t.Fatal(err)
		}
	}
	for i, body := range <-told {
		var e struct {
			Data struct{ Changes struct{ Revision int } }
		}
		if err := json.Unmarshal([]byte(body), &e); err != nil || e.Data.Changes.Revision != i+1 {
			t.Errorf("event %d: %s, %v", i+1, body, err)
		}
	}
}
