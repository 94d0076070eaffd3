package neostore

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// looked is a revision that a watcher looks at, and how often it did.
type looked struct {
	revision atomic.Int64
	away     atomic.Bool
	times    atomic.Int64
}

func (l *looked) look(context.Context) (graph.Revision, error) {
	l.times.Add(1)
	if l.away.Load() {
		return 0, errors.New("away")
	}
	return graph.Revision(l.revision.Load()), nil
}

// waitFor waits as a Journal does: until the revision is another one, or the context ends. It counts how often it was woken.
func (l *looked) waitFor(ctx context.Context, w *watcher, old int64) (woken int, err error) {
	w.enter()
	defer w.leave()
	for {
		changed := w.next()
		if l.revision.Load() != old || l.away.Load() {
			return woken, nil
		}
		if err := wait(ctx, changed); err != nil {
			return woken, err
		}
		woken++
	}
}

func TestOneLookForAllWhoWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &looked{}
		w := newWatcher(time.Second, l.look)
		time.Sleep(time.Hour)
		if n := l.times.Load(); n != 0 {
			t.Errorf("%d looks while nobody waited", n)
		}
		for _, n := range []int{1, 100} {
			l.hold(t, w, n)
		}
	})
}

// hold has some wait for ten seconds.
func (l *looked) hold(t *testing.T, w *watcher, waiting int) {
	old, before := l.revision.Load(), l.times.Load()
	var all sync.WaitGroup
	for range waiting {
		all.Go(func() {
			if woken, err := l.waitFor(t.Context(), w, old); err != nil || woken > 2 {
				t.Errorf("woken %d times, %v", woken, err)
			}
		})
	}
	time.Sleep(10*time.Second + time.Millisecond)
	if n := l.times.Load() - before; n < 9 || n > 11 {
		t.Errorf("%d looks in ten seconds while %d waited", n, waiting)
	}
	l.revision.Store(old + 1)
	all.Wait()
	before = l.times.Load()
	time.Sleep(time.Hour)
	if n := l.times.Load(); n > before+1 {
		t.Errorf("%d looks after all had gone", n-before)
	}
}

func TestAnApplyOfThisProcessWakesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &looked{}
		w := newWatcher(time.Hour, l.look)
		start := time.Now()
		go func() {
			time.Sleep(time.Millisecond)
			l.revision.Store(1)
			w.wake()
		}()
		if _, err := l.waitFor(t.Context(), w, 0); err != nil || time.Since(start) > time.Second {
			t.Errorf("after %s, %v", time.Since(start), err)
		}
	})
}

func TestWhoeverWaitsHearsOfAFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &looked{}
		w := newWatcher(time.Second, l.look)
		go func() {
			time.Sleep(time.Minute)
			l.away.Store(true)
		}()
		if _, err := l.waitFor(t.Context(), w, 0); err != nil {
			t.Error(err)
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &looked{}
		w := newWatcher(time.Second, l.look)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := l.waitFor(ctx, w, 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}
