package graph_test

import (
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

func TestSlugsNameTitles(t *testing.T) {
	for title, want := range map[string]string{
		"Review existing partnerships":        "review-existing-partnerships",
		"Children’s & young people’s café":    "childrens-and-young-peoples-cafe",
		"Open+ roll-out":                      "open-plus-roll-out",
		"…":                                   "untitled",
		"":                                    "untitled",
		strings.Repeat("word ", 30):           strings.TrimSuffix(strings.Repeat("word-", 12), "-"),
		strings.Repeat("x", 200):              strings.Repeat("x", 60),
		"Ein Wort mit @ und > und\tTabulator": "ein-wort-mit-und-und-tabulator",
	} {
		if got := graph.Slug(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

func TestCodeSlugsAreValidInIDs(t *testing.T) {
	for code, want := range map[string]string{"3.1": "3.1", "LH 12": "lh-12", "A>B@C": "a-b-c"} {
		got := graph.CodeSlug(code)
		if got != want || !graph.NodeID(graph.KindActivity, got).Valid() {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}
