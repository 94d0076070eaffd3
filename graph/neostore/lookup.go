package neostore

import (
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A lookup is a Lookup as it was compiled.
type lookup struct {
	nodes *citedPlace
	links *linkPlace
}

func (c *compiler) lookup(l *graph.Lookup) *lookup {
	out := &lookup{}
	var nodes, before []string
	links := map[graph.Relation][]any{}
	for _, id := range l.IDs {
		if r, from, _, ok := id.Link(); ok {
			links[r] = append(links[r], []any{string(from), string(id)})
		} else if !id.IsLink() {
			nodes = append(nodes, string(id))
		}
	}
	if len(nodes) > 0 {
		set, pairs := c.name("s"), c.name("m")
		c.call(nil, func() {
			c.line("UNWIND %s AS x", c.param(nodes))
			c.line("OPTIONAL MATCH (a:Alias {id: x})")
			c.line("WITH x, coalesce(a.target, x) AS id")
			c.line("MATCH (n:Entity {id: id})")
			c.line("RETURN collect([x, id(n)]) AS %s, collect(DISTINCT n) AS %s", pairs, set)
		})
		before = []string{pairs}
		out.nodes = &citedPlace{pairs: c.result(pairs), place: c.place(set, &l.Select)}
	}
	if len(links) > 0 {
		out.links = c.linkPlace(c.lookupLinks(links, before), &l.Link)
	}
	return out
}

// lookupLinks writes a subquery that makes a list of links: by their ends, relation by relation. It takes what was found
// before as its scope, so that the plan goes from one to the other instead of multiplying the two.
func (c *compiler) lookupLinks(links map[graph.Relation][]any, before []string) string {
	set := c.name("l")
	c.call(before, func() {
		c.call(before, func() {
			first := true
			for _, r := range graph.AllRelations {
				if len(links[r]) == 0 {
					continue
				}
				if !first {
					c.line("UNION")
				}
				first = false
				c.line("UNWIND %s AS x", c.param(links[r]))
				c.line("MATCH (:Entity {id: x[0]})-[r:%s|%s]->() WHERE r.id = x[1]", r, rejected)
				c.line("RETURN r")
			}
		})
		c.line("RETURN collect(r) AS %s", set)
	})
	return set
}

// Lookup answers with one statement, or none if there is nothing to find.
func (v *view) Lookup(ctx context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	out := &graph.LookupAnswer{Nodes: make([]*graph.Found, len(l.IDs)), Links: make([]*graph.FoundLink, len(l.IDs))}
	c := newCompiler()
	compiled := c.lookup(&l)
	if len(c.returned) == 0 {
		return out, nil
	}
	row, err := v.one(ctx, c.statement())
	if err != nil {
		return nil, err
	}
	r := &reader{row: row}
	nodes, links := r.cited(compiled.nodes), map[graph.ID]*graph.FoundLink{}
	for _, f := range r.linkPlace(compiled.links) {
		links[f.Link.ID] = f
	}
	for i, id := range l.IDs {
		out.Nodes[i], out.Links[i] = nodes[string(id)], links[id]
	}
	return out, nil
}

// Quarters answers with one statement.
func (v *view) Quarters(ctx context.Context, plan graph.ID) ([]graph.Quarter, error) {
	if plan != "" && !plan.Valid() {
		return nil, graph.Errorf(graph.ErrInvalid, "%q is no plan's ID", plan)
	}
	c := newCompiler()
	c.quartersOf(plan)
	row, err := v.one(ctx, c.statement())
	if err != nil {
		return nil, err
	}
	var quarters []graph.Quarter
	for _, label := range asList(row[0]) {
		if q, err := graph.ParseQuarter(asText(label)); err == nil {
			quarters = append(quarters, q)
		}
	}
	slices.SortFunc(quarters, graph.Quarter.Compare)
	return quarters, nil
}

// quartersOf compiles the question which quarters something is scheduled to.
func (c *compiler) quartersOf(plan graph.ID) {
	list, of := c.name("q"), ""
	if plan != "" {
		of = c.id(plan)
	}
	c.call(nil, func() { c.quarters(of, list) })
	c.result(list)
}

// quarters writes the body of a subquery that makes a list of the quarters that something in a plan is scheduled to.
func (c *compiler) quarters(plan, list string) {
	in := ""
	if plan != "" {
		in = " AND " + c.inPlan("n", plan)
	}
	c.line("MATCH (n:%s) WHERE n.start IS NOT NULL%s", scheduledLabels, in)
	c.line("UNWIND n.quarters AS q")
	c.line("RETURN collect(DISTINCT q) AS %s", list)
}

// scheduledLabels are the labels of the kinds that have a schedule.
var scheduledLabels = func() string {
	text := ""
	for _, k := range graph.AllKinds {
		if _, ok := k.Info().Field(graph.FieldStart); ok {
			if text != "" {
				text += "|"
			}
			text += k.Info().Type
		}
	}
	return text
}()
