package open_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCredentialsComeFromTheEnvironmentOrAFile(t *testing.T) {
	password := file(t, "from a file\n")
	for _, c := range []struct {
		name        string
		environment map[string]string
		file        string
		want        open.Credentials
	}{
		{"none", nil, "", open.Credentials{}},
		{"a user alone is nobody", map[string]string{"NEO4J_USERNAME": "ann"}, "", open.Credentials{}},
		{"environment", map[string]string{"NEO4J_USERNAME": "ann", "NEO4J_PASSWORD": "p=w"}, "", open.Credentials{User: "ann", Password: "p=w"}},
		{"the usual user", map[string]string{"NEO4J_PASSWORD": "pw"}, "", open.Credentials{User: "neo4j", Password: "pw"}},
		{"password file", map[string]string{"NEO4J_PASSWORD_FILE": password}, "", open.Credentials{User: "neo4j", Password: "from a file"}},
		{"a file wins", map[string]string{"NEO4J_PASSWORD": "pw", "NEO4J_DATABASE": "plans"}, "# Neo4j\n\nNEO4J_USERNAME=bob\nNEO4J_PASSWORD=secret\n", open.Credentials{User: "bob", Password: "secret", Database: "plans"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := ""
			if c.file != "" {
				path = file(t, c.file)
			}
			got, err := open.ReadCredentials(func(name string) string { return c.environment[name] }, path)
			if err != nil || got != c.want {
				t.Errorf("%+v, %v; want %+v", got, err, c.want)
			}
		})
	}
}

func TestCredentialsThatCannotBeRead(t *testing.T) {
	none := func(string) string { return "" }
	for _, path := range []string{filepath.Join(t.TempDir(), "missing"), file(t, "hunter2\n")} {
		_, err := open.ReadCredentials(none, path)
		if !errors.Is(err, graph.ErrInvalid) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAURLWithCredentialsIsRefusedWithoutShowingThem(t *testing.T) {
	_, err := open.Store(t.Context(), "neo4j://neo4j:hunter2@localhost:7687", open.Options{})
	if !errors.Is(err, graph.ErrInvalid) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
}
