package main

import (
	"bytes"
	_ "embed"
	"go/format"
	"strings"
	"text/template"
)

//go:embed catalogue.go.tmpl
var catalogueText string

//go:embed objects.go.tmpl
var objectsText string

var functions = template.FuncMap{
	"join":       strings.Join,
	"lowerFirst": lowerFirst,
	"comment":    func(s string) string { return strings.ReplaceAll(s, "\n", "\n// ") },
	"trimKind":   func(s string) string { return strings.TrimPrefix(s, "Kind") },
}

// render fills a template with the declaration and formats it as Go.
func render(name, text string, d *declaration) ([]byte, error) {
	t, err := template.New(name).Funcs(functions).Parse(text)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, d); err != nil {
		return nil, err
	}
	return format.Source(b.Bytes())
}
