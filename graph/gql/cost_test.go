package gql_test

import (
	"encoding/json"
	"testing"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// The formula, by examples: a scalar 1, an object 2 and what is selected of it, a list as many objects as it may have.
func TestWhatQuestionsCost(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Log: quiet})
	for _, c := range []struct {
		query     string
		variables string
		cost      int
	}{
		{"{ revision }", "", 1},
		{"{ revision b: revision }", "", 2},
		{"{ revision revision }", "", 1},
		{`{ entity(id: "x") { id title } }`, "", 2 + 2},
		{"{ actions { totalCount } }", "", 2 + 1},
		{"{ actions { nodes { id } } }", "", 2 + 100*(2+1)},
		{"{ actions(first: 10) { nodes { id } } }", "", 2 + 10*(2+1)},
		{"{ actions(last: 10) { edges { cursor node { id } } } }", "", 2 + 10*(2+1+(2+1))},
		{"query($n: Int) { actions(first: $n) { nodes { id } } }", `{"n": 7}`, 2 + 7*(2+1)},
		{"query($n: Int = 4) { actions(first: $n) { nodes { id } } }", "", 2 + 4*(2+1)},
		{"{ actions(first: 0) { nodes { id } } }", "", 2},
		{"{ actions(first: 3) { nodes { id } ...a } } fragment a on ActionConnection { nodes { code } }", "", 2 + 3*(2+2)},
		{"{ actions(first: 3) { ...a ...a } } fragment a on ActionConnection { edges { node { id } } }", "", 2 + 3*(2+(2+1))},
		{"{ actions(first: 2) { nodes { priorities { nodes { id } } } } }", "", 2 + 2*(2+(2+5*(2+1)))},
		{"{ actions(first: 2) { nodes { priorities(first: 9) { nodes { id } } } } }", "", 2 + 2*(2+(2+9*(2+1)))},
		{"{ actions(first: 2) { nodes { evidence { line } } } }", "", 2 + 2*(2+5*(2+1))},
		{`{ nodes(ids: ["a", "b", "c"]) { id } }`, "", 3 * (2 + 1)},
		{`query($i: [ID!]!) { nodes(ids: $i) { id } }`, `{"i": ["a", "b"]}`, 2 * (2 + 1)},
		{`{ entity(id: "x") { id ... on Action { code title } ... on Theme { code } } }`, "", 2 + 1 + 2},
		{`{ entity(id: "x") { ... on Entity { code } ...t ...a } } fragment t on Theme { id } fragment a on Action { id title }`, "", 2 + 1 + 2},
		{"query($no: Boolean = false) { revision a: revision @include(if: $no) b: revision @skip(if: true) }", "", 1},
		{"query($no: Boolean = true) { revision ... @include(if: $no) { b: revision } }", "", 2},
		{"{ alignmentMatrix { counts total } }", "", 2 + 2},
	} {
		r := gql.Request{Query: c.query}
		if c.variables != "" {
			if err := json.Unmarshal([]byte(c.variables), &r.Variables); err != nil {
				t.Fatal(err)
			}
		}
		if answer := api.Execute(t.Context(), r); answer.Cost != c.cost {
			t.Errorf("%s %s: %d, want %d; %s", c.query, c.variables, answer.Cost, c.cost, answer.Body)
		}
	}
}

func TestTheFormulaCanBeChanged(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Log: quiet, Limits: gql.Limits{ObjectCost: 10, ScalarCost: 3, AssumedSize: 4, DepthCostFactor: 1.5}})
	answer := api.Execute(t.Context(), gql.Request{Query: "{ actions(first: 2) { nodes { themes { nodes { id } } } } }"})
	const theme = 10 + 1.5*3
	const action = 10 + 1.5*(10+1.5*(4*theme))
	const actions = 10 + 1.5*(2*action) // 476.5
	if answer.Cost != 476 {
		t.Errorf("%d, want %v", answer.Cost, actions)
	}
}
