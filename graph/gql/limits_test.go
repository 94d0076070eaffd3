package gql_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// tight are limits that short documents exceed.
var tight = gql.Limits{
	MaxCharacters: 500, MaxTokens: 100, MaxDepth: 4, MaxAliases: 3, MaxDirectives: 3, MaxFields: 20, MaxDuplicates: 5, MaxCost: 1_000,
}

func TestEachLimitSaysWhatItIs(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Limits: tight, Log: quiet})
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	for _, c := range []struct {
		name, query string
		code        gql.Code
		message     string
	}{
		{"characters", "{ revision } #" + strings.Repeat("x", 500), gql.CodeComplexityLimit, "at most 500 are allowed"},
		{"tokens", "{ entities(ids: [" + repeat(60, `"a" `) + "]) { id } " + repeat(40, "id "), gql.CodeComplexityLimit, "more than 100 tokens"},
		{"depth", "{ actions { nodes { themes { nodes { title } } } } }", gql.CodeDepthLimit, "5 levels deep: at most 4"},
		{"depth in fragments", "{ actions { ...a } } fragment a on ActionConnection { nodes { themes { nodes { title } } } }", gql.CodeDepthLimit, "at most 4"},
		{"aliases", "{" + repeat(4, " a#: revision") + "}", gql.CodeComplexityLimit, "4 aliases: at most 3"},
		{"aliases of __typename", "{" + repeat(4, " a#: __typename") + "}", gql.CodeComplexityLimit, "4 aliases: at most 3"},
		{"aliases in fragments", "{ a: actions { ...a } b: actions { ...a } } fragment a on ActionConnection { c: totalCount }", gql.CodeComplexityLimit, "4 aliases: at most 3"},
		{"directives", "{ revision @skip(if: false) @include(if: true) ... @skip(if: false) { revision @a } }", gql.CodeComplexityLimit, "4 directives: at most 3"},
		{"directives on the operation", "query @a @a @a @a { revision }", gql.CodeComplexityLimit, "4 directives: at most 3"},
		{"duplicates", "{" + repeat(6, " revision") + "}", gql.CodeComplexityLimit, "repeats a field 6 times in one place: at most 5"},
		{"duplicates in inline fragments", "{" + repeat(6, " ...{ revision }") + "}", gql.CodeComplexityLimit, "6 times"},
		{"duplicates in fragments", "{ ...a ...b ...c } fragment a on Query { revision revision } fragment b on Query { revision revision } fragment c on Query { revision revision }", gql.CodeComplexityLimit, "6 times"},
		{"duplicates one below another", "{" + repeat(3, " actions { totalCount totalCount }") + "}", gql.CodeComplexityLimit, "6 times"},
		{"duplicates where nothing spreads them", "{ revision } fragment a on Query {" + repeat(6, " revision") + "}", gql.CodeComplexityLimit, "6 times"},
		{"fields", "{ actions { nodes {" + repeat(10, " id code") + "} } }", gql.CodeComplexityLimit, "more than 20 fields"},
		{"fields in fragments", "{ a: actions { ...a } b: actions { ...a } } fragment a on ActionConnection { edges { node { id code title kind position revision description previousIds } } }", gql.CodeComplexityLimit, "more than 20 fields"},
		{"cost", "{ actions(first: 500) { nodes { id } } }", gql.CodeComplexityLimit, "costs 1502 by the sizes of its lists: at most 1000"},
		{"a circle of fragments", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", gql.CodeValidationFailed, "leads back to itself"},
	} {
		answer := api.Execute(t.Context(), gql.Request{Query: c.query})
		if answer.HasData || len(answer.Codes) != 1 || answer.Codes[0] != c.code || !strings.Contains(string(answer.Body), c.message) {
			t.Errorf("%s: %v %s, want %s, %s", c.name, answer.Codes, answer.Body, c.code, c.message)
		}
	}
}

