package neostore

import (
	"context"
	"sync"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A watcher wakes those who wait for the next revision. Neo4j tells nobody that something changed, so it looks at the
// revision now and then: one look for all who wait, and none while nobody does.
type watcher struct {
	every time.Duration
	look  func(context.Context) (graph.Revision, error)

	mu sync.Mutex
	// changed is closed and replaced when there may be a new revision.
	changed chan struct{}
	waiting int
	// stop ends the looking, which is there while somebody waits.
	stop context.CancelFunc
}

func newWatcher(every time.Duration, look func(context.Context) (graph.Revision, error)) *watcher {
	return &watcher{every: every, look: look, changed: make(chan struct{})}
}

// next gives the channel that is closed when there may be a new revision. It is asked for before looking oneself, so that
// nothing is missed in between.
func (w *watcher) next() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.changed
}

// wake wakes all who wait.
func (w *watcher) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.changed)
	w.changed = make(chan struct{})
}

// wait waits until the channel is closed.
func wait(ctx context.Context, changed <-chan struct{}) error {
	select {
	case <-changed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// enter sees to it that somebody looks, until as many have left.
func (w *watcher) enter() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.waiting++; w.waiting == 1 {
		ctx, stop := context.WithCancel(context.Background())
		w.stop = stop
		go w.watch(ctx)
	}
}

func (w *watcher) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.waiting--; w.waiting == 0 {
		w.stop()
	}
}

// watch looks until it is stopped. Its first look tells nothing of what has changed since those who wait have looked
// themselves, so it wakes them; so does one that fails: they are told of the fault when they look again.
func (w *watcher) watch(ctx context.Context) {
	known := graph.Revision(-1)
	for sleep(ctx, w.every) {
		r, err := w.look(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil || r != known {
			w.wake()
		}
		if known = r; err != nil {
			known = -1
		}
	}
}
