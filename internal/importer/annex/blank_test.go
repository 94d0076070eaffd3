package annex_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// TestLostBlankLinesLoseNothing takes the blank lines out of the sample plan: one of each gap, and then all.
func TestLostBlankLinesLoseNothing(t *testing.T) {
	full, _ := importSample(t)
	want := factsOf(full, exactly)
	for _, gap := range []string{"\n\n", "\n+"} {
		text := regexp.MustCompile(gap).ReplaceAll(sample.Text(), []byte("\n"))
		c, _, err := annex.Import(text, annex.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := factsOf(c, exactly)
		if lost, invented := want.missing(got), got.missing(want); len(lost)+len(invented) > 0 {
			t.Errorf("%q: lost %s\ninvented %s", gap, strings.Join(lost, "\n"), strings.Join(invented, "\n"))
		}
	}
}
