package observe

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/codes"

	"github.com/goldenthread/goldenthread/graph"
)

// Store is a store whose answers are timed. The backend is its name in metrics and spans.
func (o Observer) Store(s graph.Store, backend string) graph.Store {
	return &store{s, o, backend}
}

type store struct {
	graph.Store
	observer Observer
	backend  string
}

// timed calls the store and notes how long it took.
func timed[A any](ctx context.Context, s *store, name string, call func(context.Context) (A, error)) (A, error) {
	start := time.Now()
	ctx, span := s.observer.Traces.query(ctx, s.backend, name)
	answer, err := call(ctx)
	s.observer.Metrics.queries.of(queryKey{s.backend, name}).Observe(time.Since(start).Seconds())
	if span != nil {
		if err != nil {
			span.SetStatus(codes.Error, "") // the message may speak of the host
		}
		span.End()
	}
	return answer, err
}

// View implements graph.Store.
func (s *store) View(ctx context.Context) (graph.View, error) {
	return s.timing(s.Store.View(ctx))
}

// Glance implements graph.Glancer.
func (s *store) Glance(ctx context.Context) (graph.View, error) {
	return s.timing(graph.Glance(ctx, s.Store))
}

func (s *store) timing(v graph.View, err error) (graph.View, error) {
	if err != nil {
		return nil, err
	}
	return &view{v, s}, nil
}

// Apply implements graph.Store.
func (s *store) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	return timed(ctx, s, "apply", func(ctx context.Context) (graph.Revision, error) { return s.Store.Apply(ctx, c) })
}

// Journal implements graph.Store. One that waits is not timed: it takes as long as nothing happens.
func (s *store) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if q.Wait {
		return s.Store.Journal(ctx, q)
	}
	return timed(ctx, s, "journal", func(ctx context.Context) ([]graph.Entry, error) { return s.Store.Journal(ctx, q) })
}

// A view is one whose answers are timed.
type view struct {
	graph.View
	store *store
}

// Newest is the revision of the view that is timed (see graph.RevisionOf).
func (v *view) Newest(ctx context.Context) (graph.Revision, error) {
	return graph.RevisionOf(ctx, v.View)
}

// State is the state of the view that is timed (see graph.StateOf).
func (v *view) State() (graph.State, bool) { return graph.StateOf(v.View) }

// Lookup implements graph.View.
func (v *view) Lookup(ctx context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	return timed(ctx, v.store, "lookup", func(ctx context.Context) (*graph.LookupAnswer, error) { return v.View.Lookup(ctx, l) })
}

// Walk implements graph.View.
func (v *view) Walk(ctx context.Context, w graph.Walk) (*graph.NodePage, error) {
	return timed(ctx, v.store, "walk", func(ctx context.Context) (*graph.NodePage, error) { return v.View.Walk(ctx, w) })
}

// Links implements graph.View.
func (v *view) Links(ctx context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	return timed(ctx, v.store, "links", func(ctx context.Context) (*graph.LinkPage, error) { return v.View.Links(ctx, w) })
}

// Tally implements graph.View.
func (v *view) Tally(ctx context.Context, t graph.Tally) (*graph.Matrix, error) {
	return timed(ctx, v.store, "tally", func(ctx context.Context) (*graph.Matrix, error) { return v.View.Tally(ctx, t) })
}

// Quarters implements graph.View.
func (v *view) Quarters(ctx context.Context, plan graph.ID) ([]graph.Quarter, error) {
	return timed(ctx, v.store, "quarters", func(ctx context.Context) ([]graph.Quarter, error) { return v.View.Quarters(ctx, plan) })
}

// Paths implements graph.View.
func (v *view) Paths(ctx context.Context, p graph.PathQuery) ([]graph.Thread, error) {
	return timed(ctx, v.store, "paths", func(ctx context.Context) ([]graph.Thread, error) { return v.View.Paths(ctx, p) })
}

// Search implements graph.View.
func (v *view) Search(ctx context.Context, s graph.SearchQuery) (*graph.SearchPage, error) {
	return timed(ctx, v.store, "search", func(ctx context.Context) (*graph.SearchPage, error) { return v.View.Search(ctx, s) })
}
