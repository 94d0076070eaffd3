package neostore

import (
	"fmt"
	"math"

	"github.com/goldenthread/goldenthread/graph"
)

// basisIndexed are the relations whose links an index has by basis and revision. By basis alone the planner would take it for
// the least basis of a node's links too, go through all links of the relation for each node, and (5.26.12) lose nodes without
// any. It takes this one only where there is a condition on both, and no link is without a revision.
var basisIndexed = graph.Relations(graph.RelationInvolves)

// fewLinks is up to how many links of a basis are looked up to find the nodes of a tier.
var fewLinks int64 = 1000

// tiered reports whether a Walk lists nodes by the basis of one reason that a single link makes, then in an order that an
// index has. Its first nodes can be told without weighing all: asking of every node whether the words of its text qualify
// would be nearly all of the time.
func tiered(w *graph.Walk) bool {
	if w.Group != nil || len(w.Reasons) != 1 || w.MinReasons > 1 || len(w.Order) != 3 {
		return false
	}
	count, basis, field := w.Order[0], w.Order[1], w.Order[2]
	if count.By != graph.ByReasons || basis.By != graph.ByBasis || basis.Descending || !neverNull(field) || field.Descending {
		return false
	}
	r := &w.Reasons[0]
	if len(r.Route) != 1 || len(r.Route[0]) != 1 {
		return false
	}
	h := r.Route[0][0]
	return !h.Closure && h.Direction == graph.Out && basisIndexed.Has(h.Relation)
}

// A tiering writes the clauses that give the first nodes of a tiered Walk. A tier is the nodes for which the reason holds on
// one basis. If the links of that basis are few, they say which nodes are in it; a tier of which they do not is dense. The
// first nodes are those of the tiers before the first dense one, then those of the dense one, which are found by going
// through all nodes in order until there are enough. If these tiers have not enough, all nodes are weighed.
type tiering struct {
	*compiler
	*graph.Walk
	filter filter
	// first is a parameter: how many nodes are wanted.
	first string
	// basis, key and id are parameters: the place in the order after which nodes are wanted. least is a key that none is below.
	basis, key, id, least string
	// tiers and dense are variables: bases with the nodes that their links lead from, null where they are many; and the basis
	// of the first dense tier, null if there is none.
	tiers, dense string
}

func (c *compiler) tiers(w *graph.Walk, f filter, s span) item {
	t := &tiering{compiler: c, Walk: w, filter: f, first: s.first, tiers: c.name("tiers"), dense: c.name("dense")}
	from := t.begin(s.from)
	t.findTiers(from)
	few, many := c.name("few"), c.name("many")
	t.call([]string{t.tiers, t.dense}, func() { t.few(few) })
	t.call([]string{t.dense}, func() { t.many(many) })
	n, b := c.name("n"), c.name("b")
	t.call([]string{few, many, t.dense}, func() {
		enough := fmt.Sprintf("%s IS NULL OR size(%s) + size(%s) >= %s", t.dense, few, many, t.first)
		t.line("UNWIND CASE WHEN %s THEN %s + %s ELSE [] END AS x", enough, few, many)
		t.line("RETURN x[0] AS %s, x[1] AS %s", n, b)
		t.line("UNION ALL")
		t.line("UNWIND CASE WHEN %s THEN [] ELSE [1] END AS turn", enough)
		it := c.walkRows(w, []filter{f}, nil)
		t.line("RETURN %s AS %s, %s AS %s", it.node, n, it.reasons[0], b)
	})
	return item{node: n, reasons: []string{b}}
}

// begin makes the parameters of where to begin, and gives the basis of that.
func (t *tiering) begin(from *graph.Cursor) graph.Basis {
	basis, id, key := graph.Basis(0), "", t.lowest()
	t.least = t.param(key)
	if from != nil && len(from.Keys) == len(t.Order) {
		basis, key, id = graph.Basis(from.Keys[1].Int), plainValue(from.Keys[2]), string(from.ID)
	}
	t.basis, t.key, t.id = t.param(int64(basis)), t.param(key), t.param(id)
	return basis
}

