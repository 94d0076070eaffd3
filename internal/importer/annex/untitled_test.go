package annex_test

import (
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
)

// head is a title and four headings, which take lines 1 to 9.
const head = "Annex\n\nPriority\n\nPromise (theme)\n\nActivity\n\nAction\n\n"

// read imports a text that is an annex.
func read(t *testing.T, text string, corrections ...importer.Correction) (graph.Changes, *importer.Report) {
	t.Helper()
	c, report, err := annex.Import([]byte(text), annex.Options{Document: "annex.txt", Corrections: corrections})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, c)
	return c, report
}

// TestARowWithoutATitleKeepsWhatStandsInIt loses the titles of two rows: each is reported, is there under its number with
// all that stands in it, and can be corrected.
func TestARowWithoutATitleKeepsWhatStandsInIt(t *testing.T) {
	text := head + "1. Cut waste\n\n- Sort glass\n\n2.\n\n- Mend lamps\n\n3.\n\n4. Plant trees\n\n- Plant oaks\n"
	c, report := read(t, text)
	want := facts{
		"priority 1 Cut waste": true, "priority 2 2.": true, "priority 3 3.": true, "priority 4 Plant trees": true,
		"action 1 Sort glass": true, "action 2 Mend lamps": true, "action 4 Plant oaks": true,
	}
	got := factsOf(c, exactly)
	if lost, invented := want.missing(got), got.missing(want); len(lost)+len(invented) > 0 {
		t.Errorf("lost %q, invented %q", lost, invented)
	}
	var lines []int
	for _, d := range report.Doubts {
		if strings.Contains(d.Why, "no title") {
			lines = append(lines, d.Line)
		}
	}
	if len(lines) != 2 || lines[0] != 15 || lines[1] != 19 {
		t.Errorf("reported are lines %v; want 15 and 19", lines)
	}
	c, _ = read(t, text, importer.Correction{Line: 15, Before: "2.", After: "Light every street"})
	if !factsOf(c, exactly)["priority 2 Light every street"] {
		t.Error("a correction gives the row no title")
	}
}

// TestANumberAloneTakesTheTitleBelowIt prints the number of each row in a line or a paragraph of its own.
func TestANumberAloneTakesTheTitleBelowIt(t *testing.T) {
	for _, gap := range []string{"\n", "\n\n"} {
		c, _ := read(t, head+"1."+gap+"Cut waste\n\nLess rubbish (Place)\n\n- Sort glass\n\n2."+gap+"Light the streets\n\nSafer nights (Place)\n\n- Mend lamps\n")
		got := factsOf(c, exactly)
		for _, fact := range []string{"priority 1 Cut waste", "priority 2 Light the streets", "promise 1 Less rubbish", "promise 2 Safer nights", "action 2 Mend lamps"} {
			if !got[fact] {
				t.Errorf("%q: lost %q", gap, fact)
			}
		}
	}
}
