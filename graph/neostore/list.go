package neostore

import (
	"fmt"
	"math"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// An item is what one row of a list consists of: variables, empty where there is none.
type item struct {
	// node is the node listed, link the link followed or listed, basis its basis or that of the strongest way.
	node, link, basis string
	// reasons are the bases on which each reason holds, null where it does not; cluster the nodes grouped with the node.
	reasons []string
	cluster string
}

func (it *item) variables() []string {
	var out []string
	for _, v := range append([]string{it.node, it.link, it.basis, it.cluster}, it.reasons...) {
		if v != "" {
			out = append(out, v)
		}
	}
	return out
}

// A list is a list of nodes or links of which a page is wanted, and what is known of the whole.
type list struct {
	// scope are the variables that the rows depend on: the node they are reached from.
	scope []string
	// rows writes the clauses that give the rows. It may be called more than once.
	rows func() item
	// near is like rows, but may leave out rows beyond the span and give the others in order, where an index can do that.
	near func(span) item
	// kinds are those that the nodes may be of.
	kinds graph.KindSet
	// order says what the rows are ordered by; the ID decides last.
	order func(item) []key
	page  graph.Page
	want  graph.Want
	// unlinked says that the links followed are not wanted.
	unlinked bool
	// via writes, for a row, subqueries that make variables of lists of links: those of the edge, then of each reason.
	via func(item) []string
}

// A span is the part of a list from one place to another, both included; nil is from the start or to the end. Of it the
// first rows may be enough: so many, as a parameter; empty is all.
type span struct {
	from, to *graph.Cursor
	first    string
}

// in gives the rows in a span, and perhaps others.
func (l *list) in(s span) func() item {
	if l.near == nil {
		return l.rows
	}
	return func() item { return l.near(s) }
}

// A key is a sort key of a list: an expression.
type key struct {
	graph.Order
	expression string
	// sent says that its value must be sent because it is no field of the node.
	sent bool
}

// A listed is a list as it was compiled: the variables that its subqueries made, and how to read them.
type listed struct {
	page graph.Page
	want graph.Want
	keys []orderKey
	// outputs are what is sent of each list, by slot.
	outputs []string
	// nodes, links and via are expressions of lists, entities variables; empty where there is none.
	nodes, links, via string
	entities          []string

	more, previous, next, counts, reasons int
	facets                                []int
}

// none marks a slot that is not there.
const none = -1

func (l *listed) output(expression string) int {
	l.outputs = append(l.outputs, expression)
	return len(l.outputs) - 1
}

// selected is what is selected of the nodes listed, with the fields that their cursors are made of.
func (l *listed) selected(sel *graph.Selection) *graph.Selection {
	if sel == nil || sel.Only == 0 || l.page.NoCursors {
		return sel
	}
	with := *sel
	for _, k := range l.keys {
		if k.By == graph.ByField {
			with.Only |= k.Field.Part()
		}
	}
	return &with
}

// list writes the subqueries of a list.
func (c *compiler) list(l list) *listed {
	out := &listed{page: l.page, want: l.want, more: none, previous: none, next: none, counts: none, reasons: none}
	found := c.listPage(&l, out)
	if len(l.scope) == 0 {
		l.scope = []string{found} // one subquery after the other, see call
	}
	c.listBounds(&l, out)
	if l.want.Total || l.want.Bases {
		c.listCounts(&l, out)
	}
	if l.want.Reasons {
		c.listReasons(&l, out)
	}
	for _, axis := range l.want.Facets {
		c.listFacet(&l, out, axis)
	}
	return out
}

// ordered writes the rows with their sort keys as variables.
func (c *compiler) ordered(l *list, rows func() item, conditions func(*order) string) (item, *order) {
	it := rows()
	if l.unlinked {
		it.link = ""
	}
	o := &order{id: it.node + ".id"}
	if it.node == "" {
		o.id = it.link + ".id"
	}
	projection := it.variables()
	for _, k := range l.order(it) {
		name := c.name("k")
		projection = append(projection, k.expression+" AS "+name)
		o.keys = append(o.keys, orderKey{Order: k.Order, variable: name, sent: k.sent})
	}
	where := conditions(o)
	if len(o.keys) > 0 || where != "" {
		c.line("WITH %s%s", strings.Join(projection, ", "), where)
	}
	return it, o
}

// maxPage is the most rows of a page: Neo4j counts the elements of a list in 32 bits, and one row more is asked for.
const maxPage = math.MaxInt32 - 1

// listPage writes the subquery that makes the page, with one row more to see whether there are more, and gives the
// variable of its rows. They are collected once, and taken apart where they are sent: that is a third of the time of
// collecting each part by itself.
func (c *compiler) listPage(l *list, out *listed) string {
	rows, e := c.name("page"), &edge{}
	most := int64(min(l.page.Limit, maxPage))
	limit, more := c.param(most), c.param(most+1)
	seen := span{from: l.page.After, to: l.page.Before}
	if !l.page.Backward {
		seen.first = more
	}
	c.call(l.scope, func() {
		it, o := c.ordered(l, l.in(seen), func(o *order) string {
			var conditions []string
			if l.page.After != nil {
				conditions = append(conditions, c.beyond(o, l.page.After, false))
			}
			if l.page.Before != nil {
				conditions = append(conditions, c.beyond(o, l.page.Before, true))
			}
			return whereAll(conditions)
		})
		out.keys = o.keys
		variables := it.variables()
		for _, k := range o.keys {
			variables = append(variables, k.variable)
		}
		c.line("WITH %s ORDER BY %s LIMIT %s", strings.Join(variables, ", "), o.sortBy(l.page.Backward), more)
		var via []string
		if l.via != nil {
			via = l.via(it)
		}
		e.collect(&it, o, via)
		c.line("RETURN collect([%s]) AS %s", strings.Join(e.collected, ", "), rows)
	})
	page := fmt.Sprintf("%s[..%s]", rows, limit)
	out.output(fmt.Sprintf("[x IN %s | [%s]]", page, strings.Join(e.sent, ", ")))
	out.more = out.output(fmt.Sprintf("size(%s) > %s", rows, limit))
	of := func(format string, at int) string {
		if at >= len(e.collected) || e.collected[at] == "null" {
			return ""
		}
		return fmt.Sprintf(format, page, at)
	}
	out.nodes, out.links = of("[x IN %s | x[%d]]", edgeNode), of("[x IN %s | x[%d]]", edgeLink)
	out.via = of("reduce(a = [], x IN %s | reduce(b = a, w IN x[%d] | b + w))", edgeWays)
	return rows
}

// An edge is a row of a page: what is collected of it, and what is sent of that. What there is not is null, and left out at
// the end.
type edge struct{ collected, sent []string }

// The parts of an edge.
const (
	edgeNode = iota
	edgeBasis
	edgeLink
	edgeKeys
	edgeWays
	edgeReasons
)

// collect makes an edge of the variables of a row: node, basis, link, sort keys, lists of links of ways, reasons.
func (e *edge) collect(it *item, o *order, via []string) {
	var keys []string
	for _, k := range o.keys {
		if k.sent {
			keys = append(keys, k.variable)
		}
	}
	list := func(variables []string) string {
		if len(variables) == 0 {
			return ""
		}
		return "[" + strings.Join(variables, ", ") + "]"
	}
	for at, part := range []struct{ collected, sent string }{
		edgeNode: {it.node, "id(x[%d])"}, edgeBasis: {it.basis, "x[%d]"}, edgeLink: {it.link, "id(x[%d])"},
		edgeKeys: {list(keys), "x[%d]"}, edgeWays: {list(via), "[w IN x[%d] | [l IN w | id(l)]]"}, edgeReasons: {list(it.reasons), "x[%d]"},
	} {
		if part.collected == "" {
			part.collected, part.sent = "null", "null"
		} else {
			part.sent = fmt.Sprintf(part.sent, at)
		}
		e.collected, e.sent = append(e.collected, part.collected), append(e.sent, part.sent)
	}
	for n := len(e.sent); n > 0 && e.sent[n-1] == "null"; n-- {
		e.collected, e.sent = e.collected[:n-1], e.sent[:n-1]
	}
}

func whereAll(conditions []string) string {
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

// listBounds writes the subqueries that say whether the list goes on beyond the cursors given. What lies between the
// cursors, the page's subquery has seen.
func (c *compiler) listBounds(l *list, out *listed) {
	after, before := l.page.After, l.page.Before
	if after != nil {
		out.previous = c.listAny(l, out, span{to: after}, func(o *order) []string {
			conditions := []string{"NOT " + c.beyond(o, after, false)}
			if l.page.Backward && before != nil {
				conditions = append(conditions, c.beyond(o, before, true))
			}
			return conditions
		})
	}
	if before != nil {
		out.next = c.listAny(l, out, span{from: before}, func(o *order) []string {
			conditions := []string{"NOT " + c.beyond(o, before, true)}
			if !l.page.Backward && after != nil {
				conditions = append(conditions, c.beyond(o, after, false))
			}
			return conditions
		})
	}
}

// listAny writes the subquery that says whether there is a row in a span for which the conditions hold.
func (c *compiler) listAny(l *list, out *listed, s span, conditions func(*order) []string) int {
	name := c.name("any")
	c.call(l.scope, func() {
		c.ordered(l, l.in(s), func(o *order) string { return whereAll(conditions(o)) })
		c.line("WITH 1 AS one LIMIT 1")
		c.line("RETURN count(one) > 0 AS %s", name)
	})
	return out.output(name)
}

// listCounts writes the subquery that counts the rows by basis.
func (c *compiler) listCounts(l *list, out *listed) {
	name := c.name("counts")
	c.call(l.scope, func() {
		it := l.rows()
		if it.basis == "" || !l.want.Bases {
			c.line("RETURN [[null, count(*)]] AS %s", name)
			return
		}
		c.line("WITH %s AS b, count(*) AS k", it.basis)
		c.line("RETURN collect([b, k]) AS %s", name)
	})
	out.counts = out.output(name)
}

// listReasons writes the subquery that counts the rows for which each reason holds.
func (c *compiler) listReasons(l *list, out *listed) {
	name := c.name("reasons")
	c.call(l.scope, func() {
		it := l.rows()
		counts := make([]string, len(it.reasons))
		for i, r := range it.reasons {
			counts[i] = "count(" + r + ")"
		}
		c.line("RETURN [%s] AS %s", strings.Join(counts, ", "), name)
	})
	out.reasons = out.output(name)
}

// listFacet writes the subquery that counts the nodes by the values of an axis.
func (c *compiler) listFacet(l *list, out *listed, axis graph.Axis) {
	name := c.name("facet")
	entities := ""
	c.call(l.scope, func() {
		it := l.rows()
		values := c.name("v")
		c.call([]string{it.node}, func() { c.axisValues(it.node, l.kinds, axis, values) })
		c.line("UNWIND CASE WHEN size(%s) = 0 THEN [null] ELSE %s END AS v", values, values)
		c.line("WITH v, count(*) AS k")
		if axis == graph.AxisQuarter {
			c.line("RETURN collect([v, k]) AS %s", name)
			return
		}
		entities = c.name("xs")
		c.line("RETURN collect([id(v), k]) AS %s, collect(v) AS %s", name, entities)
	})
	out.entities = append(out.entities, entities)
	out.facets = append(out.facets, out.output(name))
}

// axisValues writes the body of a subquery that makes a list of the values of a node on an axis, each once.
func (c *compiler) axisValues(node string, kinds graph.KindSet, axis graph.Axis, values string) {
	branches := c.axisBranches(node, kinds, axis, graph.LinkFilter{})
	if len(branches) == 0 {
		c.line("RETURN [] AS %s", values)
		return
	}
	if len(branches) == 1 {
		c.line("%s", branches[0])
		c.line("RETURN collect(DISTINCT v) AS %s", values)
		return
	}
	c.call([]string{node}, func() {
		for i, b := range branches {
			if i > 0 {
				c.line("UNION")
			}
			c.line("%s", b)
			c.line("RETURN v")
		}
	})
	c.line("RETURN collect(v) AS %s", values)
}

// axisBranches are clauses, one for each kind and path, that give the values v of a node on an axis.
func (c *compiler) axisBranches(node string, kinds graph.KindSet, axis graph.Axis, f graph.LinkFilter) []string {
	var branches []string
	ready := c.filter(f)
	for _, k := range graph.AllKinds {
		if kinds != 0 && !kinds.Has(k) {
			continue
		}
		way, err := k.AxisWay(axis)
		if err != nil {
			continue // nothing leads there: unplaced
		}
		of := node + ":" + k.Info().Type
		if way.Route == nil {
			branches = append(branches, c.axisEnd("UNWIND [x IN ["+node+"] WHERE x:"+k.Info().Type+"] AS v", "v", way.Scheduled))
		}
		for _, path := range way.Route {
			w := c.way(node, path, ready, "")
			branches = append(branches, c.axisEnd(w.text(of), w.end, way.Scheduled))
		}
	}
	return branches
}

// axisEnd ends a branch with v being the node, or each quarter of its schedule.
func (c *compiler) axisEnd(match, end string, scheduled bool) string {
	switch {
	case scheduled && end == "v":
		return match + " UNWIND v.quarters AS q WITH q AS v"
	case scheduled:
		return match + " UNWIND " + end + ".quarters AS v"
	case end == "v":
		return match
	}
	return match + " WITH " + end + " AS v"
}
