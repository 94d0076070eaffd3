package soak

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/server"
)

var (
	lasting = flag.Duration("soak.for", 0, "how long to soak; nothing does a fixed number of rounds")
	rounds  = flag.Int("soak.rounds", 15, "how many rounds each writer and reader does where no time is given")
)

const (
	writers   = 16
	readers   = 16
	attackers = 4
)

// Writers and readers together find no lost update, no torn read, whoever attacks beside them; and all leave nothing behind.
func TestWritersAndReaders(t *testing.T) {
	dir := t.TempDir()
	store, err := memstore.Open(t.Context(), dir, memstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := &load{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: writers + readers + attackers}}}
	url, stop := serve(t, store)
	l.url = url
	if err := l.plant(t.Context()); err != nil {
		t.Fatal(err)
	}
	planted, last := l.revision(t), make(chan int, 1)
	follower := l.follow(t, planted, last)
	l.soak(t, *rounds)
	calm := settle(l)
	if *lasting > 0 {
		l.soakFor(t, *lasting)
	} else {
		l.soak(t, *rounds)
	}
	settle(l).compare(t, calm)
	l.check(t)
	last <- l.revision(t) + 1
	if err := l.change(t.Context(), []any{map[string]any{"siteCreate": map[string]any{"title": "The last"}}}); err != nil {
		t.Fatal(err)
	}
	if err := <-follower.done; err != nil {
		t.Errorf("who follows the changes was told wrongly: %v", err)
	}
	stop()
	if err := store.Close(context.WithoutCancel(t.Context())); err != nil {
		t.Error(err)
	}
	t.Logf("%d reads, %d counts, %d moves, %d conflicts, %d attacks", l.reads.Load(), l.counts.Load(), l.moves.Load(), l.conflicts.Load(), l.attacks.Load())
	sameAgain(t, dir)
}

// serve serves a store on which anybody may write.
func serve(t *testing.T, store graph.Store) (url string, stop func()) {
	t.Helper()
	quiet := slog.New(slog.DiscardHandler) // of what attackers do
	s, err := server.New(server.Options{
		Executor: faulty{gql.New(losing{store}, gql.Options{Log: quiet})}, Store: store, Access: &access.Policy{PublicRead: true, OpenToLocal: true}, Log: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, listener) }()
	return "http://" + listener.Addr().String(), func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// soakFor soaks in rounds until the time is over, and says how it goes.
func (l *load) soakFor(t *testing.T, d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end) && !t.Failed(); {
		l.soak(t, 50)
		now := settle(l)
		fmt.Printf("%s left: %d reads, %d counts, %d moves, %d conflicts, %d attacks; %d MiB, %d goroutines, %d files\n", time.Until(end).Round(time.Second),
			l.reads.Load(), l.counts.Load(), l.moves.Load(), l.conflicts.Load(), l.attacks.Load(), now.heap>>20, now.goroutines, now.files)
	}
}

// soak lets all writers and readers do some rounds.
func (l *load) soak(t *testing.T, rounds int) {
	var wait sync.WaitGroup
	for i := range writers {
		dice := rand.New(rand.NewPCG(uint64(i), uint64(l.reads.Load()))) //nolint:gosec // not for secrets
		wait.Go(func() {
			for range rounds {
				switch err := l.write(t.Context(), dice); {
				case errors.Is(err, errConflict):
					l.conflicts.Add(1)
				case err != nil:
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range attackers {
		dice := rand.New(rand.NewPCG(uint64(i), uint64(l.attacks.Load()))) //nolint:gosec // not for secrets
		wait.Go(func() {
			for range rounds {
				if err := l.attack(t.Context(), dice); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for range readers {
		wait.Go(func() {
			for range rounds {
				if err := l.read(t.Context()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
}

// check compares the counters with what was acknowledged.
func (l *load) check(t *testing.T) {
	t.Helper()
	sum := 0
	for i := range counters {
		var read struct{ Action struct{ Description string } }
		if err := l.ask(t.Context(), `query($id: ID!) { action(id: $id) { description } }`, map[string]any{"id": counter(i)}, &read); err != nil {
			t.Fatal(err)
		}
		var n int
		if _, err := fmt.Sscan(read.Action.Description, &n); err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	if int64(sum) != l.counts.Load() {
		t.Errorf("the counters stand at %d after %d counts that were acknowledged", sum, l.counts.Load())
	}
	if l.counts.Load() == 0 || l.moves.Load() == 0 {
		t.Error("nothing was counted or moved")
	}
}

// A state is what a process holds: files are -1 where that cannot be told.
type state struct {
	goroutines, files int
	heap              uint64
}

// mostGrown is how many bytes of heap may be kept for good of a soak: documents that are kept parsed, what changed since the
// graph was last folded.
const mostGrown = 16 << 20

// compare finds what was not given back.
func (s state) compare(t *testing.T, calm state) {
	t.Helper()
	if s.goroutines > calm.goroutines+2 {
		t.Errorf("%d goroutines after it, %d before", s.goroutines, calm.goroutines)
	}
	if s.files > calm.files+2 {
		t.Errorf("%d open files after it, %d before", s.files, calm.files)
	}
	if s.heap > calm.heap+mostGrown {
		t.Errorf("%d bytes of heap after it, %d before", s.heap, calm.heap)
	}
}

// revision is the present one.
func (l *load) revision(t *testing.T) int {
	t.Helper()
	var read struct{ Revision int }
	if err := l.ask(t.Context(), `{ revision }`, nil, &read); err != nil {
		t.Fatal(err)
	}
	return read.Revision
}

// settle gives what the process holds once its idle connections are gone.
func settle(l *load) state {
	l.client.CloseIdleConnections()
	least := state{goroutines: runtime.NumGoroutine(), files: openFiles(), heap: math.MaxUint64}
	for range 100 { // goroutines end a little after what they were for
		runtime.Gosched()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		least = state{min(least.goroutines, runtime.NumGoroutine()), min(least.files, openFiles()), min(least.heap, m.HeapAlloc)}
	}
	return least
}

// openFiles counts the files and connections that are open.
func openFiles() int {
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return -1
	}
	return len(open)
}

// sameAgain opens the store anew: opening compares what was kept with its hash, and the journal must make the same graph.
func sameAgain(t *testing.T, dir string) {
	t.Helper()
	store, err := memstore.Open(t.Context(), dir, memstore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context())) // nothing was written
	nodes, links := map[graph.ID]*graph.Node{}, map[graph.ID]*graph.Link{}
	entries, err := store.Journal(t.Context(), graph.JournalQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		for _, c := range e.Nodes {
			if delete(nodes, c.ID()); c.After != nil {
				nodes[c.ID()] = c.After
			}
		}
		for _, c := range e.Links {
			if delete(links, c.ID()); c.After != nil {
				links[c.ID()] = c.After
			}
		}
	}
	var hash graph.GraphHash
	for _, n := range nodes {
		hash.AddNode(n)
	}
	for _, l := range links {
		hash.AddLink(l)
	}
	status, err := store.Status(t.Context())
	if err != nil || status.Hash != hash.String() {
		t.Errorf("the journal makes the graph %s, but %s stands (%v)", hash, status.Hash, err)
	}
}
