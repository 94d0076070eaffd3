package gql_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// quiet keeps the log out of the test's output.
var quiet = slog.New(slog.DiscardHandler)

func TestRequestErrorsHaveNoDataAndACode(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Limits: gql.Limits{MaxDepth: 4, MaxTokens: 60}, Log: quiet})
	for _, c := range []struct {
		name    string
		request gql.Request
		code    gql.Code
		message string
	}{
		{"nothing", gql.Request{}, gql.CodeOperationResolution, "operation"},
		{"no GraphQL", gql.Request{Query: "SELECT 1"}, gql.CodeParseFailed, ""},
		{"unknown field", gql.Request{Query: "{ actoins { totalCount } }"}, gql.CodeValidationFailed, `Did you mean "actions"`},
		{"missing variable", gql.Request{Query: "query($id: ID!) { node(id: $id) { id } }"}, gql.CodeBadUserInput, "variable $id: must be defined"},
		{"member of a variable", gql.Request{Query: "query($w: ActionWhere) { actions(where: $w) { totalCount } }", Variables: map[string]any{"w": map[string]any{"titel": nil}}}, gql.CodeBadUserInput, "variable $w.titel"},
		{"writing by GET", gql.Request{Query: "mutation { anything }", ReadOnly: true}, gql.CodeMethodNotAllowed, "POST"},
		{"variable of another type", gql.Request{Query: "query($n: Int) { actions(first: $n) { totalCount } }", Variables: map[string]any{"n": "three"}}, gql.CodeBadUserInput, "n"},
		{"no such operation", gql.Request{Query: "query A { revision }", OperationName: "B"}, gql.CodeOperationResolution, "B"},
		{"which operation", gql.Request{Query: "query A { revision } query B { revision }"}, gql.CodeOperationResolution, "operation"},
		{"two members of a oneOf", gql.Request{Query: "{ actions(orderBy: {title: ASC, code: ASC}) { totalCount } }"}, gql.CodeValidationFailed, ""},
		{"in pieces", gql.Request{Query: "{ ... @defer { revision } }"}, gql.CodeValidationFailed, `Unknown directive "@defer"`},
		{"deep", gql.Request{Query: "{ actions { nodes { themes { nodes { title } } } } }"}, gql.CodeDepthLimit, "4"},
		{"deep in fragments", gql.Request{Query: "{ actions { ...a } } fragment a on ActionConnection { nodes { themes { nodes { title } } } }"}, gql.CodeDepthLimit, "4"},
		{"long", gql.Request{Query: "{" + strings.Repeat(" revision", 100) + "}"}, gql.CodeComplexityLimit, "60 tokens"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer := api.Execute(t.Context(), c.request)
			if answer.HasData || len(answer.Codes) == 0 || answer.Codes[0] != c.code {
				t.Errorf("code %v, want %s: %s", answer.Codes, c.code, answer.Body)
			}
			var body map[string]json.RawMessage
			if err := json.Unmarshal(answer.Body, &body); err != nil {
				t.Fatal(err)
			}
			if _, ok := body["data"]; ok {
				t.Errorf("the answer has a data member: %s", answer.Body)
			}
			if !strings.Contains(string(body["errors"]), strings.ReplaceAll(c.message, `"`, `\"`)) {
				t.Errorf("the message does not speak of %s: %s", c.message, body["errors"])
			}
		})
	}
}

// failing is a store whose views fail in one way.
type failing struct {
	graph.Store
	err error
}

func (f failing) View(context.Context) (graph.View, error) {
	if f.err == nil {
		panic("a fault of ours, with a secret: hunter2")
	}
	return nil, f.err
}

func TestStoreErrorsAreMappedOnceAndLeakNothing(t *testing.T) {
	for _, c := range []struct {
		err  error
		code gql.Code
	}{
		{graph.Errorf(graph.ErrUnavailable, "the database cannot be reached"), gql.CodeStoreUnavailable},
		{graph.Errorf(graph.ErrTooLarge, "too many"), gql.CodeComplexityLimit},
		{graph.Errorf(graph.ErrConflict, "changed"), gql.CodeConflict},
		{graph.Errorf(graph.ErrDamaged, "page 7 of /var/hunter2 is damaged"), gql.CodeInternal},
		{context.DeadlineExceeded, gql.CodeTimeout},
		{errors.New("dial tcp hunter2:7687: refused"), gql.CodeInternal},
		{nil, gql.CodeInternal}, // it panics
	} {
		answer := gql.New(failing{err: c.err}, gql.Options{Log: quiet}).Execute(t.Context(), gql.Request{ID: "r-1", Query: "{ actions { totalCount } b: themes { totalCount } }"})
		if len(answer.Codes) != 2 || answer.Codes[0] != c.code {
			t.Errorf("%v: codes %v, want %s", c.err, answer.Codes, c.code)
		}
		if strings.Contains(string(answer.Body), "hunter2") {
			t.Errorf("%v leaks: %s", c.err, answer.Body)
		}
		if c.code == gql.CodeInternal && !strings.Contains(string(answer.Body), `"requestId":"r-1"`) {
			t.Errorf("%v: the caller has no ID to ask about: %s", c.err, answer.Body)
		}
		if !answer.HasData {
			t.Errorf("%v: root questions are nullable, so there is data: %s", c.err, answer.Body)
		}
	}
}

func TestAReadOnlyRequestRunsQueriesOnly(t *testing.T) {
	answer := gql.New(memstore.New(), gql.Options{}).Execute(t.Context(), gql.Request{Query: "{ revision }", ReadOnly: true})
	if !answer.HasData || answer.Operation != "query" {
		t.Errorf("%s", answer.Body)
	}
}

// A document that spreads fragments in fragments doubles with each level if it is seen through naively.
func TestAFragmentBombIsMeasuredOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString("{ entity(id: \"theme:x\") { ...f0 } }\n")
	for i := range 60 {
		next := "...f" + string(rune('0'+(i+1)/10)) + string(rune('0'+(i+1)%10))
		name := "f" + string(rune('0'+i/10)) + string(rune('0'+i%10))
		if i == 0 {
			name = "f0"
		}
		if i == 59 {
			next = "id"
		}
		b.WriteString("fragment " + name + " on Entity { " + next + " " + next + " }\n")
	}
	answer := gql.New(memstore.New(), gql.Options{}).Execute(t.Context(), gql.Request{Query: b.String()})
	if len(answer.Codes) > 0 {
		t.Errorf("%s", answer.Body)
	}
}
