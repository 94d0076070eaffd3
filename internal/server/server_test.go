package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/server"
)

// answers is an executor with a ready answer for a few documents, and a note of what it was last asked.
type answers struct {
	asked *gql.Request
	// asking is held while asked is written: operations over a socket run side by side.
	asking sync.Mutex
	// wait is what { slow } waits for besides its context, underWay how many do, and how many subscriptions run.
	wait     chan struct{}
	underWay atomic.Int32
	// events are what subscription { live } tells, until they end.
	events chan string
}

func (a *answers) Execute(ctx context.Context, r gql.Request) gql.Response {
	a.asking.Lock()
	a.asked = &r
	a.asking.Unlock()
	failed := func(code gql.Code) gql.Response {
		return gql.Response{Body: []byte(`{"errors":[{"message":"no"}]}`), Codes: []gql.Code{code}, Operation: "query"}
	}
	switch r.Query {
	case "{":
		return failed(gql.CodeParseFailed)
	case "{ nothing }":
		return failed(gql.CodeValidationFailed)
	case "{ fault }":
		return failed(gql.CodeInternal)
	case "{ unavailable }":
		return failed(gql.CodeStoreUnavailable)
	case "{ panic }":
		panic("a fault with a secret")
	case "{ slow }":
		a.underWay.Add(1)
		defer a.underWay.Add(-1)
		select {
		case <-ctx.Done():
			return failed(gql.CodeTimeout)
		case <-a.wait:
		}
	case "{ partly }":
		return gql.Response{Body: []byte(`{"errors":[{"message":"no"}],"data":{"partly":null}}`), HasData: true, Codes: []gql.Code{gql.CodeNotFound}}
	case "mutation { change }":
		if r.ReadOnly {
			return failed(gql.CodeMethodNotAllowed)
		}
	}
	return gql.Response{Body: []byte(`{"data":{"__typename":"Query"}}`), HasData: true, Operation: "query"}
}

// Operation knows the beginnings of documents.
func (a *answers) Operation(_ context.Context, r gql.Request) string {
	for _, kind := range []string{"query", "mutation", "subscription"} {
		if strings.HasPrefix(r.Query, kind) {
			return kind
		}
	}
	return ""
}

// Stream tells three events, those that the test has, one that is no event, or one that no buffer on the way holds.
func (a *answers) Stream(ctx context.Context, r gql.Request) iter.Seq[gql.Response] {
	event := func(text string) gql.Response {
		return gql.Response{Body: []byte(`{"data":{"event":"` + text + `"}}`), HasData: true, Operation: "subscription"}
	}
	failed := gql.Response{Body: []byte(`{"errors":[{"message":"no"}]}`), Codes: []gql.Code{gql.CodeBadUserInput}, Operation: "subscription"}
	return func(yield func(gql.Response) bool) {
		a.underWay.Add(1)
		defer a.underWay.Add(-1)
		switch r.Query {
		case "subscription { three }":
			_ = yield(event("1")) && yield(event("2")) && yield(event("3"))
		case "subscription { live }":
			for {
				select {
				case <-ctx.Done():
					return
				case text, more := <-a.events:
					if !more || !yield(event(text)) {
						return
					}
				}
			}
		case "subscription { refused }":
			yield(failed)
		case "subscription { broken }":
			_ = yield(event("1")) && yield(failed)
		case "subscription { huge }":
			for yield(event(strings.Repeat("x", 16<<20))) {
			}
		case "subscription { panic }":
			panic("a fault with a secret")
		}
	}
}

// probed is a store that only says how it is.
type probed struct {
	err  error
	load string
}

func (p *probed) Status(context.Context) (graph.Status, error) {
	return graph.Status{Revision: 7, Nodes: 20, Links: 30, Load: p.load}, p.err
}

const (
	plain  = "application/json; charset=utf-8"
	strict = "application/graphql-response+json; charset=utf-8"
)

func newServer(t *testing.T, change ...func(*server.Options)) (*server.Server, *answers) {
	t.Helper()
	executor := &answers{wait: make(chan struct{}), events: make(chan string)}
	opt := server.Options{
		Executor: executor, Store: &probed{}, Schema: "type Query { ok: Boolean }",
		Page:  http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("the page")) }),
		Build: server.Build{Version: "1.2.3", Commit: "abc"},
	}
	for _, c := range change {
		c(&opt)
	}
	s, err := server.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	return s, executor
}

// A call is one request to a server; header lines are written "Name: value".
type call struct {
	method, target, body string
	header               []string
}

// A reply is what came back.
type reply struct {
	StatusCode int
	Header     http.Header
	Body       []byte
}

func (c call) to(h http.Handler) reply {
	r := httptest.NewRequest(c.method, c.target, strings.NewReader(c.body))
	for _, line := range c.header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return reply{w.Code, w.Header(), w.Body.Bytes()}
}

func post(body string, header ...string) call {
	return call{"POST", "/graphql", body, append([]string{"Content-Type: application/json"}, header...)}
}

func get(parameters string, header ...string) call {
	return call{"GET", "/graphql?" + parameters, "", append([]string{"GraphQL-Require-Preflight: 1"}, header...)}
}

func textLog(to io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(to, nil)) }

