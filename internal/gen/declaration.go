package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// declaration is schema.graphqls, read: what the templates work from.
type declaration struct {
	// text is the whole schema, what follows from the declaration written in.
	text   string
	schema *ast.Schema
	// Enums are those that the domain speaks of too, in the order of the schema.
	Enums     []enum
	Kinds     []kind
	Relations []relation
	// Own are the fields that only some kinds have.
	Own []ownField
}

type enum struct {
	Name, Description string
	Values            []enumValue
}

type enumValue struct{ Name, Go, Description string }

type kind struct {
	Const, Type, Singular, Plural, Description string
	Rank                                       string
	Fields                                     []field
	Relations                                  []relationField
	Own                                        []ownField
	definition                                 *ast.Definition
}

type field struct {
	Name, Const, Type, Enum string
	Filter, Order           bool
}

type relationField struct {
	Name, Target, Description string
	Paths                     [][]hop
}

// One reports whether an edge of the field follows exactly one link.
func (r relationField) One() bool { return len(r.Paths) == 1 && len(r.Paths[0]) == 1 }

// hop is a step of a path; Kind is the field's target at the last one, since some relations lead to several kinds.
type hop struct{ Relation, Direction, Kind string }

type relation struct {
	Const, Description string
	From, To           []string
	Undirected         bool
}

// ownField is a field that only some kinds have. Compared is its FieldType if its values can be compared.
type ownField struct{ Name, Go, Type, Compared, Description string }

// domainEnums are the enums that the domain speaks of, not only the API.
var domainEnums = []string{"Kind", "Relation", "Basis", "LinkState", "PartnerType", "Axis", "ChangeVerb"}

func readDeclaration(path string) (*declaration, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	// The file declares kinds; their connections, filters and root fields do not exist yet. Those are written in before
	// the schema is validated, see expand.
	document, err := expand(string(text))
	if err != nil {
		return nil, err
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: path, Input: document})
	if err != nil {
		return nil, err
	}
	d := &declaration{text: document, schema: schema}
	for _, name := range domainEnums {
		d.Enums = append(d.Enums, readEnum(schema.Types[name]))
	}
	for _, v := range schema.Types["Kind"].EnumValues {
		k, err := d.readKind(v.Name)
		if err != nil {
			return nil, err
		}
		d.Kinds = append(d.Kinds, k)
	}
	for _, v := range schema.Types["Relation"].EnumValues {
		d.Relations = append(d.Relations, readRelation(v))
	}
	return d, nil
}

func readEnum(def *ast.Definition) enum {
	e := enum{Name: def.Name, Description: def.Description}
	for _, v := range def.EnumValues {
		e.Values = append(e.Values, enumValue{v.Name, def.Name + camel(v.Name), v.Description})
	}
	return e
}

func readRelation(v *ast.EnumValueDefinition) relation {
	r := relation{Const: "Relation" + camel(v.Name), Description: v.Description}
	ends := v.Directives.ForName("ends")
	for _, c := range ends.Arguments.ForName("from").Value.Children {
		r.From = append(r.From, "Kind"+camel(c.Value.Raw))
	}
	for _, c := range ends.Arguments.ForName("to").Value.Children {
		r.To = append(r.To, "Kind"+camel(c.Value.Raw))
	}
	if a := ends.Arguments.ForName("undirected"); a != nil {
		r.Undirected = a.Value.Raw == "true"
	}
	return r
}

func (d *declaration) readKind(value string) (kind, error) {
	def := d.schema.Types[camel(value)]
	if def == nil || def.Directives.ForName("kind") == nil {
		return kind{}, fmt.Errorf("kind %s: there is no type %s with @kind", value, camel(value))
	}
	k := kind{Const: "Kind" + camel(value), Type: def.Name, Singular: lowerFirst(def.Name), Description: def.Description, definition: def}
	k.Plural = def.Directives.ForName("kind").Arguments.ForName("plural").Value.Raw
	k.Rank = def.Directives.ForName("kind").Arguments.ForName("rank").Value.Raw
	k.Fields = commonFields()
	entity := d.schema.Types["Entity"]
	for _, f := range def.Fields {
		if f.Directives.ForName("relation") != nil && entity.Fields.ForName(f.Name) == nil {
			r, err := d.readRelationField(f)
			if err != nil {
				return kind{}, fmt.Errorf("%s.%s: %w", def.Name, f.Name, err)
			}
			k.Relations = append(k.Relations, r)
		} else if entity.Fields.ForName(f.Name) == nil {
			compared := d.comparable(f)
			k.Fields = append(k.Fields, compared...)
			k.Own = append(k.Own, d.own(f, compared))
		}
	}
	return k, nil
}

