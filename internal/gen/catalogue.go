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

//go:embed roots.go.tmpl
var rootsText string

//go:embed mutations.go.tmpl
var mutationsText string

var functions = template.FuncMap{
	"join":       strings.Join,
	"lowerFirst": lowerFirst,
	"comment":    func(s string) string { return strings.ReplaceAll(s, "\n", "\n// ") },
	"upper":      camelField,
	"goType":     goType,
	"article":    withArticle,
	"changeVerbs": func() map[string]string {
		return map[string]string{"Create": "making", "Update": "changing", "Delete": "deleting"}
	},
	"trimKind": func(s string) string { return strings.TrimPrefix(s, "Kind") },
}

// withArticle puts a or an before a noun.
func withArticle(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// goType is a type of package graph, as another package names it.
func goType(t string) string {
	if element, isList := strings.CutPrefix(t, "[]"); isList {
		return "[]" + goType(element)
	}
	return "graph." + t
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
