package golden

import (
	"embed"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
)

//go:embed testdata/edits/*.graphql
var edits embed.FS

// RunEdits makes changes of the sample plan one after the other and compares their payloads with the golden ones, or
// writes them anew if update says so. The store must be empty.
func RunEdits(t *testing.T, store graph.Store, update bool) {
	if _, err := store.Apply(t.Context(), Sample(t)); err != nil {
		t.Fatal(err)
	}
	api := gql.New(store, gql.Options{})
	paths, err := fs.Glob(edits, "testdata/edits/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := edits.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		answer := api.Execute(t.Context(), gql.Request{Query: string(text), Actor: "ann"})
		compare(t, filepath.Join("edits", strings.TrimSuffix(filepath.Base(path), ".graphql")), indent(t, answer.Body), update)
	}
}
