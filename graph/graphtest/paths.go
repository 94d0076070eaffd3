package graphtest

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var pathPromises = []promise{
	{"ShortestThenStrongestThenByIDs", pathOrder},
	{"ThreadsAreRowTrueUnlessAcrossRows", pathRows},
	{"StraightThreadsOnlyRiseOrOnlyFall", pathStraight},
	{"RowsAreThoseThatAllLinksShare", pathShared},
	{"ToAnyOfAKindOrToAnything", pathKinds},
	{"PartOfAndSimilarToOnlyIfNamed", pathRelations},
	{"NoNodeTwice", pathSimple},
}

func (t *trial) paths(p graph.PathQuery) string {
	t.Helper()
	if p.MaxLength == 0 {
		p.MaxLength = 4
	}
	if p.First == 0 {
		p.First = many
	}
	threads, err := t.view.Paths(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, thread := range threads {
		text += slugs(thread.Nodes...) + " " + thread.Weakest.String()
		if rows := slugs(thread.Rows...); rows != "" {
			text += " in " + rows
		}
		text += "\n"
	}
	return text
}

func pathOrder(t *testing.T, open Opener) {
	s := try(t, open)
	p := graph.PathQuery{From: "action:beta", To: "priority:4", Straight: true}
	is(t, "all", s.paths(p), `beta 4 STATED in 4
beta nights 4 CO_LISTED in 4
beta rooms 4 CO_LISTED in 4
beta late 4 CO_LISTED in 4
beta lend 4 CO_LISTED in 4
beta nights late 4 CO_LISTED in 4
beta nights lend 4 CO_LISTED in 4
beta rooms late 4 CO_LISTED in 4
beta rooms lend 4 CO_LISTED in 4
`)
	p.First = 2
	is(t, "the first two", s.paths(p), "beta 4 STATED in 4\nbeta nights 4 CO_LISTED in 4\n")
	p.MaxLength = 1
	is(t, "the shortest", s.paths(p), "beta 4 STATED in 4\n")
	p.Basis, p.MaxLength = graph.Bases(graph.BasisCoListed), 4
	is(t, "by co-listing alone", s.paths(p), "")
}

func pathRows(t *testing.T, open Opener) {
	s := try(t, open)
	p := graph.PathQuery{From: "action:alpha", To: "theme:place", Straight: true}
	is(t, "Lend books is under Place in row 4, Alpha stands in row 3", s.paths(p), "")
	p.AcrossRows = true
	is(t, "across rows", s.paths(p), "alpha lend place CO_LISTED\nalpha reading lend place CO_LISTED\n")
}

func pathStraight(t *testing.T, open Opener) {
	s := try(t, open)
	p := graph.PathQuery{From: "priority:6", To: "priority:4"}
	is(t, "either way", s.paths(p), "6 4 INFERRED\n")
	p.Straight = true
	is(t, "to one of the same rank is not straight", s.paths(p), "")
	p = graph.PathQuery{From: "theme:people", To: "action:alpha", Straight: true, MaxLength: 2}
	is(t, "away from purpose", s.paths(p), "people lend alpha CO_LISTED in 3\n")
}

func pathShared(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "one row each", s.paths(graph.PathQuery{From: "action:shared", To: "theme:people", Straight: true, MaxLength: 2}),
		"shared late people CO_LISTED in 4\nshared lend people CO_LISTED in 3\n")
	is(t, "both rows", s.paths(graph.PathQuery{From: "action:shared", To: "promise:lend", MaxLength: 1}), "shared lend CO_LISTED in 3 4\n")
}

func pathKinds(t *testing.T, open Opener) {
	s := try(t, open)
	p := graph.PathQuery{From: "action:alpha", ToKinds: graph.Kinds(graph.KindPriority, graph.KindTheme), Straight: true, MaxLength: 2}
	is(t, "to a priority or theme", s.paths(p), "alpha 3 STATED in 3\nalpha reading 3 CO_LISTED in 3\nalpha lend people CO_LISTED in 3\nalpha lend 3 CO_LISTED in 3\n")
	p.ToKinds, p.MaxLength = 0, 1
	is(t, "to anything", s.paths(p), "alpha 3 STATED in 3\nalpha reading CO_LISTED in 3\nalpha lend CO_LISTED in 3\n")
}

func pathRelations(t *testing.T, open Opener) {
	s := try(t, open)
	p := graph.PathQuery{From: "action:alpha", To: "action:beta", MaxLength: 1}
	is(t, "not by likeness", s.paths(p), "")
	p.Relations = graph.Relations(graph.RelationSimilarTo)
	is(t, "unless it is named", s.paths(p), "alpha beta INFERRED\n")
	p = graph.PathQuery{From: "action:alpha", To: "plan:county", MaxLength: 1, Relations: graph.Relations(graph.RelationPartOf)}
	is(t, "nor by the plan", s.paths(p), "alpha county STATED\n")
}

func pathSimple(t *testing.T, open Opener) {
	s := try(t, open)
	p := graph.PathQuery{From: "action:alpha", To: "action:beta", MaxLength: 3, Relations: graph.Relations(graph.RelationSimilarTo, graph.RelationServes)}
	is(t, "alike, and not round about", s.paths(p), "alpha beta INFERRED\n")
}
