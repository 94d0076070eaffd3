package browsertest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/goldenthread/goldenthread/web"
)

func typedQuestion(t *testing.T, base string) {
	p := openPage(t, base)
	p.waitUntilReady()
	p.typeQuery("{ priorities { totalCount nodes { code title } } }")
	got := p.ask()

	var priorities struct {
		TotalCount int
		Nodes      []struct{ Code, Title string }
	}
	if err := json.Unmarshal(got.Data["priorities"], &priorities); err != nil || got.Errors != nil {
		t.Fatalf("no answer: %v, %s", err, got.messages())
	}
	if priorities.TotalCount == 0 || priorities.TotalCount != len(priorities.Nodes) {
		t.Fatalf("%d priorities are counted and %d listed", priorities.TotalCount, len(priorities.Nodes))
	}
	// What the reader sees is drawn line by line; the first priority is among the first.
	shown := result(p, "read the answer", chromedp.Text(chromedp.CSS(".graphiql-response .view-lines")))
	if title := priorities.Nodes[0].Title; !strings.Contains(spaced(shown), spaced(title)) {
		t.Errorf("the page shows %q, without %q", shown, title)
	}
}

// spaced makes the hard spaces and line breaks that the editor draws with plain.
func spaced(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00a0", " ")), " ")
}

// The marks come from Monaco's worker and the schema, so this holds that workers start under the security policy.
func markedMistake(t *testing.T, base string) {
	p := openPage(t, base)
	p.waitUntilReady()
	p.typeQuery("{ noSuchQuestion }")
	p.do("wait for the mark", chromedp.WaitVisible(chromedp.CSS(".graphiql-query-editor .squiggly-error")))
}

func everyExample(t *testing.T, base string, questions []web.Question) {
	p := openPage(t, base)
	p.waitUntilReady()
	if got := p.tabs(); len(got) != len(questions) {
		t.Fatalf("the page opens with %d tabs (%q), want one for each of %d questions", len(got), got, len(questions))
	}
	for i, question := range questions {
		p.goToTab(i, question.Document)
		if got := p.variables(); got != string(question.Variables) {
			t.Errorf("%s: the variables shown are %q, want %q", question.Name, got, question.Variables)
		}
		got := p.ask()
		if got.Errors != nil || len(got.Data) == 0 {
			t.Errorf("%s: %d fields and the errors %q", question.Name, len(got.Data), got.messages())
		}
		for field, value := range got.Data {
			if string(value) == "null" {
				t.Errorf("%s: %s is null", question.Name, field)
			}
		}
	}
}

func restoredExamples(t *testing.T, base string, questions []web.Question) {
	p := openPage(t, base)
	p.waitUntilReady()
	p.typeQuery("{ revision }")
	p.waitFor("the tab is kept", `localStorage.getItem('graphiql:tabState')?.includes('{ revision }')`)
	last := len(questions) - 1
	p.goToTab(last, questions[last].Document)
	p.do("close the last example", chromedp.Click(chromedp.CSS("[role=tab]:nth-of-type("+strconv.Itoa(len(questions))+") [aria-label='Close Tab']")))
	p.waitFor("it is gone", "document.querySelectorAll('[role=tab]').length === "+strconv.Itoa(len(questions)))
	p.do("restore", chromedp.Click(chromedp.CSS(".questions > button")))
	p.waitFor("it is back", "document.querySelectorAll('[role=tab]').length === "+strconv.Itoa(len(questions)+1))
	p.goToTab(len(questions)-1, "{ revision }")
	p.goToTab(len(questions), questions[last].Document)
}

// When the server goes away, the page says so in words, in place of the answer.
func serverAway(t *testing.T, base string) {
	target, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(httputil.NewSingleHostReverseProxy(target))
	t.Cleanup(front.Close)
	p := openPage(t, front.URL+"/")
	p.waitUntilReady()
	p.excuse("") // the browser complains of this request and of parts that the page had not loaded yet: rightly, for once
	front.CloseClientConnections()
	front.Close()
	if got := p.ask().messages(); !strings.Contains(got, "cannot be reached") {
		t.Errorf("the answer is %q, want the words that the server cannot be reached", got)
	}
}

// A proxy's own page of errors in place of an answer is named as such, and not shown as if it were data.
func notGraphQL(t *testing.T, base string) {
	target, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	var broken atomic.Bool
	proxy := httputil.NewSingleHostReverseProxy(target)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken.Load() {
			http.Error(w, "<h1>Bad gateway</h1>", http.StatusBadGateway)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	p := openPage(t, front.URL+"/")
	p.waitUntilReady()
	p.excuse("") // of the status, and of parts that the page had not loaded yet
	broken.Store(true)
	if got := p.ask().messages(); !strings.Contains(got, "502 Bad Gateway, which is not a GraphQL answer") {
		t.Errorf("the answer is %q, want the status and the words that it is not a GraphQL answer", got)
	}
}
