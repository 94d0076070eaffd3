package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/server"
)

// answers is an executor with a ready answer for a few documents, and a note of what it was last asked.
type answers struct {
	asked *gql.Request
	// wait is what { slow } waits for besides its context, underWay how many do.
	wait     chan struct{}
	underWay atomic.Int32
}

func (a *answers) Execute(ctx context.Context, r gql.Request) gql.Response {
	a.asked = &r
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

// probed is a store that only says how it is.
type probed struct{ err error }

func (p *probed) Status(context.Context) (graph.Status, error) {
	return graph.Status{Revision: 7, Nodes: 20, Links: 30}, p.err
}

const (
	plain  = "application/json; charset=utf-8"
	strict = "application/graphql-response+json; charset=utf-8"
)

func newServer(t *testing.T, change ...func(*server.Options)) (*server.Server, *answers) {
	t.Helper()
	executor := &answers{wait: make(chan struct{})}
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

func TestRefusedRequests(t *testing.T) {
	long := strings.Repeat("x", 2000)
	for name, c := range map[string]struct {
		call
		status int
		code   gql.Code
	}{
		"no content type":         {call{"POST", "/graphql", `{"query":"{ ok }"}`, nil}, 415, gql.CodeBadRequest},
		"form":                    {call{"POST", "/graphql", `query=%7B%7D`, []string{"Content-Type: application/x-www-form-urlencoded"}}, 415, gql.CodeBadRequest},
		"multipart":               {call{"POST", "/graphql", ``, []string{"Content-Type: multipart/form-data; boundary=x"}}, 415, gql.CodeBadRequest},
		"text":                    {call{"POST", "/graphql", `{"query":"{ ok }"}`, []string{"Content-Type: text/plain"}}, 415, gql.CodeBadRequest},
		"answer type as request":  {call{"POST", "/graphql", `{"query":"{ ok }"}`, []string{"Content-Type: application/graphql-response+json"}}, 415, gql.CodeBadRequest},
		"another charset":         {call{"POST", "/graphql", `{"query":"{ ok }"}`, []string{"Content-Type: application/json; charset=latin1"}}, 415, gql.CodeBadRequest},
		"compressed body":         {post(`{"query":"{ ok }"}`, "Content-Encoding: gzip"), 415, gql.CodeBadRequest},
		"nothing acceptable":      {post(`{"query":"{ ok }"}`, "Accept: text/html"), 406, gql.CodeBadRequest},
		"empty body":              {post(``), 400, gql.CodeBadRequest},
		"broken JSON":             {post(`{"query":`), 400, gql.CodeBadRequest},
		"JSON and more":           {post(`{"query":"{ ok }"} x`), 400, gql.CodeBadRequest},
		"JSON null":               {post(`null`), 400, gql.CodeBadRequest},
		"JSON string":             {post(`"{ ok }"`), 400, gql.CodeBadRequest},
		"batch":                   {post(`[{"query":"{ ok }"}]`), 400, gql.CodeBadRequest},
		"no query":                {post(`{"operationName":"x"}`), 400, gql.CodeBadRequest},
		"query by another name":   {post(`{"Query":"{ ok }"}`), 400, gql.CodeBadRequest},
		"query null":              {post(`{"query":null}`), 400, gql.CodeBadRequest},
		"query number":            {post(`{"query":1}`), 400, gql.CodeBadRequest},
		"operation name list":     {post(`{"query":"{ ok }","operationName":[]}`), 400, gql.CodeBadRequest},
		"variables string":        {post(`{"query":"{ ok }","variables":"{}"}`), 400, gql.CodeBadRequest},
		"extensions list":         {post(`{"query":"{ ok }","extensions":[]}`), 400, gql.CodeBadRequest},
		"body too large":          {post(`{"query":"` + long + `"}`), 413, gql.CodeBadRequest},
		"URL too long":            {get("query=" + long), 414, gql.CodeBadRequest},
		"PUT":                     {call{"PUT", "/graphql", `{"query":"{ ok }"}`, []string{"Content-Type: application/json"}}, 405, gql.CodeMethodNotAllowed},
		"GET from anywhere":       {call{"GET", "/graphql?query=%7Bok%7D", "", nil}, 403, gql.CodeForbidden},
		"GET from another site":   {call{"GET", "/graphql?query=%7Bok%7D", "", []string{"Sec-Fetch-Site: cross-site"}}, 403, gql.CodeForbidden},
		"GET as a form":           {call{"GET", "/graphql?query=%7Bok%7D", "", []string{"Content-Type: text/plain"}}, 403, gql.CodeForbidden},
		"GET without query":       {get("query="), 400, gql.CodeBadRequest},
		"GET with two queries":    {get("query=%7Ba%7D&query=%7Bb%7D"), 400, gql.CodeBadRequest},
		"GET with bad escapes":    {get("query=%7"), 400, gql.CodeBadRequest},
		"GET with list variables": {get("query=%7Bok%7D&variables=%5B%5D"), 400, gql.CodeBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			s, executor := newServer(t, func(o *server.Options) { o.MaxBody, o.MaxURL = 1000, 1000 })
			r := c.to(s)
			if code, data := codeIn(t, r); r.StatusCode != c.status || code != string(c.code) || data {
				t.Errorf("answered %d %s, want %d %s without data", r.StatusCode, code, c.status, c.code)
			}
			if executor.asked != nil {
				t.Errorf("executed %+v", executor.asked)
			}
			if r.Header.Get("Content-Type") != plain {
				t.Errorf("content type %q, want %q", r.Header.Get("Content-Type"), plain)
			}
		})
	}
}

func TestARefusalRepeatsNothingOfTheBody(t *testing.T) {
	s, _ := newServer(t)
	for _, body := range []string{`{"query":"secret`, `{"query":["secret"]}`, `secret`, `{"secret":1}`} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		s.ServeHTTP(w, r)
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("the answer to %s has it: %s", body, w.Body)
		}
	}
}

