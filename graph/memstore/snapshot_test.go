package memstore_test

import (
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// state is everything that a view answers with: the hash of what it dumps, and what each priority leads to.
func state(t *testing.T, v graph.View) string {
	t.Helper()
	nodes, links, err := graphtest.DumpView(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	text := graph.HashGraph(nodes, links)
	f, _ := graph.KindPriority.Info().Relation("actions")
	step := graph.Step{Route: f.Route, Page: graph.Page{Limit: 1000}}
	page, err := v.Walk(t.Context(), graph.Walk{Kind: graph.KindPriority, Page: graph.Page{Limit: 1000}, Select: graph.Selection{Steps: []graph.Step{step}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Edges {
		for _, to := range e.To.Pages[0].Edges {
			text += fmt.Sprint(" ", to.To.Node.ID, to.To.Node.Title)
		}
	}
	return text
}

// TestViewsNeverChange takes a view after each of many changes and looks at all of them again in the end. The plan is
// large enough for every list to be in several pieces.
func TestViewsNeverChange(t *testing.T) {
	s := memstore.New()
	defer closeStore(t, s)
	apply(t, s, graphtest.Large(700))
	var views []graph.View
	var states []string
	for i := range 25 {
		v, err := s.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		views, states = append(views, v), append(states, state(t, v))
		old, made := graph.NodeID(graph.KindAction, fmt.Sprint(20*i)), graph.NodeID(graph.KindAction, fmt.Sprint("new", i))
		link := graph.Link{Relation: graph.RelationServes, From: made, To: graph.NodeID(graph.KindPriority, fmt.Sprint(i%5)), Basis: graph.BasisCurated, State: graph.LinkStateActive}
		changed := graph.Node{ID: graph.NodeID(graph.KindAction, fmt.Sprint(20*i+1)), Kind: graph.KindAction, Title: "Changed", Position: 5}
		apply(t, s, graph.Changes{Actor: "t", Drop: []graph.ID{old}, Put: []graph.Node{changed, {ID: made, Kind: graph.KindAction, Title: "New", Position: i + 1}}, Link: []graph.Link{link}})
	}
	for i, v := range views {
		if got := state(t, v); got != states[i] {
			t.Errorf("the view of revision %d has changed", v.Revision())
		}
	}
}
