package graphtest

import (
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var searchPromises = []promise{
	{"BestFirstThenByKindAndPosition", searchOrder},
	{"EveryWordMustOccur", searchWords},
	{"KindsAreKeptToAndCounted", searchKinds},
	{"SearchesArePaged", searchPages},
}

func (t *trial) search(q graph.SearchQuery) *graph.SearchPage {
	t.Helper()
	if q.Page == (graph.Page{}) {
		q.Page = everything
	}
	page, err := t.view.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func hits(p *graph.SearchPage) string {
	text := ""
	for _, e := range p.Edges {
		text += fmt.Sprintf("%s %.2f; ", slugs(e.To), e.Score)
	}
	return text
}

func searchOrder(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "whole in a title, then in a description", hits(s.search(graph.SearchQuery{Query: "BOOKS"})), "lend 1.00; alpha 0.50; ")
	is(t, "whole, then its beginning", hits(s.search(graph.SearchQuery{Query: "libra"})), "shared 0.75; beta 0.75; ")
	is(t, "codes are words", hits(s.search(graph.SearchQuery{Query: "2.1"})), "nights 0.75; ")
}

func searchWords(t *testing.T, open Opener) {
	s := try(t, open)
	is(t, "a beginning and a whole", hits(s.search(graph.SearchQuery{Query: "emile walk"})), "emile 0.88; ")
	is(t, "one of them not", hits(s.search(graph.SearchQuery{Query: "emile runs"})), "")
	is(t, "none", hits(s.search(graph.SearchQuery{Query: " - "})), "")
	is(t, "a single letter is no beginning", hits(s.search(graph.SearchQuery{Query: "p"})), "")
}

func searchKinds(t *testing.T, open Opener) {
	s := try(t, open)
	page := s.search(graph.SearchQuery{Query: "p", KindCounts: true})
	is(t, "no hit, no kind", len(page.Kinds), 0)
	page = s.search(graph.SearchQuery{Query: "pl", KindCounts: true, Want: graph.Want{Total: true}})
	is(t, "kinds in the order of the schema", plain(page.Kinds), plain([]graph.KindCount{{Kind: graph.KindTheme, Count: 1}, {Kind: graph.KindPlan, Count: 2}}))
	is(t, "total", page.Total, 3)
	is(t, "of one kind", hits(s.search(graph.SearchQuery{Query: "pl", Kinds: graph.Kinds(graph.KindTheme)})), "place 0.75; ")
}

func searchPages(t *testing.T, open Opener) {
	s := try(t, open)
	first := s.search(graph.SearchQuery{Query: "pl", Page: graph.Page{Limit: 1}})
	is(t, "the first", hits(first), "place 0.75; ")
	is(t, "it goes on", first.HasNext && !first.HasPrevious, true)
	rest := s.search(graph.SearchQuery{Query: "pl", Page: graph.Page{Limit: 5, After: &first.Edges[0].Cursor}})
	is(t, "the rest", hits(rest), "county 0.75; city 0.75; ")
	is(t, "it does not go on", !rest.HasNext && rest.HasPrevious, true)
}