// The draft's table, as the audits of graphql-http read it: well-formed requests in application/json are answered 200,
// in application/graphql-response+json by what became of them.
func TestStatusByType(t *testing.T) {
	const asJSON, asResponse = "Accept: application/json", "Accept: application/graphql-response+json"
	for _, c := range []struct {
		query, accept string
		status        int
	}{
		{"{ ok }", asJSON, 200}, {"{ ok }", asResponse, 200},
		{"{ partly }", asJSON, 200}, {"{ partly }", asResponse, 200},
		{"{", asJSON, 200}, {"{", asResponse, 400},
		{"{ nothing }", asJSON, 200}, {"{ nothing }", asResponse, 400},
		{"{ fault }", asJSON, 200}, {"{ fault }", asResponse, 500},
		{"{ unavailable }", asJSON, 200}, {"{ unavailable }", asResponse, 503},
		{"{ panic }", asJSON, 500}, {"{ panic }", asResponse, 500},
	} {
		s, _ := newServer(t)
		r := post(`{"query":"`+c.query+`"}`, c.accept).to(s)
		if r.StatusCode != c.status {
			t.Errorf("%s with %s: %d, want %d", c.query, c.accept, r.StatusCode, c.status)
		}
		if want := strings.TrimPrefix(c.accept, "Accept: ") + "; charset=utf-8"; r.Header.Get("Content-Type") != want {
			t.Errorf("%s with %s: content type %q", c.query, c.accept, r.Header.Get("Content-Type"))
		}
		if r.StatusCode == http.StatusServiceUnavailable && r.Header.Get("Retry-After") == "" {
			t.Errorf("%s: 503 without Retry-After", c.query)
		}
	}
}

func TestNegotiation(t *testing.T) {
	for accept, want := range map[string]string{
		"":                                  plain,
		"*/*":                               plain,
		"application/*":                     plain,
		"application/json":                  plain,
		"application/graphql-response+json": strict,
		"application/graphql-response+json, application/json;q=0.9": strict,
		"application/graphql-response+json, application/json":       strict,
		"application/json, application/graphql-response+json":       plain,
		"application/json;q=0.5, application/graphql-response+json": strict,
		"application/json, application/graphql-response+json;q=0.5": plain,
		"application/json;q=0.1, */*":                               strict,
		"application/json;q=0, */*;q=0.1":                           strict,
		"application/graphql-response+json;q=0, application/*":      plain,
		"APPLICATION/JSON; charset=UTF-8":                           plain,
		"application/json; charset=latin1":                          "",
		"text/html, application/xhtml+xml, */*;q=0.8":               plain,
		"text/html":                                   "",
		"application/json;q=0":                        "",
		"application/json;q=nonsense":                 "",
		"application/json;q=2":                        "",
		"nonsense, application/graphql-response+json": strict,
		"multipart/mixed, application/graphql-response+json;q=0.1, */*": plain,
	} {
		s, _ := newServer(t)
		r := post(`{"query":"{ ok }"}`, "Accept: "+accept).to(s)
		if want == "" && r.StatusCode != http.StatusNotAcceptable {
			t.Errorf("Accept: %s: status %d, want 406", accept, r.StatusCode)
		}
		if want != "" && (r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != want) {
			t.Errorf("Accept: %s: %d %s, want %s", accept, r.StatusCode, r.Header.Get("Content-Type"), want)
		}
	}
}

func TestParametersReachTheExecutor(t *testing.T) {
	body := `{"query":"query A($n: Int) { ok }","operationName":"A","variables":{"n":12345678901234567890,"s":"é"},"extensions":{"x":1},"other":[]}`
	for name, c := range map[string]call{
		"POST": post(body),
		"GET":  get("query=query+A(%24n%3A+Int)+%7B+ok+%7D&operationName=A&variables=%7B%22n%22%3A12345678901234567890%2C%22s%22%3A%22%C3%A9%22%7D&extensions=%7B%22x%22%3A1%7D"),
	} {
		s, executor := newServer(t)
		if r := c.to(s); r.StatusCode != http.StatusOK {
			t.Fatalf("%s: status %d", name, r.StatusCode)
		}
		got := executor.asked
		if got.Query != "query A($n: Int) { ok }" || got.OperationName != "A" || got.ReadOnly != (name == "GET") ||
			got.Variables["n"] != json.Number("12345678901234567890") || got.Variables["s"] != "é" {
			t.Errorf("%s: executed %+v", name, got)
		}
	}
}