// Fragments that spread each other twice double what they have with each level, and cost whoever counts naively that many
// steps.
func TestBombsAreRefusedInFewSteps(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Log: quiet})
	chain := func(body string) string {
		var b strings.Builder
		b.WriteString("{ entity(id: \"action:x\") { ... on Action { ...f0 } } }")
		for i := range 35 {
			fmt.Fprintf(&b, " fragment f%d on Action { %s }", i, strings.ReplaceAll(body, "#", fmt.Sprint(i+1)))
		}
		b.WriteString(" fragment f35 on Action { id }")
		return b.String()
	}
	for name, c := range map[string]struct {
		query string
		codes []gql.Code
	}{
		"one place":   {chain("...f# ...f#"), nil},
		"two aliases": {chain("a: similar { nodes { ...f# } } b: similar { nodes { ...f# } }"), []gql.Code{gql.CodeDepthLimit}},
		"two fields":  {strings.ReplaceAll(chain("evidence { plan { id } } ...f# schedule { label } ...f#"), "f35", "f35"), nil},
		"two lists":   {chain("similar { totalCount } ...f# themes { totalCount } ...f#"), nil},
		"directives":  {chain("...f# @skip(if: false) ...f# @include(if: true)"), []gql.Code{gql.CodeComplexityLimit}},
	} {
		if answer := api.Execute(t.Context(), gql.Request{Query: c.query}); fmt.Sprint(answer.Codes) != fmt.Sprint(c.codes) {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
}

// Ten thousand like fields took validation a quarter of a minute; now they do not get there.
func TestDocumentsThatValidationIsSlowOver(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Log: quiet})
	for name, query := range map[string]string{
		"like fields":     "{" + strings.Repeat(" __typename", 500) + "}",
		"like lists":      "{" + strings.Repeat(" actions { totalCount }", 200) + "}",
		"like selections": "{" + strings.Repeat(" actions {"+strings.Repeat(" totalCount", 50)+"}", 20) + "}",
	} {
		if answer := api.Execute(t.Context(), gql.Request{Query: query}); len(answer.Codes) != 1 || answer.Codes[0] != gql.CodeComplexityLimit {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
}

func TestFewErrorsOfADocumentAreTold(t *testing.T) {
	answer := gql.New(memstore.New(), gql.Options{Log: quiet}).Execute(t.Context(), gql.Request{Query: "{ __typename " + strings.Repeat("@aa", 10) + "}"})
	if len(answer.Codes) == 0 || len(answer.Codes) > 5 {
		t.Errorf("%d errors: %s", len(answer.Codes), answer.Body)
	}
}

// What tools send to learn the schema, word for word that of graphql-js 16.
const introspection = `query IntrospectionQuery { __schema { description queryType { name } mutationType { name } subscriptionType { name }
  types { ...FullType } directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`

func TestTheStandardIntrospectionPasses(t *testing.T) {
	answer := gql.New(memstore.New(), gql.Options{Log: quiet}).Execute(t.Context(), gql.Request{Query: introspection})
	if len(answer.Codes) > 0 || !strings.Contains(string(answer.Body), `"name":"Action"`) {
		t.Errorf("%.300s", answer.Body)
	}
}

func TestIntrospectionInCirclesIsRefused(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Log: quiet})
	for _, query := range []string{
		"{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
		`{ __type(name: "Query") { fields { type { fields { type { fields { type { fields { name } } } } } } } } }`,
		"{ __schema { types { ...t } } } fragment t on __Type { fields { type { fields { type { fields { type { name } } } } } } }",
		"{" + strings.Repeat(" ...{ a: __schema { types { fields { args { type { name } } } } } }", 101) + "}",
	} {
		if answer := api.Execute(t.Context(), gql.Request{Query: query}); len(answer.Codes) == 0 || answer.HasData {
			t.Errorf("%s: %.200s", query, answer.Body)
		}
	}
}

func TestIntrospectionCanBeOff(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{NoIntrospection: true, Log: quiet})
	for _, query := range []string{
		introspection,
		`{ __type(name: "Action") { name } }`,
		`{ ... { ...a } } fragment a on Query { b: __schema { queryType { name } } }`,
	} {
		if answer := api.Execute(t.Context(), gql.Request{Query: query}); len(answer.Codes) != 1 || answer.Codes[0] != gql.CodeIntrospectionDisabled {
			t.Errorf("%s: %.200s", query, answer.Body)
		}
		if answer := api.Execute(t.Context(), gql.Request{Query: query, Introspect: true}); len(answer.Codes) > 0 {
			t.Errorf("for whoever may: %.200s", answer.Body)
		}
	}
	if answer := api.Execute(t.Context(), gql.Request{Query: "{ __typename }"}); len(answer.Codes) > 0 {
		t.Errorf("__typename: %s", answer.Body)
	}
}

// Suggestions tell the schema by and by to whoever guesses names.
func TestWithoutIntrospectionNothingIsSuggested(t *testing.T) {
	open, closed := gql.New(memstore.New(), gql.Options{Log: quiet}), gql.New(memstore.New(), gql.Options{NoIntrospection: true, Log: quiet})
	suggested := 0
	for name, r := range map[string]gql.Request{
		"field":            {Query: "{ actoins { totalCount } }"},
		"selection":        {Query: "{ actions }"},
		"argument":         {Query: "{ actions(frist: 1) { totalCount } }"},
		"enum value":       {Query: "{ alignmentMatrix(rows: PRIORITIES) { total } }"},
		"type":             {Query: "{ actions { nodes { ... on Acton { id } } } }"},
		"member of input":  {Query: `{ actions(where: {titel: {eq: "x"}}) { totalCount } }`},
		"field on a type":  {Query: "{ entity(id: \"x\") { schedule { label } } }"},
		"type of variable": {Query: "query($w: ActionWere) { actions(where: $w) { totalCount } }"},
	} {
		const suggestion = "Did you mean"
		if strings.Contains(string(open.Execute(t.Context(), r).Body), suggestion) {
			suggested++
		}
		if answer := closed.Execute(t.Context(), r); strings.Contains(string(answer.Body), suggestion) || len(answer.Codes) == 0 {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	if suggested < 5 {
		t.Errorf("where introspection is on, only %d mistakes are answered with a suggestion", suggested)
	}
	if n := len(rules.NewDefaultRules().GetInner()); n != 27 {
		t.Errorf("the library has %d rules now: see whether those that are new suggest names", n)
	}
}

// slow is a store that is never done.
type slow struct{ graph.Store }

func (s slow) View(ctx context.Context) (graph.View, error) {
	v, err := s.Store.View(ctx)
	return slowView{v}, err
}

type slowView struct{ graph.View }

func (slowView) Walk(ctx context.Context, _ graph.Walk) (*graph.NodePage, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestTheStoreHasItsTime(t *testing.T) {
	api := gql.New(slow{memstore.New()}, gql.Options{Limits: gql.Limits{StoreTimeout: time.Millisecond}, Log: quiet})
	answer := api.Execute(t.Context(), gql.Request{Query: "{ actions { totalCount } revision }"})
	if len(answer.Codes) != 1 || answer.Codes[0] != gql.CodeTimeout || !strings.Contains(string(answer.Body), "longer than 1ms") {
		t.Errorf("%s", answer.Body)
	}
}
