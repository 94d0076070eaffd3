package browsertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/internal/server"
)

const board = "../../examples/board"

// TestBoard builds the example front end as its README says, serves it from an origin of its own, and uses it over both
// stores.
func TestBoard(t *testing.T) {
	for _, args := range [][]string{{"ci", "--ignore-scripts", "--no-fund", "--no-audit"}, {"run", "build"}} {
		cmd := exec.CommandContext(t.Context(), "npm", args...)
		cmd.Dir = board
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("npm %v: %v\n%s", args, err, out)
		}
	}
	front := httptest.NewServer(http.FileServer(http.Dir(board + "/dist")))
	t.Cleanup(front.Close)
	for name, store := range map[string]graph.Store{"embedded": memstore.New(), "Neo4j": neostoretest.Open(t)} {
		t.Run(name, func(t *testing.T) { useBoard(t, store, front.URL) })
	}
}

func useBoard(t *testing.T, store graph.Store, front string) {
	if _, err := store.Apply(t.Context(), golden.Sample(t)); err != nil {
		t.Fatal(err)
	}
	s, err := server.New(server.Options{
		Executor: gql.New(store, gql.Options{Past: open.Past(store)}), Store: store,
		Access: &access.Policy{PublicRead: true, OpenToLocal: true}, Origins: []string{front},
	})
	if err != nil {
		t.Fatal(err)
	}
	api := httptest.NewServer(s)
	t.Cleanup(api.Close) // after the page, which follows changes until it is closed

	p := openPage(t, front+"/?server="+url.QueryEscape(api.URL+"/graphql"), api.URL)
	p.waitFor("the board is there", `document.querySelectorAll('tbody tr').length === 9`)
	if got := eval[string](p, `document.querySelector('tr.gap .why').textContent`); got != "No actions, and it refers to nothing." {
		t.Errorf("the first priority that is not covered says %q", got)
	}

	p.do("choose a number by the keyboard", chromedp.Focus(chromedp.CSS(`[data-cell="priority:1 2022/23 Q1"]`)), chromedp.KeyEvent(kb.Enter))
	p.waitFor("the actions are read, with their evidence", `document.querySelector('#actions blockquote')?.textContent.includes('line 29')`)
	p.assertAccessible(nil)

	// What somebody else changes is shown without being asked for, after a cut too, and what was chosen stays.
	p.excuse("net::ERR_") // the browser says that it was cut off
	for n, title := range []string{"Open a repair café", "Lend tools"} {
		change := gql.New(store, gql.Options{}).Execute(t.Context(), gql.Request{
			Query:     `mutation($title: String!) { actionCreate(input: {title: $title, priorities: ["priority:5"], schedule: [{year: "2022/23", quarter: 1}]}) { revision userErrors { message } } }`,
			Variables: map[string]any{"title": title}, Actor: "t",
		})
		if len(change.Codes) > 0 {
			t.Fatalf("%s", change.Body)
		}
		p.waitFor("the priority is covered", fmt.Sprintf(`document.querySelector('[data-cell="priority:5 2022/23 Q1"]')?.textContent === '%d'`, n+1))
		api.CloseClientConnections()
	}
	if n := eval[int](p, `document.querySelectorAll('[aria-pressed="true"]').length`); n != 1 {
		t.Errorf("%d numbers are chosen", n)
	}
}
