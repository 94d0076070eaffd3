package neostore_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore"
)

// An askedQuestion is a question with what the API asks of a store for it.
type askedQuestion struct {
	question
	value any
}

// asked puts the API's questions to a small plan in memory and gives what it asks of the store: one value each.
func asked(t *testing.T) []askedQuestion {
	t.Helper()
	store := &recorder{Store: memstore.New()}
	fill(t, store, 40)
	api := gql.New(store, gql.Options{})
	var all []askedQuestion
	for _, q := range apiQuestions {
		r := gql.Request{Query: q.document}
		if q.list != "" {
			r.Variables = cursorsOf(t, api, q.list)
		}
		store.heard = nil
		if answer := api.Execute(t.Context(), r); len(answer.Codes) > 0 || len(store.heard) != 1 {
			t.Fatalf("%s: the API asked the store for %d things and answered %s", q.name, len(store.heard), answer.Body)
		}
		all = append(all, askedQuestion{q, store.heard[0]})
	}
	return all
}

// cursorsOf asks for the first page of a list and gives the cursors at its ends.
func cursorsOf(t *testing.T, api *gql.API, list string) map[string]any {
	t.Helper()
	answer := api.Execute(t.Context(), gql.Request{Query: "{list: " + list + " {pageInfo {start: startCursor end: endCursor}}}"})
	var body struct {
		Data struct {
			List struct{ PageInfo map[string]any }
		}
	}
	if err := json.Unmarshal(answer.Body, &body); err != nil || body.Data.List.PageInfo["end"] == nil {
		t.Fatalf("%s gave no cursors: %s", list, answer.Body)
	}
	return body.Data.List.PageInfo
}

// A recorder is a store that notes what it is asked.
type recorder struct {
	graph.Store
	mu    sync.Mutex
	heard []any
}

func (r *recorder) hear(q any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.heard = append(r.heard, q)
}

func (r *recorder) View(ctx context.Context) (graph.View, error) {
	v, err := r.Store.View(ctx)
	return recordingView{v, r}, err
}

type recordingView struct {
	graph.View
	*recorder
}

func (v recordingView) Lookup(ctx context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	v.hear(l)
	return v.View.Lookup(ctx, l)
}

func (v recordingView) Walk(ctx context.Context, w graph.Walk) (*graph.NodePage, error) {
	v.hear(w)
	return v.View.Walk(ctx, w)
}

func (v recordingView) Links(ctx context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	v.hear(w)
	return v.View.Links(ctx, w)
}

func (v recordingView) Tally(ctx context.Context, t graph.Tally) (*graph.Matrix, error) {
	v.hear(t)
	return v.View.Tally(ctx, t)
}

func (v recordingView) Quarters(ctx context.Context, plan graph.ID) ([]graph.Quarter, error) {
	v.hear(neostore.Quarters{Plan: plan})
	return v.View.Quarters(ctx, plan)
}

func (v recordingView) Paths(ctx context.Context, p graph.PathQuery) ([]graph.Thread, error) {
	v.hear(p)
	return v.View.Paths(ctx, p)
}

func (v recordingView) Search(ctx context.Context, s graph.SearchQuery) (*graph.SearchPage, error) {
	v.hear(s)
	return v.View.Search(ctx, s)
}
