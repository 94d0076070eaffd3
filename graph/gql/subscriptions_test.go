package gql_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// event is what the tests select of an event.
type event struct {
	Revision int
	Actor    string
	Touched  []string
	Changes  []struct {
		Verb, Subject string
		Entity        *struct{ ID, Title string }
		Link          *struct{ ID string }
	}
}

const following = `subscription($since: Int, $where: ChangeWhere) {
	changes(since: $since, where: $where) { revision at actor touched changes { verb subject entity { id title } link { id } } }
}`

// stream follows the changes; each pull gives one more event, or the error that ended it.
func stream(t *testing.T, s graph.Store, variables map[string]any) (pull func() (event, gql.Response, bool)) {
	t.Helper()
	next, stop := iter.Pull(gql.New(s, gql.Options{Log: quiet}).Stream(t.Context(), gql.Request{Query: following, Variables: variables}))
	t.Cleanup(stop)
	return func() (event, gql.Response, bool) {
		response, more := next()
		var body struct{ Data struct{ Changes event } }
		if more {
			if err := json.Unmarshal(response.Body, &body); err != nil {
				t.Fatal(err)
			}
		}
		return body.Data.Changes, response, more
	}
}

func put(t *testing.T, s graph.Store, c graph.Changes) {
	t.Helper()
	c.Actor = "Ann"
	if _, err := s.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func node(kind graph.Kind, slug, title string) graph.Node {
	return graph.Node{ID: graph.NodeID(kind, slug), Kind: kind, Title: title, Position: 1}
}

func TestASubscriptionTellsOneEventARevision(t *testing.T) {
	s := memstore.New()
	put(t, s, graph.Changes{Put: []graph.Node{node(graph.KindPriority, "1", "Green"), node(graph.KindAction, "a", "Plant")}})
	serves := graph.Link{Relation: graph.RelationServes, From: "action:a", To: "priority:1", Basis: graph.BasisCurated, State: graph.LinkStateActive}
	put(t, s, graph.Changes{Link: []graph.Link{serves}, Put: []graph.Node{node(graph.KindAction, "a", "Plant trees")}})
	put(t, s, graph.Changes{Drop: []graph.ID{"action:a"}})
	pull := stream(t, s, map[string]any{"since": 0})
	for i, want := range []string{
		"1 [action:a priority:1] CREATED action:a <nil>, CREATED priority:1 Green",
		"2 [action:a link:serves:action:a>priority:1] UPDATED action:a <nil>, LINKED link:serves:action:a>priority:1 <nil>",
		"3 [action:a link:serves:action:a>priority:1] DELETED action:a <nil>, UNLINKED link:serves:action:a>priority:1 <nil>",
	} {
		e, response, _ := pull()
		if got := words(e); got != want || len(response.Codes) > 0 || e.Actor != "Ann" {
			t.Errorf("event %d: %s, want %s\n%s", i+1, got, want, response.Body)
		}
	}
}

// words are an event in words: the title is that of the entity as it stands when the event is told.
func words(e event) string {
	var changes []string
	for _, c := range e.Changes {
		title := "<nil>"
		if c.Entity != nil {
			title = c.Entity.Title
		}
		changes = append(changes, c.Verb+" "+c.Subject+" "+title)
	}
	return fmt.Sprint(e.Revision, " ", e.Touched, " ", strings.Join(changes, ", "))
}

func TestASubscriptionBeginsNowUnlessItSaysSince(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memstore.New()
		put(t, s, graph.Changes{Put: []graph.Node{node(graph.KindSite, "a", "A")}})
		pull := stream(t, s, nil)
		go func() {
			synctest.Wait() // until it waits for the next one
			put(t, s, graph.Changes{Put: []graph.Node{node(graph.KindSite, "b", "B")}})
		}()
		if e, _, _ := pull(); e.Revision != 2 || len(e.Changes) != 1 || e.Changes[0].Entity.Title != "B" {
			t.Errorf("%+v", e)
		}
	})
}

