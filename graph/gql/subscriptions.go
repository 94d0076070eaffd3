package gql

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/exec"
	"github.com/goldenthread/goldenthread/graph/gql/object"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
	"github.com/goldenthread/goldenthread/graph/history"
)

// Subscription answers what is followed.
func (r *resolvers) Subscription() exec.SubscriptionResolver { return &subscriptions{r.api} }

type subscriptions struct{ api *API }

// Changes answers changes. The channel has no buffer: an event is made when the one before it was taken, and how what
// changed stands is looked up when it is told, in a view of its own. A fault that ends it is left with the session.
func (s *subscriptions) Changes(ctx context.Context, _ *int, _ map[string]any) (<-chan *object.ChangeSet, error) {
	b, _, err := s.api.builder(ctx)
	if err != nil {
		return nil, err
	}
	p := &plan.Place{}
	f, err := b.Follow(p)
	if err != nil {
		return nil, err
	}
	since, err := s.since(ctx, f.Since)
	if err != nil {
		return nil, err
	}
	stand := func(ctx context.Context, changes []graph.Change) (*graph.ChangePage, error) {
		view, err := viewOf(ctx)
		if err != nil {
			return nil, err
		}
		return view.Stand(ctx, changes, f.ChangeSelection)
	}
	started := sessionOf(ctx)
	events := make(chan *object.ChangeSet)
	go s.follow(ctx, started, since, f.Where, func(set *history.Set) bool {
		select {
		case events <- object.NewChangeSet(set, stand, p):
			return true
		case <-ctx.Done():
			return false
		}
	}, func() { close(events) })
	return events, nil
}

// since is the revision to begin after.
func (s *subscriptions) since(ctx context.Context, given *graph.Revision) (graph.Revision, error) {
	view, err := viewOf(ctx)
	if err != nil {
		return 0, err
	}
	newest, err := view.Newest(ctx)
	switch {
	case err != nil:
		return 0, err
	case given == nil:
		return newest, nil
	case *given > newest:
		return 0, graph.Errorf(graph.ErrInvalid, "since: there is no revision %d yet: the newest is %d", *given, newest)
	}
	return *given, nil
}

// follow tells one set after the other. It never panics: nobody else is there to recover.
func (s *subscriptions) follow(ctx context.Context, started *session, since graph.Revision, where *graph.ChangeFilter, tell func(*history.Set) bool, end func()) {
	defer end()
	defer func() {
		if p := recover(); p != nil {
			started.fail(s.api.panicked(started.id, p))
		}
	}()
	for set, err := range history.Follow(ctx, s.api.store, since, where, history.DefaultPauses) {
		if err != nil {
			started.fail(err)
			return
		}
		if !tell(set) {
			return
		}
	}
}
