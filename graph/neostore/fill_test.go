package neostore_test

import (
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
)

// fill writes graphtest's large plan with so many actions, and what that leaves out: the plan itself, sites, programmes,
// measures, references, codes and groups of near-duplicates. So there is something of every kind and relation, and the
// database plans with numbers of each.
func fill(t testing.TB, s graph.Store, actions int) {
	t.Helper()
	f := filler{Changes: graphtest.Large(actions)}
	f.code()
	f.plan()
	for i := range 20 {
		f.put(graph.KindSite, i, fmt.Sprintf("Branch library %d", i))
		f.put(graph.KindProgramme, i, fmt.Sprintf("Programme %d", i))
		f.put(graph.KindMeasure, i, fmt.Sprintf("Measure %d", i))
		f.link(graph.RelationMeasuredBy, id(graph.KindPriority, i), id(graph.KindMeasure, i), graph.BasisStated)
		f.link(graph.RelationRefersTo, id(graph.KindPriority, i+20), id(graph.KindPriority, i), graph.BasisInferred)
		f.link(graph.RelationUses, id(graph.KindActivity, i), id(graph.KindProgramme, i), graph.BasisMentioned)
	}
	for i := range actions {
		if i%3 == 0 {
			f.link(graph.RelationTakesPlaceAt, id(graph.KindAction, i), id(graph.KindSite, i/3%20), graph.BasisMentioned)
		}
		for j := range i % 4 { // groups of four, each like each
			if i < actions/5 {
				f.like(i, i-1-j, 0.6+0.1*float64(j))
			}
		}
	}
	if _, err := s.Apply(t.Context(), f.Changes); err != nil {
		t.Fatal(err)
	}
}

// A filler is what fill writes.
type filler struct{ graph.Changes }

// code gives activities codes such as 2.10, and priorities theirs.
func (f *filler) code() {
	for i := range f.Put {
		switch n := &f.Put[i]; n.Kind {
		case graph.KindPriority:
			n.Code = fmt.Sprint(n.Position)
		case graph.KindActivity:
			n.Code = fmt.Sprintf("%d.%d", n.Position/12+1, n.Position%12+1)
		}
	}
}

// plan puts everything so far into the plan that is cited, and a tenth of it into another one as well.
func (f *filler) plan() {
	const county, town = graph.ID("plan:county"), graph.ID("plan:town")
	for i, n := range f.Put {
		f.link(graph.RelationPartOf, n.ID, county, graph.BasisStated)
		if i%10 == 0 {
			f.link(graph.RelationPartOf, n.ID, town, graph.BasisStated)
		}
	}
	f.Put = append(f.Put,
		graph.Node{ID: county, Kind: graph.KindPlan, Title: "The county's plan", Position: 1},
		graph.Node{ID: town, Kind: graph.KindPlan, Title: "The town's plan", Position: 2})
}

func (f *filler) put(k graph.Kind, i int, title string) {
	f.Put = append(f.Put, graph.Node{ID: id(k, i), Kind: k, Title: title, Position: i + 1})
}

func (f *filler) link(r graph.Relation, from, to graph.ID, b graph.Basis) {
	f.Link = append(f.Link, graph.Link{Relation: r, From: from, To: to, Basis: b, State: graph.LinkStateActive})
}

func (f *filler) like(a, b int, score float64) {
	f.link(graph.RelationSimilarTo, id(graph.KindAction, a), id(graph.KindAction, b), graph.BasisInferred)
	f.Link[len(f.Link)-1].Score = &score
}

func id(k graph.Kind, i int) graph.ID { return graph.NodeID(k, fmt.Sprint(i)) }
