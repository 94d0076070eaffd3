package memstore

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
)

// A view answers questions over one snapshot.
type view struct{ snap *snapshot }

var _ graph.View = (*view)(nil)

func (v *view) Lookup(ctx context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	return v.snap.ask(ctx).lookup(&l)
}

func (v *view) Walk(ctx context.Context, w graph.Walk) (*graph.NodePage, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	return v.snap.ask(ctx).walk(&w)
}

func (v *view) Links(ctx context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	return v.snap.ask(ctx).walkLinks(&w)
}

func (v *view) Tally(ctx context.Context, t graph.Tally) (*graph.Matrix, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	return v.snap.ask(ctx).tally(&t)
}

func (v *view) Quarters(ctx context.Context, plan graph.ID) ([]graph.Quarter, error) {
	a := v.snap.ask(ctx)
	quarters := a.quarters(plan)
	return quarters, a.err
}

func (v *view) Paths(ctx context.Context, p graph.PathQuery) ([]graph.Thread, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return v.snap.ask(ctx).paths(&p)
}

func (v *view) Search(ctx context.Context, s graph.SearchQuery) (*graph.SearchPage, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	return v.snap.ask(ctx).search(&s)
}

func (v *view) Revision() graph.Revision { return v.snap.revision }

// State names the snapshot; folding it changes none of its answers (see graph.StateOf).
func (v *view) State() (graph.State, bool) {
	return graph.State{Revision: v.snap.revision, Hash: v.snap.hash}, true
}

func (v *view) Close() error { return nil }
