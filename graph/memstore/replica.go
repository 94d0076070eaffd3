package memstore

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A Replica answers from memory for another store, and follows it by its journal: reads cost what the embedded store's cost,
// and all answers of a view are of one revision. Writes go through to the store; who has written sees what he wrote. Any
// number of replicas may follow one store. It implements graph.Store.
type Replica struct {
	source  graph.Store
	options ReplicaOptions
	snap    atomic.Pointer[snapshot]

	mu sync.Mutex
	// moved is closed when the next revision is there.
	moved chan struct{}
	// newest is the newest revision that the source is known to have, why says what keeps the replica from following it.
	newest graph.Revision
	why    error
	// counted are the source's counts when it was last read, load its bulk load that is not finished.
	counted counts
	load    string

	cancel context.CancelFunc
	// ended is closed when it follows no more.
	ended <-chan struct{}
	done  sync.WaitGroup
}

// ReplicaOptions say how a replica follows. The zero value is ready for use.
type ReplicaOptions struct {
	// CheckEvery is how often the counts of nodes and links are compared with the source's, 30 s if zero: what somebody
	// added or took away there without its journal shows in them, and leads to a reload.
	CheckEvery time.Duration
	// ReadEvery is how often everything is read and compared by its hash, 10 min if zero: it finds what somebody changed
	// without its journal. If reading takes long it is done less often, so that it takes a hundredth of the time at most.
	ReadEvery time.Duration
	// Heard is told of what happens while following: a fault, a reload. It may be nil.
	Heard func(what string, err error)
}

const (
	defaultCheck = 30 * time.Second
	defaultRead  = 10 * time.Minute
	// share is how many times as long as a reading took there is none.
	share = 100
	// replayed is how many entries are read at once.
	replayed = 256
	// The pauses after a fault double from the first to the longest.
	firstPause   = 100 * time.Millisecond
	longestPause = 10 * time.Second
)

var _ graph.Store = (*Replica)(nil)

type counts struct{ nodes, links int }

