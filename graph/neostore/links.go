package neostore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A linkWalk is a LinkWalk as it was compiled.
type linkWalk struct {
	column int
	*listed
	links *linkPlace
}

func (c *compiler) linkWalk(w *graph.LinkWalk) *linkWalk {
	out := &linkWalk{}
	row, plan := "", ""
	if w.Row != "" {
		row = c.id(w.Row)
	}
	if w.Plan != "" {
		plan = c.id(w.Plan)
	}
	lists := c.name("e")
	var made *gathered
	c.call(nil, func() {
		out.listed = c.list(list{
			page: w.Page, want: w.Want,
			rows:  func() item { return c.linkRows(w, row, plan) },
			order: func(it item) []key { return c.linkKeys(w.Order, it) },
		})
		made = c.gather(out.listed, "null", lists)
	})
	out.column = c.result(lists)
	_, out.links, _, _ = c.places(made, nil, &w.Select, nil, &w.Want)
	return out
}

// linkRows writes the clauses that give the links of a LinkWalk.
func (c *compiler) linkRows(w *graph.LinkWalk, row, plan string) item {
	it := item{link: c.name("r"), basis: "b"}
	from, to := c.name("a"), c.name("b")
	conditions := []string{it.link + ".basis > 0"}
	add := func(format string, args ...any) { conditions = append(conditions, fmt.Sprintf(format, args...)) }
	if w.Basis != 0 {
		add("%s.basis IN %s", it.link, c.param(basesOf(w.Basis)))
	}
	if w.MinScore != nil {
		add("%s.score >= %s", it.link, c.param(*w.MinScore))
	}
	if w.MaxScore != nil {
		add("%s.score <= %s", it.link, c.param(*w.MaxScore))
	}
	if row != "" {
		add("%s IN %s.rows", row, it.link)
	}
	if plan != "" {
		conditions = append(conditions, c.inPlan(from, plan), c.inPlan(to, plan))
	}
	types := c.linkTypes(w, it.link, &conditions)
	c.line("MATCH (%s:Entity)-[%s:%s]->(%s:Entity) WHERE %s", from, it.link, types, to, strings.Join(conditions, " AND "))
	c.line("WITH %s, %s.basis AS b", it.link, it.link)
	return it
}

// linkTypes are the relationship types of a LinkWalk. Rejected links are of one type, whatever their relation.
func (c *compiler) linkTypes(w *graph.LinkWalk, link string, conditions *[]string) string {
	active := len(w.States) == 0 || slices.Contains(w.States, graph.LinkStateActive)
	if !slices.Contains(w.States, graph.LinkStateRejected) {
		return typesOf(w.Relations)
	}
	if w.Relations != 0 {
		names := strings.Split(typesOf(w.Relations), "|")
		*conditions = append(*conditions, fmt.Sprintf("(type(%s) <> '%s' OR %s.relation IN %s)", link, rejected, link, c.param(names)))
	}
	if !active {
		return rejected
	}
	return typesOf(w.Relations) + "|" + rejected
}

// linkKeys are the sort keys of links: by relation if none are given.
func (c *compiler) linkKeys(orders []graph.Order, it item) []key {
	if len(orders) == 0 {
		orders = []graph.Order{{By: graph.ByRelation}}
	}
	keys := make([]key, len(orders))
	for i, o := range orders {
		keys[i] = key{Order: o, sent: true, expression: it.link + ".revision"}
		switch o.By {
		case graph.ByScore:
			keys[i].expression = it.link + ".score"
		case graph.ByRelation:
			keys[i].expression = c.relationRank(it.link)
		case graph.ByBasis:
			keys[i].expression = it.link + ".basis"
		}
	}
	return keys
}

// Links answers with one statement.
func (v *view) Links(ctx context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	c := newCompiler()
	compiled := c.linkWalk(&w)
	row, err := v.one(ctx, c.statement())
	if err != nil {
		return nil, err
	}
	return compiled.read(&reader{row: row}), nil
}

// read makes the answer of a LinkWalk.
func (w *linkWalk) read(r *reader) *graph.LinkPage {
	links := r.linkPlace(w.links)
	parts := asList(asList(r.row[w.column])[0])[1:]
	page := &graph.LinkPage{Summary: r.summary(w.listed, parts, nil, nil)}
	for _, e := range edgesOf(w.listed, parts) {
		l := links[e.link]
		page.Edges = append(page.Edges, graph.LinkEdge{Link: l, Cursor: graph.Cursor{Keys: e.cursorKeys(w.listed, nil), ID: l.Link.ID}})
	}
	return page
}