// lowest is a value that none of the key that an index orders by is below.
func (t *tiering) lowest() any {
	if t.Order[2].Field == graph.FieldTitle {
		return ""
	}
	return int64(math.MinInt64)
}

// findTiers writes the clauses that look up the links of each basis that nodes may be wanted of. Nodes that qualify by their
// text are in no index: if there may be any, their tier is dense.
func (t *tiering) findTiers(from graph.Basis) {
	r, text, bases := &t.Reasons[0], any(nil), []int64{}
	for _, b := range graph.AllBasiss {
		switch {
		case b < from:
		case r.Wording != nil && b == graph.BasisMentioned:
			text = int64(b)
		case r.Filter.Basis == 0 || r.Filter.Basis.Has(b):
			bases = append(bases, int64(b))
		}
	}
	few, byText := t.param(fewLinks), t.param(text)
	t.call(nil, func() {
		t.line("UNWIND %s AS basis", t.param(bases))
		t.call([]string{"basis"}, func() {
			t.line("MATCH (x)-[r:%s]->() WHERE r.basis = basis AND r.revision IS NOT NULL", r.Route[0][0].Relation)
			t.line("WITH x LIMIT %s", few)
			t.line("RETURN CASE WHEN count(x) < %s THEN collect(x) END AS xs", few)
		})
		t.line("WITH collect([basis, xs]) AS all, min(CASE WHEN xs IS NULL THEN basis END) AS dense")
		t.line("RETURN all AS %s, CASE WHEN dense < %s THEN dense ELSE coalesce(%s, dense) END AS %s", t.tiers, byText, byText, t.dense)
	})
}

// few writes the clauses that make a list of the nodes of the tiers before the first dense one, each with its basis.
func (t *tiering) few(list string) {
	n := t.name("n")
	t.line("UNWIND %s AS t", t.tiers)
	t.line("WITH t WHERE %s IS NULL OR t[0] < %s", t.dense, t.dense)
	t.line("UNWIND t[1] AS %s", n)
	t.line("WITH DISTINCT %s%s AND %s:%s", n, t.rootWhere(t.Where, n), n, t.Kind.Info().Type)
	b := t.reason(&t.Reasons[0], t.filter, n)
	t.line("WITH %s, %s WHERE %s < coalesce(%s, %d) AND (%s > %s OR %s = %s AND %s)",
		n, b, b, t.dense, coListed+1, b, t.basis, b, t.basis, t.after(n))
	t.line("RETURN collect([%s, %s]) AS %s", n, b, list)
}

// many writes the clauses that make a list of the first nodes of the first dense tier in order, each with its basis.
func (t *tiering) many(list string) {
	n, b := t.name("n"), t.name("b")
	t.line("UNWIND CASE WHEN %s IS NULL THEN [] ELSE [CASE WHEN %s = %s THEN %s ELSE %s END] END AS least",
		t.dense, t.dense, t.basis, t.key, t.least)
	t.call([]string{"least", t.dense}, func() {
		t.line("MATCH (%s:%s)%s AND %s >= least AND (%s > %s OR %s)",
			n, t.Kind.Info().Type, t.rootWhere(t.Where, n), t.sorted(n), t.dense, t.basis, t.after(n))
		held := t.reason(&t.Reasons[0], t.filter, n)
		t.line("WITH %s, %s AS %s WHERE %s = %s", n, held, b, held, t.dense)
		t.line("RETURN %s, %s ORDER BY %s, %s.id LIMIT %s", n, b, t.sorted(n), n, t.first)
	})
	t.line("RETURN collect([%s, %s]) AS %s", n, b, list)
}

// sorted is what nodes of a tier are ordered by.
func (t *tiering) sorted(n string) string { return n + "." + orderProperty(t.Order[2].Field) }

// after is whether a node comes after where to begin, in the tier of that.
func (t *tiering) after(n string) string {
	return fmt.Sprintf("(%s > %s OR %s = %s AND %s.id > %s)", t.sorted(n), t.key, t.sorted(n), t.key, n, t.id)
}
