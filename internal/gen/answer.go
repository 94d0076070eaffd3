package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/format"
	"go/types"
	"os"
	"slices"
	"strings"
	"text/template"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/config"
	"github.com/vektah/gqlparser/v2/ast"
)

//go:embed answer.go.tmpl
var answerText string

// answers writes the code that writes answers: it calls the methods that gqlgen's executor calls, by what gqlgen knows of
// them, without what makes an executor slow.
type answers struct{ path string }

// Name implements plugin.Plugin.
func (answers) Name() string { return "answers" }

// An answerObject is a type of the schema with the Go type that it is bound to.
type answerObject struct {
	Name, Go   string
	Implements []string
	Fields     []answerField
}

// An answerField is a field of an object: the statement that writes it.
type answerField struct{ Name, Write string }

// An answerRoot is a field of the root: how to ask for it, and the statement that writes what is got.
type answerRoot struct{ Name, Call, Write string }

// An answerInterface is an interface of the schema with the objects that it may be.
type answerInterface struct {
	Name, Go string
	Objects  []answerObject
}

// notAnswered are the root fields that are left to the reference: introspection, and those that lead to the root again.
func notAnswered(f *codegen.Field) bool {
	return strings.HasPrefix(f.Name, "__") || f.TypeReference.Definition.Name == "Query"
}

// GenerateCode implements plugin.CodeGenerator.
func (a answers) GenerateCode(data *codegen.Data) error {
	var model struct {
		Objects    []answerObject
		Interfaces []answerInterface
		Roots      []answerRoot
	}
	byName := map[string]answerObject{}
	reached := reachedFrom(data)
	for _, o := range data.Objects {
		if !reached[o.Name] {
			continue
		}
		made, err := answerOf(o)
		if err != nil {
			return err
		}
		byName[o.Name] = made
		model.Objects = append(model.Objects, made)
	}
	for _, name := range sortedKeys(data.Interfaces) {
		i := answerInterface{Name: name, Go: goName(data.Interfaces[name].Type)}
		for _, implementor := range data.Interfaces[name].Implementors {
			o, ok := byName[implementor.Name]
			if ok && !slices.ContainsFunc(i.Objects, func(other answerObject) bool { return other.Name == o.Name }) {
				i.Objects = append(i.Objects, o)
			}
		}
		model.Interfaces = append(model.Interfaces, i)
	}
	for _, f := range data.QueryRoot.Fields {
		if notAnswered(f) {
			continue
		}
		root, err := rootOf(f)
		if err != nil {
			return err
		}
		model.Roots = append(model.Roots, root)
	}
	t, err := template.New("answer").Funcs(functions).Parse(answerText)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, model); err != nil {
		return err
	}
	out, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("%w in\n%s", err, b.String())
	}
	return os.WriteFile(a.path, out, 0o644)
}

// reachedFrom are the objects that the root fields lead to.
func reachedFrom(data *codegen.Data) map[string]bool {
	reached := map[string]bool{}
	var reach func(name string)
	reach = func(name string) {
		def := data.Schema.Types[name]
		if def == nil || reached[name] || def.Kind != ast.Object && def.Kind != ast.Interface {
			return
		}
		reached[name] = true
		for _, possible := range data.Schema.PossibleTypes[name] {
			reach(possible.Name)
		}
		for _, f := range def.Fields {
			reach(f.Type.Name())
		}
	}
	for _, f := range data.QueryRoot.Fields {
		if !notAnswered(f) {
			reach(f.Type.Name())
		}
	}
	return reached
}

func sortedKeys[T any](m map[string]T) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func answerOf(o *codegen.Object) (answerObject, error) {
	out := answerObject{Name: o.Name, Go: goName(o.Type), Implements: []string{o.Name}}
	for _, i := range o.Implements {
		out.Implements = append(out.Implements, i.Name)
	}
	for _, f := range o.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		value, err := valueOf(f)
		if err != nil {
			return out, err
		}
		write, err := writing(f.TypeReference, value)
		if err != nil {
			return out, fmt.Errorf("%s.%s: %w", o.Name, f.Name, err)
		}
		out.Fields = append(out.Fields, answerField{f.Name, write})
	}
	return out, nil
}

// valueOf is the expression that gets the value of a field.
func valueOf(f *codegen.Field) (string, error) {
	switch {
	case f.IsVariable():
		return "o." + f.GoFieldName, nil
	case !f.IsMethod() || f.VOkFunc || f.IsResolver:
		return "", fmt.Errorf("%s.%s is bound to no method or variable", f.Object.Name, f.Name)
	}
	var args []string
	if f.MethodHasContext {
		args = append(args, "f.context()")
	}
	for _, a := range f.Args {
		arg, err := argumentOf(a)
		if err != nil {
			return "", fmt.Errorf("%s.%s: %w", f.Object.Name, f.Name, err)
		}
		args = append(args, arg)
	}
	call := "o." + f.GoFieldName + "(" + strings.Join(args, ", ") + ")"
	if !f.NoErr {
		call = "must(" + call + ")"
	}
	return call, nil
}

