package memstore

import (
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A predicate is a condition made ready. One that is numbered is asked by number: what looks at a great many nodes to find few
// does without looking at the nodes themselves.
type (
	predicate func(*node) bool
	numbered  func(int32) bool
)

func always(*node) bool { return true }

// compile makes a condition ready. Check has refused what is none.
func (a *asker) compile(c graph.Condition) predicate {
	switch c := c.(type) {
	case nil:
		return always
	case graph.All:
		return a.all(c)
	case graph.Any:
		return a.any(c)
	case graph.Not:
		of := a.compile(c.Of)
		return func(n *node) bool { return !of(n) }
	case graph.Compare:
		return compare(c)
	case graph.Linked:
		return a.linked(c)
	case graph.Matches:
		score := a.matched(graph.Words(c.Query))
		return func(n *node) bool { return score(n) > 0 }
	case graph.Wording:
		return a.stemmed(c.Stems)
	case graph.Scheduled:
		scheduled := a.scheduled(c)
		return func(n *node) bool { return scheduled(n.number) }
	case graph.InPlan:
		return a.inPlan(c.Plan)
	}
	a.err = graph.Errorf(graph.ErrInvalid, "there is no condition %T", c)
	return always
}

func (a *asker) all(conditions graph.All) predicate {
	parts := a.compileEach(conditions)
	return func(n *node) bool {
		for _, holds := range parts {
			if !holds(n) {
				return false
			}
		}
		return true
	}
}

func (a *asker) any(conditions graph.Any) predicate {
	parts := a.compileEach(conditions)
	return func(n *node) bool {
		for _, holds := range parts {
			if holds(n) {
				return true
			}
		}
		return false
	}
}

func (a *asker) compileEach(conditions []graph.Condition) []predicate {
	parts := make([]predicate, len(conditions))
	for i, c := range conditions {
		parts[i] = a.compile(c)
	}
	return parts
}

func (a *asker) inPlan(id graph.ID) predicate {
	plan, ok := a.resolve(id)
	return func(n *node) bool { return ok && a.partOf(n, plan) }
}

// partOf reports whether a node stands in a plan.
func (s *snapshot) partOf(n *node, plan int32) bool {
	for e := range s.edgesOf(n.number, graph.RelationPartOf, graph.Out) {
		if e.to == plan {
			return true
		}
	}
	return false
}

// linked makes a condition on the nodes that a route leads to ready. What holds of one of them is found out once.
func (a *asker) linked(c graph.Linked) predicate {
	r := a.route(c.Route, c.Filter)
	where := a.remember(c.Where)
	return func(n *node) bool {
		if !a.goOn() {
			return false
		}
		return a.satisfied(n, &c, r, where)
	}
}

// satisfied looks at as many of the nodes reached as it takes to decide.
func (a *asker) satisfied(n *node, c *graph.Linked, r *route, where numbered) bool {
	count, other := 0, false
	a.eachEnd(n, r, func(e end) bool {
		if where(e.number) {
			count++
			return c.Quantifier != graph.Some && c.Quantifier != graph.None
		}
		other = true
		return c.Quantifier != graph.Every
	})
	switch c.Quantifier {
	case graph.Some:
		return count > 0
	case graph.None:
		return count == 0
	case graph.Every:
		return !other
	}
	return compareOrdered(count, c.Count, c.Op)
}

// remember makes a condition ready that is asked of each node once.
func (a *asker) remember(c graph.Condition) numbered {
	switch c := sole(c).(type) {
	case nil:
		return func(int32) bool { return true }
	case graph.Scheduled:
		return a.scheduled(c) // which remembers more
	}
	holds := a.compile(c)
	return once(a.nodes.size(), func(n int32) bool { return holds(a.nodes.at(n)) })
}

// once asks of each number below a size once.
func once(size int, holds numbered) numbered {
	var known, yes marks
	return func(n int32) bool {
		if known == nil {
			known, yes = newMarks(size), newMarks(size)
		}
		if !known.has(n) {
			known.set(n)
			if holds(n) {
				yes.set(n)
			}
		}
		return yes.has(n)
	}
}

// sole is what a condition comes to that is all of one.
func sole(c graph.Condition) graph.Condition {
	for {
		all, ok := c.(graph.All)
		if !ok || len(all) != 1 {
			return c
		}
		c = all[0]
	}
}

// compare makes a comparison ready. A null equals nothing and is less or greater than nothing.
func compare(c graph.Compare) predicate {
	operands := slices.Clone(c.Values)
	fold := make([]bool, len(graph.AllKinds)+1)
	for _, k := range graph.AllKinds {
		f, ok := k.Info().Field(c.Field)
		fold[k] = ok && c.Fold && (f.Type == graph.FieldText || f.Type == graph.FieldNaturalCode)
	}
	if slices.Contains(fold, true) {
		for i := range operands {
			operands[i].Text = graph.Fold(operands[i].Text)
		}
	}
	return func(n *node) bool {
		v := n.value(c.Field)
		if v.Type == graph.TextValue && fold[n.Kind] {
			v.Text = n.folded(c.Field, v.Text)
		}
		return holds(v, c.Op, operands)
	}
}

// folded is the folded text of a field, which is at hand if the field is ordered by it.
func (n *node) folded(f graph.FieldName, text string) string {
	if i := fieldIndex(n.Kind, f); f != graph.FieldCode && i >= 0 {
		if key := n.key(i); key.Type == graph.TextValue {
			return key.Text
		}
	}
	return graph.Fold(text)
}

func fieldIndex(k graph.Kind, name graph.FieldName) int {
	return slices.IndexFunc(k.Info().Fields, func(f graph.Field) bool { return f.Name == name })
}

func holds(v graph.Value, op graph.Op, operands []graph.Value) bool {
	switch op {
	case graph.OpIsNull:
		return v.IsNull()
	case graph.OpNe:
		return !equals(v, operands[0])
	case graph.OpEq, graph.OpIn:
		return slices.ContainsFunc(operands, func(o graph.Value) bool { return equals(v, o) })
	}
	if v.IsNull() {
		return false
	}
	switch op {
	case graph.OpContains:
		return strings.Contains(v.Text, operands[0].Text)
	case graph.OpStartsWith:
		return strings.HasPrefix(v.Text, operands[0].Text)
	case graph.OpEndsWith:
		return strings.HasSuffix(v.Text, operands[0].Text)
	}
	return !operands[0].IsNull() && compareOrdered(v.Compare(operands[0]), 0, op)
}

func equals(v, o graph.Value) bool { return !v.IsNull() && !o.IsNull() && v.Compare(o) == 0 }

func compareOrdered(x, y int, op graph.Op) bool {
	switch op {
	case graph.OpEq:
		return x == y
	case graph.OpNe:
		return x != y
	case graph.OpLt:
		return x < y
	case graph.OpLte:
		return x <= y
	case graph.OpGt:
		return x > y
	case graph.OpGte:
		return x >= y
	}
	return false
}
