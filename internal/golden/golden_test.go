package golden_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/golden"
)

func TestTheEmbeddedStoreGivesTheGoldenAnswers(t *testing.T) {
	golden.Run(t, memstore.New(), *golden.Update)
}

// counting counts what is asked of a store's views.
type counting struct {
	graph.Store
	views, calls, journal atomic.Int64
}

type countingView struct {
	graph.View
	calls *atomic.Int64
}

func (c *counting) View(ctx context.Context) (graph.View, error) {
	c.views.Add(1)
	v, err := c.Store.View(ctx)
	return countingView{v, &c.calls}, err
}

func (c *counting) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	c.journal.Add(1)
	return c.Store.Journal(ctx, q)
}

func (v countingView) Lookup(ctx context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	v.calls.Add(1)
	return v.View.Lookup(ctx, l)
}

func (v countingView) Walk(ctx context.Context, w graph.Walk) (*graph.NodePage, error) {
	v.calls.Add(1)
	return v.View.Walk(ctx, w)
}

func (v countingView) Links(ctx context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	v.calls.Add(1)
	return v.View.Links(ctx, w)
}

func (v countingView) Tally(ctx context.Context, t graph.Tally) (*graph.Matrix, error) {
	v.calls.Add(1)
	return v.View.Tally(ctx, t)
}

func (v countingView) Quarters(ctx context.Context, plan graph.ID) ([]graph.Quarter, error) {
	v.calls.Add(1)
	return v.View.Quarters(ctx, plan)
}

func (v countingView) Paths(ctx context.Context, p graph.PathQuery) ([]graph.Thread, error) {
	v.calls.Add(1)
	return v.View.Paths(ctx, p)
}

func (v countingView) Search(ctx context.Context, s graph.SearchQuery) (*graph.SearchPage, error) {
	v.calls.Add(1)
	return v.View.Search(ctx, s)
}

// However deep a question goes, each root field is one call, and an operation one view.
func TestOneStoreCallForARootField(t *testing.T) {
	for _, c := range []struct {
		name, document string
		calls          int64
	}{
		{"deep", `{priorities(first: 2) {nodes {promises(first: 5) {edges {link {rows {actions {totalCount}} evidence {plan {title}}} node {themes {nodes {activities {edges {via {from {links {nodes {title}}}} node {actions {totalCount nodes {plans {title}}}}}}}}}}}}}}`, 1},
		{"two roots", `{a: actions {totalCount} b: themes {nodes {title}}}`, 2},
		{"shared", `{sharedActions(similarAbove: 0.5) {facets(by: [THEME]) {values {value {entity {links {totalCount}}}}} nodes {title}}}`, 1},
		{"partnership", `{partnershipActions(routes: [NAMED, THEME, ACTIVITY]) {edges {routes {evidence {quote plan {title}} via {from {title}}}} routeCounts {count}}}`, 1},
		{"matrix", `{alignmentMatrix {cells {entities {nodes {links {nodes {title}}}}} cell(row: "priority:1", column: "theme:place") {entities {edges {node {title}}}}}}`, 1},
		{"gaps", `{coverageGaps {entity {title links {totalCount}} references {evidence {quote}} coveredByReference {title} measures {title}}}`, 1},
		{"threads", `{threads(from: "priority:1", toKind: ACTION) {entities {title} steps {link {evidence {quote}} entity {links {totalCount}}} rows {title}}}`, 1},
		{"search", `{search(query: "library") {edges {node {... on Action {priorities {nodes {title}}}} highlights {text}} kindCounts {count}}}`, 1},
		{"links", `{links {nodes {from {title ... on Action {themes {nodes {title}}}} rows {title}}}}`, 1},
		{"nodes", `{nodes(ids: ["priority:1", "link:contributes-to:activity:3.1>priority:4"]) {id ... on Link {to {title}} ... on Priority {actions {totalCount}}}}`, 1},
		{"introspection", `{__schema {types {name}} __typename}`, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := &counting{Store: annexStore(t)}
			answer := gql.New(store, gql.Options{}).Execute(t.Context(), gql.Request{Query: c.document})
			if len(answer.Codes) > 0 {
				t.Fatalf("%s", answer.Body)
			}
			if calls := store.calls.Load(); calls != c.calls {
				t.Errorf("%d store calls, want %d", calls, c.calls)
			}
			if views := store.views.Load(); views > 1 {
				t.Errorf("%d views for one operation", views)
			}
		})
	}
}

