package annex_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
)

// facts are what a truth, or an import, says, one line each.
type facts map[string]bool

func (t truth) facts(spell func(string) string) facts {
	f := facts{}
	for i, r := range t.rows {
		row := fmt.Sprint(i + 1)
		f["priority "+row+" "+spell(r.title)] = true
		for _, p := range r.promises {
			f["promise "+row+" "+spell(p.title)] = true
			for _, th := range p.themes {
				f["theme "+spell(p.title)+": "+spell(th)] = true
			}
		}
		for _, a := range r.activities {
			f["activity "+row+" "+a.code+" "+spell(a.title)] = true
		}
		for _, a := range r.actions {
			f["action "+row+" "+spell(a.title)] = true
			for _, q := range a.quarters {
				f[fmt.Sprintf("quarter %s: %s Q%d", spell(a.title), t.year, q)] = true
			}
		}
		if r.refersTo > 0 {
			f[fmt.Sprintf("refers %s to %d", row, r.refersTo)] = true
		}
	}
	return f
}

func factsOf(c graph.Changes, spell func(string) string) facts {
	f := facts{}
	nodes := map[graph.ID]graph.Node{}
	for _, n := range c.Put {
		nodes[n.ID] = n
		if n.Kind == graph.KindPriority {
			f["priority "+n.Code+" "+spell(n.Title)] = true
		}
		for _, q := range n.Schedule {
			f["quarter "+spell(n.Title)+": "+q.Label()] = true
		}
	}
	for _, l := range c.Link {
		from, to := nodes[l.From], nodes[l.To]
		switch l.Relation {
		case graph.RelationSupports:
			f["promise "+to.Code+" "+spell(from.Title)] = true
		case graph.RelationContributesTo:
			f["activity "+to.Code+" "+from.Code+" "+spell(from.Title)] = true
		case graph.RelationServes:
			f["action "+to.Code+" "+spell(from.Title)] = true
		case graph.RelationHasTheme:
			f["theme "+spell(from.Title)+": "+spell(to.Title)] = true
		case graph.RelationRefersTo:
			f["refers "+from.Code+" to "+to.Code] = true
		}
	}
	return f
}

func exactly(s string) string { return s }

// letters leaves the letters of a wording alone: it says whether a cell was found whole, whatever its spaces.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) {
			return -1
		}
		if c = unicode.ToLower(c); c == 'i' {
			return 'l'
		}
		return c
	}, s)
}

