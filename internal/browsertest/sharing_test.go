package browsertest

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"github.com/goldenthread/goldenthread/web"
)

func sharedQuestion(t *testing.T, base string, questions []web.Question) {
	index := slices.IndexFunc(questions, func(q web.Question) bool { return q.Variables != nil })
	question := questions[index]

	p := openPage(t, base)
	p.permit("clipboard-read", browser.PermissionSettingGranted)
	p.waitUntilReady()
	p.goToTab(index, question.Document)
	p.do("share", chromedp.Click(shareLink), chromedp.WaitVisible(notice))
	link := eval[string](p, "navigator.clipboard.readText()")
	if !strings.HasPrefix(link, base+"#q=") {
		t.Fatalf("the link is %q, want one to %s#q=…", link, base)
	}

	// Where the browser does not let the page copy, it shows the same link to be copied by hand.
	p.permit("clipboard-write", browser.PermissionSettingDenied)
	p.do("share again", chromedp.Click(shareLink))
	p.waitForText("the link is shown", "document.querySelector('.notice input')?.value", link)

	// The receiver has the page open and a tab of her own; the link must change neither that tab nor any other.
	receiver := openPage(t, base)
	receiver.waitUntilReady()
	receiver.typeQuery("{ revision }")
	receiver.waitFor("the tab is kept", `localStorage.getItem('graphiql:tabState')?.includes('{ revision }')`)
	receiver.do("change to the link", chromedp.Evaluate[chromedp.Void](`location.href = `+strconv.Quote(link)))
	receiver.waitForText("the question is shown", editor("operation.graphql"), question.Document)
	receiver.waitForText("its variables are shown", editor("variables.json"), string(question.Variables))
	if got := receiver.ask(); got.Errors != nil {
		t.Errorf("the shared question fails: %s", got.messages())
	}
	if got, want := len(receiver.tabs()), len(questions)+1; got != want {
		t.Errorf("there are %d tabs, want %d: this question had one already", got, want)
	}
	receiver.goToTab(len(questions), "{ revision }")
}

// permit has the browser answer the page's wish for a permission.
func (p *page) permit(name string, setting browser.PermissionSetting) {
	p.t.Helper()
	_, err := chromedp.CallBrowser(p.ctx, browser.SetPermission, browser.SetPermissionParams{
		Permission: &browser.PermissionDescriptor{Name: name},
		Setting:    setting,
	})
	if err != nil {
		p.t.Fatalf("set the permission %s: %v", name, err)
	}
}

// The links are made here from the description in web/README.md, and opened in a profile that never saw the page.
func documentedLinks(t *testing.T, base string) {
	const query, variables = "query Prüfung($n: Int) { priorities(first: $n) { totalCount } }", `{"n": 1}`
	for name, link := range map[string]string{
		"packed":          base + "#q=" + pack(t, map[string]string{"query": query, "variables": variables}),
		"by hand":         base + "?" + url.Values{"query": {query}, "variables": {variables}}.Encode(),
		"slashes in line": base + "?query=" + url.PathEscape(query) + "&variables=" + url.PathEscape(variables),
	} {
		t.Run(name, func(t *testing.T) {
			p := openPage(t, link)
			p.waitForText("the question is shown", editor("operation.graphql"), query)
			p.waitForText("its variables are shown", editor("variables.json"), variables)
			if got := eval[string](p, "location.href"); got != base {
				t.Errorf("the address is still %s, so that reloading would open the question again", got)
			}
			if got := p.tabs(); len(got) < 2 {
				t.Errorf("the tabs are %q: the link took the place of the examples", got)
			}
		})
	}
}

// pack makes what stands after #q= in a link.
func pack(t *testing.T, question any) string {
	t.Helper()
	plain, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	writer, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(packed.Bytes())
}

func brokenLink(t *testing.T, base string, questions []web.Question) {
	whole := pack(t, map[string]string{"query": "{ revision }"})
	for name, fragment := range map[string]string{
		"no base64":     "***",
		"cut short":     whole[:len(whole)/2],
		"no question":   pack(t, map[string]int{"query": 1}),
		"far too large": pack(t, map[string]string{"query": strings.Repeat("#", 10<<20)}),
	} {
		t.Run(name, func(t *testing.T) {
			p := openPage(t, base+"#q="+fragment)
			p.do("wait for the notice", chromedp.WaitVisible(notice))
			if got := result(p, "read it", chromedp.Text(notice)); !strings.Contains(got, "carries no question") {
				t.Errorf("the notice says %q", got)
			}
			if got := len(p.tabs()); got != len(questions) {
				t.Errorf("there are %d tabs, want the %d examples alone", got, len(questions))
			}
		})
	}
}
