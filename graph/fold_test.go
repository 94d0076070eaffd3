package graph_test

import (
	"cmp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"plain text":          "plain text",
		"Émile  ZOLA\n":       "emile zola",
		"E\u0301mile":         "emile", // a combining accent
		"people’s “re–use”":   `people's "re-use"`,
		"Straße, Œuvre, Þing": "strasse, oeuvre, thing",
		" a\u00a0b ":          "a b",
		"ΑΒΓ":                 "αβγ",
	} {
		if got := graph.Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", " A ", "É", "E\u0301", "ẞ", "İ", "\xff", "a\u0301 \u0301b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := graph.Fold(s)
		if again := graph.Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, and folded again %q", s, folded, again)
		}
		if !utf8.ValidString(folded) && utf8.ValidString(s) {
			t.Errorf("Fold(%q) = %q is no text", s, folded)
		}
		if folded != strings.TrimSpace(folded) || strings.Contains(folded, "  ") {
			t.Errorf("Fold(%q) = %q has spare spaces", s, folded)
		}
	})
}

func TestCodesOrderNaturally(t *testing.T) {
	codes := []string{"1", "1.1", "1.2", "1.10", "2", "2.2", "2.2a", "2.10", "3", "3a", "3B", "10", "A1", "a2", "A10"}
	for i := 1; i < len(codes); i++ {
		if a, b := graph.CodeKey(codes[i-1]), graph.CodeKey(codes[i]); a >= b {
			t.Errorf("%s (%q) does not come before %s (%q)", codes[i-1], a, codes[i], b)
		}
	}
}

func FuzzCodeKey(f *testing.F) {
	f.Add(uint64(9), uint64(10), "a.")
	f.Fuzz(func(t *testing.T, a, b uint64, prefix string) {
		if last, _ := utf8.DecodeLastRuneInString(graph.Fold(prefix + ".")); last != '.' {
			return
		}
		keyA, keyB := graph.CodeKey(prefix+"."+strconv.FormatUint(a, 10)), graph.CodeKey(prefix+"."+strconv.FormatUint(b, 10))
		if cmp.Compare(keyA, keyB) != cmp.Compare(a, b) {
			t.Errorf("%d and %d compare as %q and %q", a, b, keyA, keyB)
		}
	})
}
