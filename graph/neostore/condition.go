package neostore

import (
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// holds is a condition on a node as an expression. Where it is not under a Not it may be null instead of false, so that
// the planner sees bare comparisons and finds indexes; exact makes it true or false.
func (c *compiler) holds(condition graph.Condition, node string, exact bool) string {
	switch condition := condition.(type) {
	case nil:
		return c.constant(true)
	case graph.All:
		return c.connect(condition, node, exact, " AND ", true)
	case graph.Any:
		return c.connect(condition, node, exact, " OR ", false)
	case graph.Not:
		return "NOT (" + c.holds(condition.Of, node, true) + ")"
	case graph.Compare:
		return c.compare(condition, node, exact)
	case graph.Linked:
		return c.linked(condition, node)
	case graph.Matches:
		return c.matches(condition, node)
	case graph.Wording:
		return c.wording(condition.Stems, node)
	case graph.Scheduled:
		return c.scheduled(condition, node)
	case graph.InPlan:
		return c.inPlan(node, c.id(condition.Plan))
	}
	panic(fmt.Sprintf("there is no condition %T", condition)) // Check has refused it
}

func (c *compiler) connect(parts []graph.Condition, node string, exact bool, by string, empty bool) string {
	if len(parts) == 0 {
		return c.constant(empty)
	}
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = c.holds(part, node, exact)
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return "(" + strings.Join(texts, by) + ")"
}

// constant is a condition that always holds or never. It is a parameter, because Neo4j's planner fails on some statements
// with a condition that it can tell to be false (5.26: "Expected: … Actual: …").
func (c *compiler) constant(holds bool) string { return c.param(holds) }

// folds reports whether a field can be compared folded.
func folds(f graph.FieldName) bool {
	for _, k := range graph.AllKinds {
		if field, ok := k.Info().Field(f); ok {
			return field.Type == graph.FieldText || field.Type == graph.FieldNaturalCode
		}
	}
	return false
}

var operators = map[graph.Op]string{
	graph.OpEq: "=", graph.OpNe: "=", graph.OpIn: "IN", graph.OpLt: "<", graph.OpLte: "<=", graph.OpGt: ">", graph.OpGte: ">=",
	graph.OpContains: "CONTAINS", graph.OpStartsWith: "STARTS WITH", graph.OpEndsWith: "ENDS WITH",
}

// compare compares a field. Its name is an identifier of the catalogue, never a text from outside.
func (c *compiler) compare(condition graph.Compare, node string, exact bool) string {
	property := node + "." + string(condition.Field)
	if condition.Op == graph.OpIsNull {
		return property + " IS NULL"
	}
	folded := condition.Fold && folds(condition.Field)
	if folded {
		property = node + "." + foldProperty(condition.Field)
	}
	values := make([]any, len(condition.Values))
	for i, v := range condition.Values {
		if folded {
			v.Text = graph.Fold(v.Text)
		}
		values[i] = plainValue(v)
	}
	var operand any = values
	switch condition.Op {
	case graph.OpIn:
	case graph.OpContains, graph.OpStartsWith, graph.OpEndsWith:
		operand = asText(values[0])
	default:
		operand = values[0]
	}
	text := fmt.Sprintf("%s %s %s", property, operators[condition.Op], c.param(operand))
	if condition.Op == graph.OpNe {
		return "NOT coalesce(" + text + ", false)"
	}
	if exact {
		return "coalesce(" + text + ", false)"
	}
	return text
}

// linked asks of the nodes that a route leads to.
func (c *compiler) linked(l graph.Linked, node string) string {
	f := c.filter(l.Filter)
	switch l.Quantifier {
	case graph.Some:
		return c.exists(l.Route, f, node, l.Where, false)
	case graph.None:
		return "NOT " + c.exists(l.Route, f, node, l.Where, false)
	case graph.Every:
		return "NOT " + c.exists(l.Route, f, node, l.Where, true)
	}
	least := fmt.Sprintf(" %s %s", operators[l.Op], c.param(int64(l.Count)))
	text := c.count(l.Route, f, node, l.Where) + least
	if l.Op == graph.OpNe {
		return "NOT " + text
	}
	if atLeast(l) {
		// Neo4j knows how many links a node has of a type. Most nodes have too few, and need not be looked at.
		hop := l.Route[0][0]
		left, right := arrow(hop.Direction)
		return fmt.Sprintf("CASE WHEN COUNT { (%s)%s[:%s]%s() }%s THEN %s ELSE false END", node, left, hop.Relation, right, least, text)
	}
	return text
}

// atLeast reports whether a condition asks for a number of links or more, of one type.
func atLeast(l graph.Linked) bool {
	return l.Quantifier == graph.CountIs && (l.Op == graph.OpGt || l.Op == graph.OpGte) && once(l.Route)
}

// exists is whether a route leads to a node for which the condition holds, or does not if it is negated.
func (c *compiler) exists(r graph.Route, f filter, node string, where graph.Condition, negated bool) string {
	texts := make([]string, len(r))
	for i, path := range r {
		w := c.way(node, path, f, "")
		holds := ""
		switch {
		case negated:
			holds = "NOT (" + c.holds(where, w.end, true) + ")"
		case where != nil:
			holds = c.holds(where, w.end, false)
		}
		texts[i] = "EXISTS { " + w.text(holds) + " }"
	}
	return "(" + strings.Join(texts, " OR ") + ")"
}

// count is the number of nodes that a route leads to for which the condition holds.
func (c *compiler) count(r graph.Route, f filter, node string, where graph.Condition) string {
	texts := make([]string, len(r))
	for i, path := range r {
		w := c.way(node, path, f, "")
		holds := ""
		if where != nil {
			holds = c.holds(where, w.end, false)
		}
		texts[i] = w.text(holds)
		if once(r) {
			return "COUNT { " + texts[i] + " }"
		}
		texts[i] += " RETURN DISTINCT " + w.end + " AS z"
	}
	return "COUNT { " + strings.Join(texts, " UNION ") + " }"
}

// once reports whether a route leads to each node over one link at most.
func once(r graph.Route) bool {
	return !r.Derived() && (r[0][0].Direction != graph.Both || r[0][0].Relation.Undirected())
}

// Words of a node as lists that are never null: of its code and title, of its title, of its description.
func titles(node string) string       { return "coalesce(" + node + ".codeWords, []) + " + titleAlone(node) }
func titleAlone(node string) string   { return "coalesce(" + node + ".titleWords, [])" }
func descriptions(node string) string { return "coalesce(" + node + ".descriptionWords, [])" }

// queryWords are the words of a full-text query, each with whether it may match the beginning of a word.
func queryWords(words []string) []any {
	list := make([]any, len(words))
	for i, w := range words {
		list[i] = []any{w, graph.PrefixWord(w)}
	}
	return list
}

func (c *compiler) matches(m graph.Matches, node string) string {
	words := graph.Words(m.Query)
	if len(words) == 0 {
		return c.constant(false)
	}
	return c.matchWords(c.param(queryWords(words)), node)
}

// matchWords is whether all words of a query match.
func (c *compiler) matchWords(words, node string) string {
	q, t := c.name("q"), c.name("t")
	return fmt.Sprintf("all(%s IN %s WHERE any(%s IN %s + %s WHERE %s = %s[0] OR %s[1] AND %s STARTS WITH %s[0]))",
		q, words, t, titles(node), descriptions(node), t, q, q, t, q)
}

func (c *compiler) wording(stems []string, node string) string {
	t, s := c.name("t"), c.name("s")
	return fmt.Sprintf("any(%s IN %s + %s WHERE any(%s IN %s WHERE %s STARTS WITH %s))", t, titleAlone(node), descriptions(node), s, c.param(stems), t, s)
}

func (c *compiler) scheduled(s graph.Scheduled, node string) string {
	labels := make([]string, len(s.Quarters))
	for i, q := range s.Quarters {
		labels[i] = q.Label()
	}
	q := c.name("q")
	text := fmt.Sprintf("any(%s IN coalesce(%s.quarters, []) WHERE %s IN %s)", q, node, q, c.param(labels))
	if s.Unprofiled {
		return fmt.Sprintf("(%s.quarters IS NULL OR %s)", node, text)
	}
	return text
}

func (c *compiler) inPlan(node, plan string) string {
	return fmt.Sprintf("EXISTS { (%s)-[:%s]->({id: %s}) }", node, graph.RelationPartOf, plan)
}
