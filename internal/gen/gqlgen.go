package main

import (
	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

const (
	objects = "github.com/goldenthread/goldenthread/graph/gql/object."
)

// runGqlgen runs gqlgen over the public schema. gqlgen.yml says where things go; the types that follow from the
// declaration are bound here.
func runGqlgen(d *declaration) error {
	cfg, err := config.LoadConfig("gqlgen.yml")
	if err != nil {
		return err
	}
	for _, e := range d.Enums {
		cfg.Models[e.Name] = config.TypeMapEntry{Model: []string{objects + e.Name}}
	}
	for name, def := range d.schema.Types {
		// Questions are read from the document when they are planned; the executor only passes their input on.
		if def.Kind == ast.InputObject {
			cfg.Models[name] = config.TypeMapEntry{Model: []string{"map[string]any"}}
		}
	}
	return api.Generate(cfg, api.AddPlugin(answers{"graph/gql/answer/answer.gen.go"}))
}
