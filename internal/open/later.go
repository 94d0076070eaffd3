package open

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// The pauses between tries to open a store: they double from the first to the longest.
const (
	firstPause   = 250 * time.Millisecond
	longestPause = 15 * time.Second
)

// Later gives a store that need not be there yet: it is opened in the background, again and again until that succeeds.
// Until then every call gives graph.ErrUnavailable and says why. Once it is open, ready is called before anything else is
// let through; its error counts as one of opening. A fault that does not pass by itself, such as a wrong password, is told
// too, and tried again: somebody may mend it.
func Later(ctx context.Context, url string, opt Options, log *slog.Logger, ready func(context.Context, graph.Store) error) graph.Store {
	l := &later{why: graph.Errorf(graph.ErrUnavailable, "the store is being opened"), done: make(chan struct{})}
	ctx, l.cancel = context.WithCancel(ctx)
	go l.open(ctx, log, func(ctx context.Context) (graph.Store, error) {
		s, err := Store(ctx, url, opt)
		if err != nil {
			return nil, err
		}
		if err := ready(ctx, s); err != nil {
			return nil, errors.Join(err, s.Close(ctx))
		}
		return s, nil
	})
	return l
}

// later is a store that is not there yet.
type later struct {
	mu     sync.RWMutex
	store  graph.Store
	why    error
	cancel context.CancelFunc
	done   chan struct{}
}

func (l *later) open(ctx context.Context, log *slog.Logger, open func(context.Context) (graph.Store, error)) {
	defer close(l.done)
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		s, err := open(ctx)
		l.mu.Lock()
		l.store, l.why = s, err
		l.mu.Unlock()
		if err == nil {
			log.Info("the store is open")
			return
		}
		log.Warn("the store cannot be opened; trying again", "error", err, "pause", pause)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

func (l *later) opened() (graph.Store, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.store == nil {
		return nil, graph.Errorf(graph.ErrUnavailable, "the store cannot be used yet: %v", l.why)
	}
	return l.store, nil
}

// View is the store's, once it is open.
func (l *later) View(ctx context.Context) (graph.View, error) {
	s, err := l.opened()
	if err != nil {
		return nil, err
	}
	return s.View(ctx)
}

// Glance is the store's, once it is open.
func (l *later) Glance(ctx context.Context) (graph.View, error) {
	s, err := l.opened()
	if err != nil {
		return nil, err
	}
	return graph.Glance(ctx, s)
}

// Apply is the store's, once it is open.
func (l *later) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	s, err := l.opened()
	if err != nil {
		return 0, err
	}
	return s.Apply(ctx, c)
}

// Journal is the store's, once it is open.
func (l *later) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	s, err := l.opened()
	if err != nil {
		return nil, err
	}
	return s.Journal(ctx, q)
}

// Status is the store's, once it is open.
func (l *later) Status(ctx context.Context) (graph.Status, error) {
	s, err := l.opened()
	if err != nil {
		return graph.Status{}, err
	}
	return s.Status(ctx)
}

// Close gives up opening, or closes what was opened.
func (l *later) Close(ctx context.Context) error {
	l.cancel()
	<-l.done
	if s, err := l.opened(); err == nil {
		return s.Close(ctx)
	}
	return nil
}
