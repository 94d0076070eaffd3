package graphtest

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// Row truth: a co-listed link says only that both its ends stand in one row. See the picture of the small plan: chained
// naively, every action of either row would be under both themes, and the thread of priority 4 would show Alpha, which
// stands in row 3.
var rowTruthPromises = []promise{
	{"AnActionsThemesAreThoseOfItsRows", rowsThemes},
	{"AThreadDoesNotLeaveItsRow", rowsThread},
	{"StatedLinksChainFreely", rowsStated},
	{"FieldsOfOneLinkShowWhatIsStored", rowsStored},
	{"WithinKeepsToWhatIsReadInARow", rowsWithin},
	{"LinksWithoutRowsCountWithinIfBothEndsStandUnderThePriority", rowsUnder},
	{"BasisIsTheStrongestWaysWeakest", rowsBasis},
	{"ViaAreTheLinksOfAllTheStrongestWays", rowsVia},
	{"AHopAgainAndAgainReachesEachOnce", rowsClosure},
	{"BothWaysAlongADirectedRelationReachesEachOnce", rowsBothWays},
	{"ConditionsAreRowTrue", rowsConditions},
}

func rowsThemes(t *testing.T, open Opener) {
	s := try(t, open)
	for action, themes := range map[graph.ID]string{"action:alpha": "people", "action:beta": "people place", "action:shared": "people place"} {
		is(t, string(action), pageSlugs(s.step(action, "themes", nil)), themes)
	}
}

// towards are the actions of a priority by way of its promises: the golden thread.
var towards = graph.Route{{{Relation: graph.RelationSupports, Direction: graph.In}, {Relation: graph.RelationKeeps, Direction: graph.In, Kind: graph.KindAction}}}

func rowsThread(t *testing.T, open Opener) {
	s := try(t, open)
	thread := func(step *graph.Step) { step.Route = towards }
	is(t, "priority 3", pageSlugs(s.step("priority:3", "actions", thread)), "alpha shared")
	is(t, "priority 4", pageSlugs(s.step("priority:4", "actions", thread)), "shared beta emile")
}

func rowsStated(t *testing.T, open Opener) {
	s := try(t, open)
	// That Lend books stands under Place, and that it supports priority 3, are both stated, though in different rows.
	is(t, "themes of priority 3", pageSlugs(s.step("priority:3", "themes", nil)), "people place")
}

func rowsStored(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "actions listed with Lend books", pageSlugs(s.step("promise:lend", "actions", nil)), "alpha shared beta emile")
}

func within(row graph.ID) func(*graph.Step) {
	return func(s *graph.Step) { s.Filter.Within = row }
}

func rowsWithin(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "in row 3", pageSlugs(s.step("promise:lend", "actions", within("priority:3"))), "alpha shared")
	is(t, "in row 4", pageSlugs(s.step("promise:lend", "actions", within("priority:4"))), "shared beta emile")
	is(t, "in row 5", pageSlugs(s.step("promise:lend", "actions", within("priority:5"))), "")
	is(t, "themes in row 3", pageSlugs(s.step("promise:lend", "themes", within("priority:3"))), "people")
}

func rowsUnder(t *testing.T, open Opener) {
	s := try(t, open)
	// The likeness of Beta and Émile's walk carries no row. Both stand under priority 4; of Alpha and Beta no priority has both.
	is(t, "in row 4", pageSlugs(s.step("action:beta", "similar", within("priority:4"))), "emile")
	is(t, "in row 3", pageSlugs(s.step("action:beta", "similar", within("priority:3"))), "")
	is(t, "priority 6 refers to 4, so both stand under 4", pageSlugs(s.step("priority:6", "references", within("priority:4"))), "4")
}

func rowsBasis(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "over a co-listed link", s.step("action:alpha", "themes", nil).Edges[0].Basis, graph.BasisCoListed)
	is(t, "over a mention", s.step("priority:4", "partners", nil).Edges[0].Basis, graph.BasisMentioned)
	is(t, "one link", s.step("action:alpha", "priorities", nil).Edges[0].Basis, graph.BasisStated)
}

func linkIDs(links []*graph.FoundLink) string {
	text := ""
	for _, l := range links {
		text += string(l.Link.ID) + "\n"
	}
	return text
}

func rowsVia(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "both ways from Shared to People, one in each row", linkIDs(s.step("action:shared", "themes", nil).Edges[0].Via),
		"link:has-theme:promise:late>theme:people\nlink:has-theme:promise:lend>theme:people\nlink:keeps:action:shared>promise:late\nlink:keeps:action:shared>promise:lend\n")
	is(t, "not the way over row 3", linkIDs(s.step("action:beta", "themes", nil).Edges[0].Via),
		"link:has-theme:promise:late>theme:people\nlink:keeps:action:beta>promise:late\n")
	is(t, "the link followed, where it is one", s.step("action:beta", "priorities", nil).Edges[0].Link.Link.ID, "link:serves:action:beta>priority:4")
}

func rowsClosure(t *testing.T, open Opener) {
	again := graph.Link{Relation: graph.RelationRefersTo, From: "priority:4", To: "priority:6", Basis: graph.BasisCurated, State: graph.LinkStateActive}
	s := try(t, open, graph.Changes{Link: []graph.Link{again}}) // 4 and 6 refer to each other
	closure := func(step *graph.Step) {
		step.Route = graph.Route{{{Relation: graph.RelationRefersTo, Direction: graph.Out, Closure: true}, {Relation: graph.RelationServes, Direction: graph.In}}}
	}
	page := s.step("priority:6", "actions", closure)
	is(t, "the actions of what it refers to", pageSlugs(page), "shared beta emile")
	is(t, "by the shortest way", linkIDs(page.Edges[1].Via), "link:refers-to:priority:6>priority:4\nlink:serves:action:beta>priority:4\n")
	alike := func(step *graph.Step) {
		step.Route = graph.Route{{{Relation: graph.RelationSimilarTo, Direction: graph.Both, MinScore: 0.5, Closure: true}}}
	}
	page = s.step("action:alpha", "similar", alike)
	is(t, "a cluster, itself included", pageSlugs(page), "alpha beta emile")
	is(t, "a way without a link is as strong as can be", page.Edges[0].Basis, graph.BasisCurated)
	is(t, "and has no links", len(page.Edges[0].Via), 0)
}

func rowsBothWays(t *testing.T, open Opener) {
	again := graph.Link{Relation: graph.RelationRefersTo, From: "priority:4", To: "priority:6", Basis: graph.BasisCurated, State: graph.LinkStateActive}
	s := try(t, open, graph.Changes{Link: []graph.Link{again}})
	page := s.step("priority:6", "references", func(step *graph.Step) {
		step.Route = graph.Route{{{Relation: graph.RelationRefersTo, Direction: graph.Both}}}
	})
	is(t, "once", pageSlugs(page), "4")
	is(t, "by the stronger link", page.Edges[0].Link.Link.ID, "link:refers-to:priority:4>priority:6")
}

func rowsConditions(t *testing.T, open Opener) {
	s := try(t, open)
	place := graph.Linked{Route: route(graph.KindAction, "themes"), Quantifier: graph.Some, Where: title(graph.OpEq, true, "place")}
	is(t, "under Place", s.where(graph.KindAction, place), "shared beta emile")
	count := graph.Linked{Route: towards, Quantifier: graph.CountIs, Op: graph.OpEq, Count: 2}
	is(t, "two actions by way of promises", s.where(graph.KindPriority, count), "3")
}
