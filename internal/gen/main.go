// Command gen writes everything that follows from schema.graphqls: the public schema, the catalogue of package graph, the
// objects of package gql and gqlgen's code. Run it as `make generate`.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	d, err := readDeclaration("schema.graphqls")
	if err != nil {
		return err
	}
	sdl, err := publicSDL(d.text)
	if err != nil {
		return err
	}
	if err := os.WriteFile("graph/gql/schema.gen.graphqls", []byte(sdl), 0o644); err != nil {
		return err
	}
	for _, file := range []struct{ path, text string }{
		{"graph/catalogue.gen.go", catalogueText},
		{"graph/gql/object/objects.gen.go", objectsText},
		{"graph/gql/roots.gen.go", rootsText},
		{"graph/gql/mutations.gen.go", mutationsText},
	} {
		out, err := render(file.path, file.text, d)
		if err != nil {
			return fmt.Errorf("%s: %w", file.path, err)
		}
		if err := os.WriteFile(file.path, out, 0o644); err != nil {
			return err
		}
	}
	return runGqlgen(d)
}
