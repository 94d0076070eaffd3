package memstore

import (
	"context"
	"slices"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// A Timeline gives the graph of any store as it stood at any revision: it makes journal entries again, or takes them back,
// from the nearest revision that it knows. The newest revision of an embedded store, or of a replica, is known for nothing;
// of another store nothing is known at first, so its whole journal up to the revision is read once. It keeps the revisions that were asked
// for last, within a bound. It is safe for use by many goroutines.
type Timeline struct {
	source graph.Store
	// turn is held by the one who replays: two would take twice the memory to save little time.
	turn chan struct{}

	mu sync.Mutex
	// known are the revisions kept, the one asked for last at the end.
	known []moment
	// keep bounds the sum of their weights.
	keep int
}

// A moment is a snapshot that is kept. Its weight is how many nodes and links it may hold that no other one does.
type moment struct {
	*snapshot
	weight int
}

// keepParts is how many nodes and links the kept revisions hold: some hundred megabytes. One revision is always kept. None
// weighs less than leastWeight, which bounds how many there are.
const (
	keepParts   = 200_000
	leastWeight = 1_000
)

// NewTimeline makes the timeline of a store.
func NewTimeline(s graph.Store) *Timeline {
	return &Timeline{source: s, turn: make(chan struct{}, 1), keep: keepParts}
}

// At gives the graph as it stood at a revision, 0 being before any change. There is nothing to be told of what is yet to
// come: ErrInvalid. If the context ends first, what was read by then is not lost for the next one who asks.
func (t *Timeline) At(ctx context.Context, r graph.Revision) (graph.View, error) {
	if m, ok := t.find(r); ok {
		return &view{m.snapshot}, nil
	}
	select {
	case t.turn <- struct{}{}:
		defer func() { <-t.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	base, err := t.nearest(ctx, r)
	if err != nil {
		return nil, err
	}
	m, err := t.replay(ctx, base, r)
	if m.revision != base.revision {
		t.remember(m)
	}
	if err != nil {
		return nil, err
	}
	return &view{m.snapshot}, nil
}

// find gives a revision that is kept.
func (t *Timeline) find(r graph.Revision) (moment, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.IndexFunc(t.known, func(m moment) bool { return m.revision == r })
	if i < 0 {
		return moment{}, false
	}
	m := t.known[i]
	t.known = append(slices.Delete(t.known, i, i+1), m)
	return m, true
}

// nearest gives the known revision from which the fewest have to be made again or taken back.
func (t *Timeline) nearest(ctx context.Context, r graph.Revision) (moment, error) {
	if r < 0 {
		return moment{}, graph.Errorf(graph.ErrInvalid, "there is no revision %d: they count from 1, and 0 is before the first", r)
	}
	candidates := []moment{{snapshot: newSnapshot()}}
	newest, err := t.newest(ctx, &candidates)
	if err != nil {
		return moment{}, err
	}
	if r > newest {
		return moment{}, graph.Errorf(graph.ErrInvalid, "there is no revision %d yet: the newest is %d", r, newest)
	}
	t.mu.Lock()
	candidates = append(candidates, t.known...)
	t.mu.Unlock()
	return slices.MinFunc(candidates, func(a, b moment) int { return int(distance(a.revision, r) - distance(b.revision, r)) }), nil
}

// A resident has its newest revision in memory.
type resident interface {
	resident(ctx context.Context) (*snapshot, error)
}

func (s *Store) resident(ctx context.Context) (*snapshot, error) { return s.newest(ctx) }

func (r *Replica) resident(context.Context) (*snapshot, error) {
	select {
	case <-r.ended:
		return nil, errClosed
	default:
		return r.snap.Load(), nil
	}
}

// newest is the store's newest revision; what a resident has of it joins the candidates.
func (t *Timeline) newest(ctx context.Context, candidates *[]moment) (graph.Revision, error) {
	if s, ok := t.source.(resident); ok {
		snap, err := s.resident(ctx)
		if err != nil {
			return 0, err
		}
		*candidates = append(*candidates, moment{snapshot: snap})
		return snap.revision, nil
	}
	status, err := t.source.Status(ctx)
	return status.Revision, err
}

func distance(a, b graph.Revision) graph.Revision { return max(a-b, b-a) }

// replay goes from one revision to another, and gives where it came to.
func (t *Timeline) replay(ctx context.Context, from moment, to graph.Revision) (moment, error) {
	if from.revision == to {
		return from, nil
	}
	q := graph.JournalQuery{After: from.revision, Until: to}
	step := (*builder).again
	if to < from.revision {
		q = graph.JournalQuery{After: to, Until: from.revision, Backward: true}
		step = (*builder).back
	}
	b, parts := from.build(), from.weight
	var err error
	for e, problem := range graph.Scan(ctx, t.source, q) {
		if err = problem; err == nil {
			err = step(b, e)
		}
		if err != nil {
			break
		}
		if parts += len(e.Nodes) + len(e.Links); b.overgrown() {
			b = b.publish().fold().build()
		}
	}
	if err == nil && b.revision != to {
		err = graph.Errorf(graph.ErrDamaged, "the journal ends at revision %d, on the way from %d to %d", b.revision, from.revision, to)
	}
	m := moment{snapshot: b.publish()}
	m.weight = max(leastWeight, min(parts, m.parts()))
	return m, err
}

// remember keeps a revision, and forgets those that nobody asked for longest.
func (t *Timeline) remember(m moment) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.known = append(t.known, m)
	sum := 0
	for i := range slices.Backward(t.known) {
		if sum += t.known[i].weight; sum > t.keep && i < len(t.known)-1 {
			t.known = slices.Delete(t.known, 0, i+1)
			return
		}
	}
}

// again makes an entry again.
func (b *builder) again(e *graph.Entry) error {
	if e.Revision != b.revision+1 {
		return graph.Errorf(graph.ErrDamaged, "the journal has revision %d after %d", e.Revision, b.revision)
	}
	return b.carryOut(e, e.Revision)
}

// back takes an entry back.
func (b *builder) back(e *graph.Entry) error {
	if e.Revision != b.revision {
		return graph.Errorf(graph.ErrDamaged, "the journal has revision %d before %d", e.Revision, b.revision+1)
	}
	undone := &graph.Entry{Nodes: make([]graph.NodeChange, len(e.Nodes)), Links: make([]graph.LinkChange, len(e.Links))}
	for i, c := range e.Nodes {
		undone.Nodes[i] = graph.NodeChange{Before: c.After, After: c.Before}
	}
	for i, c := range e.Links {
		undone.Links[i] = graph.LinkChange{Before: c.After, After: c.Before}
	}
	return b.carryOut(undone, e.Revision-1)
}

// carryOut applies an entry, unless it links what is not there: then the journal does not tell the whole story, as when
// somebody writes to the database by hand.
func (b *builder) carryOut(e *graph.Entry, to graph.Revision) error {
	put := map[graph.ID]bool{}
	for i := range e.Nodes {
		put[e.Nodes[i].ID()] = e.Nodes[i].After != nil
	}
	stands := func(id graph.ID) bool {
		if after, changes := put[id]; changes {
			return after
		}
		_, ok := b.node(id)
		return ok
	}
	for i := range e.Links {
		if l := e.Links[i].After; l != nil && !(stands(l.From) && stands(l.To)) {
			return graph.Errorf(graph.ErrDamaged, "an end of %s is not in the journal up to revision %d: the graph was changed behind the journal's back", l.ID, to)
		}
	}
	e.Revision = to
	b.apply(e)
	return nil
}
