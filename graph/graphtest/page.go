package graphtest

import (
	"math"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var pagePromises = []promise{
	{"PagesMakeTheListForwardsAndBackwards", pageWalk},
	{"PagesMakeTheListWhileItChanges", pageMoving},
	{"HasNextAndHasPreviousAreTrue", pageTruth},
	{"ALimitOfNoneStillCounts", pageCounts},
	{"BasesAreCountedStrongestFirst", pageBases},
	{"FacetsCountByAxisUnplacedLast", pageFacets},
	{"StepsArePagedNodeByNode", pageSteps},
}

func pageWalk(t *testing.T, open Opener) {
	s := try(t, open)
	for _, order := range [][]graph.Order{nil, byTitle, {field(graph.FieldDescription, true)}, {{By: graph.ByCount, Route: route(graph.KindAction, "themes"), Descending: true}}} {
		w := graph.Walk{Kind: graph.KindAction, Order: order}
		want := pageSlugs(s.walk(w))
		for limit := 1; limit <= 4; limit++ {
			forwards, backwards := "", ""
			for w.Page = (graph.Page{Limit: limit}); ; {
				page := s.walk(w)
				forwards += " " + pageSlugs(page)
				if !page.HasNext {
					break
				}
				w.Page.After = &page.Edges[len(page.Edges)-1].Cursor
			}
			for w.Page = (graph.Page{Limit: limit, Backward: true}); ; {
				page := s.walk(w)
				backwards = " " + pageSlugs(page) + backwards
				if !page.HasPrevious {
					break
				}
				w.Page.Before = &page.Edges[0].Cursor
			}
			is(t, "forwards", forwards, " "+want)
			is(t, "backwards", backwards, " "+want)
		}
	}
}

func pageMoving(t *testing.T, open Opener) {
	s := try(t, open)
	w := graph.Walk{Kind: graph.KindAction, Order: byTitle, Page: graph.Page{Limit: 2}}
	first := s.walk(w)
	is(t, "the first page", pageSlugs(first), "alpha beta")
	// Before the next page, what the cursor stands on goes, something comes before it, and something behind it.
	node := func(slug, title string) graph.Node {
		return graph.Node{ID: graph.NodeID(graph.KindAction, slug), Kind: graph.KindAction, Title: title, Position: 9}
	}
	apply(t, s.store, graph.Changes{Actor: "x", Drop: []graph.ID{"action:beta"}, Put: []graph.Node{node("early", "AAA"), node("late", "Dawn")}})
	s.view = view(t, s.store)
	w.Page.After = &first.Edges[1].Cursor
	second := s.walk(w)
	is(t, "the second page", pageSlugs(second), "late emile")
	w.Page.After = &second.Edges[1].Cursor
	is(t, "the last page", pageSlugs(s.walk(w)), "shared")
}

func pageTruth(t *testing.T, open Opener) {
	s := try(t, open)
	all := s.walk(graph.Walk{Kind: graph.KindAction, Order: byTitle}) // alpha beta emile shared
	at := func(i int) *graph.Cursor { return &all.Edges[i].Cursor }
	for _, c := range []struct {
		page           graph.Page
		slugs          string
		previous, next bool
	}{
		{graph.Page{Limit: 4}, "alpha beta emile shared", false, false},
		{graph.Page{Limit: math.MaxInt, After: at(0)}, "beta emile shared", true, false},
		{graph.Page{Limit: 2}, "alpha beta", false, true},
		{graph.Page{Limit: 2, Backward: true}, "emile shared", true, false},
		{graph.Page{Limit: 2, After: at(0)}, "beta emile", true, true},
		{graph.Page{Limit: 2, Before: at(3)}, "alpha beta", false, true},
		{graph.Page{Limit: 2, After: at(0), Before: at(3), Backward: true}, "beta emile", true, true},
		{graph.Page{Limit: 9, After: at(3)}, "", true, false},
		{graph.Page{Limit: 9, Before: at(0), Backward: true}, "", false, true},
		{graph.Page{}, "", false, true},
	} {
		page, err := s.view.Walk(t.Context(), graph.Walk{Kind: graph.KindAction, Order: byTitle, Page: c.page})
		if err != nil {
			t.Fatal(err)
		}
		is(t, "slugs", pageSlugs(page), c.slugs)
		is(t, c.slugs+": previous", page.HasPrevious, c.previous)
		is(t, c.slugs+": next", page.HasNext, c.next)
	}
	// What does not satisfy the condition does not count as next or previous.
	page := s.walk(graph.Walk{Kind: graph.KindAction, Order: byTitle, Page: graph.Page{Limit: 1, After: at(0)}, Where: graph.Compare{Field: graph.FieldID, Op: graph.OpEq, Values: []graph.Value{graph.Text("action:beta")}}})
	is(t, "alone", page.HasNext || page.HasPrevious, false)
}

func pageCounts(t *testing.T, open Opener) {
	s := try(t, open)
	page, err := s.view.Walk(t.Context(), graph.Walk{Kind: graph.KindAction, Where: graph.Scheduled{Unprofiled: true}, Want: graph.Want{Total: true}})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "edges", len(page.Edges), 0)
	is(t, "total", page.Total, 1)
}