func TestASubscriptionTellsOnlyWhatIsWanted(t *testing.T) {
	s := memstore.New()
	for i := range 6 {
		put(t, s, graph.Changes{Put: []graph.Node{node(graph.KindSite, fmt.Sprint(i), "A"), node(graph.KindTheme, fmt.Sprint(i), "A")}})
	}
	pull := stream(t, s, map[string]any{"since": 1, "where": map[string]any{"ids": []any{"site:2", "site:4"}}})
	var told []string
	for range 2 {
		e, _, _ := pull()
		told = append(told, fmt.Sprint(e.Revision, e.Touched))
	}
	if want := []string{"3 [site:2]", "5 [site:4]"}; !slices.Equal(told, want) {
		t.Errorf("%v, want %v", told, want)
	}
}

func TestASubscriptionThatCannotBegin(t *testing.T) {
	s := memstore.New()
	put(t, s, graph.Changes{Put: []graph.Node{node(graph.KindSite, "a", "A")}})
	for name, variables := range map[string]map[string]any{
		"in the future":        {"since": 2},
		"before the beginning": {"since": -1},
		"null":                 {"where": nil},
		"no ID":                {"where": map[string]any{"ids": []any{"seventeen"}}},
	} {
		_, response, more := stream(t, s, variables)()
		if !more || response.HasData || len(response.Codes) != 1 || response.Codes[0] != gql.CodeBadUserInput {
			t.Errorf("%s: %s", name, response.Body)
		}
	}
}

// vanishing is a store whose journal cannot be reached any more after some readings.
type vanishing struct {
	graph.Store
	readings int
	err      error
}

func (v *vanishing) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if v.readings--; v.readings < 0 {
		if v.err == nil {
			panic("hunter2")
		}
		return nil, v.err
	}
	return v.Store.Journal(ctx, q)
}

// The last answer of a subscription whose store has gone says so; that it went on trying takes no time here.
func TestASubscriptionWhoseStoreIsGoneSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		code gql.Code
	}{
		"away":    {graph.Errorf(graph.ErrUnavailable, "the database cannot be reached"), gql.CodeStoreUnavailable},
		"damaged": {graph.Errorf(graph.ErrDamaged, "hunter2"), gql.CodeInternal},
		"a panic": {nil, gql.CodeInternal},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := memstore.New()
			put(t, s, graph.Changes{Put: []graph.Node{node(graph.KindSite, "a", "A")}})
			pull := stream(t, &vanishing{Store: s, readings: 1, err: c.err}, map[string]any{"since": 0})
			if e, response, more := pull(); !more || e.Revision != 1 {
				t.Errorf("%s: %s", name, response.Body)
			}
			_, response, more := pull()
			if !more || response.HasData || len(response.Codes) != 1 || response.Codes[0] != c.code || strings.Contains(string(response.Body), "hunter2") {
				t.Errorf("%s: %s", name, response.Body)
			}
			if _, _, more := pull(); more {
				t.Errorf("%s: it goes on after its last answer", name)
			}
		})
	}
}

// synctest fails if a goroutine is left behind.
func TestWhoeverStopsListeningStopsTheFollowing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := memstore.New()
		for i := range 100 {
			put(t, s, graph.Changes{Put: []graph.Node{node(graph.KindSite, fmt.Sprint(i), "A")}})
		}
		for range gql.New(s, gql.Options{Log: quiet}).Stream(t.Context(), gql.Request{Query: following, Variables: map[string]any{"since": 0}}) {
			break
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		for response := range gql.New(s, gql.Options{Log: quiet}).Stream(ctx, gql.Request{Query: following, Variables: map[string]any{"since": 99}}) {
			if len(response.Codes) > 0 {
				t.Errorf("%s", response.Body)
			}
			cancel()
		}
	})
}
