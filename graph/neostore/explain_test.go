package neostore_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

// scans are the questions that look at all nodes or links of a kind, and have to: what they ask of each is found nowhere
// in order.
var scans = []string{"by_title", "shared_actions", "shared_actions_folded", "partnership_actions", "filters", "matrix", "workload", "links"}

// Plans depend on how much there is, so there must be something.
func TestPlansUseIndexes(t *testing.T) {
	s := neostoretest.Open(t)
	fill(t, s, 2000)
	if _, err := s.Raw(t.Context(), "CALL db.prepareForReplanning(60)", nil); err != nil {
		t.Fatal(err)
	}
	for _, q := range questions("slug") {
		t.Run(q.name, func(t *testing.T) {
			text, _ := neostore.Compile(q.question)
			plan, err := s.Explain(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			for _, op := range plan {
				switch op[0] {
				case "CartesianProduct", "AllNodesScan":
					t.Errorf("the plan has a %s: %s", op[0], op[1])
				case "NodeByLabelScan":
					if !slices.Contains(scans, q.name) {
						t.Errorf("the plan scans a label where an index serves: %s", op[1])
					}
				}
			}
		})
	}
}

// fill writes a plan with so many actions.
func fill(t testing.TB, s graph.Store, actions int) {
	t.Helper()
	c := graph.Changes{Actor: "test"}
	put := func(k graph.Kind, n int) {
		for i := range n {
			node := graph.Node{ID: id(k, i), Kind: k, Title: fmt.Sprintf("%s number %d", k, i), Position: i + 1}
			if k == graph.KindPartner {
				node.Type = graph.PartnerTypeOrganisation
			}
			if k == graph.KindAction {
				node.Schedule = []graph.ScheduledQuarter{{Quarter: graph.Quarter{Year: "2022/23", Number: 1 + i%4}}}
			}
			c.Put = append(c.Put, node)
		}
	}
	link := func(r graph.Relation, from, to graph.ID, basis graph.Basis, row graph.ID) {
		c.Link = append(c.Link, graph.Link{Relation: r, From: from, To: to, Basis: basis, State: graph.LinkStateActive, Rows: []graph.ID{row}})
	}
	few := 10 + actions/50
	for _, k := range []graph.Kind{graph.KindPriority, graph.KindPromise, graph.KindTheme, graph.KindPartner, graph.KindActivity} {
		put(k, few)
	}
	put(graph.KindPlan, 1)
	put(graph.KindAction, actions)
	for i := range few {
		row := id(graph.KindPriority, i)
		link(graph.RelationSupports, id(graph.KindPromise, i), row, graph.BasisStated, row)
		link(graph.RelationHasTheme, id(graph.KindPromise, i), id(graph.KindTheme, i%3), graph.BasisStated, row)
		link(graph.RelationContributesTo, id(graph.KindActivity, i), row, graph.BasisStated, row)
	}
	for i := range actions {
		for j := range 2 {
			row := id(graph.KindPriority, (i+j)%few)
			link(graph.RelationServes, id(graph.KindAction, i), row, graph.BasisStated, row)
			link(graph.RelationKeeps, id(graph.KindAction, i), id(graph.KindPromise, (i+j)%few), graph.BasisCoListed, row)
			link(graph.RelationDelivers, id(graph.KindAction, i), id(graph.KindActivity, (i+j)%few), graph.BasisCoListed, row)
		}
		link(graph.RelationInvolves, id(graph.KindAction, i), id(graph.KindPartner, i%few), graph.BasisMentioned, id(graph.KindPriority, i%few))
		link(graph.RelationPartOf, id(graph.KindAction, i), id(graph.KindPlan, 0), graph.BasisStated, id(graph.KindPriority, i%few))
	}
	if _, err := s.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func id(k graph.Kind, i int) graph.ID { return graph.NodeID(k, fmt.Sprint(i)) }