// codeIn is the code of an answer's first error, and whether the answer has data.
func codeIn(t *testing.T, r reply) (code string, data bool) {
	t.Helper()
	var answer struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
		Data json.RawMessage
	}
	if err := json.Unmarshal(r.Body, &answer); err != nil {
		t.Fatalf("the body is not JSON: %v", err)
	}
	if len(answer.Errors) > 0 {
		code = answer.Errors[0].Extensions.Code
	}
	return code, answer.Data != nil
}

func TestAPanicIsAnsweredWithTheRequestInTheLog(t *testing.T) {
	var log strings.Builder
	s, _ := newServer(t, func(o *server.Options) { o.Log = textLog(&log) })
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{ panic }"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Request-Id", "wanted-1")
	s.ServeHTTP(w, r)
	if body := w.Body.String(); w.Code != 500 || strings.Contains(body, "secret") || !strings.Contains(body, "wanted-1") ||
		!strings.Contains(body, "INTERNAL_SERVER_ERROR") || w.Header().Get("X-Request-Id") != "wanted-1" {
		t.Errorf("answered %d %s", w.Code, body)
	}
	for _, want := range []string{"a fault with a secret", "request=wanted-1", "outcome=INTERNAL_SERVER_ERROR", "server_test.go"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log has no %s:\n%s", want, &log)
		}
	}
}

func TestTheLogHasOneLineWithoutVariables(t *testing.T) {
	var log strings.Builder
	s, _ := newServer(t, func(o *server.Options) { o.Log = textLog(&log) })
	post(`{"query":"{ ok(is: \"secret\") }","variables":{"v":"secret"}}`, "X-Request-Id: not fit\tfor a log").to(s)
	if strings.Contains(log.String(), "secret") || strings.Contains(log.String(), "not fit") || strings.Count(log.String(), "\n") != 1 {
		t.Errorf("logged:\n%s", &log)
	}
	for _, want := range []string{"outcome=OK", "status=200", "operation=query", "method=POST", "took="} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the line has no %s: %s", want, &log)
		}
	}
}

// An operator is woken by what is to be mended, and by that whatever type is answered in.
func TestFaultsAreLoggedAsErrors(t *testing.T) {
	for _, accept := range []string{"application/json", "application/graphql-response+json"} {
		for query, level := range map[string]string{"{ ok }": "INFO", "{ nothing }": "INFO", "{ fault }": "ERROR", "{ unavailable }": "ERROR"} {
			var log strings.Builder
			s, _ := newServer(t, func(o *server.Options) { o.Log = textLog(&log) })
			post(`{"query":"`+query+`"}`, "Accept: "+accept).to(s)
			if !strings.Contains(log.String(), "level="+level+" msg=graphql") {
				t.Errorf("%s as %s: %s", query, accept, &log)
			}
		}
	}
}

func TestOrigins(t *testing.T) {
	const front = "Origin: https://plans.example.org"
	preflight := call{"OPTIONS", "/graphql", "", []string{front, "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type"}}
	closed, _ := newServer(t)
	for _, c := range []call{preflight, post(`{"query":"{ ok }"}`, front)} {
		if got := c.to(closed).Header.Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("by default %s allows origin %s", c.method, got)
		}
	}
	open, _ := newServer(t, func(o *server.Options) { o.Origins = []string{"https://plans.example.org"} })
	for _, c := range []call{preflight, post(`{"query":"{ ok }"}`, front)} {
		r := c.to(open)
		if r.Header.Get("Access-Control-Allow-Origin") != "https://plans.example.org" || r.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %v", c.method, r.Header)
		}
	}
	if got := post(`{"query":"{ ok }"}`, "Origin: https://evil.example").to(open).Header.Get("Access-Control-Allow-Origin"); got != "" {
		t.Errorf("another origin is allowed: %s", got)
	}
	for _, bad := range []string{"plans.example.org", "https://plans.example.org/", "ftp://x", "", "null", "https://*.*.org"} {
		if _, err := server.New(server.Options{Origins: []string{bad}}); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("origin %q: error %v", bad, err)
		}
	}
}

func TestProbesAndPages(t *testing.T) {
	store := &probed{}
	s, _ := newServer(t, func(o *server.Options) { o.Store = store })
	check := func(path string, status int, wants ...string) {
		t.Helper()
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		for _, want := range wants {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %s in %s", path, want, w.Body)
			}
		}
		if w.Code != status || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
	}
	check("/", 200, "the page")
	check("/schema.graphqls", 200, "type Query")
	check("/livez", 200, `"ok"`)
	check("/readyz", 200, `"ok"`)
	check("/healthz", 200, `"ok"`)
	check("/readyz?verbose", 200, `"revision":7`, `"nodes":20`, `"links":30`)
	check("/version", 200, `"version":"1.2.3"`, `"commit":"abc"`, `"schema":"`)
	for _, path := range []string{"/schema.graphqls", "/livez", "/readyz", "/version"} {
		if r := (call{"POST", path, "", nil}).to(s); r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("POST %s: %d, Allow %q", path, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	store.load = "copy"
	check("/livez", 200)
	check("/readyz", 503, `"loading"`, "being loaded (copy)")
	store.err = graph.Errorf(graph.ErrUnavailable, "host secret does not answer")
	check("/livez", 200)
	check("/readyz", 503, `"unavailable"`)
	check("/healthz", 503)
}
