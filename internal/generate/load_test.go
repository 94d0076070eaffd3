package generate_test

import (
	"context"
	"errors"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/generate"
)

// interrupted takes some parts and then no more, as a process that ends does.
type interrupted struct {
	graph.Store
	left int
}

func (i *interrupted) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	if i.left--; i.left < 0 {
		return 0, graph.Errorf(graph.ErrUnavailable, "gone")
	}
	return i.Store.Apply(ctx, c)
}

func TestALoadGoesOnWhereItStopped(t *testing.T) {
	p := plan(t, generate.Options{Actions: 1000, Seed: 7})
	s := memstore.New()
	if _, err := generate.Load(t.Context(), &interrupted{s, 3}, p, nil); !errors.Is(err, graph.ErrUnavailable) {
		t.Fatalf("%v", err)
	}
	if _, err := s.View(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("three parts of %d are served: %v", p.Steps(), err)
	}
	var told []int
	status, err := generate.Load(t.Context(), s, p, func(done, total int) { told = append(told, done) })
	if err != nil || len(told) != p.Steps()-3 || told[0] != 4 {
		t.Fatalf("told %v of %d parts, %v", told, p.Steps(), err)
	}
	nodes, links := whole(t, generate.Options{Actions: 1000, Seed: 7})
	if status.Load != "" || status.Nodes != len(nodes) || status.Links != len(links) || status.Revision != graph.Revision(p.Steps()) {
		t.Errorf("%+v, want %d nodes and %d links", status, len(nodes), len(links))
	}
	again, err := generate.Load(t.Context(), s, p, func(int, int) { t.Error("a part is made again") })
	if err != nil || again != status {
		t.Errorf("again: %+v, %v", again, err)
	}
}

func TestWhatIsSomethingElseIsLeftAlone(t *testing.T) {
	p := plan(t, generate.Options{Actions: 100})
	theme := graph.Changes{Actor: "somebody", Put: []graph.Node{{ID: "theme:x", Kind: graph.KindTheme, Title: "X", Position: 1}}}
	loading := theme
	loading.Load = "something else"
	for name, c := range map[string]graph.Changes{"a graph": theme, "the beginning of one": loading} {
		s := memstore.New()
		if _, err := s.Apply(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if _, err := generate.Load(t.Context(), s, p, nil); !errors.Is(err, graph.ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	other, err := generate.New(generate.Options{Actions: 100, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	s := memstore.New()
	if _, err := generate.Load(t.Context(), s, p, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := generate.Load(t.Context(), s, other, nil); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("another plan: %v", err)
	}
}
