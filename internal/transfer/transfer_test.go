package transfer_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/transfer"
)

// history is a store with the sample plan and some changes after it.
func history(t *testing.T) graph.Store {
	t.Helper()
	s := memstore.New()
	apply(t, s, golden.Sample(t))
	for i := range 5 {
		apply(t, s, graph.Changes{Actor: fmt.Sprintf("officer %d", i), Put: []graph.Node{{ID: "theme:new", Kind: graph.KindTheme, Title: fmt.Sprintf("New %d", i), Position: 4}}})
	}
	apply(t, s, graph.Changes{Actor: "officer", Drop: []graph.ID{"theme:place"}})
	return s
}

func apply(t *testing.T, s graph.Store, c graph.Changes) {
	t.Helper()
	if _, err := s.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func journal(t *testing.T, s graph.Store) []graph.Entry {
	t.Helper()
	entries, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func TestACopyHasTheGraphAndItsHistory(t *testing.T) {
	from, to := history(t), memstore.New()
	var told []graph.Revision
	r, err := transfer.Copy(t.Context(), from, to, func(done, _ graph.Revision) { told = append(told, done) })
	if err != nil {
		t.Fatal(err)
	}
	if r.From != 0 || r.To != 7 || len(told) != 7 || r.Hash == "" {
		t.Errorf("%+v, told %v", r, told)
	}
	a, b := journal(t, from), journal(t, to)
	if len(a) != len(b) {
		t.Fatalf("%d entries became %d", len(a), len(b))
	}
	for i := range a {
		if !a[i].At.Equal(b[i].At) || a[i].Actor != b[i].Actor || a[i].Revision != b[i].Revision {
			t.Errorf("entry %+v became %+v", a[i], b[i])
		}
	}
}

// failing gives up after some changes, as a connection may.
type failing struct {
	graph.Store
	left int
}

func (f *failing) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	if f.left--; f.left < 0 {
		return 0, graph.Errorf(graph.ErrUnavailable, "gone")
	}
	return f.Store.Apply(ctx, c)
}

func TestAnInterruptedCopyGoesOnWhereItStopped(t *testing.T) {
	from, to := history(t), memstore.New()
	if _, err := transfer.Copy(t.Context(), from, &failing{to, 3}, nil); !errors.Is(err, graph.ErrUnavailable) {
		t.Fatalf("%v", err)
	}
	if _, err := to.View(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("half a copy is served: %v", err)
	}
	r, err := transfer.Copy(t.Context(), from, to, nil)
	if err != nil || r.From != 3 || r.To != 7 {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := to.View(t.Context()); err != nil {
		t.Errorf("the copy is complete: %v", err)
	}
	if r, err = transfer.Copy(t.Context(), from, to, nil); err != nil || r.From != 7 || r.To != 7 {
		t.Errorf("again: %+v, %v", r, err)
	}
}

func TestATargetWithAnotherHistoryIsRefused(t *testing.T) {
	from, other := history(t), memstore.New()
	apply(t, other, graph.Changes{Actor: "somebody", Put: []graph.Node{{ID: "theme:x", Kind: graph.KindTheme, Title: "X", Position: 1}}})
	if _, err := transfer.Copy(t.Context(), from, other, nil); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("%v", err)
	}
	if _, err := transfer.Copy(t.Context(), memstore.New(), other, nil); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("%v", err)
	}
	half := memstore.New()
	apply(t, half, graph.Changes{Actor: "somebody", Load: "something else", Put: []graph.Node{{ID: "theme:x", Kind: graph.KindTheme, Title: "X", Position: 1}}})
	if _, err := transfer.Copy(t.Context(), from, half, nil); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("%v", err)
	}
	if _, err := transfer.Copy(t.Context(), half, memstore.New(), nil); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("half a graph is copied: %v", err)
	}
}