// argumentOf is the expression that reads an argument. Most are read when a question is planned; these are not.
func argumentOf(a *codegen.FieldArgument) (string, error) {
	switch t := types.TypeString(a.TypeReference.GO, qualified); {
	case t == "string":
		return fmt.Sprintf("textArgument(w, f, %q)", a.Name), nil
	case a.TypeReference.Definition.Kind == ast.Enum && strings.HasPrefix(t, "[]graph."):
		return fmt.Sprintf("listArgument(w, f, %q, graph.Parse%s)", a.Name, strings.TrimPrefix(t, "[]graph.")), nil
	default:
		return "", fmt.Errorf("the argument %s is %s, which is not read here", a.Name, t)
	}
}

func rootOf(f *codegen.Field) (answerRoot, error) {
	args := []string{"ctx"}
	for _, a := range f.Args { // they are read from the document, when the question is planned
		args = append(args, zero(a.TypeReference.GO))
	}
	write, err := writing(f.TypeReference, "v")
	return answerRoot{f.Name, "v, err := q." + f.GoFieldName + "(" + strings.Join(args, ", ") + ")", write}, err
}

// zero is a type's zero value.
func zero(t types.Type) string {
	basic, ok := t.Underlying().(*types.Basic)
	switch {
	case !ok:
		return "nil"
	case basic.Info()&types.IsString != 0:
		return `""`
	case basic.Info()&types.IsBoolean != 0:
		return "false"
	}
	return "0"
}

// qualified names the packages of types as the generated file imports them.
func qualified(p *types.Package) string { return p.Name() }

// goName is the name of a type behind its pointer.
func goName(t types.Type) string {
	return strings.TrimPrefix(types.TypeString(t, qualified), "*")
}

// writing is the statement that writes a value v of a selected field. What cannot be null must not be nil: the reference
// says what then.
func writing(ref *config.TypeReference, v string) (string, error) {
	with := func(how string, elem *config.TypeReference) (string, error) {
		write, err := writer(elem)
		return fmt.Sprintf("%s(w, s, %s, %s)", how, v, write), err
	}
	leaf, list := ref.Definition.IsLeafType(), ref.GQL.Elem != nil
	_, pointer := ref.GO.(*types.Pointer)
	switch {
	case list && !ref.IsSlice():
		return "", fmt.Errorf("the list is %s, which is not written here", ref.GO)
	case list && ref.GQL.NonNull:
		return with("writeList", ref.Elem())
	case list:
		return with("writeListOrNull", ref.Elem())
	case leaf && pointer && !ref.GQL.NonNull:
		return with("writePointer", ref.Elem())
	case !leaf && !ref.GQL.NonNull:
		required := *ref
		gql := *ref.GQL
		gql.NonNull, required.GQL = true, &gql
		return with("writeOrNull", &required)
	}
	write, err := writer(ref)
	return fmt.Sprintf("%s(w, s, %s)", write, v), err
}

// writer is a function that writes values of a type.
func writer(ref *config.TypeReference) (string, error) {
	_, pointer := ref.GO.(*types.Pointer)
	switch {
	case ref.GQL.Elem != nil, !ref.GQL.NonNull && (pointer || types.IsInterface(ref.GO)):
	case ref.Definition.IsLeafType():
		return leafWriter(ref)
	case pointer || types.IsInterface(ref.GO):
		return "write" + ref.Definition.Name, nil
	default:
		return fmt.Sprintf("func(w *writer, s *selection, v %s) { write%s(w, s, &v) }", types.TypeString(ref.GO, qualified), ref.Definition.Name), nil
	}
	write, err := writing(ref, "v")
	return fmt.Sprintf("func(w *writer, s *selection, v %s) { %s }", types.TypeString(ref.GO, qualified), write), err
}

func leafWriter(ref *config.TypeReference) (string, error) {
	t := types.TypeString(ref.GO, qualified)
	switch write, plain := leaves[t]; {
	case plain:
		return write, nil
	case ref.Definition.Kind == ast.Enum && strings.HasPrefix(t, "graph."):
		return "writeNamed[" + t + "]", nil
	case ref.Definition.Kind == ast.Enum:
		return "writeName[" + t + "]", nil
	case ref.IsMarshaler && !ref.IsContext:
		return "writeMarshaler[" + t + "]", nil
	}
	return "", fmt.Errorf("a leaf of type %s is not written here", ref.GO)
}

// leaves are the functions that write plain values.
var leaves = map[string]string{"string": "writeText", "int": "writeNumber", "bool": "writeTruth", "float64": "writeFloat"}
