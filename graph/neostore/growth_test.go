package neostore_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

func TestDatabaseAccessesGrowNoFasterThanThePlan(t *testing.T) {
	graphtest.Growth(t, func(t *testing.T, plan graph.Changes) func(question any) int {
		s := neostoretest.Open(t)
		if _, err := s.Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		for _, wait := range []string{"CALL db.prepareForReplanning(60)", "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"} {
			if _, err := s.Raw(t.Context(), wait, nil); err != nil {
				t.Fatal(err)
			}
		}
		return func(question any) int {
			text, params := neostore.Compile(question)
			n, err := s.Accesses(t.Context(), text, params)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	})
}

// While a change is made others wait for the lock, so what it takes is two round trips, however many kinds and relations it
// is of: one that tells what stands, and one that writes. Links that may stand already are looked for by relation.
func TestAChangeTakesFewStatements(t *testing.T) {
	s := neostoretest.Open(t)
	fill(t, s, 5)
	link := func(r graph.Relation, to graph.ID) graph.Link {
		return graph.Link{Relation: r, From: "action:new", To: to, Basis: graph.BasisCurated, State: graph.LinkStateActive}
	}
	made := graph.Changes{
		Actor: "t", Put: []graph.Node{{ID: "action:new", Kind: graph.KindAction, Title: "New", Position: 99}, {ID: "site:new", Kind: graph.KindSite, Title: "New", Position: 99}},
		Link: []graph.Link{link(graph.RelationServes, id(graph.KindPriority, 0)), link(graph.RelationInvolves, id(graph.KindPartner, 0)), link(graph.RelationTakesPlaceAt, "site:new")},
	}
	changed := graph.Changes{Actor: "t", Put: []graph.Node{{ID: id(graph.KindAction, 0), Kind: graph.KindAction, Title: "Another title", Position: 1}}}
	for _, c := range []struct {
		what string
		graph.Changes
		most int
	}{{"nodes and links are made", made, 2}, {"a node is changed", changed, 3}} {
		if n, err := s.Statements(t.Context(), c.Changes); err != nil || n > c.most {
			t.Errorf("%s: %d statements, at most %d are needed: %v", c.what, n, c.most, err)
		}
	}
}
