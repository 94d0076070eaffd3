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
	catalogue, err := render("catalogue", catalogueText, d)
	if err != nil {
		return err
	}
	return os.WriteFile("graph/catalogue.gen.go", catalogue, 0o644)
}
