package neostore_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph/neostore"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each golden file has a question, its statement, and the statement's parameters.
func TestStatements(t *testing.T) {
	for _, q := range questions("slug") {
		t.Run(q.name, func(t *testing.T) {
			text, params := neostore.Compile(q.question)
			got := fmt.Sprintf("%T %s\n\n%s\n\n%s\n", q.question, indented(t, q.question), text, indented(t, params))
			file := filepath.Join("testdata", q.name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the statement is not that of %s; write it anew with -update if it should not be. It is now:\n%s", file, text)
			}
		})
	}
}

// nasty are texts that would break out of a statement if they stood in it.
var nasty = []string{`'`, `"`, "`", `\`, `\u0027`, `{}`, `$p1`, `}) DETACH DELETE n //`, `' OR 1=1 //`, "line\nbreak", `*/`, "a\u2028b", `)--(`, `+x* AND y OR z~`}

// Whatever the texts in a question are, its statement is the same: they stand in parameters alone.
func TestTextsDoNotReachTheStatement(t *testing.T) {
	plain := questions("slug")
	for _, text := range nasty {
		for i, q := range questions("slug" + text) {
			got, params := neostore.Compile(q.question)
			want, wantParams := neostore.Compile(plain[i].question)
			if got != want {
				t.Errorf("%s: with %q the statement becomes\n%s", q.name, text, got)
			}
			if len(params) != len(wantParams) {
				t.Errorf("%s: with %q there are %d parameters instead of %d", q.name, text, len(params), len(wantParams))
			}
		}
	}
}

func indented(t *testing.T, v any) string {
	t.Helper()
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}
