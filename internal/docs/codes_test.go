package docs_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/golden"
)

// codes are the constants of gql.Code with what is said of each, in their order.
func codes(t *testing.T) (rows []string, values map[string]bool) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "graph/gql/code.go"), nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	values = map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil {
			return true
		}
		if named, ok := spec.Type.(*ast.Ident); !ok || named.Name != "Code" {
			return true
		}
		value := strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`)
		_, says, _ := strings.Cut(strings.Join(strings.Fields(spec.Doc.Text()), " "), ": ")
		rows, values[value] = append(rows, fmt.Sprintf("| `%s` | %s%s |", value, strings.ToUpper(says[:1]), says[1:])), true
		return true
	})
	return rows, values
}

// TestTheCodesAreListed holds docs/errors.md to the codes that there are.
func TestTheCodesAreListed(t *testing.T) {
	path := filepath.Join(root, "docs/errors.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := codes(t)
	table := regexp.MustCompile("(?m)(^\\| `.*\n)+")
	now := table.ReplaceAllLiteral(text, []byte(strings.Join(rows, "\n")+"\n"))
	if *golden.Update {
		err = os.WriteFile(path, now, 0o644)
	} else if string(now) != string(text) {
		t.Errorf("%s does not list the codes that there are: %s", path, difference(string(text), string(now)))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// made is where a code may be made: of a word, as a constant, or as what an error is extended with.
var made = regexp.MustCompile(`\bCode\("([^"]*)"\)|\bCode\s*=\s*"([^"]*)"|"code":\s*"([^"]*)"`)

// TestNoOtherCodeIsSent looks for codes that are written down anywhere but in the list.
func TestNoOtherCodeIsSent(t *testing.T) {
	_, values := codes(t)
	if len(values) < 10 {
		t.Fatalf("only %d codes were found: the list is not read", len(values))
	}
	look := func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range made.FindAllStringSubmatch(string(text), -1) {
			if code := m[1] + m[2] + m[3]; !values[code] {
				t.Errorf("%s has the code %q, which the list has not", path, code)
			}
		}
		return err
	}
	for _, folder := range []string{"graph/gql", "internal/server", "cmd"} { // what a client hears comes from there
		if err := filepath.WalkDir(filepath.Join(root, folder), look); err != nil {
			t.Fatal(err)
		}
	}
}
