package gql

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"

	"github.com/goldenthread/goldenthread/graph"
)

// A session is one operation's hold on the store: all its root fields share one view, opened when the first one asks.
type session struct {
	store  graph.Store
	limits Limits
	// writing counts the objects of all answers that are being written.
	writing *semaphore.Weighted
	// id and actor are the request's.
	id, actor string

	once sync.Once
	view graph.View
	err  error
}

type sessionKey struct{}

// in gives the context that an operation is executed in.
func (s *session) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// viewOf is the view of the operation that is being executed.
func viewOf(ctx context.Context) (graph.View, error) {
	s := ctx.Value(sessionKey{}).(*session)
	s.once.Do(func() {
		var view graph.View
		if view, s.err = s.store.View(ctx); s.err == nil {
			s.view = bound(view, s.limits, s.writing)
		}
	})
	return s.view, s.err
}

// actorOf is who asked for the operation that is being executed; empty if nobody said.
func actorOf(ctx context.Context) string {
	if s, ok := ctx.Value(sessionKey{}).(*session); ok {
		return s.actor
	}
	return ""
}

// requestID is that of the request whose operation is being executed.
func requestID(ctx context.Context) string {
	if s, ok := ctx.Value(sessionKey{}).(*session); ok {
		return s.id
	}
	return ""
}

func (s *session) close() {
	// If it was not opened by now, it will not be.
	s.once.Do(func() { s.err = graph.Errorf(graph.ErrUnavailable, "the operation is over") })
	if s.view != nil {
		_ = s.view.Close()
	}
}
