package memstore

import (
	"context"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// Options say how a store is opened.
type Options struct {
	// ReadOnly opens for reading only, beside a writer or without one. What a writer commits is seen by the next View.
	ReadOnly bool
	// ByRows reads and checks everything row by row, even where columns beside the database would do.
	ByRows bool
	// Heard is told of what does not keep the store from working: columns that cannot be read or written. It may be nil.
	Heard func(what string, err error)
	// leastColumns is how many nodes and links are worth a file of columns; 0 is the usual.
	leastColumns int
}

func (o *Options) heard(what string, err error) {
	if o.Heard != nil && err != nil {
		o.Heard(what, err)
	}
}

// A Store is an embedded store. It implements graph.Store, and promises that all answers of a view are of one revision.
type Store struct {
	keep    keeper
	options Options
	snap    atomic.Pointer[snapshot]

	mu sync.Mutex
	// queue are the writers that wait for the next commit; leading is set while there is someone to make it.
	queue   []*request
	leading bool
	closed  bool
	// broken is why the store cannot be written to any more.
	broken error
	// folding gives what is folded beside the writers, if anything is; since are the entries that came meanwhile. Both are the
	// leader's.
	folding chan *snapshot
	since   []*graph.Entry
	// foldEvery has every so many-th revision folded at once, by refold, for tests.
	foldEvery graph.Revision
	refold    func(*snapshot) *snapshot
	// most is how many active links it takes.
	most    int
	folders sync.WaitGroup
	// moved is closed when the next revision is published, idle when the leader has nothing more to do.
	moved, idle chan struct{}
}

var _ graph.Store = (*Store)(nil)

// A keeper keeps what a store holds: in a file, or in memory alone.
type keeper interface {
	// save keeps a batch, all or none, and returns when it is durable.
	save(b *batch) error
	// journal gives the entries that are asked for, as far as they are there.
	journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error)
	// keyed gives the revision that the first change with a key led to, if there was one.
	keyed(key string) (graph.Revision, bool, error)
	// revision is the newest one kept.
	revision(ctx context.Context) (graph.Revision, error)
	// keepColumns keeps what a folded snapshot holds so that it is read fast.
	keepColumns(s *snapshot) error
	// refresh brings a snapshot up to what another process has kept since.
	refresh(ctx context.Context, s *snapshot) (*snapshot, error)
	close() error
}

// New makes an empty store in memory that keeps nothing when the process ends.
func New() *Store { return start(&memory{}, newSnapshot(), Options{leastColumns: math.MaxInt}) }

// Open opens the store in a folder, and makes both if there is none. Errors: ErrUnavailable if another process writes to
// the folder, if it cannot be used, or if a newer version wrote it; ErrDamaged if what was kept is damaged; ErrNotFound if
// there is nothing to read and ReadOnly is set.
func Open(ctx context.Context, dir string, opt Options) (*Store, error) {
	if opt.leastColumns == 0 {
		opt.leastColumns = leastColumns
	}
	f, snap, err := openFile(ctx, dir, opt)
	if err != nil {
		return nil, err
	}
	s := start(f, snap, opt)
	if s.worthColumns(snap) && !snap.base.kept.Load() {
		s.folders.Go(func() { s.keepColumns(snap) }) // it was read row by row
	}
	return s, nil
}

func start(k keeper, snap *snapshot, opt Options) *Store {
	s := &Store{keep: k, options: opt, most: maxLinks, moved: make(chan struct{})}
	s.snap.Store(snap)
	return s
}

// View gives a view of the newest revision.
func (s *Store) View(ctx context.Context) (graph.View, error) {
	snap, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	if snap.load != "" {
		return nil, graph.Unfinished(snap.load)
	}
	return &view{snap}, nil
}

// newest is the newest snapshot. A store that only reads looks whether the writer has moved on.
func (s *Store) newest(ctx context.Context) (*snapshot, error) {
	if !s.options.ReadOnly {
		return s.snap.Load(), s.open()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, errClosed
	}
	snap, err := s.keep.refresh(ctx, s.snap.Load())
	if err != nil {
		return nil, err
	}
	s.snap.Store(snap)
	return snap, nil
}

var errClosed = graph.Errorf(graph.ErrUnavailable, "the store is closed")

func (s *Store) open() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errClosed
	}
	return nil
}

// Status says how the store is. The hash is always known.
func (s *Store) Status(ctx context.Context) (graph.Status, error) {
	snap, err := s.newest(ctx)
	if err != nil {
		return graph.Status{}, err
	}
	status := snap.status()
	status.ReadOnly = s.options.ReadOnly
	return status, nil
}

func (s *snapshot) status() graph.Status {
	return graph.Status{Revision: s.revision, Nodes: s.size(), Links: s.active, Hash: s.hash.String(), Load: s.load}
}

// followEvery is how often a store that only reads looks for new revisions while someone waits for one.
const followEvery = 100 * time.Millisecond

// Journal gives the entries that are asked for, oldest first unless Backward.
func (s *Store) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	for {
		s.mu.Lock()
		moved, closed := s.moved, s.closed
		s.mu.Unlock()
		if closed {
			return nil, errClosed
		}
		snap, err := s.newest(ctx)
		if err != nil {
			return nil, err
		}
		entries, err := s.entries(ctx, q, snap.revision)
		if err != nil || len(entries) > 0 || !q.Wait || q.Until > 0 && q.Until <= snap.revision {
			return entries, err
		}
		q.After = max(q.After, snap.revision) // what has been looked at is not looked at again
		if err := s.wait(ctx, moved); err != nil {
			return nil, err
		}
	}
}

// entries gives the entries that are asked for up to a revision: more may be kept already, but no view shows it yet.
func (s *Store) entries(ctx context.Context, q graph.JournalQuery, newest graph.Revision) ([]graph.Entry, error) {
	if q.Until == 0 || q.Until > newest {
		q.Until = newest
	}
	if q.After >= q.Until {
		return nil, nil
	}
	return s.keep.journal(ctx, q)
}

// wait waits until there may be a new revision.
func (s *Store) wait(ctx context.Context, moved <-chan struct{}) error {
	var look <-chan time.Time
	if s.options.ReadOnly {
		timer := time.NewTimer(followEvery)
		defer timer.Stop()
		look = timer.C
	}
	select {
	case <-moved:
	case <-look:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// rest waits until nobody leads, and nothing is being folded that would have somebody lead.
func (s *Store) rest() {
	for {
		s.mu.Lock()
		idle, leading := s.idle, s.leading
		s.mu.Unlock()
		if leading {
			<-idle
			continue
		}
		return
	}
}

// Close waits for the writes under way and closes the file.
func (s *Store) Close(context.Context) error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.moved)
	s.mu.Unlock()
	s.folders.Wait()
	s.rest()
	s.leaveColumns(s.snap.Load())
	return s.keep.close()
}