func TestNullAndEmptyAreAbsent(t *testing.T) {
	for name, c := range map[string]call{
		"null":  post(`{"query":"{ ok }","operationName":null,"variables":null,"extensions":null}`),
		"empty": get("query=%7B+ok+%7D&operationName=&variables=&extensions="),
	} {
		s, executor := newServer(t)
		if r := c.to(s); r.StatusCode != http.StatusOK || executor.asked.OperationName != "" || executor.asked.Variables != nil {
			t.Errorf("%s: %d, executed %+v", name, r.StatusCode, executor.asked)
		}
	}
}

func TestGetIsAnsweredWhereNoOtherSiteCanHaveSentIt(t *testing.T) {
	for _, header := range []string{
		"Apollo-Require-Preflight: 1", "X-Apollo-Operation-Name: A", "GraphQL-Require-Preflight: yes",
		"Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", "Origin: https://plans.example.org", "Content-Type: application/json",
	} {
		s, _ := newServer(t, func(o *server.Options) { o.Origins = []string{"https://plans.example.org"} })
		if r := (call{"GET", "/graphql?query=%7Bok%7D", "", []string{header}}).to(s); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", header, r.StatusCode)
		}
	}
}

func TestMethods(t *testing.T) {
	s, executor := newServer(t)
	for _, c := range []struct {
		call
		status int
		allow  string
	}{
		{call{"OPTIONS", "/graphql", "", nil}, 204, "GET, HEAD, POST, OPTIONS"},
		{call{"HEAD", "/graphql?query=%7Bok%7D", "", nil}, 200, ""},
		{call{"DELETE", "/graphql", "", nil}, 405, "GET, HEAD, POST, OPTIONS"},
	} {
		r := c.to(s)
		if r.StatusCode != c.status || r.Header.Get("Allow") != c.allow || executor.asked != nil {
			t.Errorf("%s: %d, Allow %q, executed %v", c.method, r.StatusCode, r.Header.Get("Allow"), executor.asked)
		}
	}
	for _, accept := range []string{"Accept: application/json", "Accept: application/graphql-response+json"} {
		r := get("query=mutation+%7B+change+%7D", accept).to(s)
		if r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "POST" {
			t.Errorf("mutation by GET, %s: %d, Allow %q", accept, r.StatusCode, r.Header.Get("Allow"))
		}
	}
	if r := post(`{"query":"mutation { change }"}`).to(s); r.StatusCode != http.StatusOK {
		t.Errorf("mutation by POST: %d", r.StatusCode)
	}
}

func TestAPanicIsAnsweredWithTheRequestInTheLog(t *testing.T) {
	var log strings.Builder
	s, _ := newServer(t, func(o *server.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
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
	s, _ := newServer(t, func(o *server.Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
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
	store.err = graph.Errorf(graph.ErrUnavailable, "host secret does not answer")
	check("/livez", 200)
	check("/readyz", 503, `"unavailable"`)
	check("/healthz", 503)
}

func TestLargeAnswersAreCompressedForThoseWhoAsk(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Schema = strings.Repeat("# the schema\n", 1000) })
	packed := call{"GET", "/schema.graphqls", "", []string{"Accept-Encoding: gzip"}}.to(s)
	if packed.Header.Get("Content-Encoding") != "gzip" || !strings.Contains(packed.Header.Get("Vary"), "Accept-Encoding") {
		t.Errorf("asked for gzip: %v", packed.Header)
	}
	if bare := (call{"GET", "/schema.graphqls", "", nil}).to(s); bare.Header.Get("Content-Encoding") != "" {
		t.Errorf("not asked for gzip: %v", bare.Header)
	}
	small := post(`{"query":"{ ok }"}`, "Accept-Encoding: gzip").to(s)
	if small.Header.Get("Content-Encoding") != "" || small.Header.Get("Content-Length") != "31" {
		t.Errorf("a small answer: %v", small.Header)
	}
}

func FuzzRequests(f *testing.F) {
	for _, seed := range []string{`{"query":"{ ok }"}`, `[]`, `{"query":1}`, `{"query":"{ ok }","variables":{"a":[1e999]}}`, "\xff\xfe", `{"query":"\ud800"}`} {
		f.Add(seed, "query="+seed, "application/json", "*/*")
	}
	f.Fuzz(func(t *testing.T, body, query, contentType, accept string) {
		s, _ := newServer(t)
		for _, method := range []string{"POST", "GET"} {
			r := httptest.NewRequest(method, "/graphql", strings.NewReader(body))
			r.URL.RawQuery = query
			r.Header.Set("Content-Type", contentType)
			r.Header.Set("Accept", accept)
			r.Header.Set("GraphQL-Require-Preflight", "1")
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if !json.Valid(w.Body.Bytes()) || w.Code >= 500 && !strings.Contains(body+query, "{") {
				t.Errorf("%s answered %d %q", method, w.Code, w.Body)
			}
		}
	})
}
