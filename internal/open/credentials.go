package open

import (
	"os"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Credentials are for stores that ask for them. They never come from a command line.
type Credentials struct{ User, Password, Database string }

// The variables that credentials are read from, in the environment or in a file: those that Neo4j's own tools use.
const (
	userVariable         = "NEO4J_USERNAME"
	passwordVariable     = "NEO4J_PASSWORD"
	passwordFileVariable = "NEO4J_PASSWORD_FILE"
	databaseVariable     = "NEO4J_DATABASE"
)

// defaultUser is Neo4j's own.
const defaultUser = "neo4j"

// ReadCredentials reads credentials from variables, and from a file of NAME=value lines, which wins; without a file the
// path is empty. Without a password there are no credentials.
func ReadCredentials(variable func(name string) string, path string) (Credentials, error) {
	read := variable
	if path != "" {
		lines, err := readVariables(path)
		if err != nil {
			return Credentials{}, err
		}
		read = func(name string) string {
			if v, ok := lines[name]; ok {
				return v
			}
			return variable(name)
		}
	}
	c := Credentials{User: read(userVariable), Password: read(passwordVariable), Database: read(databaseVariable)}
	if file := read(passwordFileVariable); c.Password == "" && file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return Credentials{}, graph.Errorf(graph.ErrInvalid, "the file that %s names cannot be read: %s", passwordFileVariable, file)
		}
		c.Password = strings.TrimRight(string(text), "\r\n")
	}
	switch {
	case c.Password == "":
		c.User = ""
	case c.User == "":
		c.User = defaultUser
	}
	return c, nil
}

// readVariables reads NAME=value lines; empty ones and those that start with # say nothing.
func readVariables(path string) (map[string]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, graph.Errorf(graph.ErrInvalid, "the file of credentials %s cannot be read", path)
	}
	lines := map[string]string{}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return nil, graph.Errorf(graph.ErrInvalid, "%s, line %d: write NAME=value, such as %s=…", path, n, passwordVariable)
		}
		lines[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return lines, nil
}
