package server_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/server"
)

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

func TestLargeAnswersAreCompressedForThoseWhoAsk(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Schema = strings.Repeat("# the schema\n", 1000) })
	packed := call{"GET", "/schema.graphqls", "", []string{"Accept-Encoding: zstd, br, gzip"}}.to(s)
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
