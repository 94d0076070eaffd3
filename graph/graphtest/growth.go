package graphtest

import (
	"context"
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// A growth is how what a question costs may grow with the plan, where the answer does not.
type growth int

const (
	// bounded questions look at what they answer with.
	bounded growth = iota
	// linear questions look at each action, or at each link of a node that everything leads to.
	linear
)

// The sizes of the plans that growth is told by, and how much more than its share a question may cost over the larger one:
// nothing in between is cut off as quadratic growth would be.
const (
	growthActions = 400
	growthFactor  = 4
	growthSlack   = 1.5
)

// Growth holds a store to what questions may cost over a plan that is four times as large: no more than over the smaller
// one if the answer alone decides, four times as much if every action must be looked at; never the square of it. What a
// question costs is counted, not timed: given a plan, cost gives the means to count, in whatever unit the store has.
func Growth(t *testing.T, cost func(t *testing.T, plan graph.Changes) func(question any) int) {
	small := costs(t, cost, growthActions)
	large := costs(t, cost, growthActions*growthFactor)
	for i, q := range tableQuestions() {
		allowed := growthSlack
		if q.grows == linear {
			allowed *= growthFactor
		}
		// What is constant, such as setting up, is allowed for by a little more than nothing.
		if most := int(allowed * float64(small[i]+growthBase)); large[i] > most {
			t.Errorf("%s costs %d over %d actions and %d over %d: at most %d would be its share", q.name, small[i], growthActions, large[i], growthActions*growthFactor, most)
		}
	}
}

// growthBase is what any question may cost.
const growthBase = 20

// costs are those of all questions over a plan.
func costs(t *testing.T, cost func(t *testing.T, plan graph.Changes) func(question any) int, actions int) []int {
	var all []int
	t.Run(fmt.Sprintf("%d actions", actions), func(t *testing.T) {
		of := cost(t, Large(actions))
		for _, q := range tableQuestions() {
			n := of(q.question)
			t.Logf("%s: %d", q.name, n)
			all = append(all, n)
		}
	})
	return all
}

// Ask asks a view a question, whichever it is.
func Ask(ctx context.Context, v graph.View, question any) (err error) {
	switch q := question.(type) {
	case graph.Lookup:
		_, err = v.Lookup(ctx, q)
	case graph.Walk:
		_, err = v.Walk(ctx, q)
	case graph.Tally:
		_, err = v.Tally(ctx, q)
	case graph.SearchQuery:
		_, err = v.Search(ctx, q)
	case graph.PathQuery:
		_, err = v.Paths(ctx, q)
	default:
		err = graph.Errorf(graph.ErrInvalid, "%T is no question", question)
	}
	return err
}

// A tableQuestion is one question of the design's table.
type tableQuestion struct {
	name     string
	question any
	grows    growth
}

func stepTo(k graph.Kind, name string, next ...graph.Step) graph.Step {
	return graph.Step{Route: route(k, name), Order: byPosition, Page: graph.Page{Limit: 25}, Select: graph.Selection{Steps: next}}
}

func tableQuestions() []tableQuestion {
	priorities := route(graph.KindAction, "priorities")
	inQuarter := graph.Linked{Route: route(graph.KindPriority, "actions"), Quantifier: graph.None, Where: graph.Scheduled{Quarters: []graph.Quarter{{Year: "2022/23", Number: 3}}}}
	return []tableQuestion{
		{"Q1 action by id with its priorities", graph.Lookup{IDs: []graph.ID{"action:77"}, Select: graph.Selection{Steps: []graph.Step{stepTo(graph.KindAction, "priorities")}}}, bounded},
		{"Q2 50 actions by title three deep", graph.Walk{Kind: graph.KindAction, Order: byTitle, Page: graph.Page{Limit: 50}, Select: graph.Selection{Steps: []graph.Step{
			stepTo(graph.KindAction, "activities", stepTo(graph.KindActivity, "promises", stepTo(graph.KindPromise, "themes"))),
		}}}, bounded},
		{"Q3 actions with two priorities or more", graph.Walk{
			Kind: graph.KindAction, Page: graph.Page{Limit: 20}, Order: []graph.Order{{By: graph.ByCount, Route: priorities, Descending: true}, byPosition[0]},
			Where: graph.Linked{Route: priorities, Quantifier: graph.CountIs, Op: graph.OpGte, Count: 2},
		}, linear},
		{"Q4 partnership actions", graph.Walk{
			Kind: graph.KindAction, Page: graph.Page{Limit: 50}, Order: []graph.Order{{By: graph.ByReasons, Descending: true}, {By: graph.ByBasis}, byPosition[0]},
			Reasons: reasons(), MinReasons: 1, Via: &graph.LinkSelection{Evidence: true},
		}, linear},
		{"Q5 golden thread of a priority", graph.Walk{Kind: graph.KindPriority, Order: byPosition, Page: graph.Page{Limit: 1}, Select: graph.Selection{Steps: []graph.Step{
			stepTo(graph.KindPriority, "promises", stepTo(graph.KindPromise, "activities", stepTo(graph.KindActivity, "actions"))),
		}}}, linear},
		{"Q6 matrix of priorities and themes", graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction, Unplaced: true}, linear},
		{"Q7 priorities without an action in a quarter", graph.Walk{Kind: graph.KindPriority, Order: byPosition, Page: graph.Page{Limit: 100}, Where: inQuarter}, bounded},
		{"Q8 full text", graph.SearchQuery{Query: "museum stor", Page: graph.Page{Limit: 10}}, linear},
		{"Q9 thread from an action to a theme", graph.PathQuery{From: "action:77", To: "theme:2", Straight: true, MaxLength: 4, First: 1}, bounded},
		{"all actions by title", graph.Walk{Kind: graph.KindAction, Order: byTitle, Page: graph.Page{Limit: 1 << 30}}, linear},
		{"facets of all actions", graph.Walk{Kind: graph.KindAction, Order: byPosition, Want: graph.Want{Facets: []graph.Axis{graph.AxisPriority, graph.AxisTheme, graph.AxisQuarter}}}, linear},
	}
}