func commonFields() []field {
	return []field{
		{Name: "id", Const: "FieldID", Type: "FieldIdentity", Filter: true},
		{Name: "code", Const: "FieldCode", Type: "FieldNaturalCode", Filter: true, Order: true},
		{Name: "title", Const: "FieldTitle", Type: "FieldText", Filter: true, Order: true},
		{Name: "description", Const: "FieldDescription", Type: "FieldText"},
		{Name: "position", Const: "FieldPosition", Type: "FieldInt", Order: true},
		{Name: "revision", Const: "FieldRevision", Type: "FieldInt", Filter: true, Order: true},
	}
}

// comparable is the field, if its values can be compared; a schedule is ordered by its start.
func (d *declaration) comparable(f *ast.FieldDefinition) []field {
	name := f.Type.Name()
	out := field{Name: f.Name, Const: fmt.Sprintf("%q", f.Name), Filter: true, Order: true}
	switch {
	case name == "ScheduledQuarter":
		return []field{{Name: "start", Const: "FieldStart", Type: "FieldQuarter", Order: true}}
	case f.Type.Elem != nil:
		return nil
	case name == "String":
		out.Type = "FieldText"
	case name == "Int":
		out.Type = "FieldInt"
	case d.schema.Types[name].Kind == ast.Enum:
		out.Type, out.Enum = "FieldEnum", name
	default:
		return nil
	}
	return []field{out}
}

// own records a field that only some kinds have; kinds that declare it alike share it.
func (d *declaration) own(f *ast.FieldDefinition, compared []field) ownField {
	for _, o := range d.Own {
		if o.Name == f.Name {
			return o
		}
	}
	t := f.Type.Name()
	switch t {
	case "String":
		t = "string"
	case "Int":
		t = "int"
	}
	if f.Type.Elem != nil {
		t = "[]" + t
	}
	o := ownField{Name: f.Name, Go: camelField(f.Name), Type: t, Description: f.Description}
	if len(compared) == 1 && compared[0].Name == f.Name {
		o.Compared = compared[0].Type
	}
	d.Own = append(d.Own, o)
	return o
}

// readRelationField reads a field that is followed along relations, of which there must be those it names.
func (d *declaration) readRelationField(f *ast.FieldDefinition) (relationField, error) {
	r := relationField{Name: f.Name, Description: f.Description}
	r.Target = "Kind" + strings.TrimSuffix(f.Type.Name(), "Connection")
	for _, c := range f.Directives.ForName("relation").Arguments.ForName("path").Value.Children {
		var path []hop
		for _, word := range strings.Fields(c.Value.Raw) {
			h, name := readHop(word)
			if d.schema.Types["Relation"].EnumValues.ForName(name) == nil {
				return r, fmt.Errorf("there is no relation %s", name)
			}
			path = append(path, h)
		}
		if len(path) == 0 {
			return r, fmt.Errorf("an empty path")
		}
		path[len(path)-1].Kind = r.Target
		r.Paths = append(r.Paths, path)
	}
	return r, nil
}

// readHop reads "SERVES>", "<SERVES" or "SIMILAR_TO", and gives the relation's name.
func readHop(word string) (hop, string) {
	name := strings.Trim(word, "<>")
	h := hop{Relation: "Relation" + camel(name), Direction: "Both"}
	switch {
	case strings.HasPrefix(word, "<"):
		h.Direction = "In"
	case strings.HasSuffix(word, ">"):
		h.Direction = "Out"
	}
	return h, name
}

// camel turns HAS_THEME into HasTheme.
func camel(s string) string {
	var b strings.Builder
	for _, w := range strings.Split(s, "_") {
		b.WriteString(w[:1] + strings.ToLower(w[1:]))
	}
	return b.String()
}

func camelField(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
