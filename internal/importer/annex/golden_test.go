package annex_test

import (
	"flag"
	"os"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

var update = flag.Bool("update", false, "write the golden files")

// importSample imports the sample plan.
func importSample(t testing.TB) (graph.Changes, *importer.Report) {
	t.Helper()
	c, r, err := annex.Import(sample.Text(), annex.Options{Document: sample.Name})
	if err != nil {
		t.Fatal(err)
	}
	return c, r
}

// TestSampleComesOutRight compares the sample plan with a golden file that was checked against it line by line.
func TestSampleComesOutRight(t *testing.T) {
	c, r := importSample(t)
	golden(t, "testdata/sample.golden", render(c))
	var b writer
	if err := r.Print(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/sample-report.golden", string(b))
}

// TestPlansOfOtherCouncilsComeOutRight compares plans of other councils, services, notations and layouts with golden files
// that were checked against them line by line: one of leisure centres, damaged a little; one of a fire service, with notes at
// its end; one with Welsh names; and one of a housing service, damaged much.
func TestPlansOfOtherCouncilsComeOutRight(t *testing.T) {
	for _, name := range []string{"leisure", "fire", "wales", "homes"} {
		text, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		c, r, err := annex.Import(text, annex.Options{Document: name + ".txt"})
		if err != nil {
			t.Fatal(err)
		}
		sound(t, c)
		golden(t, "testdata/"+name+".golden", render(c))
		var b writer
		if err := r.Print(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/"+name+"-report.golden", string(b))
	}
}

type writer []byte

func (w *writer) Write(p []byte) (int, error) { *w = append(*w, p...); return len(p), nil }

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; see what changed with: go test ./internal/importer/annex -run Right -update && git diff", name)
	}
}
