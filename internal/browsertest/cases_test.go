// Package browsertest opens the playground in a real, headless Chromium, as an analyst would, over the real server and
// the sample plan. Every case also fails if the browser complains of anything (the content security policy included) or
// asks any other origin for anything.
package browsertest

import (
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/web"
)

func TestPlayground(t *testing.T) {
	playground(t, startServer(t))
}

// Behind a prefix nothing changes, because the page asks for everything relative to itself.
func TestPlaygroundBehindAPrefix(t *testing.T) {
	target, err := url.Parse(startServer(t))
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Path = strings.TrimPrefix(r.Out.URL.Path, "/plans/oxfordshire")
		r.SetURL(target)
	}}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)

	p := openPage(t, front.URL+"/plans/oxfordshire/")
	p.waitUntilReady()
	if got := p.ask(); got.Errors != nil {
		t.Errorf("the first question fails: %s", got.messages())
	}
}

// playground runs every case against the page at an address.
func playground(t *testing.T, base string) {
	questions, err := web.Questions()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("a question is typed and its answer read", func(t *testing.T) { typedQuestion(t, base) })
	t.Run("a mistake is marked while typing", func(t *testing.T) { markedMistake(t, base) })
	t.Run("every example is in a tab and is answered", func(t *testing.T) { everyExample(t, base, questions) })
	t.Run("examples are restored beside the reader's own tabs", func(t *testing.T) { restoredExamples(t, base, questions) })
	t.Run("a question is shared", func(t *testing.T) { sharedQuestion(t, base, questions) })
	t.Run("links by the documented format", func(t *testing.T) { documentedLinks(t, base) })
	t.Run("a link that is no question", func(t *testing.T) { brokenLink(t, base, questions) })
	t.Run("the server goes away", func(t *testing.T) { serverAway(t, base) })
	t.Run("something else answers", func(t *testing.T) { notGraphQL(t, base) })
	t.Run("changes are shown live", func(t *testing.T) { liveChanges(t, base) })
	t.Run("accessibility", func(t *testing.T) { accessibility(t, base) })
}
