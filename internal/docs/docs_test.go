// Package docs holds the README and the docs to what they say: every question in them is asked, every command run, and the
// answers must be those printed there. `go test ./internal/docs -update` writes them anew.
package docs_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
	"github.com/goldenthread/goldenthread/internal/open"
)

const root = "../.."

// pages are the README and everything in docs.
func pages(t *testing.T) []string {
	t.Helper()
	pages := []string{filepath.Join(root, "README.md")}
	err := filepath.WalkDir(filepath.Join(root, "docs"), func(path string, _ os.DirEntry, err error) error {
		if strings.HasSuffix(path, ".md") {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// A pair is a fenced block and the block that follows it.
var pair = regexp.MustCompile("(?s)```(graphql)\n(.*?)```\n+```json\n(.*?)```|```(console)\n(.*?)```")

func TestTheDocsAreTrue(t *testing.T) {
	store := memstore.New()
	if _, err := store.Apply(t.Context(), golden.Sample(t)); err != nil {
		t.Fatal(err)
	}
	api := gql.New(store, gql.Options{Past: open.Past(store)})
	shell := newShell(t)
	for _, page := range pages(t) {
		t.Run(filepath.Base(page), func(t *testing.T) {
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			now := pair.ReplaceAllFunc(text, func(block []byte) []byte {
				m := pair.FindSubmatch(block)
				if string(m[4]) == "console" {
					return []byte("```console\n" + shell.run(t, string(m[5])) + "```")
				}
				answer := api.Execute(t.Context(), gql.Request{Query: string(m[2]), Actor: "ann"})
				return []byte("```graphql\n" + string(m[2]) + "```\n\n```json\n" + data(t, answer.Body) + "```")
			})
			if *golden.Update {
				err = os.WriteFile(page, now, 0o644)
			} else if !bytes.Equal(text, now) {
				t.Errorf("what %s prints is not what comes out:\n%s", page, difference(string(text), string(now)))
			}
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// data is the data of an answer, indented and with short objects on one line.
func data(t *testing.T, body []byte) string {
	t.Helper()
	var answer struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Errors != nil {
		t.Fatalf("%s: %v", body, err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, answer.Data, "", "  "); err != nil {
		t.Fatal(err)
	}
	short := regexp.MustCompile(`(?s)[{\[]\s*[^{}\[\]]*[}\]]`)
	folded := short.ReplaceAllStringFunc(b.String(), func(s string) string {
		if one := regexp.MustCompile(`\s*\n\s*`).ReplaceAllString(s, " "); len(one) <= 110 {
			return one
		}
		return s
	})
	return folded + "\n"
}

func difference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return "- " + as[i] + "\n+ " + bs[i]
		}
	}
	return "one is the beginning of the other"
}

// A shell runs the commands of the docs in a folder that is as `make run` leaves it: the binary in bin, the sample plan in
// data.
type shell struct{ dir string }

func newShell(t *testing.T) *shell {
	t.Helper()
	s := &shell{dir: t.TempDir()}
	build := exec.Command("go", "build", "-o", filepath.Join(s.dir, "bin", "goldenthread"), "./cmd/goldenthread")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	plan := filepath.Join(s.dir, sample.Name)
	if err := os.WriteFile(plan, sample.Text(), 0o644); err != nil {
		t.Fatal(err)
	}
	s.run(t, "$ ./bin/goldenthread import "+plan)
	return s
}

// run runs every line that starts with "$ " and gives the block with what they print now.
func (s *shell) run(t *testing.T, block string) string {
	t.Helper()
	var out strings.Builder
	for line := range strings.Lines(block) {
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			continue
		}
		cmd := exec.Command("bash", "-c", command)
		cmd.Dir = s.dir
		cmd.Env = append(os.Environ(), "COLUMNS=100")
		printed, _ := cmd.CombinedOutput() // a wrong question's exit code is part of what the docs show
		out.WriteString(line)
		out.Write(printed)
	}
	return out.String()
}