// Follow makes the replica of a store, and returns when it has caught up with it. Closing it closes the store. While the
// source is in a bulk load it has no views, as the source has none.
func Follow(ctx context.Context, source graph.Store, o ReplicaOptions) (*Replica, error) {
	if o.CheckEvery == 0 {
		o.CheckEvery = defaultCheck
	}
	if o.ReadEvery == 0 {
		o.ReadEvery = defaultRead
	}
	if o.Heard == nil {
		o.Heard = func(string, error) {}
	}
	r := &Replica{source: source, options: o, moved: make(chan struct{})}
	r.snap.Store(newSnapshot())
	status, err := r.look(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.catchUp(ctx, status.Revision); err != nil {
		return nil, err
	}
	if err := r.compare(ctx); err != nil { // it may have been changed by hand while nobody followed
		return nil, err
	}
	following, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r.cancel, r.ended = cancel, following.Done()
	r.done.Go(func() { r.follow(following) })
	r.done.Go(func() { r.watch(following) })
	return r, nil
}

// catchUp replays the journal until a revision.
func (r *Replica) catchUp(ctx context.Context, until graph.Revision) error {
	for at := r.snap.Load().revision; at < until; at = r.snap.Load().revision {
		if err := r.replay(ctx, graph.JournalQuery{After: at, Limit: replayed}); err != nil {
			return err
		}
		if r.snap.Load().revision == at {
			return graph.Errorf(graph.ErrDamaged, "the store says that it is at revision %d, but its journal ends at %d", until, at)
		}
	}
	return nil
}

// replay applies the entries that a query gives.
func (r *Replica) replay(ctx context.Context, q graph.JournalQuery) error {
	entries, err := r.source.Journal(ctx, q)
	if err != nil || len(entries) == 0 {
		return err
	}
	defer r.fold()
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.snap.Load()
	if now.revision != q.After { // it was reloaded meanwhile
		return nil
	}
	b := now.build()
	for i := range entries {
		b.apply(&entries[i])
	}
	r.publish(b.publish())
	return nil
}

// fold has a snapshot that has overgrown its base folded.
func (r *Replica) fold() {
	snap := r.snap.Load()
	if !snap.overgrown() {
		return
	}
	folded := snap.fold()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.snap.Load() == snap {
		r.snap.Store(folded)
	}
}

// publish lets a snapshot be seen. The lock is held.
func (r *Replica) publish(s *snapshot) {
	r.snap.Store(s)
	r.newest = max(r.newest, s.revision)
	close(r.moved)
	r.moved = make(chan struct{})
}

// follow waits for the next entries, again and again. It costs nothing while there are none.
func (r *Replica) follow(ctx context.Context) {
	r.until(ctx, "follow", func() error {
		return r.replay(ctx, graph.JournalQuery{After: r.snap.Load().revision, Limit: replayed, Wait: true})
	})
}

// watch compares the counts with the source's now and then, and everything now and again.
func (r *Replica) watch(ctx context.Context) {
	next := time.Now().Add(r.options.ReadEvery)
	r.until(ctx, "watch", func() error {
		if err := pause(ctx, r.options.CheckEvery); err != nil {
			return err
		}
		start := time.Now()
		if start.Before(next) {
			return r.compare(ctx)
		}
		err := r.reload(ctx)
		next = time.Now().Add(max(r.options.ReadEvery, share*time.Since(start)))
		return err
	})
}

// until does something until the context ends, more slowly while it fails.
func (r *Replica) until(ctx context.Context, what string, do func() error) {
	for wait := firstPause; ctx.Err() == nil; {
		err := do()
		if ctx.Err() != nil {
			return
		}
		r.mu.Lock()
		r.why = err
		r.mu.Unlock()
		if err == nil {
			wait = firstPause
			continue
		}
		r.options.Heard("cannot "+what+" the store", err)
		if pause(ctx, wait) != nil {
			return
		}
		wait = min(2*wait, longestPause)
	}
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// compare reads the whole graph anew if the source counts other nodes and links than the replica at the same revision.
func (r *Replica) compare(ctx context.Context) error {
	status, err := r.look(ctx)
	if err != nil {
		return err
	}
	snap := r.snap.Load()
	now := counts{status.Nodes, status.Links}
	r.mu.Lock()
	same := now == counts{snap.size(), snap.active} || now == r.counted
	r.mu.Unlock()
	if status.Revision != snap.revision || status.Load != "" || same {
		return nil // while something is written, the next comparison counts
	}
	return r.reload(ctx)
}

// look asks the source how it is, and notes it.
func (r *Replica) look(ctx context.Context) (graph.Status, error) {
	status, err := r.source.Status(ctx)
	if err == nil {
		r.mu.Lock()
		r.newest, r.load = max(r.newest, status.Revision), status.Load
		r.mu.Unlock()
	}
	return status, err
}

// reload reads all nodes and links as they stand, and takes them over if they are not what the journal says. If the store
// moves on while it is read, nothing comes of it.
func (r *Replica) reload(ctx context.Context) error {
	before, err := r.look(ctx)
	if err != nil || before.Load != "" {
		return err
	}
	view, err := r.source.View(ctx)
	if err != nil {
		return err
	}
	nodes, links, err := readView(ctx, view)
	if err = errors.Join(err, view.Close()); err != nil {
		return err
	}
	after, err := r.look(ctx)
	if err != nil || after.Revision != before.Revision {
		return err
	}
	snap := load(after.Revision, nodes, links)
	if r.takeOver(snap, counts{after.Nodes, after.Links}) {
		r.options.Heard("the graph was changed without its journal, and was read anew", nil)
	}
	return nil
}

// takeOver publishes what was read, and reports whether that is something else than what was known.
func (r *Replica) takeOver(snap *snapshot, counted counts) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counted = counted
	now := r.snap.Load()
	if now.revision != snap.revision || now.hash == snap.hash {
		return false
	}
	r.publish(snap)
	return true
}

// View gives a view of the newest revision that the replica has.
func (r *Replica) View(ctx context.Context) (graph.View, error) {
	r.mu.Lock()
	unfinished := r.load
	r.mu.Unlock()
	if unfinished != "" { // its end is no revision, so it has to be asked for
		status, err := r.look(ctx)
		if err != nil {
			return nil, err
		}
		if status.Load != "" {
			return nil, graph.Unfinished(status.Load)
		}
	}
	return &view{r.snap.Load()}, nil
}

// Apply has the source make the changes, and returns when the replica has them too.
func (r *Replica) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	at, err := r.source.Apply(ctx, c)
	if err != nil {
		return 0, err
	}
	if c.Load != "" {
		if _, err := r.look(ctx); err != nil {
			return at, err
		}
	}
	_ = r.reach(ctx, at) // whether or not the context ends first, it is made, and durable
	return at, nil
}

// reach waits until the replica has a revision.
func (r *Replica) reach(ctx context.Context, at graph.Revision) error {
	for {
		r.mu.Lock()
		moved := r.moved
		r.mu.Unlock()
		if r.snap.Load().revision >= at {
			return nil
		}
		select {
		case <-moved:
		case <-r.ended:
			return errClosed
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Journal is the source's. What it gives, the replica has too: whoever hears of a change may look at what changed.
func (r *Replica) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	entries, err := r.source.Journal(ctx, q)
	if err != nil || len(entries) == 0 {
		return entries, err
	}
	return entries, r.reach(ctx, max(entries[0].Revision, entries[len(entries)-1].Revision))
}

// Status says how the replica is, and how far it is behind its source.
func (r *Replica) Status(ctx context.Context) (graph.Status, error) {
	status, err := r.look(ctx)
	snap := r.snap.Load()
	r.mu.Lock()
	defer r.mu.Unlock()
	status.Behind = r.newest - snap.revision
	status.Revision, status.Nodes, status.Links, status.Hash = snap.revision, snap.size(), snap.active, snap.hash.String()
	if cause := errors.Join(err, r.why); cause != nil {
		status.Trouble = "the store that is followed cannot be reached: " + cause.Error()
	}
	return status, nil
}

// Close stops following and closes the source.
func (r *Replica) Close(ctx context.Context) error {
	r.cancel()
	r.done.Wait()
	return r.source.Close(ctx)
}
