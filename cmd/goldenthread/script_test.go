package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/internal/server"
)

// TestMain lets the test binary be the program: tests start it again as a process of its own.
func TestMain(m *testing.M) {
	if os.Getenv("GOLDENTHREAD_TEST_MAIN") != "" {
		os.Exit(interruptible())
	}
	os.Exit(m.Run())
}

// Each script in testdata is a session at a terminal, in a folder of its own that holds the files at its end:
//
//	$ NAME=value goldenthread verb 'an argument' < file
//	what it writes; ... stands for any lines, and * for anything in a line
//	! what it writes to the standard error
//	exit 2
//
// URL stands for a server of the session's ./data.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, path := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			for _, f := range archive.Files {
				if err := os.WriteFile(f.Name, f.Data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, s := range steps(string(archive.Comment)) {
				if got := execute(t, s.command); !s.matches(got) {
					t.Errorf("$ %s\ngot\n%s\nwant\n%s", s.command, got, s.want)
				}
			}
		})
	}
}

// A step of a script is a command and what it should write.
type step struct{ command, want string }

func steps(script string) []step {
	var all []step
	for line := range strings.Lines(script) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			all = append(all, step{command: strings.TrimSpace(command)})
		} else if len(all) > 0 && !strings.HasPrefix(line, "#") && strings.TrimSpace(line) != "" {
			all[len(all)-1].want += line
		}
	}
	return all
}

func (s step) matches(got string) bool {
	pattern := "^"
	for line := range strings.Lines(s.want) {
		if line == "...\n" {
			pattern += `(.*\n)*`
			continue
		}
		pattern += strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, `.*`)
	}
	return regexp.MustCompile(pattern + "$").MatchString(got)
}

// word is an argument of a command, with or without quotes.
var word = regexp.MustCompile(`'([^']*)'|(\S+)`)

// execute runs a command in this process and writes what it wrote as scripts have it, blank lines left out.
func execute(t *testing.T, command string) string {
	t.Helper()
	if strings.Contains(command, "URL") {
		command = strings.ReplaceAll(command, "URL", serveData(t))
	}
	command, input, _ := strings.Cut(command, " < ")
	var out, errs strings.Builder
	p := program{in: strings.NewReader(""), out: &out, err: &errs}
	if input != "" {
		text, err := os.ReadFile(input)
		if err != nil {
			t.Fatal(err)
		}
		p.in = strings.NewReader(string(text))
	}
	var args []string
	for _, m := range word.FindAllStringSubmatch(command, -1) {
		args = append(args, m[1]+m[2])
	}
	for len(args) > 0 && args[0] != "goldenthread" {
		p.environ, args = append(p.environ, args[0]), args[1:]
	}
	code := p.run(t.Context(), args[1:])
	var got strings.Builder
	for line := range strings.Lines(out.String()) {
		if strings.TrimSpace(line) != "" {
			got.WriteString(line)
		}
	}
	for line := range strings.Lines(errs.String()) {
		got.WriteString("! " + line)
	}
	if code != exitOK {
		fmt.Fprintf(&got, "exit %d\n", code)
	}
	return got.String()
}

// serveData serves ./data, read only, until the test ends.
func serveData(t *testing.T) string {
	t.Helper()
	store := openData(t, "data")
	s, err := server.New(server.Options{Executor: gql.New(store, gql.Options{}), Store: store})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	return h.URL
}
