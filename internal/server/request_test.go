package server_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/server"
)

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

// What the transport costs, with an executor that costs nothing.
func BenchmarkPost(b *testing.B) {
	post := poster(b)
	b.ReportAllocs()
	for b.Loop() {
		post()
	}
}

// A request that came before costs little more than what net/http and the log take.
func TestARepeatedRequestAllocatesLittle(t *testing.T) {
	const most = 50 // it is 44; reading the body again takes 30 more
	if n := testing.AllocsPerRun(100, poster(t)); n > most {
		t.Errorf("a repeated request takes %v allocations, more than %d", n, most)
	}
}

// poster posts one request again and again, to a server that logs.
func poster(t testing.TB) func() {
	s, err := server.New(server.Options{Executor: &answers{}, Store: &probed{}, Log: textLog(io.Discard)})
	if err != nil {
		t.Fatal(err)
	}
	body := strings.NewReader(`{"query":"query A($id: ID!) { entity(id: $id) { id title } }","operationName":"A","variables":{"id":"priority:4"}}`)
	r := httptest.NewRequest(http.MethodPost, "/graphql", body)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json, application/json;q=0.9")
	return func() {
		_, _ = body.Seek(0, io.SeekStart) // a string can always be read again
		r.Body = io.NopCloser(body)
		s.ServeHTTP(httptest.NewRecorder(), r)
	}
}

// What a body was read as is not mixed up with what others were, nor kept for ever.
func TestRememberedBodies(t *testing.T) {
	s, executor := newServer(t)
	for round := range 2 {
		for i := range 5_000 {
			title := fmt.Sprint(i)
			for range 1 + i%2 { // each other one comes twice
				r := post(`{"query":"{ a }","variables":{"title":"` + title + `"}}`).to(s)
				if r.StatusCode != http.StatusOK || executor.asked.Variables["title"] != title {
					t.Fatalf("round %d, title %d: %d, asked with %v", round, i, r.StatusCode, executor.asked.Variables)
				}
			}
		}
	}
	if n := server.Remembered(s); n == 0 || n > 2048 {
		t.Errorf("%d bodies are remembered", n)
	}
}
