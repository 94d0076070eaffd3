package neostore

import (
	"fmt"

	"github.com/goldenthread/goldenthread/graph"
)

// A place is a place of an answer where nodes stand: a list variable, and what was compiled of what is wanted there.
type place struct {
	column int
	sel    *graph.Selection
	steps  []*step
	links  []*linkStep
	cited  *citedPlace
}

// place compiles what is wanted of a set of nodes; nil if they are not wanted.
func (c *compiler) place(set string, sel *graph.Selection) *place {
	if sel == nil {
		return nil
	}
	cites := ""
	if sel.Cited != nil {
		cites = ", n.cites"
	}
	p := &place{sel: sel, column: c.result(fmt.Sprintf("[n IN %s | [id(n), [%s]%s]]", set, nodeFields(sel), cites))}
	for i := range sel.Steps {
		p.steps = append(p.steps, c.step(set, &sel.Steps[i]))
	}
	for i := range sel.Links {
		p.links = append(p.links, c.linkStep(set, &sel.Links[i]))
	}
	p.cited = c.citedPlace(set, "cites", sel.Cited)
	return p
}

// A citedPlace is where the nodes stand that a list property of nodes or links names by their IDs or aliases.
type citedPlace struct {
	*place
	// pairs is the column of IDs with the nodes they name.
	pairs int
}

func (c *compiler) citedPlace(set, property string, sel *graph.Selection) *citedPlace {
	if sel == nil {
		return nil
	}
	pairs, nodes := c.name("m"), c.name("s")
	c.call([]string{set}, func() {
		c.line("UNWIND %s AS l UNWIND l.%s AS x WITH DISTINCT x", set, property)
		c.line("OPTIONAL MATCH (a:Alias {id: x})")
		c.line("WITH x, coalesce(a.target, x) AS id")
		c.line("MATCH (n:Entity {id: id})")
		c.line("RETURN collect([x, id(n)]) AS %s, collect(DISTINCT n) AS %s", pairs, nodes)
	})
	return &citedPlace{pairs: c.result(pairs), place: c.place(nodes, sel)}
}

// A step is a Step as it was compiled.
type step struct {
	*graph.Step
	// column is that of the lists, one for each node that takes the step.
	column int
	*listed
	to        *place
	link, via *linkPlace
	axes      []*place
}

func (c *compiler) step(set string, s *graph.Step) *step {
	out := &step{Step: s}
	f := c.filter(s.Filter)
	lists, p := c.name("e"), c.name("p")
	var made *gathered
	c.call([]string{set}, func() {
		c.line("UNWIND %s AS %s", set, p)
		if s.From != 0 {
			c.line("WITH %s WHERE %s", p, labels(p, s.From))
		}
		l := list{
			scope: []string{p},
			rows:  func() item { return c.routeRows(p, s.Route, f, s.Where) },
			kinds: kindsAt(s.Route), page: s.Page, want: s.Want, unlinked: s.Link == nil,
			order: func(it item) []key { return c.orderKeys(s.Order, it) },
		}
		if s.Route.Derived() && s.Via != nil {
			l.via = func(it item) []string { return []string{c.viaRows(p, s.Route, f, it.node, nil, it.basis)} }
		}
		out.listed = c.list(l)
		made = c.gather(out.listed, "id("+p+")", lists)
	})
	out.column = c.result(lists)
	out.to, out.link, out.via, out.axes = c.places(made, &s.Select, s.Link, s.Via, &s.Want)
	return out
}

// labels is whether a node has a label of one of the kinds.
func labels(node string, kinds graph.KindSet) string {
	text := ""
	for _, k := range graph.AllKinds {
		if kinds.Has(k) {
			if text != "" {
				text += "|"
			}
			text += k.Info().Type
		}
	}
	return node + ":" + text
}

// gathered are the variables of what the lists of a step led to: lists of lists.
type gathered struct {
	*listed
	nodes, links, via string
	entities          []string
}

// gather writes the RETURN that gathers the lists of all nodes: what is sent under one name, what they led to under
// others.
func (c *compiler) gather(l *listed, from, lists string) *gathered {
	out := &gathered{listed: l}
	text := fmt.Sprintf("RETURN collect([%s", from)
	for _, o := range l.outputs {
		text += ", " + o
	}
	text += "]) AS " + lists
	add := func(list string) string {
		if list == "" {
			return ""
		}
		name := c.name("c")
		text += fmt.Sprintf(", collect(%s) AS %s", list, name)
		return name
	}
	out.nodes, out.links, out.via = add(l.nodes), add(l.links), add(l.via)
	for _, e := range l.entities {
		out.entities = append(out.entities, add(e))
	}
	c.line("%s", text)
	return out
}

