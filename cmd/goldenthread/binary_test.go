package main

import (
	"os"
	"strings"
	"testing"
)

func TestFilesThatAreNoText(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"empty.txt":  "",
		"binary.txt": "PK\x03\x04\x00\x00\x00\x00",
		"latin1.txt": "Annex: Biblioth\xe8que\n\n1. Priority\n",
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, command := range []string{
			"import " + name, "query @" + name + " --data nowhere", "query {revision} --variables @" + name,
		} {
			got := execute(t, "goldenthread "+command)
			code := "exit 2\n"
			if strings.Contains(command, "nowhere") && name != "empty.txt" {
				code = "exit 3\n" // whether it is GraphQL, a store would say
			}
			if !strings.HasSuffix(got, code) || !strings.HasPrefix(got, "! goldenthread: ") {
				t.Errorf("%s\n%s", command, got)
			}
		}
	}
	if _, err := os.Stat("data"); !os.IsNotExist(err) {
		t.Error("a data folder was made")
	}
}
