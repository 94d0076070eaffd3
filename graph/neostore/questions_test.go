package neostore_test

import "github.com/goldenthread/goldenthread/graph"

// fieldRoute is the route of a relation field.
func fieldRoute(k graph.Kind, name string) graph.Route {
	r, ok := k.Info().Relation(name)
	if !ok {
		panic("there is no field " + name)
	}
	return r.Route
}

func stepTo(k graph.Kind, name string, sel graph.Selection) graph.Step {
	return graph.Step{From: graph.Kinds(k), Route: fieldRoute(k, name), Order: inOrder, Page: graph.Page{Limit: 25}, Select: sel}
}

var inOrder = []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}

// A named question is one that the API asks, with texts put in wherever a text may stand.
type named struct {
	name     string
	question any
}

// questions are those of the API, with the words of whoever asks in them.
func questions(text string) []named {
	bases := []graph.LinkFilter{{Basis: graph.StatedBases}, {Within: graph.ID("priority:" + text)}}
	plan, priority := graph.ID("plan:"+text), graph.ID("priority:"+text)
	first := graph.Page{Limit: 50}
	thread := graph.Selection{Steps: []graph.Step{
		stepTo(graph.KindPriority, "promises", graph.Selection{Steps: []graph.Step{stepTo(graph.KindPromise, "themes", graph.Selection{})}}),
		stepTo(graph.KindPriority, "activities", graph.Selection{}),
		stepTo(graph.KindPriority, "actions", graph.Selection{Steps: []graph.Step{stepTo(graph.KindAction, "partners", graph.Selection{})}}),
	}}
	within := stepTo(graph.KindAction, "themes", graph.Selection{Evidence: true})
	within.Filter, within.Via, within.Want = bases[1], &graph.LinkSelection{Evidence: true}, graph.Want{Total: true}
	wording := &graph.Wording{Stems: []string{text}}
	return []named{
		{"lookup", graph.Lookup{IDs: []graph.ID{"action:" + graph.ID(text), graph.LinkID(graph.RelationServes, "action:slug", "priority:slug")}}},
		{"by_id", graph.Walk{Kind: graph.KindAction, Where: graph.Compare{Field: graph.FieldID, Op: graph.OpEq, Values: []graph.Value{graph.Text("action:" + text)}}, Page: first}},
		{"by_title", graph.Walk{Kind: graph.KindAction, Where: graph.Compare{Field: graph.FieldTitle, Op: graph.OpEq, Values: []graph.Value{graph.Text(text)}, Fold: true}, Order: inOrder, Page: first}},
		{"first_by_title", graph.Walk{Kind: graph.KindAction, Order: []graph.Order{{By: graph.ByField, Field: graph.FieldTitle}}, Page: first, Select: graph.Selection{Steps: []graph.Step{stepTo(graph.KindAction, "priorities", graph.Selection{})}}}},
		{"next_page", graph.Walk{Kind: graph.KindAction, Order: inOrder, Page: graph.Page{Limit: 50, After: &graph.Cursor{Keys: []graph.Value{graph.Int(7)}, ID: graph.ID(text)}}}},
		{"golden_thread", graph.Walk{Kind: graph.KindPriority, Where: graph.Compare{Field: graph.FieldID, Op: graph.OpIn, Values: []graph.Value{graph.Text("priority:" + text)}}, Page: first, Select: thread}},
		{"derived_within", graph.Walk{Kind: graph.KindAction, Where: graph.InPlan{Plan: plan}, Order: inOrder, Page: first, Select: graph.Selection{Steps: []graph.Step{within}}}},
		{"shared_actions", graph.Walk{
			Kind: graph.KindAction, Page: graph.Page{Limit: 20}, Want: graph.Want{Total: true},
			Where: graph.Linked{Route: fieldRoute(graph.KindAction, "priorities"), Quantifier: graph.CountIs, Op: graph.OpGte, Count: 3},
			Order: []graph.Order{{By: graph.ByCount, Route: fieldRoute(graph.KindAction, "priorities"), Descending: true}, inOrder[0]},
		}},
		{"shared_actions_folded", graph.Walk{
			Kind: graph.KindAction, Page: graph.Page{Limit: 20}, Group: &graph.Grouping{Relation: graph.RelationSimilarTo, MinScore: 0.8}, Via: &graph.LinkSelection{},
			Where: graph.Linked{Route: fieldRoute(graph.KindAction, "priorities"), Quantifier: graph.CountIs, Op: graph.OpGte, Count: 2}, Order: inOrder,
		}},
		{"partnership_actions", graph.Walk{
			Kind: graph.KindAction, Page: first, MinReasons: 1, Via: &graph.LinkSelection{Evidence: true},
			Reasons: []graph.Reason{
				{Name: "NAMED", Wording: wording, Route: fieldRoute(graph.KindAction, "partners")},
				{Name: "THEME", Route: fieldRoute(graph.KindAction, "themes"), Where: graph.Matches{Query: text}},
				{Name: "ACTIVITY", Route: fieldRoute(graph.KindAction, "activities"), Filter: bases[0], Where: *wording},
			},
			Order: []graph.Order{{By: graph.ByReasons, Descending: true}, {By: graph.ByBasis}, inOrder[0]},
		}},
		{"gaps", graph.Walk{
			Kind: graph.KindPriority, Order: inOrder, Page: first,
			Where: graph.Linked{Route: fieldRoute(graph.KindPriority, "actions"), Quantifier: graph.None, Where: graph.Scheduled{Quarters: []graph.Quarter{{Year: "2022/23", Number: 1}}}},
		}},
		{"filters", graph.Walk{
			Kind: graph.KindAction, Order: inOrder, Page: first,
			Where: graph.Any{
				graph.Compare{Field: graph.FieldTitle, Op: graph.OpContains, Values: []graph.Value{graph.Text(text)}},
				graph.Not{Of: graph.Compare{Field: graph.FieldCode, Op: graph.OpIn, Values: []graph.Value{graph.Text(text)}, Fold: true}},
				graph.Linked{Route: fieldRoute(graph.KindAction, "partners"), Quantifier: graph.Every, Filter: bases[1], Where: graph.Matches{Query: "x " + text}},
			},
		}},
		{"matrix", graph.Tally{
			Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindPromise, Unplaced: true, Plan: plan,
			Cells: []graph.CellPage{{Row: string(priority), Column: "theme:" + text, Page: graph.Page{Limit: 10}}},
		}},
		{"workload", graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisQuarter, Count: graph.KindAction}},
		{"links", graph.LinkWalk{Relations: graph.Relations(graph.RelationSimilarTo), Basis: graph.Bases(graph.BasisInferred), Order: []graph.Order{{By: graph.ByScore, Descending: true}}, Row: priority, Plan: plan, Page: first}},
		{"threads", graph.PathQuery{From: graph.ID("action:" + text), To: graph.ID("theme:" + text), Straight: true, MaxLength: 3, First: 10}},
		{"search", graph.SearchQuery{Query: "partner " + text, Page: graph.Page{Limit: 10}, KindCounts: true}},
	}
}
