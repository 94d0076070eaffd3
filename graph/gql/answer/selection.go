package answer

import (
	"context"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// A selection is what is selected of a value: of each type that it may be, the fields in the order that they are written.
type selection struct {
	set   ast.SelectionSet
	under context.Context // that of the field whose value it is
	types []typed
}

// A typed is a selection on one object type.
type typed struct {
	object string
	fields []field
}

// A field is a selected field with what is needed to write it many times.
type field struct {
	graphql.CollectedField
	selection

	key []byte
	// object is the type that it is a field of, in the context of the field that gave it.
	object string
	outer  context.Context
	ctx    context.Context
}

// of are the fields that are selected of an object, given the names of its type and of the interfaces that it satisfies.
func (s *selection) of(w *writer, satisfied []string) []field {
	object := satisfied[0]
	for i := range s.types {
		if s.types[i].object == object {
			return s.types[i].fields
		}
	}
	collected := graphql.CollectFields(w.op, s.set, satisfied)
	fields := make([]field, len(collected))
	for i, c := range collected {
		fields[i] = newField(c, object, s.under)
	}
	s.types = append(s.types, typed{object, fields})
	return fields
}

func newField(c graphql.CollectedField, object string, outer context.Context) field {
	f := field{CollectedField: c, key: append(strconv.AppendQuote(nil, c.Alias), ':'), object: object, outer: outer}
	f.set = c.Selections
	if len(f.set) > 0 {
		f.under = f.context()
	}
	return f
}

// context is the one that the field is resolved in: methods find by it what was asked for where they stand.
func (f *field) context() context.Context {
	if f.ctx == nil {
		f.ctx = graphql.WithFieldContext(f.outer, &graphql.FieldContext{Object: f.object, Field: f.CollectedField, IsMethod: true})
	}
	return f.ctx
}

// textArgument is an argument that is a text.
func textArgument(w *writer, f *field, name string) string {
	s, ok := f.ArgumentMap(w.op.Variables)[name].(string)
	if !ok {
		panic(unusual{})
	}
	return s
}

// listArgument is an argument that is a list of names.
func listArgument[T any](w *writer, f *field, name string, parse func(string) (T, error)) []T {
	var list []any
	switch given := f.ArgumentMap(w.op.Variables)[name].(type) {
	case []any:
		list = given
	case nil:
		panic(unusual{})
	default:
		list = []any{given} // one value stands for a list of it
	}
	out := make([]T, 0, len(list))
	for _, v := range list {
		s, ok := v.(string)
		parsed, err := parse(s)
		if !ok || err != nil {
			panic(unusual{})
		}
		out = append(out, parsed)
	}
	return out
}
