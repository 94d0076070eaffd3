package gql

import (
	"encoding/json"
	"math"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// costOf is what an operation that was validated costs by the formula of Limits. The limit on fields bounds the work, however
// fragments are spread.
func costOf(schema *ast.Schema, op *ast.OperationDefinition, variables map[string]any, l Limits) int {
	c := coster{schema: schema, variables: variables, limits: l}
	return int(math.Min(c.of(true, 0, op.SelectionSet), math.MaxInt32))
}

// A coster adds up an operation. Costs are floats, so that lists in lists cannot overflow.
type coster struct {
	schema    *ast.Schema
	variables map[string]any
	limits    Limits
}

// of is the cost of one object for what is selected of it; page is the size of its list if it is a connection. Where its type
// is known, fragments keep to it; else fields of one type exclude those of another, so the dearest type counts.
func (c *coster) of(known bool, page float64, sets ...ast.SelectionSet) float64 {
	p := place{coster: c, known: known, seen: map[string]bool{}, by: map[string]*merged{}}
	for _, sel := range sets {
		p.collect(sel, "")
	}
	var common, dearest float64
	for on, m := range p.by {
		cost := 0.0
		for _, name := range m.names {
			cost += c.field(m.fields[name], page)
		}
		if on == "" {
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
	by    map[string]*merged
}

// merged are fields by their name in the answer.
type merged struct {
	names  []string
	fields map[string][]*ast.Field
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
	m := p.by[on]
	if m == nil {
		m = &merged{fields: map[string][]*ast.Field{}}
		p.by[on] = m
	}
	if m.fields[f.Alias] == nil {
		m.names = append(m.names, f.Alias)
	}
	m.fields[f.Alias] = append(m.fields[f.Alias], f)
}

// field is the cost of a field, written once or several times, with all under it. The page is that of the connection that it
// is a field of.
func (c *coster) field(written []*ast.Field, page float64) float64 {
	f := written[0]
	if len(f.SelectionSet) == 0 {
		return float64(c.limits.ScalarCost)
	}
	var under []ast.SelectionSet
	for _, f := range written {
		under = append(under, f.SelectionSet)
	}
	times, inner := 1.0, 0.0
	def := c.schema.Types[f.Definition.Type.Name()]
	if isConnection(def) {
		inner = c.pageSize(f)
	} else if isList(f.Definition.Type) {
		times = c.listSize(f, page)
	}
	return times * (float64(c.limits.ObjectCost) + c.limits.DepthCostFactor*c.of(def.Kind == ast.Object, inner, under...))
}

// pageSize is how many a connection may have.
func (c *coster) pageSize(f *ast.Field) float64 {
	arguments := f.ArgumentMap(c.variables)
	for _, name := range []string{"first", "last"} {
		if n, ok := number(arguments[name]); ok {
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
	arguments := f.ArgumentMap(c.variables)
	if ids, ok := arguments["ids"].([]any); ok {
		return float64(len(ids))
	}
	if n, ok := number(arguments["first"]); ok {
		return math.Max(0, n)
	}
	return float64(c.limits.AssumedSize)
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
