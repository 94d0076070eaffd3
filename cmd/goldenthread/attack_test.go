package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
)

// An attack is a request, and what shows that it got somewhere.
type attack struct {
	name   string
	method string
	// path is /graphql if empty; body is what is sent, in JSON unless kind says otherwise.
	path, body, kind string
	// succeeded reads the answer.
	succeeded func(status int, body string) bool
	// dev says that it is no attack on a developer's own server, where it gets what it asks for.
	dev bool
}

// asQuery is a request for a document.
func asQuery(query string) string {
	text, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		panic(err) // strings always encode
	}
	return string(text)
}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "#", string(rune('a'+i/26/26))+string(rune('a'+i/26%26))+string(rune('a'+i%26))))
	}
	return b.String()
}

func has(words ...string) func(int, string) bool {
	return func(_ int, body string) bool {
		for _, word := range words {
			if !strings.Contains(body, word) {
				return false
			}
		}
		return true
	}
}

var answered = has(`"data":{`)

// cop are the checks of graphql-cop, armour the limits of the plugins of that name.
var cop = []attack{
	{name: "alias overloading", body: asQuery("query cop {" + numbered(101, " a#: __typename") + "}"), succeeded: answered},
	{name: "array-based batching", body: "[" + strings.TrimSuffix(strings.Repeat(asQuery("query cop { __typename }")+",", 10), ",") + "]", succeeded: has(`"data"`)},
	{name: "circular introspection", body: asQuery("query cop { __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"), succeeded: answered},
	{name: "directive overloading", body: asQuery("query cop { __typename " + strings.Repeat("@aa", 10) + "}"), succeeded: func(_ int, body string) bool { return strings.Count(body, `"message"`) >= 10 }},
	{name: "field duplication", body: asQuery("query cop {" + strings.Repeat("__typename \n", 500) + "}"), succeeded: answered},
	{name: "field suggestions", body: asQuery("query cop { __schema { directive } }"), succeeded: has("Did you mean"), dev: true},
	{name: "mutation over GET", method: http.MethodGet, path: "/graphql?query=mutation%20cop%20%7B__typename%7D", succeeded: answered},
	{name: "query over GET", method: http.MethodGet, path: "/graphql?query=query%20cop%20%7B__typename%7D", succeeded: answered},
	{name: "IDE", method: http.MethodGet, path: "/", succeeded: has("<html"), dev: true},
	{name: "IDE at /graphql", method: http.MethodGet, path: "/graphql", kind: "text/html", succeeded: has("<html")},
	{name: "introspection", body: asQuery("query cop { __schema { types { name fields { name } } } }"), succeeded: answered, dev: true},
	{name: "url-encoded query", body: url.Values{"query": {"query cop { __typename }"}}.Encode(), kind: "application/x-www-form-urlencoded", succeeded: answered},
	{name: "trace mode", body: asQuery("query cop { __typename }"), succeeded: has(`"tracing"`)},
	{name: "unhandled errors", body: asQuery("qwerty { abc }"), succeeded: func(_ int, body string) bool {
		return strings.Contains(body, "exception") || strings.Contains(body, "stack") || strings.Contains(body, ".go")
	}},
}

var armour = []attack{
	{name: "cost", body: asQuery("{ actions(first: 500) { nodes { priorities(first: 500) { nodes { actions(first: 500) { nodes { id } } } } } } }"), succeeded: answered},
	{name: "depth", body: asQuery("{ actions { nodes " + strings.Repeat("{ similar { nodes ", 20) + "{ id }" + strings.Repeat("} }", 20) + "} }"), succeeded: answered},
	{name: "depth in fragments", body: asQuery("{ actions { nodes { ...f0a } } } fragment f0a on Action { similar { nodes { ...f0b } } } fragment f0b on Action { similar { nodes { ...f0a } } }"), succeeded: answered},
	{name: "directives", body: asQuery("{ __typename" + strings.Repeat(" @include(if: true)", 51) + "}"), succeeded: answered},
	{name: "tokens", body: asQuery("{ actions(where: {id: {in: [" + numbered(2_000, `"#",`) + "]}}) { totalCount } }"), succeeded: answered},
	{name: "characters", body: asQuery("{ __typename } #" + strings.Repeat("x", 60_000)), succeeded: answered},
	{name: "suggestions of arguments", body: asQuery("{ actions(frist: 1) { totalCount } }"), succeeded: has("Did you mean"), dev: true},
	{name: "body", body: asQuery(strings.Repeat(" ", 2<<20)), succeeded: func(status int, _ string) bool { return status != http.StatusRequestEntityTooLarge }},
}

// send makes the attack, and gives what came back.
func (a attack) send(t *testing.T, base string) (status int, body string) {
	t.Helper()
	if a.method == "" {
		a.method = http.MethodPost
	}
	if a.path == "" {
		a.path = "/graphql"
	}
	r, err := http.NewRequestWithContext(t.Context(), a.method, base+a.path, strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case a.kind == "text/html":
		r.Header.Set("Accept", a.kind)
	case a.kind != "":
		r.Header.Set("Content-Type", a.kind)
	case a.method == http.MethodPost:
		r.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatalf("%s: %v", a.name, err)
	}
	defer response.Body.Close() // what was read counts
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// Both profiles stand every attack; what is for developers alone works on their profile, so that a test of it can fail.
func TestAttacksGetNowhere(t *testing.T) {
	for _, profile := range []string{"dev", "prod"} {
		t.Run(profile, func(t *testing.T) {
			_, base := startServing(t, "--profile", profile, "--data", filepath.Join(t.TempDir(), "data"))
			for _, a := range append(append([]attack{}, cop...), armour...) {
				status, body := a.send(t, base)
				want := a.dev && profile == "dev"
				if got := a.succeeded(status, body); got != want {
					t.Errorf("%s: %d, succeeded %v: %.300s", a.name, status, got, body)
				}
				if status >= http.StatusInternalServerError {
					t.Errorf("%s: %d %.300s", a.name, status, body)
				}
			}
			if status, body := (attack{body: asQuery("{ priorities { totalCount } }")}).send(t, base); status != http.StatusOK || !answered(status, body) {
				t.Errorf("an honest question: %d %s", status, body)
			}
		})
	}
}

// A server for the public still answers the questions that it trusts, by GET too.
func TestTrustedQuestionsInProduction(t *testing.T) {
	_, base := startServing(t, "--profile", "prod", "--only-trusted", "--data", filepath.Join(t.TempDir(), "data"))
	for path, want := range map[string]int{
		"/graphql?documentId=01-shared-actions": http.StatusOK,
		"/graphql?documentId=unknown":           http.StatusOK, // an error, as application/json has it
	} {
		status, body := attack{method: http.MethodGet, path: path}.send(t, base)
		if status != want || strings.Contains(path, "shared") != answered(status, body) {
			t.Errorf("%s: %d %.200s", path, status, body)
		}
	}
	if status, body := (attack{body: asQuery("{ priorities { totalCount } }")}).send(t, base); status != http.StatusForbidden || answered(status, body) {
		t.Errorf("free text: %d %s", status, body)
	}
}
