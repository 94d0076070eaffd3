// Package golden holds the questions that every store must answer alike, to the byte, and the answers as a person has
// checked them. It is for tests.
package golden

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/web"
)

// Update is the flag -update: write what is golden anew.
var Update = flag.Bool("update", false, "write what is golden anew")

//go:embed testdata/*.graphql testdata/history/*.graphql
var files embed.FS

// A Case is a question with its golden answer.
type Case struct {
	Name, Document string
	Variables      map[string]any
}

// Cases are all questions: those of this package and the playground's examples.
func Cases(t testing.TB) []Case {
	t.Helper()
	cases := casesIn(t, "testdata")
	questions, err := web.Questions()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		c := Case{Name: "playground-" + q.Name, Document: q.Document}
		if q.Variables != nil {
			if err := json.Unmarshal(q.Variables, &c.Variables); err != nil {
				t.Fatal(err)
			}
		}
		cases = append(cases, c)
	}
	return cases
}

// HistoryCases are the questions about the past of the small plan that FillPast makes.
func HistoryCases(t testing.TB) []Case {
	t.Helper()
	return casesIn(t, "testdata/history")
}

func casesIn(t testing.TB, folder string) []Case {
	t.Helper()
	paths, err := fs.Glob(files, folder+"/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	var cases []Case
	for _, path := range paths {
		text, err := files.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(strings.TrimSuffix(path, ".graphql"), "testdata/")
		cases = append(cases, Case{Name: name, Document: string(text)})
	}
	return cases
}

// Sample gives the sample plan as changes.
func Sample(t testing.TB) graph.Changes {
	t.Helper()
	changes, _, err := annex.Import(sample.Text(), annex.Options{Document: sample.Name})
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// Run asks a store every question about the sample plan and compares the answers with the golden ones, or writes them anew
// if update says so: one store sets the answers, the others are held to them. The store must be empty.
func Run(t *testing.T, store graph.Store, update bool) {
	if _, err := store.Apply(t.Context(), Sample(t)); err != nil {
		t.Fatal(err)
	}
	ask(t, store, Cases(t), update)
}

// RunHistory is the same for the questions about the past.
func RunHistory(t *testing.T, store graph.Store, update bool) {
	FillPast(t, store)
	ask(t, store, HistoryCases(t), update)
}

// ask asks a store questions and compares the answers with the golden ones.
func ask(t *testing.T, store graph.Store, cases []Case, update bool) {
	api := gql.New(store, gql.Options{Past: open.Past(store)})
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			answer := api.Execute(t.Context(), gql.Request{Query: c.Document, Variables: c.Variables})
			compare(t, c.Name, indent(t, answer.Body), update)
		})
	}
}

// Ask gives the data of an answer, decoded into a T; errors fail the test.
func Ask[T any](t *testing.T, store graph.Store, document string) T {
	t.Helper()
	answer := gql.New(store, gql.Options{}).Execute(context.Background(), gql.Request{Query: document})
	var decoded struct{ Data T }
	if err := json.Unmarshal(answer.Body, &decoded); err != nil || len(answer.Codes) > 0 {
		t.Fatalf("%s\n%s\n%v", document, answer.Body, err)
	}
	return decoded.Data
}

func compare(t *testing.T, name string, got []byte, update bool) {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	path := filepath.Join(filepath.Dir(here), "testdata", name+".json")
	if update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run with -update and read what it writes", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the answer differs from %s\n%s", path, firstDifference(string(want), string(got)))
	}
}

// firstDifference shows where two texts part.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return strings.Join(append(a[max(0, i-3):i], "- "+a[i], "+ "+b[i]), "\n")
		}
	}
	return "one is the beginning of the other"
}

func indent(t *testing.T, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, body, "", "  "); err != nil {
		t.Fatalf("the answer is no JSON: %v\n%s", err, body)
	}
	b.WriteByte('\n')
	return b.Bytes()
}
