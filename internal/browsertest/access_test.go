package browsertest

import (
	_ "embed"
	"testing"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// upstream names the faults that are GraphiQL's own and cannot be mended from outside, each with what it is. One that has
// gone must go from here too.
var upstream = map[string]string{
	"nested-interactive": "GraphiQL's tabs are list items of the role tab with two buttons in each",
}

// accessibility has axe-core look for faults against WCAG 2.2 A and AA. It is run outside the page's security policy, as
// a browser extension would be.
func accessibility(t *testing.T, base string) {
	type violation struct {
		ID    string
		Help  string
		Nodes []struct{ HTML string }
	}
	p := openPage(t, base)
	p.waitUntilReady()
	p.ask()
	p.do("load axe", chromedp.Evaluate[chromedp.Void](axe))
	found := eval[[]violation](p, `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
		.then(r => r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html}))})))`)
	excused := 0
	for _, v := range found {
		if upstream[v.ID] != "" {
			excused++
			continue
		}
		for _, node := range v.Nodes {
			t.Errorf("%s (%s): %s", v.Help, v.ID, node.HTML)
		}
	}
	if excused != len(upstream) {
		t.Errorf("%d kinds of fault are excused as GraphiQL's own, and only %d are still found", len(upstream), excused)
	}
}
