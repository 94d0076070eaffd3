package graphtest

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var selectPromises = []promise{
	{"FormerIDsResolve", selectAlias},
	{"OneFoundPerPlace", selectShared},
	{"StepsAreTakenByTheirKinds", selectFrom},
	{"PartnersTellActionsFromActivities", selectKinds},
	{"CitedPlansAndRowsAndEndsComeIfWanted", selectParts},
	{"PartsOfNodesAndCursorsComeIfWanted", selectOnly},
	{"LinksOfANodeByRelationThenDirection", selectLinks},
	{"GroupsKeepTheFirstOfEachCluster", selectGroups},
	{"ReasonsSayHowANodeQualifies", selectReasons},
	{"ReasonsOrderByNumberThenStrength", selectReasonOrder},
}

func selectAlias(t *testing.T, open Opener) {
	s := try(t, open, graph.Changes{Alias: []graph.Alias{{Old: "action:former", New: "action:beta"}}})
	n := s.lookup("action:former", graph.Selection{}).Node
	is(t, "the node", n.ID, "action:beta")
	is(t, "its former IDs", plain(n.PreviousIDs), `["action:former"]`)
}

func selectShared(t *testing.T, open Opener) {
	s := try(t, open)
	step := graph.Step{Route: route(graph.KindAction, "priorities"), Order: byPosition, Page: everything}
	page := s.walk(graph.Walk{Kind: graph.KindAction, Order: byPosition, Select: graph.Selection{Steps: []graph.Step{step}}})
	alpha, shared := page.Edges[0].To.Pages[0], page.Edges[1].To.Pages[0]
	is(t, "priority 3, reached by both", alpha.Edges[0].To == shared.Edges[0].To, true)
}

func selectFrom(t *testing.T, open Opener) {
	s := try(t, open)
	sel := graph.Selection{Steps: []graph.Step{
		{From: graph.Kinds(graph.KindAction), Route: route(graph.KindAction, "priorities"), Page: everything},
		{From: graph.Kinds(graph.KindPriority), Route: route(graph.KindPriority, "actions"), Page: everything},
	}}
	a, err := s.view.Lookup(t.Context(), graph.Lookup{IDs: []graph.ID{"action:beta", "priority:3"}, Select: sel})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "an action takes the first", a.Nodes[0].Pages[0] != nil && a.Nodes[0].Pages[1] == nil, true)
	is(t, "a priority the second", a.Nodes[1].Pages[0] == nil && a.Nodes[1].Pages[1] != nil, true)
}

func selectKinds(t *testing.T, open Opener) {
	involves := graph.Link{Relation: graph.RelationInvolves, From: "activity:rooms", To: "partner:agency", Basis: graph.BasisMentioned, State: graph.LinkStateActive}
	s := try(t, open, graph.Changes{Link: []graph.Link{involves}})
	is(t, "actions", pageSlugs(s.step("partner:agency", "actions", nil)), "shared emile")
	is(t, "activities", pageSlugs(s.step("partner:agency", "activities", nil)), "rooms")
}

func selectOnly(t *testing.T, open Opener) {
	s := try(t, open)
	w := graph.Walk{Kind: graph.KindAction, Order: byTitle, Page: graph.Page{Limit: 1}, Select: graph.Selection{Only: graph.PartPosition}}
	e := s.walk(w).Edges[0]
	is(t, "the parts that are always there, and the one wanted", plain([]any{e.To.Node.ID, e.To.Node.Kind.String(), e.To.Node.Position}), `["action:alpha","ACTION",1]`)
	is(t, "a cursor by another part", e.Cursor.Keys[0].Text, "alpha")
	w.Page.NoCursors = true
	is(t, "no cursor", plain(s.walk(w).Edges[0].Cursor), plain(graph.Cursor{}))
	w.Select.Only = graph.PartTitle | graph.PartOwn
	n := s.walk(w).Edges[0].To.Node
	is(t, "parts together", plain([]any{n.Title, len(n.Schedule)}), `["Alpha",1]`)
}

