package golden_test

import (
	"encoding/json"
	"log/slog"
	"testing"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/open"
)

// FuzzQuestions: whatever a request holds, the answer is JSON with data or errors, and no fault of ours.
func FuzzQuestions(f *testing.F) {
	for _, seed := range []string{
		"{ revision }", "{ actions(first: 1, orderBy: [{title: DESC}]) { nodes { title themes { totalCount } } } }",
		"query($a: ID!) { node(id: $a) { id ... on Action { priorities(within: $a) { totalCount } } } }",
		"{ alignmentMatrix(rows: SITE, columns: QUARTER, counting: ACTIVITY) { counts } }", "{ search(query: \"\u2019\") { totalCount } }",
		"{ threads(from: \"priority:1\", maxLength: 6, shape: ANY) { length } }", "{ links(where: {score: {gte: 0.5}}) { totalCount } }",
	} {
		f.Add(seed, `{"a": "priority:1"}`)
	}
	for _, c := range append(golden.Cases(f), golden.HistoryCases(f)...) {
		variables, err := json.Marshal(c.Variables)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(c.Document, string(variables))
	}
	store := annexStore(f)
	api := gql.New(store, gql.Options{Past: open.Past(store), Log: slog.New(slog.DiscardHandler)})
	f.Fuzz(func(t *testing.T, query, variables string) {
		var v map[string]any
		_ = json.Unmarshal([]byte(variables), &v)
		answer := api.Execute(t.Context(), gql.Request{Query: query, Variables: v})
		if !json.Valid(answer.Body) {
			t.Errorf("no JSON: %s", answer.Body)
		}
		for _, code := range answer.Codes {
			if code == gql.CodeInternal || code == "" {
				t.Errorf("a fault of ours, or an error without a code: %s", answer.Body)
			}
		}
	})
}
