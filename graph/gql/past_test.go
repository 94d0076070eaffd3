package gql_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// lived is a store with so many revisions, and its past.
func lived(t *testing.T, revisions int) (graph.Store, *past) {
	t.Helper()
	s := memstore.New()
	for i := range revisions {
		n := graph.Node{ID: "site:a", Kind: graph.KindSite, Title: fmt.Sprint("Site ", i), Position: 1}
		if _, err := s.Apply(t.Context(), graph.Changes{Actor: "t", Put: []graph.Node{n}}); err != nil {
			t.Fatal(err)
		}
	}
	return s, &past{Timeline: memstore.NewTimeline(s)}
}

// past counts how often it is asked, and fails if it has to.
type past struct {
	*memstore.Timeline
	asked atomic.Int64
	err   error
}

func (p *past) At(ctx context.Context, r graph.Revision) (graph.View, error) {
	p.asked.Add(1)
	if p.err != nil {
		return nil, p.err
	}
	return p.Timeline.At(ctx, r)
}

func TestOneOperationAsksAboutAFewRevisions(t *testing.T) {
	s, p := lived(t, 12)
	api := gql.New(s, gql.Options{Past: p, Log: quiet})
	several := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "a%d: asOf(revision: %d) { sites { nodes { title } } } ", i, i+1)
		}
		return "{" + b.String() + "}"
	}
	if answer := api.Execute(t.Context(), gql.Request{Query: several(10)}); len(answer.Codes) > 0 || p.asked.Load() != 10 {
		t.Errorf("%d revisions worked out: %s", p.asked.Load(), answer.Body)
	}
	answer := api.Execute(t.Context(), gql.Request{Query: several(12)})
	if len(answer.Codes) != 2 || answer.Codes[0] != gql.CodeComplexityLimit || !strings.Contains(string(answer.Body), "10 revisions") {
		t.Errorf("%s", answer.Body)
	}
	p.asked.Store(0)
	again := `{ a: asOf(revision: 3) { sites { nodes { title } } } nodes(ids: ["site:a@3", "site:a"]) { id } }`
	if answer := api.Execute(t.Context(), gql.Request{Query: again}); len(answer.Codes) > 0 || !strings.Contains(string(answer.Body), `"Site 2"`) {
		t.Errorf("%s", answer.Body)
	}
}

func TestFaultsOfThePastAreToldWhereThePastIsAsked(t *testing.T) {
	s, p := lived(t, 3)
	document := `{ revision then: asOf(revision: 2) { sites { totalCount } revision } }`
	for _, c := range []struct {
		name string
		o    gql.Options
		err  error
		code gql.Code
	}{
		{"no past", gql.Options{}, nil, gql.CodeStoreUnavailable},
		{"away", gql.Options{Past: p}, graph.Errorf(graph.ErrUnavailable, "away"), gql.CodeStoreUnavailable},
		{"a fault", gql.Options{Past: p}, errors.New("hunter2"), gql.CodeInternal},
		{"given up", gql.Options{Past: p}, context.DeadlineExceeded, gql.CodeTimeout},
	} {
		p.err, c.o.Log = c.err, quiet
		answer := gql.New(s, c.o).Execute(t.Context(), gql.Request{Query: document})
		if len(answer.Codes) != 1 || answer.Codes[0] != c.code || !strings.Contains(string(answer.Body), `"data":{"revision":3,"then":null}`) || !strings.Contains(string(answer.Body), `"path":["then"]`) {
			t.Errorf("%s: %s", c.name, answer.Body)
		}
		if strings.Contains(string(answer.Body), "hunter2") {
			t.Errorf("%s leaks: %s", c.name, answer.Body)
		}
	}
}

// A panic where the past is opened happens outside of gqlgen's own guard.
func TestAPanicWhereThePastIsOpenedIsAFaultOfOurs(t *testing.T) {
	s, _ := lived(t, 1)
	answer := gql.New(s, gql.Options{Past: panicking{}, Log: quiet}).Execute(t.Context(), gql.Request{ID: "r-1", Query: `{ asOf(revision: 1) { revision } }`})
	if len(answer.Codes) != 1 || answer.Codes[0] != gql.CodeInternal || !strings.Contains(string(answer.Body), "r-1") || strings.Contains(string(answer.Body), "hunter2") {
		t.Errorf("%s", answer.Body)
	}
}

type panicking struct{}

func (panicking) At(context.Context, graph.Revision) (graph.View, error) { panic("hunter2") }

// Wherever a question goes from an entity to other entities, these may be of ten kinds. Planned for each, and for each again
// behind them, there would be 10^12 plans here.
func TestWhatAllKindsHaveIsPlannedOnce(t *testing.T) {
	s, _ := lived(t, 1)
	for name, step := range map[string]string{
		"links": "links { nodes { %s } }", "history": "history { nodes { entity { %s } } }", "evidence": "id ... on Site { evidence { plan { links { nodes { %s } } } } }",
	} {
		body := "id"
		for range 12 {
			body = fmt.Sprintf(step, body)
		}
		answer := gql.New(s, gql.Options{Log: quiet, Limits: gql.Limits{MaxDepth: 80, MaxCost: 1 << 31}}).Execute(t.Context(), gql.Request{Query: `{ entity(id: "site:a") { ` + body + " } }"})
		if len(answer.Codes) > 0 {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
}
