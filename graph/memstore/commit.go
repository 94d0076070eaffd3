package memstore

import (
	"context"
	"errors"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A request is a writer that waits for its changes to be durable.
type request struct {
	changes  *graph.Changes
	revision graph.Revision
	err      error
	done     chan struct{}
}

// A batch is what one commit keeps.
type batch struct {
	entries []*graph.Entry
	// keys are the idempotency keys used, with the revisions they led to.
	keys map[string]graph.Revision
	// revision and hash are those of the graph afterwards.
	revision graph.Revision
	hash     graph.GraphHash
	load     string
}

// maxBatch bounds how many writers share a commit.
const maxBatch = 256

// Apply makes the changes, and returns when they are durable. If the context ends first, they may or may not be made.
func (s *Store) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	if s.options.ReadOnly {
		return 0, graph.Errorf(graph.ErrReadOnly, "the store is open for reading only")
	}
	if err := c.Check(); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	r := &request{changes: &c, done: make(chan struct{})}
	if err := s.enqueue(r); err != nil {
		return 0, err
	}
	select {
	case <-r.done:
		return r.revision, r.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// enqueue lets a writer wait for the next commit, and sees that someone makes it.
func (s *Store) enqueue(r *request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return errClosed
	case s.broken != nil:
		return s.broken
	}
	s.queue = append(s.queue, r)
	if !s.leading {
		s.leading, s.idle = true, make(chan struct{})
		go s.lead()
	}
	return nil
}

// lead commits for all who wait, until nobody does.
func (s *Store) lead() {
	for {
		s.foldBeside()
		s.mu.Lock()
		n := min(len(s.queue), maxBatch)
		if n == 0 && len(s.folding) > 0 {
			s.mu.Unlock()
			continue
		}
		if n == 0 {
			s.leading = false
			close(s.idle)
			s.mu.Unlock()
			return
		}
		requests := s.queue[:n:n]
		s.queue = s.queue[n:]
		s.mu.Unlock()
		s.commit(requests)
		for _, r := range requests {
			close(r.done)
		}
	}
}

// commit works all requests out one after the other, keeps what comes of them and publishes it. A request that cannot be
// does not touch the others; a commit that fails fails for all.
func (s *Store) commit(requests []*request) {
	before := s.snap.Load()
	b := before.build()
	kept := &batch{keys: map[string]graph.Revision{}}
	for _, r := range requests {
		r.revision, r.err = s.work(b, kept, r.changes)
	}
	changed := len(kept.entries) > 0 || b.load != before.load
	if !changed && len(kept.keys) == 0 {
		return
	}
	kept.revision, kept.hash, kept.load = b.revision, b.hash, b.load
	if err := s.keep.save(kept); err != nil {
		s.fail(requests, err)
		return
	}
	if changed {
		if s.folding != nil {
			s.since = append(s.since, kept.entries...)
		}
		s.publish(b.publish())
	}
}

// publish lets a snapshot be seen.
func (s *Store) publish(snap *snapshot) {
	if s.foldEvery > 0 && snap.revision%s.foldEvery == 0 {
		snap = s.refold(snap)
	}
	s.snap.Store(snap)
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		close(s.moved)
		s.moved = make(chan struct{})
	}
}

// work works the changes of one writer out and makes them in the snapshot that is being built.
func (s *Store) work(b *builder, kept *batch, c *graph.Changes) (graph.Revision, error) {
	if c.IdempotencyKey != "" {
		first, used := kept.keys[c.IdempotencyKey]
		if !used {
			var err error
			if first, used, err = s.keep.keyed(c.IdempotencyKey); err != nil {
				return 0, err
			}
		}
		if used {
			return first, nil
		}
	}
	if err := c.Fits(b.load); err != nil {
		return 0, err
	}
	e, err := b.plan(c, madeAt(c))
	if err != nil {
		return 0, err
	}
	if err := s.takes(b, e); err != nil {
		return 0, err
	}
	b.load = c.Loading()
	if len(e.Nodes) > 0 || len(e.Links) > 0 {
		b.apply(e)
		kept.entries = append(kept.entries, e)
	}
	if c.IdempotencyKey != "" {
		kept.keys[c.IdempotencyKey] = b.revision
	}
	return b.revision, nil
}

// takes refuses what would make more links than a base numbers.
func (s *Store) takes(b *builder, e *graph.Entry) error {
	links := b.active
	for _, c := range e.Links {
		if c.Before != nil && c.Before.State == graph.LinkStateActive {
			links--
		}
		if c.After != nil && c.After.State == graph.LinkStateActive {
			links++
		}
	}
	if links > s.most {
		return graph.Errorf(graph.ErrTooLarge, "the embedded store takes %d links and would have %d: keep a graph of this size in Neo4j", s.most, links)
	}
	return nil
}

// fail answers all requests of a commit that failed. If it cannot be told what of it was kept, nothing more is written.
func (s *Store) fail(requests []*request, err error) {
	at, check := s.keep.revision(context.Background())
	switch {
	case errors.Is(err, graph.ErrDamaged):
	case check == nil && at == s.snap.Load().revision:
		err = graph.Errorf(graph.ErrUnavailable, "nothing was changed: %v", err)
	default:
		err = graph.Errorf(graph.ErrUnavailable, "it is not known whether the change was kept (%v): close the store and open it again", err)
		s.mu.Lock()
		s.broken = err
		s.mu.Unlock()
	}
	for _, r := range requests {
		r.revision, r.err = 0, err
	}
}

// madeAt is when a change was made: now, unless it says otherwise.
func madeAt(c *graph.Changes) time.Time {
	if c.At.IsZero() {
		return time.Now().UTC()
	}
	return c.At.UTC()
}
