package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/web"
)

// get asks the handler for a path, with request headers given as name, value, name, value.
func get(t *testing.T, method, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	web.Handler().ServeHTTP(recorder, request)
	return recorder
}

var reference = regexp.MustCompile(`(?:src|href)="([^"]+)"`)

func TestPageNamesOnlyFilesThatAreThere(t *testing.T) {
	page := get(t, "GET", "/").Body.String()
	scripts := 0
	for _, match := range reference.FindAllStringSubmatch(page, -1) {
		path, relative := strings.CutPrefix(match[1], "./")
		if !relative {
			t.Errorf("%s is not relative, so the page would break behind a prefix", match[1])
			continue
		}
		if path == "schema.graphqls" { // the server's own
			continue
		}
		if got := get(t, "GET", "/"+path); got.Code != http.StatusOK {
			t.Errorf("GET /%s: status %d, want 200", path, got.Code)
		}
		if strings.HasSuffix(path, ".js") {
			scripts++
		}
	}
	if scripts == 0 {
		t.Error("the page has no script: was it built?")
	}
}

func TestHeaders(t *testing.T) {
	page := get(t, "GET", "/").Body.String()
	script := regexp.MustCompile(`assets/[^"]+\.js`).FindString(page)
	for _, c := range []struct{ path, contentType, cache string }{
		{"/", "text/html; charset=utf-8", "no-cache"},
		{"/" + script, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"/THIRD_PARTY.txt", "text/plain; charset=utf-8", "no-cache"},
	} {
		got := get(t, "GET", c.path).Header()
		for name, want := range map[string]string{
			"Content-Type":           c.contentType,
			"Cache-Control":          c.cache,
			"X-Content-Type-Options": "nosniff",
			"Vary":                   "Accept-Encoding",
		} {
			if got.Get(name) != want {
				t.Errorf("GET %s: %s is %q, want %q", c.path, name, got.Get(name), want)
			}
		}
		for _, directive := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} {
			if !strings.Contains(got.Get("Content-Security-Policy")+";", directive+";") {
				t.Errorf("GET %s: the content security policy lacks %s", c.path, directive)
			}
		}
	}
}

func TestUnchangedFilesAreNotSentAgain(t *testing.T) {
	for _, encoding := range []string{"", "gzip"} {
		first := get(t, "GET", "/", "Accept-Encoding", encoding)
		again := get(t, "GET", "/", "Accept-Encoding", encoding, "If-None-Match", first.Header().Get("ETag"))
		if again.Code != http.StatusNotModified {
			t.Errorf("Accept-Encoding %q: status %d to a known entity tag, want 304", encoding, again.Code)
		}
	}
}

func TestGzipIsSentToThoseWhoTakeIt(t *testing.T) {
	plain := get(t, "GET", "/THIRD_PARTY.txt")
	want := plain.Body.String()
	for accept, packed := range map[string]bool{
		"gzip": true, "br, GZIP;q=0.5": true, "gzip; q=1.0": true,
		"": false, "br": false, "gzip;q=0": false, "gzip; q=0.000": false,
	} {
		got := get(t, "GET", "/THIRD_PARTY.txt", "Accept-Encoding", accept)
		if (got.Header().Get("Content-Encoding") == "gzip") != packed {
			t.Errorf("Accept-Encoding %q: Content-Encoding is %q", accept, got.Header().Get("Content-Encoding"))
		}
		if !packed {
			continue
		}
		if got.Header().Get("ETag") == plain.Header().Get("ETag") {
			t.Errorf("Accept-Encoding %q: the packed form has the plain one's entity tag", accept)
		}
		unpacked, err := gzip.NewReader(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		if content, err := io.ReadAll(unpacked); err != nil || string(content) != want {
			t.Errorf("Accept-Encoding %q: unpacked, the file differs from the plain one", accept)
		}
	}
}

func TestOtherPathsAndMethods(t *testing.T) {
	for _, path := range []string{"/nothing", "/assets/", "/assets", "/../web.go", "/dist/index.html"} {
		if got := get(t, "GET", path).Code; got != http.StatusNotFound {
			t.Errorf("GET %s: status %d, want 404", path, got)
		}
	}
	got := get(t, "POST", "/")
	if got.Code != http.StatusMethodNotAllowed || got.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST /: status %d, Allow %q; want 405 and GET, HEAD", got.Code, got.Header().Get("Allow"))
	}
	if got := get(t, "HEAD", "/").Body.Len(); got != 0 {
		t.Errorf("HEAD /: %d bytes, want none", got)
	}
}
