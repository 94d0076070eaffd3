package graph_test

import (
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

func TestWords(t *testing.T) {
	for in, want := range map[string][]string{
		"":                              nil,
		" - ":                           nil,
		"\u0301":                        nil, // an accent without a letter
		"People’s library, the LIBRARY": {"peoples", "library", "the"},
		"2.10 Open+ (v1.2.)":            {"2.10", "open", "v1.2"},
		"re-use e.g. 'quoted'":          {"re", "use", "e", "g", "quoted"},
	} {
		if got := graph.Words(in); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMatchText(t *testing.T) {
	title, description := []string{"library", "card"}, []string{"books", "cardigan"}
	for _, c := range []struct {
		query []string
		want  float64
	}{
		{nil, 0},
		{[]string{"library"}, 1},
		{[]string{"lib"}, 0.75},
		{[]string{"books"}, 0.5},
		{[]string{"boo"}, 0.25},
		{[]string{"l"}, 0}, // a single character only whole
		{[]string{"card"}, 1},
		{[]string{"cardi"}, 0.25},
		{[]string{"library", "boo"}, 0.625},
		{[]string{"library", "none"}, 0},
	} {
		if got := graph.MatchText(c.query, title, description); got != c.want {
			t.Errorf("%q scores %g, want %g", c.query, got, c.want)
		}
	}
}

func TestHighlights(t *testing.T) {
	text := "Émile’s LIBRARY library"
	for query, want := range map[string][]string{"lib": {"LIBRARY", "library"}, "emiles": {"Émile’s"}, "l": nil} {
		var got []string
		for _, s := range graph.Highlights(graph.Words(query), text) {
			got = append(got, text[s.Start:s.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "People’s 2.10", "a\u0301", "\u0301", "\xff'", "1.", "'a'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := graph.Words(s)
		for i, w := range words {
			if w == "" || graph.Fold(w) != w || slices.Contains(words[:i], w) {
				t.Errorf("Words(%q) = %q: %q is empty, not folded or there twice", s, words, w)
			}
		}
		if len(words) > 0 && graph.MatchText(words, words, nil) != 1 {
			t.Errorf("%q does not match itself", s)
		}
		spans := graph.Highlights(words, s)
		for i, span := range spans {
			if span.Start >= span.End || span.End > len(s) || i > 0 && span.Start < spans[i-1].End {
				t.Errorf("%q: spans %v", s, spans)
			}
		}
		if (len(words) == 0) != (len(spans) == 0) {
			t.Errorf("%q has words %q at %v", s, words, spans)
		}
	})
}
