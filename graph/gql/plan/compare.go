package plan

import (
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// ops are the comparisons of the filters, by name.
var ops = map[string]graph.Op{
	"eq": graph.OpEq, "ne": graph.OpNe, "in": graph.OpIn,
	"gt": graph.OpGt, "gte": graph.OpGte, "lt": graph.OpLt, "lte": graph.OpLte,
	"contains": graph.OpContains, "startsWith": graph.OpStartsWith, "endsWith": graph.OpEndsWith,
}

// comparisons reads a filter on one field. It always gives an All of Compare conditions and their negations.
func comparisons(f *graph.Field, v any, at string) (graph.Condition, error) {
	given, ok := v.(map[string]any)
	if !ok {
		return nil, noNull(at)
	}
	fold := f.Type == graph.FieldText || f.Type == graph.FieldNaturalCode
	if mode, ok := given["mode"]; ok {
		if mode == nil {
			return nil, noNull(at + ".mode")
		}
		fold = fold && mode == "INSENSITIVE"
	}
	all := graph.All{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if name == "mode" {
			continue
		}
		c, err := comparison(f, name, given[name], at+"."+name)
		if err != nil {
			return nil, err
		}
		if compare, ok := c.(graph.Compare); ok {
			compare.Fold = fold
			c = compare
		}
		all = append(all, c)
	}
	return all, nil
}

func comparison(f *graph.Field, name string, v any, at string) (graph.Condition, error) {
	if v == nil {
		return nil, noNull(at)
	}
	if name == "isNull" {
		c := graph.Compare{Field: f.Name, Op: graph.OpIsNull}
		if v == false {
			return graph.Not{Of: c}, nil
		}
		return c, nil
	}
	list := []any{v}
	if name == "in" {
		list = asList(v)
	}
	c := graph.Compare{Field: f.Name, Op: ops[name], Values: []graph.Value{}}
	for _, element := range list {
		value, err := fieldValue(f, element, at)
		if err != nil {
			return nil, err
		}
		c.Values = append(c.Values, value)
	}
	return c, nil
}

// fieldValue is a value to compare a field with. An empty text is a value here, not null.
func fieldValue(f *graph.Field, v any, at string) (graph.Value, error) {
	if f.Type == graph.FieldInt {
		i, ok := asInt(v)
		if !ok {
			return graph.Value{}, graph.Errorf(graph.ErrInvalid, "%s: %v is not a whole number", at, v)
		}
		return graph.Int(i), nil
	}
	s, ok := v.(string)
	if !ok {
		if i, isInt := asInt(v); isInt && f.Type == graph.FieldIdentity {
			return graph.Int(i), nil
		}
		return graph.Value{}, noNull(at)
	}
	return graph.Value{Type: graph.TextValue, Text: s}, nil
}
