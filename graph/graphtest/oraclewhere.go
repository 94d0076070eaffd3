package graphtest

import (
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// holds is the definition of the conditions.
func (o *oracle) holds(c graph.Condition, n *graph.Node) bool {
	switch c := c.(type) {
	case nil:
		return true
	case graph.All:
		return !slices.ContainsFunc(c, func(c graph.Condition) bool { return !o.holds(c, n) })
	case graph.Any:
		return slices.ContainsFunc(c, func(c graph.Condition) bool { return o.holds(c, n) })
	case graph.Not:
		return !o.holds(c.Of, n)
	case graph.Compare:
		return compares(c, n)
	case graph.Linked:
		return o.linked(c, n)
	case graph.Matches:
		return score(c.Query, n) > 0
	case graph.Wording:
		return graph.HasStem(graph.Words(n.Title), c.Stems) || graph.HasStem(graph.Words(n.Description), c.Stems)
	case graph.Scheduled:
		if c.Unprofiled && len(n.Schedule) == 0 {
			return true
		}
		return slices.ContainsFunc(n.Schedule, func(q graph.ScheduledQuarter) bool { return slices.Contains(c.Quarters, q.Quarter) })
	case graph.InPlan:
		return o.inPlan(n, c.Plan)
	}
	panic("unknown condition")
}

func score(query string, n *graph.Node) float64 {
	return graph.MatchText(graph.Words(query), n.TitleWords(), n.DescriptionWords())
}

func (o *oracle) linked(c graph.Linked, n *graph.Node) bool {
	all, some := 0, 0
	for _, r := range o.reach(n, c.Route, c.Filter) {
		all++
		if o.holds(c.Where, r.node) {
			some++
		}
	}
	switch c.Quantifier {
	case graph.Some:
		return some > 0
	case graph.None:
		return some == 0
	case graph.Every:
		return some == all
	}
	return comparesInt(some, c.Op, c.Count)
}

func comparesInt(x int, op graph.Op, y int) bool {
	return map[graph.Op]bool{graph.OpEq: x == y, graph.OpNe: x != y, graph.OpLt: x < y, graph.OpLte: x <= y, graph.OpGt: x > y, graph.OpGte: x >= y}[op]
}

// compares is the definition of Compare: null equals nothing, is less or greater than nothing, and is not equal to
// anything.
func compares(c graph.Compare, n *graph.Node) bool {
	f, ok := n.Kind.Info().Field(c.Field)
	value := graph.Value{}
	if ok {
		value = n.Value(c.Field)
	}
	text := func(v graph.Value) string {
		if c.Fold && ok && (f.Type == graph.FieldText || f.Type == graph.FieldNaturalCode) {
			return graph.Fold(v.Text)
		}
		return v.Text
	}
	equal := func(v graph.Value) bool {
		return !value.IsNull() && !v.IsNull() && text(value) == text(v) && value.Int == v.Int
	}
	switch c.Op {
	case graph.OpIsNull:
		return value.IsNull()
	case graph.OpEq, graph.OpIn:
		return slices.ContainsFunc(c.Values, equal)
	case graph.OpNe:
		return !equal(c.Values[0])
	}
	if value.IsNull() {
		return false
	}
	operand := c.Values[0]
	switch c.Op {
	case graph.OpContains:
		return strings.Contains(text(value), text(operand))
	case graph.OpStartsWith:
		return strings.HasPrefix(text(value), text(operand))
	case graph.OpEndsWith:
		return strings.HasSuffix(text(value), text(operand))
	}
	if operand.IsNull() {
		return false
	}
	if value.Type == graph.TextValue {
		return comparesInt(strings.Compare(value.Text, operand.Text), c.Op, 0)
	}
	return comparesInt(int(value.Int-operand.Int), c.Op, 0)
}
