package memstore_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// other is a store of another kind, as far as a timeline can tell. It counts the entries that are read.
type other struct {
	graph.Store
	read atomic.Int64
	// onRead is called before each reading.
	onRead func()
}

func (o *other) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if o.onRead != nil {
		o.onRead()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	entries, err := o.Store.Journal(ctx, q)
	o.read.Add(int64(len(entries)))
	return entries, err
}

func TestTheTimelineOfAnEmbeddedStore(t *testing.T) {
	graphtest.RunPast(t, func(t *testing.T) graph.Store { return open(t, t.TempDir()) }, func(s graph.Store) graphtest.Past { return memstore.NewTimeline(s) })
}

func TestTheTimelineOfAnotherStore(t *testing.T) {
	graphtest.RunPast(t, func(*testing.T) graph.Store { return memstore.New() }, func(s graph.Store) graphtest.Past { return memstore.NewTimeline(&other{Store: s}) })
}

// written is a store with so many revisions, each with a site of its own.
func written(t *testing.T, revisions int) graph.Store {
	t.Helper()
	s := memstore.New()
	for i := range revisions {
		apply(t, s, graph.Changes{Actor: "t", Put: []graph.Node{{ID: graph.NodeID(graph.KindSite, string(rune('a'+i%26))), Kind: graph.KindSite, Title: "Site", Position: i + 1}}})
	}
	return s
}

func at(t *testing.T, line *memstore.Timeline, r graph.Revision) {
	t.Helper()
	v, err := line.At(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if v.Revision() != r {
		t.Errorf("revision %d, want %d", v.Revision(), r)
	}
}

func TestATimelineReadsAsLittleAsItCan(t *testing.T) {
	s := &other{Store: written(t, 100)}
	line := memstore.NewTimeline(s)
	for _, c := range []struct {
		revision graph.Revision
		read     int64
	}{
		{90, 90}, // from the beginning
		{88, 2},  // back
		{90, 0},  // known
		{95, 5},  // on
		{3, 3},   // from the beginning again, which is nearer
		{5, 2},
		{0, 0},
	} {
		s.read.Store(0)
		at(t, line, c.revision)
		if got := s.read.Load(); got != c.read {
			t.Errorf("revision %d: %d entries read, want %d", c.revision, got, c.read)
		}
	}
	embedded := written(t, 100)
	line = memstore.NewTimeline(embedded)
	at(t, line, 100)
	at(t, line, 99)
}

func TestATimelineKnowsNothingOfTheFuture(t *testing.T) {
	for name, s := range map[string]graph.Store{"embedded": written(t, 3), "another": &other{Store: written(t, 3)}} {
		for _, r := range []graph.Revision{-1, 4} {
			if _, err := memstore.NewTimeline(s).At(t.Context(), r); !errors.Is(err, graph.ErrInvalid) {
				t.Errorf("%s, revision %d: %v", name, r, err)
			}
		}
	}
}

func TestWhatWasReadBeforeTheContextEndedIsNotLost(t *testing.T) {
	s := &other{Store: written(t, 200)}
	line := memstore.NewTimeline(s)
	ctx, cancel := context.WithCancel(t.Context())
	pieces := 0
	s.onRead = func() {
		if pieces++; pieces == 3 {
			cancel()
		}
	}
	if _, err := line.At(ctx, 150); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	read := s.read.Load()
	at(t, line, 150)
	if s.read.Load() != 150 || read == 0 {
		t.Errorf("%d entries read, then %d in all; want 150", read, s.read.Load())
	}
}

func TestATimelineForgetsWhatNobodyAskedForLongest(t *testing.T) {
	s := &other{Store: written(t, 100)}
	line := memstore.NewTimeline(s)
	line.Keep(2)
	for _, r := range []graph.Revision{20, 50, 20, 80} {
		at(t, line, r)
	}
	s.read.Store(0)
	at(t, line, 20)
	at(t, line, 80)
	if got := s.read.Load(); got != 0 {
		t.Errorf("%d entries read for what was asked for last", got)
	}
	at(t, line, 50)
	if got := s.read.Load(); got != 30 {
		t.Errorf("%d entries read for what was forgotten, want 30", got)
	}
}

func TestAnEmptyTimelineStillHasTheBeginning(t *testing.T) {
	at(t, memstore.NewTimeline(memstore.New()), 0)
}

func TestATimelineForMany(t *testing.T) {
	s := written(t, 60)
	line := memstore.NewTimeline(s)
	line.Keep(3)
	var work sync.WaitGroup
	for g := range 8 {
		work.Go(func() {
			for i := range 30 {
				r := graph.Revision((g*7 + i*11) % 61)
				v, err := line.At(t.Context(), r)
				if err != nil || v.Revision() != r {
					t.Errorf("revision %d: %v", r, err)
					return
				}
				page, err := v.Walk(t.Context(), graph.Walk{Kind: graph.KindSite, Page: graph.Page{Limit: 50}})
				if err != nil || len(page.Edges) != min(int(r), 26) {
					t.Errorf("revision %d has %d sites, %v", r, len(page.Edges), err)
				}
			}
		})
	}
	for i := range 10 {
		apply(t, s, graph.Changes{Actor: "t", Put: []graph.Node{{ID: "site:z", Kind: graph.KindSite, Title: "Site", Position: 1000 + i}}})
	}
	work.Wait()
}
