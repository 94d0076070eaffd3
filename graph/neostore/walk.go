package neostore

import (
	"context"
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A walk is a Walk as it was compiled: one list, of which there is one.
type walk struct {
	*graph.Walk
	column int
	*listed
	to   *place
	via  *linkPlace
	axes []*place
}

func (c *compiler) walk(w *graph.Walk) *walk {
	out := &walk{Walk: w}
	reasons := make([]filter, len(w.Reasons))
	for i := range w.Reasons {
		reasons[i] = c.filter(w.Reasons[i].Filter)
	}
	lists := c.name("e")
	var made *gathered
	c.call(nil, func() {
		l := list{
			rows: func() item { return c.walkRows(w, reasons, nil) },
			near: func(s span) item {
				if s.first != "" && tiered(w) {
					return c.tiers(w, reasons[0], s)
				}
				return c.walkRows(w, reasons, c.bounds(w, s))
			},
			kinds: graph.Kinds(w.Kind), page: w.Page, want: w.Want,
			order: func(it item) []key { return c.orderKeys(w.Order, it) },
		}
		if w.Via != nil && (w.Group != nil || len(w.Reasons) > 0) {
			l.via = func(it item) []string { return c.walkVia(w, reasons, it) }
		}
		out.listed = c.list(l)
		made = c.gather(out.listed, "null", lists)
	})
	out.column = c.result(lists)
	out.to, _, out.via, out.axes = c.places(made, &w.Select, nil, w.Via, &w.Want)
	return out
}

// walkRows writes the clauses that give the nodes of a Walk.
func (c *compiler) walkRows(w *graph.Walk, filters []filter, bounds []string) item {
	it := item{node: c.name("n")}
	where := c.rootWhere(w.Where, it.node)
	for _, bound := range bounds {
		where += " AND " + it.node + "." + bound
	}
	c.line("MATCH (%s:%s)%s", it.node, w.Kind.Info().Type, where)
	if w.Group != nil {
		it.cluster = c.group(w.Group, it.node)
	}
	for i := range w.Reasons {
		it.reasons = append(it.reasons, c.reason(&w.Reasons[i], filters[i], it.node))
	}
	if len(w.Reasons) > 0 {
		c.line("WITH %s WHERE size([r IN [%s] WHERE r IS NOT NULL]) >= %s", strings.Join(it.variables(), ", "),
			strings.Join(it.reasons, ", "), c.param(int64(w.MinReasons)))
	}
	return it
}

// bounds are what must hold of the first sort key, so that an index can give the nodes in order and keep to the span:
// without a condition on the key Neo4j looks at every node of the kind. Only fields that no node lacks are ordered so,
// and grouping needs all nodes.
func (c *compiler) bounds(w *graph.Walk, s span) []string {
	if len(w.Order) == 0 || w.Group != nil {
		return nil
	}
	o := w.Order[0]
	if !neverNull(o) {
		return nil
	}
	least, most := s.from, s.to
	if o.Descending {
		least, most = most, least
	}
	var bounds []string
	for _, side := range []struct {
		at *graph.Cursor
		op string
	}{{least, ">="}, {most, "<="}} {
		if side.at != nil && len(side.at.Keys) > 0 && !side.at.Keys[0].IsNull() {
			bounds = append(bounds, orderProperty(o.Field)+" "+side.op+" "+c.param(plainValue(side.at.Keys[0])))
		}
	}
	if len(bounds) == 0 {
		return []string{orderProperty(o.Field) + " IS NOT NULL"}
	}
	return bounds
}

// neverNull reports whether a sort key is a field that no node lacks.
func neverNull(o graph.Order) bool {
	switch o.Field {
	case graph.FieldPosition, graph.FieldTitle, graph.FieldRevision:
		return o.By == graph.ByField
	}
	return false
}

// rootWhere is the condition of a Walk. A comparison with an ID goes by the index of all entities.
func (c *compiler) rootWhere(where graph.Condition, node string) string {
	text := " WHERE " + node + ".id IS NOT NULL"
	if byID(where) {
		text = " WHERE " + node + ":Entity"
	}
	if l, ok := where.(graph.Linked); ok && atLeast(l) { // few have as many: whether those have an ID is looked at last
		return fmt.Sprintf(" WHERE CASE WHEN %s THEN %s.id IS NOT NULL ELSE false END", c.holds(where, node, false), node)
	}
	if where != nil {
		text += " AND " + c.holds(where, node, false)
	}
	return text
}

// byID reports whether a condition can hold for a few IDs only.
func byID(where graph.Condition) bool {
	switch where := where.(type) {
	case graph.Compare:
		return where.Field == graph.FieldID && (where.Op == graph.OpEq || where.Op == graph.OpIn)
	case graph.All:
		for _, part := range where {
			if byID(part) {
				return true
			}
		}
	}
	return false
}

// group writes clauses that keep of each cluster the first node, and gives the variable of its members.
func (c *compiler) group(g *graph.Grouping, node string) string {
	all, members := c.name("all"), c.name("ms")
	score := ""
	if g.MinScore > 0 {
		score = " AND r.score >= " + c.param(g.MinScore)
	}
	c.line("WITH collect(%s) AS %s", node, all)
	c.line("UNWIND %s AS %s", all, node)
	c.call([]string{node, all}, func() {
		c.line("MATCH ANY SHORTEST (%s)(()-[r:%s]-(b) WHERE r.basis > 0%s AND b IN %s)+(m)", node, g.Relation, score, all)
		c.line("RETURN collect(m) AS %s", members)
	})
	c.line("WITH %s, %s WHERE none(m IN %s WHERE m.position < %s.position OR m.position = %s.position AND m.id < %s.id)",
		node, members, members, node, node, node)
	return members
}

// reason writes a subquery that finds on what basis a reason holds, null if it does not, and gives its variable.
func (c *compiler) reason(r *graph.Reason, f filter, node string) string {
	name := c.name("b")
	wording := "null"
	if r.Wording != nil {
		wording = fmt.Sprintf("CASE WHEN %s THEN %d END", c.wording(r.Wording.Stems, node), int(graph.BasisMentioned))
	}
	c.call([]string{node}, func() {
		if r.Route == nil {
			c.line("RETURN %s AS %s", wording, name)
			return
		}
		it := c.routeRows(node, r.Route, f, r.Where)
		c.line("WITH min(%s) AS b", it.basis)
		c.line("RETURN coalesce(b, %s) AS %s", wording, name)
	})
	return name
}

// walkVia writes subqueries that make lists of links: those of the cluster, then those of each reason's strongest ways.
func (c *compiler) walkVia(w *graph.Walk, filters []filter, it item) []string {
	var lists []string
	if w.Group != nil {
		lists = append(lists, c.clusterLinks(w.Group, it))
	} else {
		lists = append(lists, "[]")
	}
	for i := range w.Reasons {
		if r := &w.Reasons[i]; r.Route != nil {
			lists = append(lists, c.viaRows(it.node, r.Route, filters[i], "", r.Where, it.reasons[i]))
		} else {
			lists = append(lists, "[]")
		}
	}
	return lists
}

func (c *compiler) clusterLinks(g *graph.Grouping, it item) string {
	name := c.name("via")
	score := ""
	if g.MinScore > 0 {
		score = " AND l.score >= " + c.param(g.MinScore)
	}
	c.call([]string{it.node, it.cluster}, func() {
		c.line("WITH %s + [%s] AS ms", it.cluster, it.node)
		c.line("UNWIND ms AS m MATCH (m)-[l:%s]-(o) WHERE l.basis > 0%s AND o IN ms", g.Relation, score)
		c.line("WITH DISTINCT l ORDER BY l.id")
		c.line("RETURN collect(l) AS %s", name)
	})
	return name
}

// Walk answers with one statement.
func (v *view) Walk(ctx context.Context, w graph.Walk) (*graph.NodePage, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	c := newCompiler()
	compiled := c.walk(&w)
	row, err := v.one(ctx, c.statement())
	if err != nil {
		return nil, err
	}
	r := &reader{row: row}
	return compiled.read(r), nil
}
