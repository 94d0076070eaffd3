package neostore

import (
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A proposal is what one writer would have changed, and what came of it.
type proposal struct {
	ctx     context.Context
	changes *graph.Changes
	// token finds the journal entry again when a connection broke at the commit.
	token    string
	revision graph.Revision
	err      error
	done     chan struct{}
}

// A queue has the writers of this process share transactions: those that come while one is under way wait, and the next
// takes them together. They would have had to take turns at the Meta node in any case.
type queue struct {
	mu      sync.Mutex
	waiting []*proposal
	leading bool
}

const (
	// mostTogether is the most writers that share a transaction.
	mostTogether = 64
	// smallChange is the most nodes and links of a change that shares a transaction.
	smallChange = 100
)

// Apply makes the changes in one transaction, alone or with those of other writers, in the order in which they came. One
// that is impossible does not touch the others. If the context ends first, they may or may not be made.
func (s *Store) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	if s.options.ReadOnly {
		return 0, graph.Errorf(graph.ErrReadOnly, "the store is open for reading only")
	}
	if err := c.Check(); err != nil {
		return 0, err
	}
	p := &proposal{ctx: ctx, changes: &c, token: rand.Text(), done: make(chan struct{})}
	if s.queue.add(p) {
		go s.lead()
	}
	select {
	case <-p.done:
		return p.revision, p.err
	case <-ctx.Done():
		return 0, translate(ctx, ctx.Err())
	}
}

// add reports whether somebody has to lead now.
func (q *queue) add(p *proposal) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, p)
	first := !q.leading
	q.leading = true
	return first
}

// next takes the proposals of the next transaction; none ends the lead.
func (q *queue) next() []*proposal {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := 0
	for n < min(len(q.waiting), mostTogether) && (n == 0 || q.waiting[0].sociable() && q.waiting[n].sociable()) {
		n++
	}
	group := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	q.leading = n > 0
	return group
}

// sociable reports whether a change may share a transaction: it is small, and names all that it changes.
func (p *proposal) sociable() bool {
	c := p.changes
	return c.Load == "" && !c.LoadEnds && len(c.Drop)+len(c.Alias) == 0 && len(c.Put)+len(c.Link)+len(c.Reject)+len(c.Unlink) <= smallChange
}

// lead commits for all who wait, until nobody does.
func (s *Store) lead() {
	for group := s.queue.next(); len(group) > 0; group = s.queue.next() {
		s.commit(group)
		for _, p := range group {
			close(p.done)
		}
	}
}

// commit makes what several writers propose. Where the database refuses it for a reason that may be one writer's, each is
// tried alone.
func (s *Store) commit(group []*proposal) {
	ctx, cancel := shared(group)
	defer cancel()
	err := s.write(ctx, func(ctx context.Context, tx neo4j.ExplicitTransaction) error { return s.apply(ctx, tx, group) })
	switch {
	case err == nil:
		s.watch.wake()
	case len(group) > 1 && !errors.Is(err, graph.ErrUnavailable):
		for i := range group {
			s.commit(group[i : i+1])
		}
	default:
		for _, p := range group {
			p.revision, p.err = 0, err
		}
	}
}

// shared is a context that ends when those of all the writers have ended.
func shared(group []*proposal) (context.Context, context.CancelFunc) {
	if len(group) == 1 {
		return group[0].ctx, func() {}
	}
	ctx, cancel := withDeadline(context.WithoutCancel(group[0].ctx), group)
	var left atomic.Int64
	left.Store(int64(len(group)))
	stops := make([]func() bool, len(group))
	for i, p := range group {
		stops[i] = context.AfterFunc(p.ctx, func() {
			if left.Add(-1) == 0 {
				cancel()
			}
		})
	}
	return ctx, func() {
		for _, stop := range stops {
			stop()
		}
		cancel()
	}
}

// withDeadline is a context that ends when the last of the writers gives up, if all will.
func withDeadline(ctx context.Context, group []*proposal) (context.Context, context.CancelFunc) {
	if last, all := lastDeadline(group); all {
		return context.WithDeadline(ctx, last)
	}
	return context.WithCancel(ctx)
}

// lastDeadline is when the last of the writers gives up, if all will.
func lastDeadline(group []*proposal) (last time.Time, all bool) {
	for _, p := range group {
		deadline, ok := p.ctx.Deadline()
		if !ok {
			return time.Time{}, false
		}
		if deadline.After(last) {
			last = deadline
		}
	}
	return last, true
}
