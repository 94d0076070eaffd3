package annex_test

import (
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// TestLostBlankLinesLoseNothing takes every single blank line out of the sample plan, its page breaks excepted.
func TestLostBlankLinesLoseNothing(t *testing.T) {
	full, _ := importSample(t)
	text := strings.ReplaceAll(string(sample.Text()), "\n\n", "\n")
	c, _, err := annex.Import([]byte(text), annex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want, got := factsOf(full, exactly), factsOf(c, exactly)
	if lost, invented := want.missing(got), got.missing(want); len(lost)+len(invented) > 0 {
		t.Errorf("lost %s\ninvented %s", strings.Join(lost, "\n"), strings.Join(invented, "\n"))
	}
}
