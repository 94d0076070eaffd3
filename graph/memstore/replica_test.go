package memstore_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// A replica keeps every promise of a store.
func TestReplica(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graph.Store { return follow(t, memstore.New(), memstore.ReplicaOptions{}) })
}

func follow(t *testing.T, source graph.Store, o memstore.ReplicaOptions) *memstore.Replica {
	t.Helper()
	r, err := memstore.Follow(t.Context(), source, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A source is a store that can be taken away, and changed without its journal.
type source struct {
	*memstore.Store
	away atomic.Bool
	// other, if it is there, is what the store shows in place of what its journal says.
	other atomic.Pointer[memstore.Store]
}

var errAway = graph.Errorf(graph.ErrUnavailable, "the store is away")

func (s *source) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	if s.away.Load() {
		return nil, errAway
	}
	return s.Store.Journal(ctx, q)
}

func (s *source) Status(ctx context.Context) (graph.Status, error) {
	if s.away.Load() {
		return graph.Status{}, errAway
	}
	status, err := s.Store.Status(ctx)
	if other := s.other.Load(); other != nil && err == nil {
		shown, err := other.Status(ctx)
		status.Nodes, status.Links = shown.Nodes, shown.Links
		return status, err
	}
	return status, err
}

func (s *source) View(ctx context.Context) (graph.View, error) {
	if other := s.other.Load(); other != nil {
		return other.View(ctx)
	}
	return s.Store.View(ctx)
}

func site(slug string) graph.Changes {
	return graph.Changes{Actor: "test", Put: []graph.Node{{ID: graph.NodeID(graph.KindSite, slug), Kind: graph.KindSite, Title: slug, Position: 1}}}
}

func TestReplicasSeeWhatOthersWrite(t *testing.T) {
	shared := memstore.New()
	a, b := follow(t, unclosed{shared}, memstore.ReplicaOptions{}), follow(t, shared, memstore.ReplicaOptions{})
	defer a.Close(t.Context())
	defer b.Close(t.Context())
	at, err := a.Apply(t.Context(), site("hall"))
	if err != nil || siteNames(t, a) != "hall" {
		t.Fatalf("who writes sees %q, %v", siteNames(t, a), err)
	}
	if _, err := b.Apply(t.Context(), graph.Changes{Actor: "test", Expect: map[graph.ID]graph.Revision{"site:hall": at}, Drop: []graph.ID{"site:hall"}}); err != nil {
		t.Error(err)
	}
	if got := siteNames(t, b); got != "" {
		t.Errorf("the other sees %q", got)
	}
}

// unclosed is a store that others hold too.
type unclosed struct{ graph.Store }

func (unclosed) Close(context.Context) error { return nil }

func TestReplicasAnswerWhileTheirSourceIsAway(t *testing.T) {
	s := &source{Store: memstore.New()}
	heard := make(chan string, 100)
	r := follow(t, s, memstore.ReplicaOptions{Heard: hear(heard)})
	defer r.Close(t.Context())
	if _, err := r.Apply(t.Context(), site("hall")); err != nil {
		t.Fatal(err)
	}
	s.away.Store(true)
	if _, err := s.Store.Apply(t.Context(), site("barn")); err != nil { // wakes the follower, who finds nothing there
		t.Fatal(err)
	}
	status, err := r.Status(t.Context())
	if err != nil || !strings.Contains(status.Trouble, "away") || status.Revision < 1 {
		t.Errorf("%+v, %v", status, err)
	}
	if got := siteNames(t, r); !strings.Contains(got, "hall") {
		t.Errorf("while the source is away: %q", got)
	}
	s.away.Store(false)
	if _, err := r.Apply(t.Context(), site("mill")); err != nil {
		t.Fatal(err)
	}
	if got := siteNames(t, r); got != "barn hall mill" {
		t.Errorf("when it is back: %q", got)
	}
}

func TestReplicasFindWhatWasChangedByHand(t *testing.T) {
	for _, c := range []struct {
		name    string
		options memstore.ReplicaOptions
		title   string
	}{
		{"by the counts", memstore.ReplicaOptions{CheckEvery: time.Millisecond, ReadEvery: time.Hour}, "two"},
		{"by the hash", memstore.ReplicaOptions{CheckEvery: time.Millisecond, ReadEvery: time.Millisecond}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &source{Store: memstore.New()}
			heard := make(chan string, 100)
			c.options.Heard = hear(heard)
			r := follow(t, s, c.options)
			defer r.Close(t.Context())
			if _, err := r.Apply(t.Context(), site("one")); err != nil {
				t.Fatal(err)
			}
			other, byHand := memstore.New(), site("one")
			byHand.Put[0].Description = "changed by hand"
			if c.title != "" {
				byHand.Put = append(byHand.Put, site(c.title).Put...)
			}
			if _, err := other.Apply(t.Context(), byHand); err != nil {
				t.Fatal(err)
			}
			s.other.Store(other)
			for what := range heard {
				if strings.Contains(what, "anew") {
					break
				}
			}
			want, err := other.Status(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got, err := r.Status(t.Context()); err != nil || got.Hash != want.Hash {
				t.Errorf("hash %s, %v; want %s", got.Hash, err, want.Hash)
			}
			if got, want := siteNames(t, r), strings.TrimSpace("one "+c.title); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func hear(to chan<- string) func(string, error) {
	return func(what string, _ error) {
		select {
		case to <- what:
		default:
		}
	}
}

// siteNames are the slugs of the sites that a store shows.
func siteNames(t *testing.T, s graph.Store) string {
	t.Helper()
	v, err := s.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	page, err := v.Walk(t.Context(), graph.Walk{Kind: graph.KindSite, Order: []graph.Order{{By: graph.ByField, Field: graph.FieldTitle}}, Page: graph.Page{Limit: 10}})
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, e := range page.Edges {
		titles = append(titles, e.To.Node.Title)
	}
	return strings.Join(titles, " ")
}
