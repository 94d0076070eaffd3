package neostore

import (
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// routeRows writes the clauses that give the nodes that a route leads to from a node, each once, with its basis.
func (c *compiler) routeRows(from string, r graph.Route, f filter, where graph.Condition) item {
	it := item{node: c.name("n"), basis: c.name("b")}
	if !r.Derived() {
		return c.directRows(from, r[0], f, where, it)
	}
	if len(r) == 1 {
		w := c.way(from, r[0], f, it.node)
		c.line("%s", w.text())
		c.line("WITH %s, min(%s) AS %s%s", it.node, w.basis(c), it.basis, c.whereHolds(where, it.node))
		return it
	}
	c.call([]string{from}, func() {
		for i, path := range r {
			if i > 0 {
				c.line("UNION ALL")
			}
			w := c.way(from, path, f, "")
			c.line("%s", w.text())
			c.line("RETURN %s AS x, %s AS b", w.end, w.basis(c))
		}
	})
	c.line("WITH x AS %s, min(b) AS %s%s", it.node, it.basis, c.whereHolds(where, it.node))
	return it
}

// directRows follows one link. Only a directed relation followed both ways can lead to a node twice: then the stronger
// link counts, or the one with the lesser ID.
func (c *compiler) directRows(from string, path graph.Path, f filter, where graph.Condition, it item) item {
	w := c.way(from, path, f, it.node)
	it.link = w.single[0]
	holds := ""
	if where != nil {
		holds = c.holds(where, it.node, false)
	}
	c.line("%s", w.text(holds))
	if once(graph.Route{path}) {
		it.basis = it.link + ".basis"
		c.line("WITH %s, %s, %s AS b", it.node, it.link, it.basis)
	} else {
		c.line("WITH %s, %s ORDER BY %s.basis, %s.id", it.node, it.link, it.link, it.link)
		c.line("WITH %s, head(collect(%s)) AS %s", it.node, it.link, it.link)
		c.line("WITH %s, %s, %s.basis AS b", it.node, it.link, it.link)
	}
	it.basis = "b"
	return it
}

func (c *compiler) whereHolds(where graph.Condition, node string) string {
	if where == nil {
		return ""
	}
	return " WHERE " + c.holds(where, node, false)
}

// viaRows writes a subquery that makes a list of the links of all ways along a route that are as strong as basis, in
// order of their IDs. to is the node they lead to; if empty, it is any for which the condition holds.
func (c *compiler) viaRows(from string, r graph.Route, f filter, to string, where graph.Condition, basis string) string {
	name := c.name("via")
	scope := []string{from, basis}
	if to != "" {
		scope = append(scope, to)
	}
	c.call(scope, func() {
		c.call(scope, func() {
			for i, path := range r {
				if i > 0 {
					c.line("UNION")
				}
				c.viaPath(from, path, f, to, where, basis)
			}
		})
		c.line("WITH l ORDER BY l.id")
		c.line("RETURN collect(l) AS %s", name)
	})
	return name
}

// viaPath writes the clauses for one path; where a hop repeats, the shortest ways count.
func (c *compiler) viaPath(from string, path graph.Path, f filter, to string, where graph.Condition, basis string) {
	w := c.way(from, path, f, to)
	holds := ""
	if to == "" && where != nil {
		holds = c.holds(where, w.end, false)
	}
	c.line("%s", w.text(holds, w.basis(c)+" = "+basis))
	if len(w.single) == len(w.links) {
		c.line("UNWIND %s AS l", w.allLinks())
		c.line("RETURN DISTINCT l")
		return
	}
	c.line("WITH %s AS y, %s AS way ORDER BY size(way)", w.end, w.allLinks())
	c.line("WITH y, collect(way) AS ways")
	c.line("UNWIND [way IN ways WHERE size(way) = size(head(ways))] AS way UNWIND way AS l")
	c.line("RETURN DISTINCT l")
}

// kindsAt are the kinds of node that a route may lead to; empty is all.
func kindsAt(r graph.Route) graph.KindSet {
	var kinds graph.KindSet
	for _, path := range r {
		last := path[len(path)-1]
		info := last.Relation.Info()
		switch {
		case last.Kind != 0 && !last.Closure:
			kinds |= graph.Kinds(last.Kind)
		case last.Closure:
			return 0
		case last.Direction == graph.Out:
			kinds |= info.To
		case last.Direction == graph.In:
			kinds |= info.From
		default:
			kinds |= info.From | info.To
		}
	}
	return kinds
}

// orderKeys are the sort keys of nodes.
func (c *compiler) orderKeys(orders []graph.Order, it item) []key {
	keys := make([]key, len(orders))
	for i, o := range orders {
		keys[i] = key{Order: o, sent: o.By != graph.ByField}
		switch o.By {
		case graph.ByField:
			keys[i].expression = it.node + "." + orderProperty(o.Field)
		case graph.ByCount:
			keys[i].expression = c.count(o.Route, filter{}, it.node, nil)
		case graph.ByReasons:
			keys[i].expression = fmt.Sprintf("size([r IN [%s] WHERE r IS NOT NULL])", strings.Join(it.reasons, ", "))
		case graph.ByBasis:
			keys[i].expression = strength(it)
		}
	}
	return keys
}

// strength is the basis of the strongest reason, or of the edge; null is none.
func strength(it item) string {
	if len(it.reasons) == 0 {
		if it.basis == "" {
			return "null"
		}
		return it.basis
	}
	return fmt.Sprintf("reduce(s = null, r IN [%s] | CASE WHEN s IS NULL OR r < s THEN coalesce(r, s) ELSE s END)", strings.Join(it.reasons, ", "))
}
