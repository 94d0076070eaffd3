package browsertest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The playground's parts, as a reader meets them.
const (
	queryText = chromedp.CSS(".graphiql-query-editor .view-lines")
	newTab    = chromedp.CSS(`button[aria-label="New tab"]`)
	shareLink = chromedp.CSS(`button[aria-label="Copy a link to this question"]`)
	notice    = chromedp.CSS(".notice")
)

// editor is the JavaScript that reads one of the playground's editors whole: the page itself only draws the lines in view.
func editor(name string) string {
	return fmt.Sprintf(`(globalThis.__MONACO?.editor.getModels().find(m => m.uri.path.endsWith(%q))?.getValue() ?? '')`, name)
}

func (p *page) variables() string { return eval[string](p, editor("variables.json")) }
func (p *page) tabs() []string {
	return eval[[]string](p, `[...document.querySelectorAll('[role=tab]')].map(tab => tab.textContent)`)
}

// waitUntilReady waits for the editor, and for the schema, which the documentation and the completion need.
func (p *page) waitUntilReady() {
	p.t.Helper()
	p.do("wait for the editor", chromedp.WaitVisible(queryText))
	p.waitFor("the first question is shown", editor("operation.graphql")+" !== ''")
	p.waitFor("the schema is there", `!document.querySelector('button[aria-label^="Re-fetch"]').disabled`)
}

// goToTab brings a tab to the front, counted from 0, and waits until the editor holds the document.
func (p *page) goToTab(index int, document string) {
	p.t.Helper()
	p.do(fmt.Sprintf("go to tab %d", index), chromedp.Click(chromedp.CSS(fmt.Sprintf("#graphiql-session-tab-%d", index))))
	p.waitForText("the question is shown", editor("operation.graphql"), document)
}

// waitForText waits until a JavaScript expression gives this text.
func (p *page) waitForText(what, expression, text string) {
	p.t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		p.t.Fatal(err)
	}
	p.waitFor(what, fmt.Sprintf("%s === %s", expression, quoted))
}

// typeQuery types a question into a new tab, as a person would.
func (p *page) typeQuery(question string) {
	p.t.Helper()
	p.do("open a new tab", chromedp.Click(newTab))
	p.waitForText("the tab is empty", editor("operation.graphql"), "")
	p.do("type "+question, chromedp.Click(queryText), chromedp.KeyEvent(question))
}

// An answer is what the playground shows on the right.
type answer struct {
	Data   map[string]json.RawMessage `json:"data"`
	Errors []struct {
		Message string `json:"message"`
	} `json:"errors"`
}

// ask runs the question in front by Ctrl-Enter and reads its answer.
func (p *page) ask() answer {
	p.t.Helper()
	p.do("ask", chromedp.Focus(chromedp.CSS(".graphiql-query-editor textarea")), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	p.waitFor("there is an answer", editor("response.json")+" !== ''")
	text := eval[string](p, editor("response.json"))
	var got answer
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		p.t.Fatalf("the answer is no GraphQL answer: %s", text)
	}
	return got
}

// messages joins the messages of an answer's errors.
func (a answer) messages() string {
	var messages []string
	for _, e := range a.Errors {
		messages = append(messages, e.Message)
	}
	return strings.Join(messages, "; ")
}
