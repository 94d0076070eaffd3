package server_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/server"
)

func trusting(t *testing.T, change ...func(*server.Options)) *server.Server {
	t.Helper()
	store := memstore.New()
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	s, _ := newServer(t, append(change, func(o *server.Options) {
		o.Executor = gql.New(store, gql.Options{Documents: gql.Documents{Trusted: map[string]string{"revision": "{ revision }"}}})
	})...)
	return s
}

func TestPersistedQueriesOverHTTP(t *testing.T) {
	const hash = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b" // of { __typename }
	extension := func(hash string) string { return `{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}` }
	const strictly = "Accept: application/graphql-response+json"
	s := trusting(t)
	for _, c := range []struct {
		name string
		call
		status int
		code   string
	}{
		{"unknown, POST", post(`{"extensions":` + extension(hash) + `}`), 200, "PERSISTED_QUERY_NOT_FOUND"},
		{"unknown, POST, strict", post(`{"extensions":`+extension(hash)+`}`, strictly), 400, "PERSISTED_QUERY_NOT_FOUND"},
		{"unknown, GET", get("extensions="+extension(hash), strictly), 400, "PERSISTED_QUERY_NOT_FOUND"},
		{"sent", post(`{"query":"{ __typename }","extensions":` + extension(hash) + `}`), 200, ""},
		{"known, POST", post(`{"extensions":`+extension(hash)+`}`, strictly), 200, ""},
		{"known, GET", get("extensions="+extension(hash), strictly), 200, ""},
		{"another document", post(`{"query":"{ revision }","extensions":`+extension(hash)+`}`, strictly), 400, "BAD_REQUEST"},
		{"another version", post(`{"query":"{ revision }","extensions":{"persistedQuery":{"version":2,"sha256Hash":"x"}}}`), 400, "BAD_REQUEST"},
		{"no object", post(`{"query":"{ revision }","extensions":{"persistedQuery":[]}}`), 400, "BAD_REQUEST"},
		{"trusted, POST", post(`{"documentId":"revision"}`, strictly), 200, ""},
		{"trusted, unknown", post(`{"documentId":"x"}`, strictly), 400, "PERSISTED_QUERY_NOT_FOUND"},
		{"trusted, no string", post(`{"documentId":1}`), 400, "BAD_REQUEST"},
	} {
		r := c.to(s)
		if code, _ := codeIn(t, r); r.StatusCode != c.status || code != c.code {
			t.Errorf("%s: %d %s: %s", c.name, r.StatusCode, code, r.Body)
		}
		if strings.HasPrefix(c.name, "unknown") && !strings.Contains(string(r.Body), `"message":"PersistedQueryNotFound"`) {
			t.Errorf("%s: clients look for the message: %s", c.name, r.Body)
		}
	}
}

// What a trusted document answers is no secret of the page that asks, so it needs none of the headers that other GETs do;
// and where GET is kept to trusted documents, nothing else gets through it.
func TestTrustedDocumentsByGet(t *testing.T) {
	open, kept := trusting(t), trusting(t, func(o *server.Options) { o.GetTrusted = true })
	for _, c := range []struct {
		target       string
		header       []string
		status, kept int
	}{
		{"/graphql?documentId=revision", nil, 200, 200},
		{"/graphql?documentId=revision&query=", nil, 200, 200},
		{"/graphql?query=%7Brevision%7D", nil, 403, 405},
		{"/graphql?query=%7Brevision%7D", []string{"GraphQL-Require-Preflight: 1"}, 200, 405},
		{"/graphql?documentId=revision&query=%7Brevision%7D", nil, 403, 405},
		{"/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22x%22%7D%7D", nil, 403, 405},
	} {
		for s, want := range map[*server.Server]int{open: c.status, kept: c.kept} {
			r := call{"GET", c.target, "", c.header}.to(s)
			if r.StatusCode != want || want == http.StatusMethodNotAllowed && r.Header.Get("Allow") != "POST" {
				t.Errorf("%s %v: %d, want %d: %s", c.target, c.header, r.StatusCode, want, r.Body)
			}
		}
	}
}

func TestAnswersByGetAreAskedForAgain(t *testing.T) {
	s := trusting(t)
	ask := func(header ...string) reply {
		return call{"GET", "/graphql?documentId=revision", "", header}.to(s)
	}
	first := ask()
	tag := first.Header.Get("ETag")
	if tag == "" || first.Header.Get("Cache-Control") != "public, no-cache" {
		t.Fatalf("%v", first.Header)
	}
	for given, want := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, strings.Trim(tag, `"`): 200} {
		if r := ask("If-None-Match: " + given); r.StatusCode != want || want == 304 && len(r.Body) > 0 {
			t.Errorf("%s: %d %s", given, r.StatusCode, r.Body)
		}
	}
	for name, r := range map[string]reply{
		"POST":     post(`{"documentId":"revision"}`, "If-None-Match: "+tag).to(s),
		"an error": get("query=%7B+x+%7D").to(s),
	} {
		if r.StatusCode != http.StatusOK || r.Header.Get("ETag") != "" || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", name, r.StatusCode, r.Header)
		}
		if !json.Valid(r.Body) {
			t.Errorf("%s: %s", name, r.Body)
		}
	}
}
