package gql_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// A scribe writes random documents that a schema allows: with aliases, fragments of every form, directives and variables.
type scribe struct {
	*rand.Rand
	schema    *ast.Schema
	ids       []string
	fragments []string
	aliases   int
	left      int // how many fields may still be selected
}

// document writes a query. Its variables are $yes, $no and $some, all of them given.
func (s *scribe) document() string {
	s.fragments, s.aliases, s.left = nil, 0, 40
	var b strings.Builder
	b.WriteString("query($yes: Boolean!, $no: Boolean! = false, $some: Int) {")
	for range 1 + s.IntN(3) {
		b.WriteString(s.field(s.schema.Query, 5))
	}
	b.WriteString(" revision @skip(if: $no) @include(if: $yes) _: quarters @include(if: $no) { __typename } __q: actions(first: $some) { __typename } }")
	return b.String() + strings.Join(s.fragments, "")
}

// selection selects fields of a type; a leaf has none.
func (s *scribe) selection(name string, depth int) string {
	def := s.schema.Types[name]
	if def.IsLeafType() {
		return ""
	}
	var b strings.Builder
	b.WriteString(" {")
	if depth <= 0 || len(def.Fields) == 0 || s.IntN(3) == 0 {
		b.WriteString(" __typename")
	}
	for range s.IntN(5) {
		b.WriteString(s.piece(def, depth))
	}
	if b.Len() == len(" {") {
		b.WriteString(" __typename")
	}
	return b.String() + " }"
}

// piece is a field, or a fragment of one.
func (s *scribe) piece(def *ast.Definition, depth int) string {
	condition := def.Name
	if possible := s.schema.GetPossibleTypes(def); def.IsAbstractType() && s.IntN(3) > 0 {
		condition = possible[s.IntN(len(possible))].Name
	} else if len(def.Interfaces) > 0 && s.IntN(4) == 0 {
		condition = def.Interfaces[s.IntN(len(def.Interfaces))]
	}
	field := func() string { return s.field(s.schema.Types[condition], depth) }
	switch s.IntN(8) {
	case 0:
		return fmt.Sprintf(" ... on %s%s {%s __typename }", condition, s.directive(), field())
	case 1:
		s.aliases++
		name := fmt.Sprintf("F%d", s.aliases)
		s.fragments = append(s.fragments, fmt.Sprintf(" fragment %s on %s {%s __typename }", name, condition, field()))
		return " ..." + name + s.directive()
	case 2:
		return fmt.Sprintf(" ...%s {%s __typename }", s.directive(), s.field(def, depth))
	}
	return s.field(def, depth)
}

func (s *scribe) directive() string {
	return []string{"", "", " @include(if: $yes)", " @skip(if: $no)", " @include(if: $no)", " @skip(if: false)"}[s.IntN(6)]
}

// field writes a field of a type, as deep as it may be. Most have an alias of their own, so that they are in no conflict.
func (s *scribe) field(def *ast.Definition, depth int) string {
	s.left--
	f := def.Fields[s.IntN(len(def.Fields))]
	leaf := s.schema.Types[f.Type.Name()].IsLeafType()
	if strings.HasPrefix(f.Name, "__") || !leaf && (depth <= 0 || s.left <= 0) {
		return " __typename"
	}
	arguments, alias := s.arguments(f), ""
	if s.aliases++; arguments != "" || s.IntN(2) == 0 {
		alias = fmt.Sprintf("a%d: ", s.aliases)
	}
	return " " + alias + f.Name + arguments + s.directive() + s.selection(f.Type.Name(), depth-1)
}

func (s *scribe) arguments(f *ast.FieldDefinition) string {
	var given []string
	for _, a := range f.Arguments {
		required := a.Type.NonNull && a.DefaultValue == nil
		if !required && a.Name != "first" && s.IntN(4) > 0 {
			continue
		}
		if v := s.value(a.Name, a.Type, 2); v != "" {
			given = append(given, a.Name+": "+v)
		}
	}
	if len(given) == 0 {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// value writes a value of a type, now and then one that is refused; empty if there is none to write.
func (s *scribe) value(name string, t *ast.Type, depth int) string {
	if t.Elem != nil {
		if v := s.value(name, t.Elem, depth); v != "" {
			return "[" + v + "]"
		}
		return "[]"
	}
	switch def := s.schema.Types[t.NamedType]; {
	case def.Kind == ast.Enum:
		return def.EnumValues[s.IntN(len(def.EnumValues))].Name
	case def.Kind == ast.InputObject:
		if depth == 0 {
			return "{}"
		}
		f := def.Fields[s.IntN(len(def.Fields))]
		if v := s.value(f.Name, f.Type, depth-1); v != "" {
			return "{" + f.Name + ": " + v + "}"
		}
		return "{}"
	}
	switch t.NamedType {
	case "ID":
		return fmt.Sprintf("%q", s.ids[s.IntN(len(s.ids))])
	case "Int":
		return fmt.Sprint(s.IntN(4))
	case "Float":
		return "0.5"
	case "Boolean":
		return fmt.Sprint(s.IntN(2) == 0)
	case "String":
		if name == "query" || name == "text" || name == "title" {
			return `"develop"`
		}
		return `"1"`
	}
	return ""
}
