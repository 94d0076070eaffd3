package graphtest

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var wherePromises = []promise{
	{"TextsCompareFoldedOrAsTheyStand", whereText},
	{"NullEqualsNothingAndIsNotEqualToAnything", whereNull},
	{"InOfNoneHoldsForNothing", whereIn},
	{"EmptyAllHoldsAndEmptyAnyDoesNot", whereEmpty},
	{"LinksAreAskedInsideEveryConnective", whereConnectives},
	{"SomeNoneEveryAndCount", whereQuantifiers},
	{"OnlyLinksThatCountAreAsked", whereFilter},
	{"SchedulesPlansAndWords", whereRest},
}

func title(op graph.Op, fold bool, values ...string) graph.Compare {
	c := graph.Compare{Field: graph.FieldTitle, Op: op, Fold: fold}
	for _, v := range values {
		c.Values = append(c.Values, graph.Text(v))
	}
	return c
}

func whereText(t *testing.T, open Opener) {
	s := try(t, open)
	for _, c := range []struct {
		where graph.Condition
		want  string
	}{
		{title(graph.OpEq, true, "ÉMILE’S  walk "), "emile"}, // white space and the apostrophe fold too
		{title(graph.OpEq, false, "emile's walk"), ""},
		{title(graph.OpContains, true, "LIBRAR"), "shared beta"},
		{title(graph.OpContains, false, "Librar"), "beta"},
		{title(graph.OpStartsWith, true, "em"), "emile"},
		{title(graph.OpEndsWith, false, "a"), "alpha"},
		{title(graph.OpNe, true, "ALPHA"), "shared beta emile"},
		{title(graph.OpIn, true, "alpha", "beta library"), "alpha beta"},
	} {
		is(t, plain(c.where), s.where(graph.KindAction, c.where), c.want)
	}
}

func whereNull(t *testing.T, open Opener) {
	s := try(t, open)
	description := func(op graph.Op, v ...graph.Value) graph.Condition {
		return graph.Compare{Field: graph.FieldDescription, Op: op, Values: v}
	}
	is(t, "null", s.where(graph.KindAction, description(graph.OpIsNull)), "shared beta emile")
	is(t, "equal", s.where(graph.KindAction, description(graph.OpEq, graph.Value{})), "")
	is(t, "not equal", s.where(graph.KindAction, description(graph.OpNe, graph.Text("x"))), "alpha shared beta emile")
	is(t, "a part of it", s.where(graph.KindAction, description(graph.OpContains, graph.Value{Type: graph.TextValue})), "alpha")
}

func whereIn(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "in", s.where(graph.KindAction, title(graph.OpIn, true)), "")
	is(t, "scheduled", s.where(graph.KindAction, graph.Scheduled{}), "")
	is(t, "wording", s.where(graph.KindAction, graph.Wording{}), "")
}

func whereEmpty(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "all", s.where(graph.KindTheme, graph.All{}), "people place")
	is(t, "any", s.where(graph.KindTheme, graph.Any{}), "")
	is(t, "nothing", s.where(graph.KindTheme, nil), "people place")
	is(t, "not nothing", s.where(graph.KindTheme, graph.Not{}), "")
}

func partners(q graph.Quantifier) graph.Linked {
	return graph.Linked{Route: route(graph.KindAction, "partners"), Quantifier: q}
}

func whereConnectives(t *testing.T, open Opener) {
	s := try(t, open)
	alpha := title(graph.OpEq, true, "alpha")
	is(t, "or", s.where(graph.KindAction, graph.Any{alpha, partners(graph.Some)}), "alpha shared emile")
	is(t, "and", s.where(graph.KindAction, graph.All{title(graph.OpContains, true, "library"), partners(graph.None)}), "beta")
	is(t, "not", s.where(graph.KindAction, graph.Not{Of: partners(graph.Some)}), "alpha beta")
	is(t, "not or", s.where(graph.KindAction, graph.Not{Of: graph.Any{alpha, partners(graph.Some)}}), "beta")
	nested := graph.Linked{Route: route(graph.KindPriority, "actions"), Quantifier: graph.Some, Where: graph.Any{alpha, graph.Not{Of: partners(graph.None)}}}
	is(t, "some or not none", s.where(graph.KindPriority, nested), "3 4")
}

func whereQuantifiers(t *testing.T, open Opener) {
	s := try(t, open)
	ask := func(q graph.Quantifier, op graph.Op, n int) string {
		return s.where(graph.KindPriority, graph.Linked{Route: route(graph.KindPriority, "actions"), Quantifier: q, Op: op, Count: n, Where: graph.Scheduled{Quarters: []graph.Quarter{{Year: "2022/23", Number: 1}}}})
	}
	is(t, "some", ask(graph.Some, 0, 0), "3 4")
	is(t, "none", ask(graph.None, 0, 0), "5 6")
	is(t, "every, over no node too", ask(graph.Every, 0, 0), "3 5 6")
	is(t, "two", ask(graph.CountIs, graph.OpEq, 2), "3")
	is(t, "at most one", ask(graph.CountIs, graph.OpLte, 1), "4 5 6")
}

func whereFilter(t *testing.T, open Opener) {
	s := try(t, open)
	c := partners(graph.Some)
	c.Filter = graph.LinkFilter{Within: "priority:4"}
	is(t, "within row 4", s.where(graph.KindAction, c), "emile")
	c.Filter = graph.LinkFilter{Basis: graph.StatedBases}
	is(t, "only stated", s.where(graph.KindAction, c), "")
	c.Filter = graph.LinkFilter{Within: "priority:none"}
	is(t, "within nothing", s.where(graph.KindAction, c), "")
}

func whereRest(t *testing.T, open Opener) {
	s := try(t, open)
	second := graph.Scheduled{Quarters: []graph.Quarter{{Year: "2022/23", Number: 2}}}
	is(t, "in the second quarter", s.where(graph.KindAction, second), "shared beta")
	second.Unprofiled = true
	is(t, "or in none", s.where(graph.KindAction, second), "shared beta emile")
	is(t, "of a plan", s.where(graph.KindPriority, graph.InPlan{Plan: "plan:county"}), "3 4")
	is(t, "of an unknown plan", s.where(graph.KindPriority, graph.InPlan{Plan: "plan:none"}), "")
	is(t, "full text over title and description", s.where(graph.KindAction, graph.Matches{Query: "BOOK with"}), "alpha")
	is(t, "no words match nothing", s.where(graph.KindAction, graph.Matches{Query: " ,"}), "")
	is(t, "a stem", s.where(graph.KindAction, graph.Wording{Stems: []string{"partner"}}), "alpha")
	is(t, "a stem does not look at codes", s.where(graph.KindActivity, graph.Wording{Stems: []string{"2"}}), "")
}
