package plan

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// arguments are a field's or an input object's values by name: maps, lists, strings, int64, float64, bool, and nil for an
// explicit null. What was not given, or given as an unset variable, is not in it.
type arguments map[string]any

// readArguments evaluates a field's arguments, with their defaults.
func readArguments(f *ast.Field, variables map[string]any) (arguments, error) {
	out := arguments{}
	for _, def := range f.Definition.Arguments {
		given := f.Arguments.ForName(def.Name)
		if given != nil {
			v, ok, err := evaluate(given.Value, variables)
			if err != nil {
				return nil, graph.Errorf(graph.ErrInvalid, "%s: %v", def.Name, err)
			}
			if ok {
				out[def.Name] = v
				continue
			}
		}
		if def.DefaultValue != nil {
			out[def.Name], _, _ = evaluate(def.DefaultValue, nil)
		}
	}
	return out, nil
}

// evaluate gives a literal's value; ok is false for a variable that is not set.
func evaluate(v *ast.Value, variables map[string]any) (value any, ok bool, err error) {
	switch v.Kind {
	case ast.Variable:
		value, ok = variables[v.Raw]
		return value, ok, nil
	case ast.NullValue:
		return nil, true, nil
	case ast.IntValue:
		value, err = strconv.ParseInt(v.Raw, 10, 64)
	case ast.FloatValue:
		value, err = strconv.ParseFloat(v.Raw, 64)
	case ast.BooleanValue:
		value = v.Raw == "true"
	case ast.ListValue:
		return evaluateList(v, variables)
	case ast.ObjectValue:
		return evaluateObject(v, variables)
	default:
		value = v.Raw
	}
	return value, true, err
}

func evaluateList(v *ast.Value, variables map[string]any) (any, bool, error) {
	list := make([]any, 0, len(v.Children))
	for _, child := range v.Children {
		value, _, err := evaluate(child.Value, variables)
		if err != nil {
			return nil, false, err
		}
		list = append(list, value)
	}
	return list, true, nil
}

func evaluateObject(v *ast.Value, variables map[string]any) (any, bool, error) {
	object := map[string]any{}
	for _, child := range v.Children {
		value, ok, err := evaluate(child.Value, variables)
		if err != nil {
			return nil, false, err
		}
		if ok {
			object[child.Name] = value
		}
	}
	return object, true, nil
}

// Variables brings variables, as JSON gives them, to the types that literals have.
func Variables(given map[string]any) map[string]any {
	if given == nil {
		return nil
	}
	return normal(given).(map[string]any)
}

// normal brings a variable's value to the types that literals have.
func normal(v any) any {
	switch v := v.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		f, _ := v.Float64()
		return f
	case int:
		return int64(v)
	case float64:
		if i, ok := asInt(v); ok {
			return i
		}
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = normal(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, value := range v {
			out[name] = normal(value)
		}
		return out
	}
	return v
}

// asList sees a single value as a list of one, as GraphQL coerces input.
func asList(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// text is a string or ID argument; ok is false if it was not given, or is null.
func (a arguments) text(name string) (s string, ok bool) {
	switch v := a[name].(type) {
	case string:
		return v, true
	case int64:
		return strconv.FormatInt(v, 10), true // an ID may be written as a number
	}
	return "", false
}

// number is a whole number; ok is false if it was not given, or is null.
func (a arguments) number(name string) (n int, ok bool, err error) {
	v, given := a[name]
	if !given || v == nil {
		return 0, false, nil
	}
	i, isInt := asInt(v)
	if !isInt {
		return 0, false, graph.Errorf(graph.ErrInvalid, "%s: %v is not a whole number", name, v)
	}
	return int(i), true, nil
}

// asInt is a whole number, however JSON or the document wrote it.
func asInt(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	}
	return 0, false
}

// asFloat is a number, however JSON or the document wrote it.
func asFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// flag is a boolean argument, false if it was not given.
func (a arguments) flag(name string) bool {
	v, _ := a[name].(bool)
	return v
}

// id is an ID argument, checked for its form; empty if it was not given.
func (a arguments) id(name string) (graph.ID, error) {
	s, ok := a.text(name)
	if !ok {
		return "", nil
	}
	return validID(name, s)
}

// ids is a list of IDs, each checked for its form; nil if it was not given.
func (a arguments) ids(name string) ([]graph.ID, error) {
	v, given := a[name]
	if !given {
		return nil, nil
	}
	ids := []graph.ID{}
	for i, v := range asList(v) {
		id, err := arguments{name: v}.id(name)
		if err == nil && id == "" {
			err = noNull(fmt.Sprintf("%s[%d]", name, i))
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// kindID is an ID argument that must be of a kind.
func (a arguments) kindID(name string, kind graph.Kind) (graph.ID, error) {
	id, err := a.id(name)
	if err != nil || id == "" {
		return id, err
	}
	if k, ok := id.Kind(); !ok || k != kind {
		return "", graph.Errorf(graph.ErrInvalid, "%s: %q is none of the %s: their IDs start with %q", name, id, kind.Info().Plural, graph.NodeID(kind, ""))
	}
	return id, nil
}

func validID(name, s string) (graph.ID, error) {
	id := graph.ID(s)
	if _, of := stamped(s); of.Past {
		return "", graph.Errorf(graph.ErrInvalid, "%s: %q is of revision %d: ask inside asOf(revision: %d), or ask node for it", name, s, of.Revision, of.Revision)
	}
	if !id.Valid() {
		return "", graph.Errorf(graph.ErrInvalid, "%s: %q is not an ID: one looks like priority:3", name, s)
	}
	return id, nil
}

// enums reads a list of enum values; nothing given, or null, is an empty list.
func enums[E any](a arguments, name string, parse func(string) (E, error)) ([]E, error) {
	if a[name] == nil {
		return nil, nil
	}
	var out []E
	for _, v := range asList(a[name]) {
		s, _ := v.(string)
		e, err := parse(s)
		if err != nil {
			return nil, graph.Errorf(graph.ErrInvalid, "%s: %v", name, err)
		}
		out = append(out, e)
	}
	return out, nil
}

// bases reads the basis argument. An empty list holds for nothing, which no set can say: it is refused.
func (a arguments) bases() (graph.BasisSet, error) {
	list, err := enums(a, "basis", graph.ParseBasis)
	if err == nil && a["basis"] != nil && len(list) == 0 {
		err = graph.Errorf(graph.ErrInvalid, "basis: [] would leave nothing; name at least one basis or leave it out")
	}
	return graph.Bases(list...), err
}