// The past of all that an answer holds is read from the journal at once, and how all that changed now stands is looked up
// at once: it does not matter how many things have a history, nor how deep they stand.
func TestOneReadingOfTheJournalForARootField(t *testing.T) {
	for _, c := range []struct {
		name, document string
		calls, journal int64
	}{
		{"one", `{action(id: "action:plant-trees") {history {totalCount nodes {verb before}}}}`, 1, 1},
		{"a list", `{actions {nodes {history(first: 1) {nodes {verb}}}}}`, 1, 1},
		{"everywhere", `{priorities {nodes {a: history {totalCount} b: history(first: 1) {nodes {actor}} promises {edges {link {history {totalCount}} node {history {totalCount}}}} links {edges {link {history {totalCount}} node {history {totalCount}}}}}}}`, 1, 1},
		{"how it now stands", `{actions {nodes {history {nodes {entity {title links {nodes {title}}} link {note}}}}}}`, 2, 1},
		{"the past of how it now stands", `{action(id: "action:plant-trees") {history {nodes {entity {history {nodes {verb}}}}}}}`, 2, 2},
		{"threads", `{threads(from: "action:plant-trees", to: "theme:nature") {entities {history {totalCount}} links {history {totalCount}} rows {history {totalCount}}}}`, 1, 1},
		{"a matrix", `{alignmentMatrix {rows {entity {history {totalCount}}} cells {entities {nodes {history {totalCount}}}}}}`, 1, 1},
		{"facets", `{actions {facets(by: [PRIORITY]) {values {value {entity {history {totalCount}}}}}}}`, 1, 1},
		{"gaps", `{coverageGaps {entity {history {totalCount}} references {history {totalCount}}}}`, 1, 1},
		{"changes", `{changes {totalCount nodes {entity {title} link {to {title}}}}}`, 1, 1},
		{"changes alone", `{changes(first: 2) {nodes {verb}}}`, 0, 1},
		{"differences", `{compare(from: 1) {added {totalCount} removed(first: 2) {nodes {before}} changed {nodes {fields}}}}`, 0, 1},
		{"what differs", `{compare(from: 1) {added {nodes {entity {title}}} changed {nodes {link {note}}}}}`, 2, 1},
		{"nothing of the past", `{actions {nodes {revision}}}`, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := &counting{Store: memstore.New()}
			golden.FillPast(t, store)
			answer := gql.New(store, gql.Options{}).Execute(t.Context(), gql.Request{Query: c.document})
			if len(answer.Codes) > 0 {
				t.Fatalf("%s", answer.Body)
			}
			if calls, journal := store.calls.Load(), store.journal.Load(); calls != c.calls || journal != c.journal {
				t.Errorf("%d store calls and %d readings of the journal, want %d and %d", calls, journal, c.calls, c.journal)
			}
		})
	}
}

func TestNeo4jGivesTheGoldenAnswers(t *testing.T) {
	golden.Run(t, neostoretest.Open(t), false)
}

// The replica of a Neo4j answers as the Neo4j itself.
func TestTheReplicaOfNeo4jGivesTheGoldenAnswers(t *testing.T) {
	golden.Run(t, replica(t), false)
}

func replica(t *testing.T) graph.Store {
	t.Helper()
	r, err := memstore.Follow(t.Context(), neostoretest.Open(t), memstore.ReplicaOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return r
}

func TestTheEmbeddedStoreGivesTheGoldenHistory(t *testing.T) {
	golden.RunHistory(t, memstore.New(), *golden.Update)
}

func TestNeo4jGivesTheGoldenHistory(t *testing.T) {
	golden.RunHistory(t, neostoretest.Open(t), false)
}

func TestTheReplicaOfNeo4jGivesTheGoldenHistory(t *testing.T) {
	golden.RunHistory(t, replica(t), false)
}
