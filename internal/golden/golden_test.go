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
	views, calls atomic.Int64
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
