package ingest_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
	"github.com/goldenthread/goldenthread/internal/ingest"
)

var seeds = flag.Uint64("seeds", 20, "how many random plans each property is held to")

func apply(t *testing.T, store graph.Store, r *revise.Reading) *ingest.Outcome {
	t.Helper()
	out, err := ingest.Apply(t.Context(), store, r, revise.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// unchanged imports a document again and wants nothing to change.
func unchanged(t *testing.T, store graph.Store, r *revise.Reading) {
	t.Helper()
	if out := apply(t, store, r); out.Changed {
		var b strings.Builder
		_ = out.Account.Print(&b)
		t.Errorf("importing again what stands changed the graph at revision %d%s", out.Revision, b.String())
	}
}

func eachSeed(t *testing.T, test func(t *testing.T, seed uint64)) {
	for seed := range *seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { test(t, seed) })
	}
}

// facts are what a graph says, by what things are called and not by their IDs.
func facts(s stand) []string {
	name := func(id graph.ID) string {
		n := s.nodes[id]
		return strings.ToLower(n.Kind.String()) + " " + n.Code + " " + n.Title
	}
	var all []string
	for id, n := range s.nodes {
		quarters := ""
		for _, q := range n.Schedule {
			quarters += " " + q.Label()
		}
		all = append(all, fmt.Sprintf("%s %d %s %v", name(id), n.Position, quarters, places(n.Evidence)))
	}
	for _, l := range s.links {
		var rows []string
		for _, r := range l.Rows {
			rows = append(rows, name(r))
		}
		slices.Sort(rows)
		all = append(all, fmt.Sprintf("%s > %s > %s %s %s %v %v", l.Relation, name(l.From), name(l.To), l.Basis, l.State, rows, places(l.Evidence)))
	}
	slices.Sort(all)
	return all
}

func places(evidence []graph.Citation) (lines []string) {
	for _, c := range evidence {
		lines = append(lines, fmt.Sprintf("%s:%d", c.Document, c.Line))
	}
	return lines
}

func missing(a, b []string) string {
	var out []string
	for _, f := range a {
		if _, found := slices.BinarySearch(b, f); !found {
			out = append(out, f)
		}
	}
	return strings.Join(out, "\n    ")
}

// Where people changed nothing, a graph that versions were imported into one after the other says what the last one says,
// and IDs have stayed.
func TestTheLastVersionIsWhatStands(t *testing.T) {
	eachSeed(t, func(t *testing.T, seed uint64) {
		p := write(seed, 6, 5)
		store := memstore.New()
		ids := idsOf(apply(t, store, p.read("1")), p.read("1"), p)
		for version := 2; version <= 4; version++ {
			e := p.rewrite()
			r := p.read(fmt.Sprint(version))
			out := apply(t, store, r)
			unchanged(t, store, r)
			fresh := memstore.New()
			apply(t, fresh, r)
			got, want := facts(stands(t, store)), facts(stands(t, fresh))
			if lost, invented := missing(want, got), missing(got, want); lost+invented != "" {
				t.Fatalf("version %d\n  lost      %s\n  invented  %s", version, lost, invented)
			}
			now := idsOf(out, r, p)
			for _, it := range e.same {
				if ids[it] != "" && now[it] != "" && ids[it] != now[it] {
					t.Errorf("version %d: “%s” was %s and is %s", version, it.title, ids[it], now[it])
				}
			}
			for _, it := range e.added {
				if now[it] == "" || len(out.Account.Added) == 0 {
					t.Errorf("version %d: “%s” is new, and was not added", version, it.title)
				}
			}
			ids = now
		}
	})
}

// idsOf are the IDs in the graph of a paper's items.
func idsOf(out *ingest.Outcome, r *revise.Reading, p *paper) map[*item]graph.ID {
	ids := map[*item]graph.ID{}
	byTitle := map[string]graph.ID{}
	for i := range r.Changes.Put {
		n := &r.Changes.Put[i]
		byTitle[n.Code+" "+n.Title] = out.ID(n.ID)
	}
	for _, row := range p.rows {
		for _, it := range row.items {
			ids[it] = byTitle[it.code+" "+it.title]
		}
	}
	return ids
}

// Whatever people do, importing again what was imported changes nothing.
func TestImportingAgainChangesNothing(t *testing.T) {
	eachSeed(t, func(t *testing.T, seed uint64) {
		p := write(seed, 6, 4)
		store := memstore.New()
		apply(t, store, p.read("1"))
		who := newPeople(t, store, seed)
		for range 4 {
			who.edit(4)
			unchanged(t, store, p.read("1"))
			if t.Failed() {
				return
			}
		}
		who.hold()
	})
}

// Whatever people do and whatever versions come, what people decided stands, and each version settles at once.
func TestWhatPeopleDecidedSurvivesEveryVersion(t *testing.T) {
	eachSeed(t, func(t *testing.T, seed uint64) {
		p, other := write(seed, 6, 4), write(seed+1000, 4, 3)
		store := memstore.New()
		apply(t, store, p.read("1"))
		apply(t, store, other.read("other"))
		who := newPeople(t, store, seed)
		for version := 2; version <= 5; version++ {
			who.edit(5)
			p.rewrite()
			r := p.read(fmt.Sprint(version))
			apply(t, store, r)
			who.hold()
			unchanged(t, store, r)
			unchanged(t, store, other.read("other"))
			if t.Failed() {
				t.Fatalf("version %d", version)
			}
		}
		sound(t, store)
	})
}

// sound checks that nothing stands half: every thing has evidence or was made by hand, and everything cited is a plan.
func sound(t *testing.T, store graph.Store) {
	t.Helper()
	s := stands(t, store)
	for _, n := range s.nodes {
		if len(n.Evidence) == 0 && !byHand(n.ID) {
			t.Errorf("%s has no evidence", n.ID)
		}
		for _, c := range n.Evidence {
			if s.nodes[c.Plan] == nil {
				t.Errorf("%s cites %s, which does not stand", n.ID, c.Plan)
			}
		}
	}
	for _, l := range s.links {
		if len(l.Evidence) == 0 && l.Basis != graph.BasisCurated {
			t.Errorf("%s has no evidence", l.ID)
		}
	}
}