// missing are the facts of f that g lacks.
func (f facts) missing(g facts) (out []string) {
	for k := range f {
		if !g[k] {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

const seeds = 100

// TestUndamagedAnnexesComeOutExactly makes annexes with other plans, themes, codes, notations and page layouts: all that
// they say is found, and nothing else.
func TestUndamagedAnnexesComeOutExactly(t *testing.T) {
	for seed := range uint64(seeds) {
		want := synthesise(seed)
		text := layout(want, seed)
		c, _, err := annex.Import([]byte(text), annex.Options{Document: "synthetic.txt"})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		expected, got := want.facts(exactly), factsOf(c, exactly)
		if lost, invented := expected.missing(got), got.missing(expected); len(lost)+len(invented) > 0 {
			t.Errorf("seed %d\n  lost      %s\n  invented  %s", seed, strings.Join(lost, "\n            "), strings.Join(invented, "\n            "))
			dump(t, seed, text)
		}
	}
}

// dump keeps the text of a failing seed where ANNEX_DUMP says.
func dump(t *testing.T, seed uint64, text string) {
	t.Helper()
	if dir := os.Getenv("ANNEX_DUMP"); dir != "" {
		if err := os.WriteFile(fmt.Sprintf("%s/%d.txt", dir, seed), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDamagedAnnexesAreRecovered runs words together (one space in twelve), tears some apart, takes half of the leading
// Is for ls and loses one blank line in twenty-four: of a thousand facts 995 are found in their row, and of a
// hundred 96 come out to the letter.
func TestDamagedAnnexesAreRecovered(t *testing.T) {
	var all, whole, exact, invented int
	for seed := range uint64(seeds) {
		want := synthesise(seed)
		text := damage(layout(want, seed), seed, 1.0/12)
		c, _, err := annex.Import([]byte(text), annex.Options{Document: "synthetic.txt"})
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			dump(t, seed, text)
			continue
		}
		expected := want.facts(letters)
		lost := expected.missing(factsOf(c, letters))
		if len(lost) > 0 && os.Getenv("ANNEX_DUMP") != "" {
			t.Logf("seed %d lost %s\n got %s", seed, strings.Join(lost, "\n   "), strings.Join(factsOf(c, letters).missing(expected), "\n   "))
			dump(t, seed, text)
		}
		all += len(expected)
		whole += len(expected) - len(lost)
		invented += len(factsOf(c, letters).missing(expected))
		exact += len(want.facts(exactly)) - len(want.facts(exactly).missing(factsOf(c, exactly)))
	}
	t.Logf("%d facts: %.2f %% found whole, %.2f %% to the letter, %d invented", all, 100*float64(whole)/float64(all), 100*float64(exact)/float64(all), invented)
	if whole*1000 < all*995 || exact*100 < all*96 || invented*100 > all {
		t.Errorf("of %d facts %d are found whole and %d to the letter, %d are invented", all, whole, exact, invented)
	}
}

// TestErrorsSayWhere holds every malformed input to an error that names a line, and no graph.
func TestErrorsSayWhere(t *testing.T) {
	for name, text := range map[string]string{
		"empty":           "",
		"blank":           "\n \n\n",
		"binary":          "Annex\n\x00\x01\x02",
		"not UTF-8":       head + "1. Caf\xe9\n",
		"no rows":         head + "Some text\n",
		"no heading":      "1. First row\n\n2. Second row\n",
		"too few":         "Annex\n\nPriority\n\nPromise\n\n1. First row\n",
		"PDF":             "%PDF-1.7\n",
		"Word":            "PK\x03\x04\x14",
		"UTF-16":          "\xff\xfeP\x00",
		"HTML":            "\n<!DOCTYPE html>\n",
		"CSV":             "Priority,Promise,Activity,Action\n1,Cut waste,Collect,Buy lorries\n",
		"prose":           "The council met on Monday.\n\nThere were 3 objections.\n",
		"minutes":         "Minutes\n\nThe committee agreed its priorities.\n\n1. Apologies were received.\n\n2. The minutes were agreed.\n",
		"a row twice":     head + "1. Cut waste\n\n- Buy\n\n2. Light up\n\n- Fit\n\n2. Grow food\n\n- Dig\n\n3. Play\n\n- Kick\n",
		"rows disordered": head + "2. Cut waste\n\n- Buy\n\n1. Light up\n\n- Fit\n\n4. Grow food\n\n- Dig\n\n3. Play\n\n- Kick\n",
		"rows backwards":  head + "3. Cut waste\n\n- Buy\n\n2. Light up\n\n- Fit\n\n1. Grow food\n\n- Dig\n",
		"nothing headed":  "Annex\n\nRed\n\nBlue\n\nGreen\n\nYellow\n\n1. First row\n",
	} {
		c, report, err := annex.Import([]byte(text), annex.Options{})
		if !errors.Is(err, graph.ErrInvalid) || report != nil || c.Put != nil {
			t.Errorf("%s: %v, report %v, %d nodes; want ErrInvalid and nothing", name, err, report != nil, len(c.Put))
		} else if !strings.Contains(err.Error(), "line") {
			t.Errorf("%s: the error names no line: %v", name, err)
		}
	}
}

// seven are rows in order.
var seven = func() (rows string) {
	for n := range 7 {
		rows += fmt.Sprintf("%d. Row %c\n\n- Act\n\n", n+1, 'A'+n)
	}
	return rows
}()

// TestRowsOutOfOrderAreRefusedByLine says which row is out of order; a list in a cell is none.
func TestRowsOutOfOrderAreRefusedByLine(t *testing.T) {
	for text, want := range map[string]string{
		"1. Cut waste\n\n- Buy\n\n2. Light up\n\n- Fit\n\n2. Grow food\n\n- Dig\n\n3. Play\n\n- Kick\n": "line 19: “2. Grow food”",
		"2. Cut waste\n\n- Buy\n\n1. Light up\n\n- Fit\n\n4. Grow food\n\n- Dig\n":                      "line 15: “1. Light up”",
		"3. Cut waste\n\n- Buy\n\n2. Light up\n\n- Fit\n\n1. Grow food\n\n- Dig\n":                      "line 11: “3. Cut waste”",
		// A 3 may be a misread 8, but behind the last row nothing says that it is.
		seven + "3. Grow food\n\n- Dig\n": "line 39: “3. Grow food”",
	} {
		if _, _, err := annex.Import([]byte(head+text), annex.Options{}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v; want %s", err, want)
		}
	}
	c, _ := read(t, head+"1. Cut waste\n\n- Buy these:\n1. lorries\n2. bins\n\n2. Light up\n\n- Fit lamps\n")
	if got := factsOf(c, exactly); !got["priority 2 Light up"] || len(got) != 4 {
		t.Errorf("a list in a cell: %v", got)
	}
}
