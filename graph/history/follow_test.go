package history_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/history"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

func write(t *testing.T, s graph.Store, kind graph.Kind, slug string) {
	t.Helper()
	n := graph.Node{ID: graph.NodeID(kind, slug), Kind: kind, Title: slug, Position: 1}
	if _, err := s.Apply(t.Context(), graph.Changes{Actor: "t", Put: []graph.Node{n}}); err != nil {
		t.Error(err)
	}
}

// faulty is a journal that cannot be read at times.
type faulty struct {
	graph.Journaler
	// faults are those of the next readings.
	faults []error
	read   int
}

func (f *faulty) Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error) {
	f.read++
	if len(f.faults) > 0 {
		err := f.faults[0]
		f.faults = f.faults[1:]
		return nil, err
	}
	return f.Journaler.Journal(ctx, q)
}

// follow gives so many sets, or fewer if an error comes first.
func follow(ctx context.Context, j graph.Journaler, since graph.Revision, where *graph.ChangeFilter, n int) (revisions []graph.Revision, err error) {
	for set, err := range history.Follow(ctx, j, since, where, history.DefaultPauses) {
		if err != nil {
			return revisions, err
		}
		if revisions = append(revisions, set.Revision); len(revisions) == n {
			break
		}
	}
	return revisions, nil
}

func same(t *testing.T, got []graph.Revision, want ...graph.Revision) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("revisions %v, want %v", got, want)
	}
}

func TestFollowingTellsEachRevisionThatHasSomething(t *testing.T) {
	s := memstore.New()
	for i := range 6 {
		write(t, s, []graph.Kind{graph.KindSite, graph.KindTheme}[i%2], fmt.Sprint(i))
	}
	all, err := follow(t.Context(), s, 0, nil, 6)
	if err != nil {
		t.Error(err)
	}
	same(t, all, 1, 2, 3, 4, 5, 6)
	themes, err := follow(t.Context(), s, 2, &graph.ChangeFilter{Kinds: graph.Kinds(graph.KindTheme)}, 2)
	if err != nil {
		t.Error(err)
	}
	same(t, themes, 4, 6)
}

// Readers that are cut off again and again, and go on from where they stood, miss nothing and hear nothing twice.
func TestFollowingGoesOnWithoutAGapOrARepeat(t *testing.T) {
	s := memstore.New()
	const writers, each = 4, 50
	var work sync.WaitGroup
	for w := range writers {
		work.Go(func() {
			for i := range each {
				write(t, s, graph.KindSite, fmt.Sprintf("%d-%d", w, i))
			}
		})
	}
	for cut := range 4 {
		work.Go(func() {
			var all []graph.Revision
			for len(all) < writers*each {
				since := graph.Revision(len(all))
				some, err := follow(t.Context(), s, since, nil, min(1+cut*7, writers*each-len(all)))
				if err != nil {
					t.Error(err)
					return
				}
				all = append(all, some...)
			}
			for i, r := range all {
				if r != graph.Revision(i+1) {
					t.Errorf("number %d is revision %d", i+1, r)
					return
				}
			}
		})
	}
	work.Wait()
}

func TestFollowingOutlastsAStoreThatIsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := graph.Errorf(graph.ErrUnavailable, "away")
		for _, c := range []struct {
			name   string
			faults []error
			told   []graph.Revision
			err    error
			read   int
		}{
			{"for a while", []error{away, away, away}, []graph.Revision{1, 2}, nil, 4},
			{"for too long", slices.Repeat([]error{away}, 7), nil, graph.ErrUnavailable, 7},
			{"for another reason", []error{graph.Errorf(graph.ErrDamaged, "damaged")}, nil, graph.ErrDamaged, 1},
		} {
			s := memstore.New()
			write(t, s, graph.KindSite, "a")
			write(t, s, graph.KindSite, "b")
			j := &faulty{Journaler: s, faults: c.faults}
			start := time.Now()
			told, err := follow(t.Context(), j, 0, nil, 2)
			if !errors.Is(err, c.err) || !slices.Equal(told, c.told) || j.read != c.read {
				t.Errorf("away %s: told %v, %v, after %d readings", c.name, told, err, j.read)
			}
			if waited := time.Since(start); waited > 20*time.Second {
				t.Errorf("away %s: waited %s", c.name, waited)
			}
		}
	})
}

func TestFollowingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for name, j := range map[string]graph.Journaler{
			"waiting": memstore.New(), "resting": &faulty{faults: slices.Repeat([]error{graph.Errorf(graph.ErrUnavailable, "away")}, 3), Journaler: memstore.New()},
		} {
			if told, err := follow(ctx, j, 0, nil, 1); err != nil || len(told) > 0 {
				t.Errorf("%s: %v, %v", name, told, err)
			}
		}
	})
}
