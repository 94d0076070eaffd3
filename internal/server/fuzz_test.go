package server_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/internal/server"
)

// inside is what no answer may show: files and routines of the program.
var inside = regexp.MustCompile(`\.go:\d+|goroutine \d+|runtime error`)

// streamed is how long a stream is listened to: it would not end by itself.
const streamed = 50 * time.Millisecond

// FuzzServer sends anything to a whole server, with the API and a store behind it: whatever comes in, what goes out has a
// status that is no fault of ours, and is JSON where JSON is promised.
func FuzzServer(f *testing.F) {
	const asJSON = "Content-Type: application/json\n"
	for _, seed := range []struct{ method, target, header, body string }{
		{"POST", "/graphql", asJSON, `{"query":"{ actions(first: 2) { nodes { title } } }"}`},
		{"POST", "/graphql", asJSON + "Accept: text/event-stream", `{"query":"subscription { changes { revision } }"}`},
		{"POST", "/graphql", asJSON, `{"query":"mutation { actionCreate(input: {title: \"x\"}) { revision userErrors { code } } }"}`},
		{"POST", "/graphql", asJSON, `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}`},
		{"POST", "/graphql", "Content-Type: text/plain\nOrigin: https://elsewhere.example", `{}`},
		{"GET", "/graphql?query=%7Brevision%7D&variables=%7B%7D", "Graphql-Require-Preflight: 1\nAccept: */*;q=0.1", ""},
		{"GET", "/graphql", "Connection: Upgrade\nUpgrade: websocket\nSec-Websocket-Version: 13\nSec-Websocket-Protocol: graphql-transport-ws", ""},
		{"HEAD", "/readyz?verbose", "If-None-Match: *", ""}, {"GET", "/version", "Range: bytes=0-", ""},
		{"OPTIONS", "/schema.graphqls", "Access-Control-Request-Method: POST", ""}, {"GET", "/metrics/../livez", "Authorization: Bearer x", ""},
	} {
		f.Add(seed.method, seed.target, seed.header, seed.body)
	}
	store := memstore.New()
	if _, err := store.Apply(f.Context(), golden.Sample(f)); err != nil {
		f.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	s, err := server.New(server.Options{
		Executor: gql.New(store, gql.Options{Past: open.Past(store), Log: quiet}), Store: store, Schema: gql.SDL(), Log: quiet,
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target, header, body string) {
		path, query, _ := strings.Cut(target, "?")
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Method, r.URL = method, &url.URL{Path: "/" + strings.TrimPrefix(path, "/"), RawQuery: query}
		for line := range strings.Lines(header) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			r.Header.Add(name, value)
		}
		ctx, cancel := context.WithTimeout(t.Context(), streamed)
		defer cancel()
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r.WithContext(ctx))
		answer := w.Body.String()
		// 501 is for a connection that cannot be taken over, as a recorder's cannot; 504 for what took too long.
		if w.Code >= 500 && w.Code != 501 && w.Code != 504 {
			t.Errorf("%s %s: %d %s", method, target, w.Code, answer)
		}
		if inside.MatchString(answer) {
			t.Errorf("%s %s shows what is inside: %s", method, target, answer)
		}
		if strings.Contains(w.Header().Get("Content-Type"), "json") && method != "HEAD" && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s %s: no JSON: %s", method, target, answer)
		}
	})
}
