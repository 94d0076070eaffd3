package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What config print writes is a file that says the same.
func TestPrintedOptionsAreAFileOfOptions(t *testing.T) {
	t.Chdir(t.TempDir())
	first := execute(t, "goldenthread config print --profile prod --max-cost 77 --allow-host a.example --allow-host b.example --store neo4j://h:7687")
	if err := os.WriteFile("options.yaml", []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}
	second := execute(t, "goldenthread config print --config options.yaml")
	if values(first) != values(second) || !strings.Contains(second, "# options.yaml") {
		t.Errorf("%s\nread again\n%s", first, second)
	}
}

// Whatever a file of options says, it is refused by its name, or what is printed of it says the same when it is read.
func FuzzOptionsFile(f *testing.F) {
	for _, seed := range []string{
		"listen: 127.0.0.1:8080\nmax-cost: 77\n", "allow-host: [a.example, \"b # c\"]\n", "allow-host: []\nprofile: prod\n", "rate: -1\n", "liste: x\n",
		"max-cost: {a: 1}\n", "introspection: no\n", "x: &a [*a]\n", "? [", "- a\n", "config: options.yaml\n", "data: null\n", "\xff\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "options.yaml")
		printed := func(text []byte) (string, bool) {
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			var out, said bytes.Buffer
			p := &program{in: &bytes.Buffer{}, out: &out, err: &said}
			code := p.run(t.Context(), []string{"config", "print", "--config", path})
			if code != 0 && (code != exitUsage || !strings.Contains(said.String(), "options.yaml")) {
				t.Fatalf("exit code %d, and it says %q", code, &said)
			}
			return out.String(), code == 0
		}
		first, taken := printed(text)
		if !taken {
			return
		}
		if second, taken := printed([]byte(first)); !taken || values(second) != values(first) {
			t.Errorf("%s\nread again\n%s", first, second)
		}
	})
}

// values are options without where they are from, which follows the last # of a line: a value may have one too.
func values(printed string) string {
	return regexp.MustCompile(`(?m)^(.*\S)\s+# .*$`).ReplaceAllString(printed, "$1")
}

// Every option of every profile exists: a name that is mistaken would panic when the profile is chosen.
func TestProfilesSetOptionsThatExist(t *testing.T) {
	for name := range profiles {
		if got := execute(t, "goldenthread config print --profile "+name); strings.Contains(got, "exit") {
			t.Errorf("%s: %s", name, got)
		}
	}
}