// places compiles what is wanted of what lists led to.
func (c *compiler) places(g *gathered, nodes *graph.Selection, link, via *graph.LinkSelection, want *graph.Want) (to *place, l, v *linkPlace, axes []*place) {
	if g.nodes != "" {
		to = c.place(c.distinct(g.nodes, "s"), g.listed.selected(nodes))
	}
	if g.links != "" && link != nil {
		l = c.linkPlace(c.distinct(g.links, "l"), link)
	}
	if g.via != "" && via != nil {
		v = c.linkPlace(c.distinct(g.via, "l"), via)
	}
	for _, e := range g.entities {
		if e == "" {
			axes = append(axes, nil)
			continue
		}
		axes = append(axes, c.place(c.distinct(e, "s"), &want.Axis))
	}
	return to, l, v, axes
}

// A linkPlace is a place of an answer where links stand.
type linkPlace struct {
	column      int
	sel         *graph.LinkSelection
	from, to    *place
	rows, cited *citedPlace
}

// linkPlace compiles what is wanted of a set of links; nil if they are not wanted.
func (c *compiler) linkPlace(set string, sel *graph.LinkSelection) *linkPlace {
	if sel == nil {
		return nil
	}
	evidence, cites := "", ""
	if sel.Evidence {
		evidence = ", r.evidence"
	}
	if sel.Cited != nil {
		cites = ", r.cites"
	}
	p := &linkPlace{sel: sel, column: c.result(fmt.Sprintf("[r IN %s | [id(r), id(startNode(r)), id(endNode(r)), [%s%s]%s]]", set, linkFields, evidence, cites))}
	p.from = c.endPlace(set, "startNode", sel.From)
	p.to = c.endPlace(set, "endNode", sel.To)
	p.rows = c.citedPlace(set, "rows", sel.Rows)
	p.cited = c.citedPlace(set, "cites", sel.Cited)
	return p
}

// endPlace is where the nodes at one end of links stand.
func (c *compiler) endPlace(set, end string, sel *graph.Selection) *place {
	if sel == nil {
		return nil
	}
	nodes := c.name("s")
	c.call([]string{set}, func() {
		c.line("UNWIND %s AS r WITH DISTINCT %s(r) AS n", set, end)
		c.line("RETURN collect(n) AS %s", nodes)
	})
	return c.place(nodes, sel)
}

// A linkStep is a LinkStep as it was compiled.
type linkStep struct {
	*graph.LinkStep
	column int
	*listed
	others *place
	link   *linkPlace
}

func (c *compiler) linkStep(set string, s *graph.LinkStep) *linkStep {
	out := &linkStep{LinkStep: s}
	f := c.filter(s.Filter)
	lists, p := c.name("e"), c.name("p")
	var made *gathered
	c.call([]string{set}, func() {
		c.line("UNWIND %s AS %s", set, p)
		out.listed = c.list(list{
			scope: []string{p}, page: s.Page, want: s.Want,
			rows: func() item {
				it := item{node: c.name("n"), link: c.name("r"), basis: "b"}
				c.line("MATCH (%s)-[%s:%s]-(%s:Entity) WHERE %s", p, it.link, typesOf(s.Relations), it.node, c.passes(f, it.link, p, it.node))
				c.line("WITH %s, %s, %s.basis AS b", it.node, it.link, it.link)
				return it
			},
			order: func(it item) []key {
				return []key{
					{expression: c.relationRank(it.link), sent: true},
					{expression: fmt.Sprintf("CASE WHEN startNode(%s) = %s THEN 0 ELSE 1 END", it.link, p), sent: true},
				}
			},
		})
		made = c.gather(out.listed, "id("+p+")", lists)
	})
	out.column = c.result(lists)
	out.others, out.link, _, _ = c.places(made, &s.Select, &s.Link, nil, &s.Want)
	return out
}

// typesOf are the relationship types of some relations; of all if there are none.
func typesOf(relations graph.RelationSet) string {
	if relations == 0 {
		return relationTypes
	}
	text := ""
	for _, r := range graph.AllRelations {
		if relations.Has(r) {
			if text != "" {
				text += "|"
			}
			text += r.String()
		}
	}
	return text
}

// relationRank is the place of a link's relation in the schema. A rejected link has it as a property.
func (c *compiler) relationRank(link string) string {
	return fmt.Sprintf("%s[toStringOrNull(CASE type(%s) WHEN '%s' THEN %s.relation ELSE type(%s) END)]", c.param(relationRanks), link, rejected, link, link)
}

var relationRanks = func() map[string]any {
	ranks := map[string]any{}
	for _, r := range graph.AllRelations {
		ranks[r.String()] = int64(r)
	}
	return ranks
}()
