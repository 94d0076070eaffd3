package graphtest

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// What stores disagree on first: order, case, accents, what is empty and what is unknown.
var orderPromises = []promise{
	{"CaseAndAccentsDoNotMatter", orderFolds},
	{"CodesOrderNaturally", orderCodes},
	{"NullComesLastAscendingAndFirstDescending", orderNull},
	{"TheIDDecidesLast", orderTies},
	{"ByFieldsOneAfterTheOther", orderSeveral},
	{"ByNumberOfNodesReached", orderCount},
	{"ByStartOfTheSchedule", orderStart},
	{"WithoutAnOrderByIDByCodePoint", orderID},
	{"AnEmptyStoreAnswersWithNothing", orderEmpty},
	{"UnknownIDsAreNil", orderUnknown},
	{"NonsenseIsInvalid", orderNonsense},
}

func field(f graph.FieldName, descending bool) graph.Order {
	return graph.Order{By: graph.ByField, Field: f, Descending: descending}
}

func orderFolds(t *testing.T, open Opener) {
	s := try(t, open)
	// By code point "Émile's walk" would come after "shared libraries", and that after all capitals.
	is(t, "by title", pageSlugs(s.walk(graph.Walk{Kind: graph.KindAction, Order: byTitle})), "alpha beta emile shared")
}

func orderCodes(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "by code", pageSlugs(s.walk(graph.Walk{Kind: graph.KindActivity, Order: []graph.Order{field(graph.FieldCode, false)}})), "reading rooms nights")
}

func orderNull(t *testing.T, open Opener) {
	s := try(t, open)
	w := graph.Walk{Kind: graph.KindAction, Order: []graph.Order{field(graph.FieldDescription, false)}}
	is(t, "ascending", pageSlugs(s.walk(w)), "alpha beta emile shared")
	w.Order = []graph.Order{field(graph.FieldDescription, true)}
	is(t, "descending", pageSlugs(s.walk(w)), "beta emile shared alpha")
}

func orderTies(t *testing.T, open Opener) {
	s := try(t, open)
	for _, descending := range []bool{false, true} {
		w := graph.Walk{Kind: graph.KindAction, Order: []graph.Order{field(graph.FieldRevision, descending)}}
		is(t, "all of one revision", pageSlugs(s.walk(w)), "alpha beta emile shared")
	}
}

func orderSeveral(t *testing.T, open Opener) {
	s := try(t, open)
	priorities := graph.Order{By: graph.ByCount, Route: route(graph.KindAction, "priorities"), Descending: true}
	w := graph.Walk{Kind: graph.KindAction, Order: []graph.Order{priorities, field(graph.FieldPosition, true)}}
	is(t, "most priorities, then last in the document", pageSlugs(s.walk(w)), "shared emile beta alpha")
}

func orderCount(t *testing.T, open Opener) {
	s := try(t, open)
	// Derived counts are of distinct, row-true nodes: Shared has two themes, Alpha one.
	themes := graph.Order{By: graph.ByCount, Route: route(graph.KindAction, "themes")}
	page := s.walk(graph.Walk{Kind: graph.KindAction, Order: []graph.Order{themes}})
	is(t, "fewest themes first", pageSlugs(page), "alpha beta emile shared")
	is(t, "Alpha's", page.Edges[0].Cursor.Keys[0].Int, 1)
	is(t, "Beta's", page.Edges[1].Cursor.Keys[0].Int, 2)
}

func orderStart(t *testing.T, open Opener) {
	s := try(t, open)
	w := graph.Walk{Kind: graph.KindAction, Order: []graph.Order{field(graph.FieldStart, false)}}
	is(t, "unprofiled last", pageSlugs(s.walk(w)), "alpha shared beta emile")
}

func orderID(t *testing.T, open Opener) {
	node := func(slug string) graph.Node {
		return graph.Node{ID: graph.NodeID(graph.KindSite, slug), Kind: graph.KindSite, Title: "Same", Position: 1}
	}
	s := try(t, open, graph.Changes{Put: []graph.Node{node("b"), node("a-c"), node("aé"), node("ab"), node("Z")}})
	is(t, "by code point", pageSlugs(s.walk(graph.Walk{Kind: graph.KindSite})), "Z a-c ab aé b")
}

func orderEmpty(t *testing.T, open Opener) {
	s := open(t)
	defer closeStore(t, s)
	o := newOracle()
	v := view(t, s)
	defer v.Close()
	is(t, "revision", v.Revision(), 0)
	for _, q := range []question{
		walkQuestion(graph.Walk{Kind: graph.KindAction, Page: everything, Want: graph.Want{Total: true, Bases: true}}),
		linksQuestion(graph.LinkWalk{Page: everything}), searchQuestion(graph.SearchQuery{Query: "a", Page: everything}),
		tallyQuestion(graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisQuarter, Count: graph.KindAction, Unplaced: true}), quartersQuestion(""),
		lookupQuestion(graph.Lookup{IDs: []graph.ID{"action:a"}}), pathsQuestion(graph.PathQuery{From: "action:a", MaxLength: 2, First: 1}),
	} {
		q.compare(t, o, v)
	}
}

func orderUnknown(t *testing.T, open Opener) {
	s := try(t, open)
	a, err := s.view.Lookup(t.Context(), graph.Lookup{IDs: []graph.ID{"action:none", "action:beta", "link:serves:action:none>priority:3", "link:serves:action:beta>priority:4"}})
	if err != nil {
		t.Fatal(err)
	}
	is(t, "unknown node", a.Nodes[0] == nil && a.Links[0] == nil, true)
	is(t, "node", a.Nodes[1] != nil && a.Links[1] == nil, true)
	is(t, "unknown link", a.Nodes[2] == nil && a.Links[2] == nil, true)
	is(t, "link", a.Nodes[3] == nil && a.Links[3] != nil, true)
}

func orderNonsense(t *testing.T, open Opener) {
	s := try(t, open)
	_, err := s.view.Walk(t.Context(), graph.Walk{Kind: graph.KindAction, Order: []graph.Order{field("colour", false)}})
	is(t, "an unknown field", errorKind(err), errorKind(graph.ErrInvalid))
	_, err = s.view.Walk(t.Context(), graph.Walk{Kind: graph.KindAction, Page: graph.Page{Limit: 1, After: &graph.Cursor{ID: "action:alpha", Keys: []graph.Value{graph.Int(1)}}}})
	is(t, "a cursor of another order", errorKind(err), errorKind(graph.ErrInvalid))
	_, err = s.view.Paths(t.Context(), graph.PathQuery{From: "action:none", MaxLength: 2, First: 1})
	is(t, "threads from nowhere", errorKind(err), errorKind(graph.ErrNotFound))
	_, err = s.store.Apply(t.Context(), graph.Changes{Put: []graph.Node{{ID: "action:a", Kind: graph.KindAction, Title: "A", Position: 1}}})
	is(t, "a change by nobody", errorKind(err), errorKind(graph.ErrInvalid))
}
