package memstore_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

var alignment = graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Unplaced: true}

func TestAMatrixIsCountedOnceForARevision(t *testing.T) {
	s := memstore.New()
	apply(t, s, graphtest.Large(400))
	first, again := looked(t, s, alignment), looked(t, s, alignment)
	if again > first/10 {
		t.Errorf("%d nodes and links are looked at, and %d when it is asked again", first, again)
	}
	apply(t, s, unplacedAction)
	if after := looked(t, s, alignment); after > first/10 {
		t.Errorf("%d nodes and links are looked at after a change of one node, and %d at first", after, first)
	}
}

// What is counted anew after a change is what counting everything gives, whatever has changed: on the way to a value, in
// what quarters something is scheduled to, or in what stands in a plan.
func TestCountingAgainGivesWhatCountingAllGives(t *testing.T) {
	asked := memstore.New()
	large := graphtest.Large(300)
	apply(t, asked, large)
	apply(t, asked, inPlan("plan:county", large.Put))
	d := rand.New(rand.NewPCG(1, 2))
	questions := []graph.Tally{
		alignment,
		{Rows: graph.AxisTheme, Columns: graph.AxisQuarter, Count: graph.KindAction, Unplaced: true},
		{Rows: graph.AxisPriority, Columns: graph.AxisPartner, Count: graph.KindActivity},
		{Rows: graph.AxisPriority, Columns: graph.AxisQuarter, Count: graph.KindPromise, Basis: graph.StatedBases},
		{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Plan: "plan:county", Unplaced: true},
	}
	aside := func(q graph.Tally) graph.Tally {
		q.Where = graph.All{} // holds for everything, and is counted each time
		return q
	}
	again, all := 0, 0
	for range 100 {
		for range d.IntN(3) {
			changeSomething(t, asked, d)
		}
		for _, q := range questions {
			again, all = again+looked(t, asked, q), all+looked(t, asked, aside(q))
			if got, want := matrix(t, asked, q), matrix(t, asked, aside(q)); !reflect.DeepEqual(got, want) {
				t.Fatalf("%v by %v: %v, and counted anew %v", q.Rows, q.Columns, got, want)
			}
		}
	}
	if again > all/2 {
		t.Errorf("%d nodes and links were looked at to count again, and %d to count all", again, all)
	}
}

// inPlan puts a plan, and two of three nodes into it.
func inPlan(plan graph.ID, nodes []graph.Node) graph.Changes {
	c := graph.Changes{Actor: "t", Put: []graph.Node{{ID: plan, Kind: graph.KindPlan, Title: "Plan", Position: 1}}}
	for i := range nodes {
		if i%3 > 0 {
			c.Link = append(c.Link, graph.Link{Relation: graph.RelationPartOf, From: nodes[i].ID, To: plan, Basis: graph.BasisStated, State: graph.LinkStateActive})
		}
	}
	return c
}

// changeSomething makes a change of a node or a link, or several.
func changeSomething(t *testing.T, s *memstore.Store, d *rand.Rand) {
	nodes, links, err := graphtest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	n, l := *nodes[d.IntN(len(nodes))], *links[d.IntN(len(links))]
	c := graph.Changes{Actor: "t"}
	switch d.IntN(9) {
	case 0:
		c.Drop = []graph.ID{n.ID}
	case 1:
		n.Title += "!"
		c.Put = []graph.Node{n}
	case 2:
		c.Unlink = []graph.ID{l.ID}
	case 3:
		l.Basis, l.Rows = graph.AllBasiss[d.IntN(len(graph.AllBasiss))], nil
		c.Link = []graph.Link{l}
	case 4:
		n.ID, n.PreviousIDs = graph.NodeID(n.Kind, fmt.Sprintf("made-%d", d.Int32())), nil
		c.Put = []graph.Node{n}
	case 5:
		for _, n := range nodes {
			if len(n.Schedule) > 0 && d.IntN(20) == 0 {
				changed := *n
				changed.Schedule = nil
				c.Put = append(c.Put, changed)
			}
		}
	case 6:
		for _, l := range links {
			if l.Relation == graph.RelationPartOf && d.IntN(50) == 0 {
				c.Unlink = append(c.Unlink, l.ID)
			}
		}
	default: // the same relation to another node
		for range 3 {
			if o := nodes[d.IntN(len(nodes))]; kindOf(o.ID) == kindOf(l.To) && o.ID != l.From {
				l.ID, l.To = "", o.ID
				c.Link = append(c.Link, l)
			}
		}
	}
	if _, err := s.Apply(t.Context(), c); err != nil {
		t.Fatalf("%+v: %v", c, err)
	}
}

func kindOf(id graph.ID) graph.Kind {
	k, _ := id.Kind()
	return k
}

// looked is how many nodes and links are looked at to answer.
func looked(t *testing.T, s *memstore.Store, q graph.Tally) int {
	t.Helper()
	n, err := s.Looked(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// unplacedAction has neither a priority nor a theme: the matrix gets a row and a column for it.
var unplacedAction = graph.Changes{Actor: "t", Put: []graph.Node{{ID: "action:unplaced", Kind: graph.KindAction, Title: "Unplaced", Position: 1}}}

func TestAMatrixThatWasCountedBeforeIsTheSame(t *testing.T) {
	asked, fresh := memstore.New(), memstore.New()
	for _, c := range []graph.Changes{graphtest.Large(100), unplacedAction, {Actor: "t", Drop: []graph.ID{"theme:1"}}} {
		apply(t, asked, c)
		apply(t, fresh, c)
		var readers sync.WaitGroup
		answers := make([]*graph.Matrix, 8)
		for i := range answers {
			readers.Go(func() { answers[i] = matrix(t, asked, alignment) })
		}
		readers.Wait()
		aside := alignment
		aside.Where = graph.All{} // holds for everything, and is counted each time
		want := matrix(t, fresh, aside)
		for _, got := range answers {
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("revision has %v, and counted anew %v", got, want)
			}
		}
	}
}

func TestFewMatricesAreKept(t *testing.T) {
	s := memstore.New()
	apply(t, s, unplacedAction)
	most := 0
	for i := range 5_000 {
		q := alignment
		q.Plan = graph.ID(fmt.Sprintf("plan:%d", i))
		matrix(t, s, q)
		most = max(most, s.MatricesKept())
	}
	if most < 100 || most > 4_000 {
		t.Errorf("up to %d are kept", most)
	}
}

func matrix(t *testing.T, s *memstore.Store, q graph.Tally) *graph.Matrix {
	v, err := s.View(t.Context())
	if err != nil {
		t.Error(err)
		return nil
	}
	defer v.Close()
	m, err := v.Tally(t.Context(), q)
	if err != nil {
		t.Error(err)
	}
	return m
}