func selectParts(t *testing.T, open Opener) {
	s := try(t, open)
	a, err := s.view.Lookup(t.Context(), graph.Lookup{
		IDs: []graph.ID{"link:keeps:action:shared>promise:lend", "action:beta"}, Select: graph.Selection{Evidence: true, Cited: &graph.Selection{}},
		Link: graph.LinkSelection{Evidence: true, From: &graph.Selection{}, Rows: &graph.Selection{}, Cited: &graph.Selection{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	l := a.Links[0]
	is(t, "from", l.From.Node.Title, "shared libraries")
	is(t, "to, not wanted", l.To == nil, true)
	is(t, "rows in document order", slugs(l.Rows...), "3 4")
	is(t, "plans cited", slugs(l.Cited...), "county")
	is(t, "the link's evidence", l.Link.Evidence[0].Quote, "together")
	is(t, "plans that a node and its schedule cite", slugs(a.Nodes[1].Cited...), "county")
	is(t, "evidence of a schedule", a.Nodes[1].Node.Schedule[0].Evidence[0].Quote, "2022/23 Q2")
}

func selectLinks(t *testing.T, open Opener) {
	s := try(t, open)
	step := graph.LinkStep{Relations: graph.Relations(graph.RelationServes, graph.RelationSimilarTo, graph.RelationInvolves, graph.RelationRefersTo), Page: everything, Want: graph.Want{Total: true, Bases: true}}
	ask := func(id graph.ID) string {
		page := s.lookup(id, graph.Selection{Links: []graph.LinkStep{step}}).Links[0]
		text := ""
		for _, e := range page.Edges {
			text += e.Link.Link.Relation.String() + " " + plain(e.Outgoing) + " " + slugs(e.Node) + "; "
		}
		is(t, "total", page.Total, len(page.Edges))
		return text
	}
	is(t, "Beta's", ask("action:beta"), "SERVES true 4; SIMILAR_TO true emile; SIMILAR_TO false alpha; ")
	is(t, "priority 4's", ask("priority:4"), "SERVES false beta; SERVES false emile; SERVES false shared; REFERS_TO false 6; ")
	step.Filter.Within = "priority:3"
	is(t, "Shared's in row 3", ask("action:shared"), "SERVES true 3; INVOLVES true agency; ")
}

func selectGroups(t *testing.T, open Opener) {
	s := try(t, open)
	w := graph.Walk{Kind: graph.KindAction, Order: byTitle, Group: &graph.Grouping{Relation: graph.RelationSimilarTo, MinScore: 0.5}, Via: &graph.LinkSelection{}}
	page := s.walk(w)
	is(t, "alike, directly or through others", pageSlugs(page), "alpha shared")
	is(t, "by these links", linkIDs(page.Edges[0].Via), "link:similar-to:action:alpha>action:beta\nlink:similar-to:action:beta>action:emile\n")
	w.Group.MinScore = 0.75
	is(t, "more alike", pageSlugs(s.walk(w)), "alpha emile shared")
	w.Group.MinScore, w.Where = 0.5, title(graph.OpNe, true, "beta library")
	is(t, "what does not satisfy the condition joins nothing", pageSlugs(s.walk(w)), "alpha emile shared")
}

// reasons qualify actions by wording or partner, by theme, and by activity.
func reasons() []graph.Reason {
	return []graph.Reason{
		{Name: "named", Wording: &graph.Wording{Stems: []string{"partner"}}, Route: route(graph.KindAction, "partners")},
		{Name: "theme", Route: route(graph.KindAction, "themes"), Where: title(graph.OpEq, true, "place")},
	}
}

func selectReasons(t *testing.T, open Opener) {
	s := try(t, open)
	page := s.walk(graph.Walk{Kind: graph.KindAction, Order: byPosition, Reasons: reasons(), MinReasons: 1, Via: &graph.LinkSelection{}, Want: graph.Want{Reasons: true}})
	got := ""
	for _, e := range page.Edges {
		got += slugs(e.To)
		for _, r := range e.Reasons {
			got += " " + r.Name + " " + r.Basis.String() + " " + plain(len(r.Via))
		}
		got += "; "
	}
	is(t, "reasons", got, "alpha named MENTIONED 0; shared named MENTIONED 1 theme CO_LISTED 2; beta theme CO_LISTED 2; emile named MENTIONED 1 theme CO_LISTED 2; ")
	is(t, "numbers", plain(page.Reasons), plain([]graph.ReasonCount{{Name: "named", Count: 3}, {Name: "theme", Count: 3}}))
	all := s.walk(graph.Walk{Kind: graph.KindAction, Order: byPosition, Reasons: reasons(), MinReasons: 2})
	is(t, "both", pageSlugs(all), "shared emile")
}

func selectReasonOrder(t *testing.T, open Opener) {
	s := try(t, open)
	order := []graph.Order{{By: graph.ByReasons, Descending: true}, {By: graph.ByBasis}, field(graph.FieldPosition, true)}
	page := s.walk(graph.Walk{Kind: graph.KindAction, Order: order, Reasons: reasons(), MinReasons: 1})
	is(t, "most reasons, strongest, last", pageSlugs(page), "emile shared alpha beta")
}
