package memstore_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

func TestWhatIsLookedAtGrowsNoFasterThanThePlan(t *testing.T) {
	graphtest.Growth(t, func(t *testing.T, plan graph.Changes) func(question any) int {
		s := memstore.New()
		apply(t, s, plan)
		return func(question any) int {
			n, err := s.Looked(t.Context(), question)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	})
}

func TestAllocationsGrowNoFasterThanThePlan(t *testing.T) {
	graphtest.Growth(t, func(t *testing.T, plan graph.Changes) func(question any) int {
		s := memstore.New()
		apply(t, s, plan)
		v, err := s.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return func(question any) int {
			const runs = 3 // after one that fills what is kept
			return int(testing.AllocsPerRun(runs, func() {
				if err := graphtest.Ask(t.Context(), v, question); err != nil {
					t.Fatal(err)
				}
			}))
		}
	})
}

// Words are compared with stems for every action of a plan, so nothing is allocated for it.
func TestLookingForStemsAllocatesNothing(t *testing.T) {
	words, stems := graph.Words("Review the museum with partners"), []string{"co-operat", "allianc", "partner"}
	if n := testing.AllocsPerRun(10, func() { graph.HasStem(words, stems) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Between an action and a theme, which most actions lead to, no more is tried than the action has links, from whichever end
// the thread is asked for.
func TestThreadsAreTriedFromTheEndThatHasLess(t *testing.T) {
	for name, q := range map[string]graph.PathQuery{
		"up":   {From: "action:77", To: "theme:1", Straight: true, MaxLength: 4, First: 3},
		"down": {From: "theme:1", To: "action:77", Straight: true, MaxLength: 4, First: 3},
	} {
		s := memstore.New()
		apply(t, s, graphtest.Large(1600))
		looked, err := s.Looked(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if looked > 100 {
			t.Errorf("%s: %d links are tried", name, looked)
		}
	}
}

// A change at a node that very many links lead to copies a few of them, not all.
func TestAChangeAtAHubCopiesFewLinks(t *testing.T) {
	cost := func(links int) uint64 {
		s := memstore.New()
		c := graph.Changes{Actor: "t", Put: []graph.Node{{ID: "priority:1", Kind: graph.KindPriority, Title: "Hub", Position: 1}}}
		for i := range links {
			serve(&c, i)
		}
		apply(t, s, c)
		s.Settle()
		const changes = 20
		var before, after runtime.MemStats
		for i := range changes + 1 {
			c := graph.Changes{Actor: "t"}
			serve(&c, links+i)
			apply(t, s, c)
			if i == 0 { // the first one makes what the others share
				runtime.ReadMemStats(&before)
			}
		}
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / changes
	}
	if few, many := cost(1_000), cost(15_000); many > 3*few {
		t.Errorf("a change allocates %d bytes at a node with 1,000 links, and %d at one with 15,000", few, many)
	}
}

// serve adds an action that serves the one priority.
func serve(c *graph.Changes, i int) {
	id := graph.NodeID(graph.KindAction, fmt.Sprint(i))
	c.Put = append(c.Put, graph.Node{ID: id, Kind: graph.KindAction, Title: fmt.Sprint("Action ", i), Position: i + 1})
	c.Link = append(c.Link, graph.Link{Relation: graph.RelationServes, From: id, To: "priority:1", Basis: graph.BasisCurated, State: graph.LinkStateActive})
}

// The last of a kind is found without making a list of the kind anew, as each new node asks for it.
func TestTheLastByPositionIsFoundWithoutAList(t *testing.T) {
	cost := func(actions int) uint64 {
		s := memstore.New()
		apply(t, s, graphtest.Large(actions))
		q := graph.Walk{Kind: graph.KindAction, Order: []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}, Page: graph.Page{Limit: 1, Backward: true}}
		const asked = 20
		var sum uint64
		for i := range asked {
			apply(t, s, graph.Changes{Actor: "t", Put: []graph.Node{{ID: graph.NodeID(graph.KindAction, fmt.Sprint("new-", i)), Kind: graph.KindAction, Title: "New", Position: actions + i}}})
			s.Settle() // what is folded beside it would be counted too
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			page := walk(t, s, q)
			runtime.ReadMemStats(&after)
			sum += after.TotalAlloc - before.TotalAlloc
			if got, want := page.Edges[0].To.Node.Title, "New"; got != want {
				t.Errorf("the last one is %q", got)
			}
		}
		return sum / asked
	}
	if few, many := cost(400), cost(4_000); many > 2*few {
		t.Errorf("it takes %d bytes among 400 actions, and %d among 4,000", few, many)
	}
}
