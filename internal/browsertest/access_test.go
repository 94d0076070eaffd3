package browsertest

import (
	"context"
	_ "embed"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// upstream names the faults that are GraphiQL's own and cannot be mended from outside, each with what it is. One that has
// gone must go from here too.
var upstream = map[string]string{
	"nested-interactive": "GraphiQL's tabs are list items of the role tab with two buttons in each",
}

// accessibility has axe-core look for faults against WCAG 2.2 A and AA, in light and in dark. It is run outside the page's
// security policy, as a browser extension would be.
func accessibility(t *testing.T, base string) {
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			p := openPage(t, base)
			p.do("prefer "+scheme, preferScheme(scheme))
			p.waitUntilReady()
			p.ask()
			p.assertAccessible(upstream)
		})
	}
}

func preferScheme(scheme string) chromedp.Action[chromedp.Void] {
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}} //nolint:misspell // the name is CSS's
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	})
}

// assertAccessible looks for faults, and for those that are excused, which must be there.
func (p *page) assertAccessible(excuses map[string]string) {
	p.t.Helper()
	type violation struct {
		ID    string
		Help  string
		Nodes []struct{ HTML string }
	}
	p.do("load axe", chromedp.Evaluate[chromedp.Void](axe))
	found := eval[[]violation](p, `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
		.then(r => r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html}))})))`)
	excused := 0
	for _, v := range found {
		if excuses[v.ID] != "" {
			excused++
			continue
		}
		for _, node := range v.Nodes {
			p.t.Errorf("%s (%s): %s", v.Help, v.ID, node.HTML)
		}
	}
	if excused != len(excuses) {
		p.t.Errorf("%d kinds of fault are excused, and only %d are still found", len(excuses), excused)
	}
}
