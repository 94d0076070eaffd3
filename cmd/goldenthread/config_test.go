package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What config print writes is a file that says the same.
func TestPrintedOptionsAreAFileOfOptions(t *testing.T) {
	t.Chdir(t.TempDir())
	values := func(text string) string { return regexp.MustCompile(`\s*#.*`).ReplaceAllString(text, "") }
	first := execute(t, "goldenthread config print --profile prod --max-cost 77 --allow-host a.example --allow-host b.example --store neo4j://h:7687")
	if err := os.WriteFile("options.yaml", []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}
	second := execute(t, "goldenthread config print --config options.yaml")
	if values(first) != values(second) || !strings.Contains(second, "# options.yaml") {
		t.Errorf("%s\nread again\n%s", first, second)
	}
}

// Every option of every profile exists: a name that is mistaken would panic when the profile is chosen.
func TestProfilesSetOptionsThatExist(t *testing.T) {
	for name := range profiles {
		if got := execute(t, "goldenthread config print --profile "+name); strings.Contains(got, "exit") {
			t.Errorf("%s: %s", name, got)
		}
	}
}
