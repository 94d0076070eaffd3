package gql

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// costOf is what an operation that was validated costs by the formula of Limits. The limit on fields bounds the work, however
// fragments are spread.
func costOf(schema *ast.Schema, op *ast.OperationDefinition, variables map[string]any, l Limits) int {
	c := coster{schema: schema, variables: variables, limits: l}
	p := place{coster: &c, known: true}
	p.collect(op.SelectionSet, "")
	return int(math.Min(p.cost(0), math.MaxInt32))
}

// A coster adds up an operation. Costs are floats, so that lists in lists cannot overflow.
type coster struct {
	schema    *ast.Schema
	variables map[string]any
	limits    Limits
}

// of is the cost of one object for what is selected of it; page is the size of its list if it is a connection. Where its type
// is known, fragments keep to it; else fields of one type exclude those of another, so the dearest type counts.
func (c *coster) of(known bool, page float64, written merged) float64 {
	p := place{coster: c, known: known}
	p.collect(written.first.SelectionSet, "")
	for _, f := range written.more {
		p.collect(f.SelectionSet, "")
	}
	return p.cost(page)
}

// cost is that of the fields that were merged.
func (p *place) cost(page float64) float64 {
	var common, dearest float64
	for i := range p.by {
		cost := 0.0
		for _, written := range p.by[i].fields {
			cost += p.field(written, page)
		}
		if p.by[i].on == "" {
			common = cost
		} else {
			dearest = math.Max(dearest, cost)
		}
	}
	return common + dearest
}

// A place is where fields are merged: by the type of object that has them, empty for all, and by their name in the answer.
type place struct {
	*coster
	known bool
	seen  map[string]bool
	by    []typed
}

// A typed has the fields of a type of object, merged.
type typed struct {
	on     string
	fields []merged
	// places are those of the fields, by name, once there are too many to look through.
	places map[string]int
}

// A merged is a field with those of the same name in the answer.
type merged struct {
	first *ast.Field
	more  []*ast.Field
}

// few is how many fields are looked through.
const few = 16

// find is the place of the field of a name, -1 if there is none yet.
func (t *typed) find(alias string) int {
	if len(t.fields) <= few {
		return slices.IndexFunc(t.fields, func(m merged) bool { return m.first.Alias == alias })
	}
	if t.places == nil {
		t.places = make(map[string]int, 4*few)
		for i, m := range t.fields {
			t.places[m.first.Alias] = i
		}
	}
	if i, ok := t.places[alias]; ok {
		return i
	}
	return -1
}

func (t *typed) add(f *ast.Field) {
	if i := t.find(f.Alias); i >= 0 {
		t.fields[i].more = append(t.fields[i].more, f)
		return
	}
	t.fields = append(t.fields, merged{first: f})
	if t.places != nil {
		t.places[f.Alias] = len(t.fields) - 1
	}
}

func (p *place) collect(sel ast.SelectionSet, on string) {
	for _, s := range sel {
		switch s := s.(type) {
		case *ast.Field:
			if p.included(s.Directives) {
				p.add(s, on)
			}
		case *ast.InlineFragment:
			if p.included(s.Directives) {
				p.collect(s.SelectionSet, p.narrow(on, s.TypeCondition))
			}
		case *ast.FragmentSpread:
			if p.included(s.Directives) && !p.seen[s.Name] {
				if p.seen == nil {
					p.seen = map[string]bool{}
				}
				p.seen[s.Name] = true
				p.collect(s.Definition.SelectionSet, p.narrow(on, s.Definition.TypeCondition))
			}
		}
	}
}

// narrow is the type of object that a fragment keeps to, if it keeps to one.
func (p *place) narrow(on, condition string) string {
	if def := p.schema.Types[condition]; !p.known && def != nil && def.Kind == ast.Object {
		return condition
	}
	return on
}

func (p *place) add(f *ast.Field, on string) {
	i := slices.IndexFunc(p.by, func(t typed) bool { return t.on == on })
	if i < 0 {
		i = len(p.by)
		p.by = append(p.by, typed{on: on})
	}
	p.by[i].add(f)
}

// field is the cost of a field, written once or several times, with all under it. The page is that of the connection that it
// is a field of.
func (c *coster) field(written merged, page float64) float64 {
	f := written.first
	if len(f.SelectionSet) == 0 {
		return float64(c.limits.ScalarCost)
	}
	times, inner := 1.0, 0.0
	def := c.schema.Types[f.Definition.Type.Name()]
	if isConnection(def) {
		inner = c.pageSize(f)
	} else if isList(f.Definition.Type) {
		times = c.listSize(f, page)
	}
	return times * (float64(c.limits.ObjectCost) + c.limits.DepthCostFactor*c.of(def.Kind == ast.Object, inner, written))
}

// pageSize is how many a connection may have.
func (c *coster) pageSize(f *ast.Field) float64 {
	for _, name := range []string{"first", "last"} {
		if n, ok := number(c.argument(f, name)); ok {
			return math.Max(0, math.Min(n, float64(plan.DefaultLimits.MostEdges))) // beyond that it is refused
		}
	}
	if f.ObjectDefinition == c.schema.Query {
		return float64(plan.DefaultLimits.RootEdges)
	}
	return float64(c.limits.AssumedSize)
}

// listSize is how many a list may have that is no connection.
func (c *coster) listSize(f *ast.Field, page float64) float64 {
	switch {
	case isConnection(f.ObjectDefinition) && (f.Name == "edges" || f.Name == "nodes"):
		return page
	case f.ObjectDefinition.Name == "__Schema" && f.Name == "types":
		return float64(len(c.schema.Types))
	}
	if ids, ok := c.argument(f, "ids").([]any); ok {
		return float64(len(ids))
	}
	if n, ok := number(c.argument(f, "first")); ok {
		return math.Max(0, n)
	}
	return float64(c.limits.AssumedSize)
}

// argument is the value of one argument, nil if there is none: all of a field's, filters too, are read where it is planned.
func (c *coster) argument(f *ast.Field, name string) any {
	def := f.Definition.Arguments.ForName(name)
	if def == nil {
		return nil
	}
	value := def.DefaultValue
	if given := f.Arguments.ForName(name); given != nil {
		if _, set := c.variables[given.Value.Raw]; set || given.Value.Kind != ast.Variable {
			value = given.Value
		}
	}
	if value == nil {
		return nil
	}
	v, _ := value.Value(c.variables) // it was validated
	return v
}

func isConnection(def *ast.Definition) bool {
	return def != nil && def.Fields.ForName("pageInfo") != nil
}

func isList(t *ast.Type) bool { return t.Elem != nil }

// number reads a number as documents and variables give it.
func number(v any) (float64, bool) {
	switch n := v.(type) {
	case int64:
		return float64(n), true
	case int:
		return float64(n), true
	case float64:
		return n, true
	case json.Number:
		f, err := n.Float64()
		return f, err == nil
	}
	return 0, false
}

// included reports whether @skip and @include let a selection stand.
func (p *place) included(directives ast.DirectiveList) bool {
	for _, d := range directives {
		holds, ok := d.ArgumentMap(p.variables)["if"].(bool)
		if ok && (d.Name == "skip" && holds || d.Name == "include" && !holds) {
			return false
		}
	}
	return true
}
