package graphtest

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var linkPromises = []promise{
	{"LinksByRelationThenID", linksOrder},
	{"LinksByScoreWithoutScoreLast", linksScore},
	{"RejectedLinksAreHidden", linksRejected},
	{"LinksOfARowAndOfAPlan", linksOf},
}

func (t *trial) links(w graph.LinkWalk) *graph.LinkPage {
	t.Helper()
	if w.Page == (graph.Page{}) {
		w.Page = everything
	}
	page, err := t.view.Links(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func linkPageIDs(p *graph.LinkPage) string {
	var links []*graph.FoundLink
	for _, e := range p.Edges {
		links = append(links, e.Link)
	}
	return linkIDs(links)
}

func linksOrder(t *testing.T, open Opener) {
	s := try(t, open)
	w := graph.LinkWalk{Relations: graph.Relations(graph.RelationInvolves, graph.RelationHasTheme), Want: graph.Want{Total: true, Bases: true}}
	page := s.links(w)
	is(t, "in the order of the schema", linkPageIDs(page), `link:has-theme:promise:late>theme:people
link:has-theme:promise:lend>theme:people
link:has-theme:promise:lend>theme:place
link:involves:action:emile>partner:agency
link:involves:action:shared>partner:agency
`)
	is(t, "bases", plain(page.Bases), plain([]graph.BasisCount{{Basis: graph.BasisStated, Count: 3}, {Basis: graph.BasisMentioned, Count: 2}}))
	w.Page = graph.Page{Limit: 2, After: &page.Edges[1].Cursor}
	is(t, "a page", linkPageIDs(s.links(w)), "link:has-theme:promise:lend>theme:place\nlink:involves:action:emile>partner:agency\n")
}

func linksScore(t *testing.T, open Opener) {
	s := try(t, open)
	w := graph.LinkWalk{Relations: graph.Relations(graph.RelationSimilarTo, graph.RelationRefersTo), Order: []graph.Order{{By: graph.ByScore}}}
	is(t, "ascending", linkPageIDs(s.links(w)), "link:similar-to:action:beta>action:emile\nlink:similar-to:action:alpha>action:beta\nlink:refers-to:priority:6>priority:4\n")
	least := 0.6
	w.MinScore = &least
	is(t, "at least", linkPageIDs(s.links(w)), "link:similar-to:action:alpha>action:beta\n")
}

func linksRejected(t *testing.T, open Opener) {
	id := graph.ID("link:serves:action:beta>priority:4")
	s := try(t, open, graph.Changes{Reject: []graph.ID{id}})
	is(t, "from the action", pageSlugs(s.step("action:beta", "priorities", nil)), "")
	is(t, "from the priority", pageSlugs(s.step("priority:4", "actions", nil)), "shared emile")
	is(t, "active ones", linkPageIDs(s.links(graph.LinkWalk{Relations: graph.Relations(graph.RelationServes), Row: "priority:4"})), "link:serves:action:emile>priority:4\nlink:serves:action:shared>priority:4\n")
	is(t, "rejected ones", linkPageIDs(s.links(graph.LinkWalk{States: []graph.LinkState{graph.LinkStateRejected}})), string(id)+"\n")
	a, err := s.view.Lookup(t.Context(), graph.Lookup{IDs: []graph.ID{id}})
	if err != nil || a.Links[0] == nil || a.Links[0].Link.State != graph.LinkStateRejected {
		t.Errorf("by its ID a rejected link is still found: %v, %v", a, err)
	}
}

func linksOf(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "of a row", linkPageIDs(s.links(graph.LinkWalk{Row: "priority:3", Relations: graph.Relations(graph.RelationKeeps)})), "link:keeps:action:alpha>promise:lend\nlink:keeps:action:shared>promise:lend\n")
	is(t, "of a plan", linkPageIDs(s.links(graph.LinkWalk{Plan: "plan:county", Relations: graph.Relations(graph.RelationInvolves, graph.RelationSimilarTo)})),
		"link:similar-to:action:alpha>action:beta\nlink:similar-to:action:beta>action:emile\n")
}
