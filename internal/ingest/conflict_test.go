package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
	"github.com/goldenthread/goldenthread/internal/ingest"
)

// A busy store has somebody change a node just before each of the first imports is made.
type busy struct {
	graph.Store
	edits, attempts int
}

func (b *busy) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	if c.Actor != annex.Actor {
		return b.Store.Apply(ctx, c)
	}
	b.attempts++
	if b.attempts <= b.edits {
		n := graph.Node{ID: "priority:1", Kind: graph.KindPriority, Code: "1", Title: fmt.Sprintf("Edited %d times", b.attempts), Position: 1}
		if _, err := b.Store.Apply(ctx, graph.Changes{Actor: "ada", Put: []graph.Node{n}}); err != nil {
			return 0, err
		}
	}
	return b.Store.Apply(ctx, c)
}

func TestAnEditMeanwhileIsWorkedInAndNotLost(t *testing.T) {
	for _, edits := range []int{0, 1, 4} {
		p := write(1, 3, 2)
		store := &busy{Store: memstore.New(), edits: edits}
		if _, err := store.Store.Apply(t.Context(), p.read("1").Changes); err != nil {
			t.Fatal(err)
		}
		p.rows[1].items = p.rows[1].items[:2]
		if out := apply(t, store, p.read("2")); !out.Changed {
			t.Errorf("after %d edits nothing changed", edits)
		}
		if store.attempts != edits+1 {
			t.Errorf("%d edits meanwhile took %d attempts", edits, store.attempts)
		}
		want := fmt.Sprintf("Edited %d times", edits)
		if title := stands(t, store).nodes["priority:1"].Title; edits > 0 && title != want {
			t.Errorf("“%s” was lost: it is called “%s”", want, title)
		}
	}
}

func TestAnImportThatAlwaysComesTooLateGivesUp(t *testing.T) {
	p := write(1, 3, 2)
	store := &busy{Store: memstore.New(), edits: 1000}
	if _, err := store.Store.Apply(t.Context(), p.read("1").Changes); err != nil {
		t.Fatal(err)
	}
	p.rewrite()
	_, err := ingest.Apply(t.Context(), store, p.read("2"), revise.Options{})
	if !errors.Is(err, graph.ErrConflict) || store.attempts != 5 {
		t.Errorf("%v after %d attempts", err, store.attempts)
	}
}
