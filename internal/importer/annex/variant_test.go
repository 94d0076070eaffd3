package annex_test

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// plans are the texts that variants are made of.
func plans(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"sample": string(sample.Text())}
	for _, name := range []string{"leisure", "homes"} {
		text, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(text)
	}
	return all
}

// linked are the IDs of the nodes and links of a change, with the nodes' titles.
func linked(c graph.Changes) (out []string) {
	for _, n := range c.Put {
		out = append(out, string(n.ID)+" "+n.Title)
	}
	for _, l := range c.Link {
		out = append(out, string(l.ID))
	}
	return out
}

// TestTheSameTextInAnotherFileFormIsTheSamePlan saves each plan in the ways that programs save text, and with the spaces
// and bullets that they use: nodes and links stay the same.
func TestTheSameTextInAnotherFileFormIsTheSamePlan(t *testing.T) {
	forms := map[string]func(string) string{
		"Windows line ends":      func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"old Mac line ends":      func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"byte order mark":        func(s string) string { return "\ufeff" + s },
		"form feeds":             func(s string) string { return strings.ReplaceAll(s, "\n\n\n\n", "\n\f\n") },
		"form feeds alone":       func(s string) string { return strings.ReplaceAll(s, "\n\n\n\n", "\f") },
		"tabs":                   func(s string) string { return strings.ReplaceAll(s, " ", "\t") },
		"non-breaking spaces":    func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
		"narrow spaces":          func(s string) string { return strings.ReplaceAll(s, " ", "\u202f") },
		"zero-width spaces":      func(s string) string { return strings.ReplaceAll(s, " ", " \u200b") },
		"indented":               func(s string) string { return strings.ReplaceAll(s, "\n", "\n    ") },
		"trailing spaces":        func(s string) string { return strings.ReplaceAll(s, "\n", "  \n") },
		"no line end at the end": strings.TrimSpace,
		"black circles":          bulleted("●"),
		"small squares":          bulleted("▪"),
		"en dashes":              bulleted("–"),
		"em dashes":              bulleted("—"),
		"Word’s private bullet":  bulleted("\uf0b7"),
		"hollow bullets":         bulleted("○"),
		"bullets glued":          func(s string) string { return regexp.MustCompile(`(?m)^[-•] `).ReplaceAllString(s, "•") },
	}
	for name, text := range plans(t) {
		plain, _ := read(t, text)
		for form, change := range forms {
			c, _, err := annex.Import([]byte(change(text)), annex.Options{Document: "annex.txt"})
			if err != nil {
				t.Errorf("%s with %s: %v", name, form, err)
				continue
			}
			want, got := map[string]bool{}, map[string]bool{}
			for _, s := range linked(plain) {
				want[s] = true
			}
			for _, s := range linked(c) {
				got[s] = true
			}
			if !reflect.DeepEqual(want, got) {
				t.Errorf("%s with %s: lost %q, invented %q", name, form, facts(want).missing(got), facts(got).missing(want))
			}
		}
	}
}

func bulleted(with string) func(string) string {
	return func(s string) string { return regexp.MustCompile(`(?m)^[-•] `).ReplaceAllString(s, with+" ") }
}

// TestRepeatedHeadersAndFootersAreNoContent prints a header, a footer and a page number on every page, and the priority
// again where a row goes on.
func TestRepeatedHeadersAndFootersAreNoContent(t *testing.T) {
	for name, text := range plans(t) {
		want, _ := read(t, text)
		for what, furniture := range map[string]string{
			"footer":            "\n\nAnyshire Council | Cabinet, 14 March\n\n\n\n\n",
			"footer and number": "\n\nAnyshire Council | Cabinet, 14 March\n\n12\n\n\n\n\n",
			"numbered footer":   "\n\nAnyshire Council Page # of 9\n\n\n\n\n",
			"number":            "\n\n- # -\n\n\n\n\n",
			"header":            "\n\n\n\n\nAgenda item 7: papers for Cabinet\n\n",
			"number and header": "\n\n#\n\n\n\n\nAgenda item 7: papers for Cabinet\n\n",
		} {
			n := 0
			pages := regexp.MustCompile(`(\n\nPage \d of \d)?\n{4,}`).ReplaceAllStringFunc(strings.TrimSpace(text), func(string) string {
				n++
				return strings.ReplaceAll(furniture, "#", string(rune('0'+n)))
			})
			c, _, err := annex.Import([]byte(pages), annex.Options{Document: "annex.txt"})
			if err != nil {
				t.Errorf("%s with %s: %v", name, what, err)
				continue
			}
			expected, got := factsOf(want, exactly), factsOf(c, exactly)
			if lost, invented := expected.missing(got), got.missing(expected); len(lost)+len(invented) > 0 {
				t.Errorf("%s with %s on %d pages: lost %q, invented %q", name, what, n, lost, invented)
			}
		}
	}
}

// TestTheSameDocumentIsTheSameToTheByte imports each plan twice.
func TestTheSameDocumentIsTheSameToTheByte(t *testing.T) {
	for name, text := range plans(t) {
		c, report := read(t, text)
		again, reportAgain := read(t, text)
		if jsonOf(t, c) != jsonOf(t, again) || jsonOf(t, report) != jsonOf(t, reportAgain) {
			t.Errorf("%s: two imports differ", name)
		}
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