func pageBases(t *testing.T, open Opener) {
	s := try(t, open)
	page := s.step("priority:4", "partners", func(s *graph.Step) { s.Want.Bases = true })
	is(t, "the agency, by Émile's walk, and over Shared, which names it in row 3", plain(page.Bases), plain([]graph.BasisCount{{Basis: graph.BasisMentioned, Count: 1}}))
	page = s.step("priority:4", "actions", func(s *graph.Step) { s.Want.Bases = true; s.Page.Limit = 1 })
	is(t, "of the whole list", plain(page.Bases), plain([]graph.BasisCount{{Basis: graph.BasisStated, Count: 3}}))
	page = s.walk(graph.Walk{Kind: graph.KindAction, Want: graph.Want{Bases: true}})
	is(t, "none at the roots", len(page.Bases), 0)
}

func pageFacets(t *testing.T, open Opener) {
	s := try(t, open)
	page := s.walk(graph.Walk{Kind: graph.KindAction, Page: graph.Page{Limit: 1}, Want: graph.Want{Facets: []graph.Axis{graph.AxisPriority, graph.AxisQuarter, graph.AxisPartner, graph.AxisAction}, Axis: graph.Selection{}}})
	for i, want := range []string{
		"priority:3 2, priority:4 3",
		"2022/23 Q1 2, 2022/23 Q2 2, unplaced 1",
		"partner:agency 2, unplaced 2",
		"action:alpha 1, action:shared 1, action:beta 1, action:emile 1",
	} {
		got := ""
		for _, v := range page.Facets[i].Values {
			if got != "" {
				got += ", "
			}
			got += v.Value.Key + " " + plain(v.Count)
		}
		is(t, page.Facets[i].Axis.String(), got, want)
	}
	is(t, "the entity comes along", page.Facets[0].Values[0].Value.Entity.Node.Title, "Prosper")
}

func pageSteps(t *testing.T, open Opener) {
	s := try(t, open)
	step := graph.Step{Route: route(graph.KindPriority, "actions"), Order: byTitle, Page: graph.Page{Limit: 1, Backward: true}, Want: graph.Want{Total: true}}
	page := s.walk(graph.Walk{Kind: graph.KindPriority, Order: byPosition, Select: graph.Selection{Steps: []graph.Step{step}}})
	got := ""
	for _, e := range page.Edges {
		p := e.To.Pages[0]
		got += pageSlugs(p) + " " + plain([]any{p.Total, p.HasPrevious, p.HasNext}) + "; "
	}
	is(t, "the last action of each", got, "shared [2,true,false]; shared [3,true,false];  [0,false,false];  [0,false,false]; ")
}
