package annex_test

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// FuzzImport holds whatever comes in to a sound graph, ErrInvalid or ErrTooLarge.
func FuzzImport(f *testing.F) {
	f.Add(sample.Text())
	for seed := range uint64(8) {
		f.Add([]byte(damage(layout(synthesise(seed), seed), seed, 0.1)))
	}
	f.Add([]byte("A\n\nPriority\nPromise\nActivity\nAction\n1. x\n(\n\n\n\n)\n- (Q1\n2.2\n*See 1 + number of x\n"))
	f.Add([]byte("A\n\nPriority\n\nPromise (theme)\n\nActivity\n\nAction\n\n1. x\n\n\n\nb c (People)\n\n\n\nd)\n\n-\n- l\n"))
	leisure, err := os.ReadFile("testdata/leisure.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(leisure)
	f.Add([]byte(head + "1.\n\n- Buy\fFooter 1\f2.\u200b\n\u00a0Light\u00ad\nup\n\nFooter 2\f1. (cont\u2019d)\n\nFooter 3\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, report, err := annex.Import(text, annex.Options{Document: "fuzz"})
		if err != nil {
			if !errors.Is(err, graph.ErrInvalid) && !errors.Is(err, graph.ErrTooLarge) {
				t.Fatalf("%v is neither ErrInvalid nor ErrTooLarge", err)
			}
			return
		}
		if report == nil {
			t.Fatal("no report")
		}
		sound(t, c)
	})
}

// sound checks what every change of an import keeps to: IDs well formed and unique, ends that exist and are of the right
// kinds, positions from 1, evidence everywhere, rows in order.
func sound(t *testing.T, c graph.Changes) {
	t.Helper()
	nodes := map[graph.ID]graph.Kind{}
	position := map[graph.Kind]int{}
	for _, n := range c.Put {
		if _, twice := nodes[n.ID]; twice || !n.ID.Valid() || n.Title == "" {
			t.Fatalf("node %q, title %q: not valid, or there twice", n.ID, n.Title)
		}
		if k, _ := n.ID.Kind(); k != n.Kind {
			t.Fatalf("node %q is a %v", n.ID, n.Kind)
		}
		if position[n.Kind]++; n.Position != position[n.Kind] {
			t.Fatalf("node %q has position %d, not %d", n.ID, n.Position, position[n.Kind])
		}
		nodes[n.ID] = n.Kind
		cited(t, n.ID, n.Evidence)
	}
	links := map[graph.ID]bool{}
	for _, l := range c.Link {
		if links[l.ID] || !l.ID.Valid() || l.ID != l.Normal().ID {
			t.Fatalf("link %q: not valid, or there twice", l.ID)
		}
		links[l.ID] = true
		if nodes[l.From] == 0 || nodes[l.To] == 0 || l.From == l.To {
			t.Fatalf("link %q has an end that is not there", l.ID)
		}
		if !slices.IsSorted(l.Rows) {
			t.Fatalf("link %q has rows %v", l.ID, l.Rows)
		}
		cited(t, l.ID, l.Evidence)
	}
}

func cited(t *testing.T, id graph.ID, evidence []graph.Citation) {
	t.Helper()
	if len(evidence) == 0 {
		t.Fatalf("%q has no evidence", id)
	}
	for _, e := range evidence {
		if e.Plan == "" || e.Line < 1 || e.LastLine < e.Line || e.AsPrinted == "" || e.Quote == "" {
			t.Fatalf("%q has evidence %+v", id, e)
		}
	}
}

func TestSampleIsSoundAndTheSameEveryTime(t *testing.T) {
	first, report := importSample(t)
	sound(t, first)
	for range 5 {
		again, r := importSample(t)
		if !reflect.DeepEqual(first, again) || !reflect.DeepEqual(report, r) {
			t.Fatal("two imports of the same text differ")
		}
	}
}
