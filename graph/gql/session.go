package gql

import (
	"context"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// A session is one operation's hold on the store: all its root fields share one view, opened when the first one asks.
type session struct {
	store graph.Store
	once  sync.Once
	view  graph.View
	err   error
}

type sessionKey struct{}

// viewOf is the view of the operation that is being executed.
func viewOf(ctx context.Context) (graph.View, error) {
	s := ctx.Value(sessionKey{}).(*session)
	s.once.Do(func() { s.view, s.err = s.store.View(ctx) })
	return s.view, s.err
}

func (s *session) close() {
	s.once.Do(func() {}) // if it was not opened by now, it will not be
	if s.view != nil {
		_ = s.view.Close()
	}
}
