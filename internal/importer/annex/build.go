package annex

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/mention"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// A builder makes nodes and links of a document.
type builder struct {
	*document
	things  *things
	plans   map[*column]graph.ID
	named   map[string]*thing // themes, partners, sites, programmes and measures, by kind and key
	finder  *mention.Finder
	links   map[graph.ID]*graph.Link
	order   []graph.ID
	similar []pair
}

func newBuilder(d *document) *builder {
	return &builder{
		document: d, things: newThings(d), plans: map[*column]graph.ID{}, named: map[string]*thing{},
		finder: mention.NewFinder(d.opt.Gazetteer), links: map[graph.ID]*graph.Link{},
	}
}

func (b *builder) build() error {
	if err := b.checkSizes(); err != nil {
		return err
	}
	b.buildPlans()
	for _, r := range b.rows {
		for _, c := range r.cells {
			b.cell(c)
		}
	}
	for _, r := range b.rows {
		b.rowFacts(r)
		b.coListed(r)
	}
	b.mentions()
	b.notes()
	b.findSimilar()
	b.partOf()
	return nil
}

// cell makes the node that a cell is a print of, if it is a thing of its own.
func (b *builder) cell(c *cell) {
	switch c.kind {
	case graph.KindMeasure:
		return
	case graph.KindPriority:
		th := b.things.make(c.kind, c.row.label, c.title)
		th.node.Evidence, th.prints = []graph.Citation{b.whole(c)}, []*cell{c}
		c.id, c.row.id = th.node.ID, th.node.ID
		return
	}
	th := b.things.join(c)
	c.id = th.node.ID
	for _, q := range c.quarter {
		b.schedule(&th.node, c, q)
	}
}

// schedule adds a quarter to an action.
func (b *builder) schedule(n *graph.Node, c *cell, q scheduled) {
	ct := b.cite(c, q.from, q.to)
	for i := range n.Schedule {
		if n.Schedule[i].Quarter == q.Quarter {
			n.Schedule[i].Evidence = append(n.Schedule[i].Evidence, ct)
			return
		}
	}
	n.Schedule = append(n.Schedule, graph.ScheduledQuarter{Quarter: q.Quarter, Evidence: []graph.Citation{ct}})
	slices.SortFunc(n.Schedule, func(a, b graph.ScheduledQuarter) int { return a.Compare(b.Quarter) })
}

// buildPlans makes the plan that the document is, and those that its headings name.
func (b *builder) buildPlans() {
	annex := b.things.make(graph.KindPlan, "", b.title.Text)
	b.plan = annex.node.ID
	annex.node.Year = b.year
	annex.node.Evidence = []graph.Citation{b.citeHeading(b.heading.title, b.title.Text)}
	for _, c := range b.heading.columns {
		title := graph.ColumnTitle{Kind: c.kind, Title: c.heading.Text}
		annex.node.ColumnTitles = append(annex.node.ColumnTitles, title)
		if c.plan == "" {
			continue
		}
		key := "plan:" + phrase.Squeeze(c.plan)
		th := b.named[key]
		if th == nil {
			th = b.things.make(graph.KindPlan, "", c.plan)
			b.named[key] = th
		}
		th.node.Year = cmp.Or(th.node.Year, c.year)
		th.node.ColumnTitles = append(th.node.ColumnTitles, title)
		th.node.Evidence = append(th.node.Evidence, b.citeHeading(c.lines, c.heading.Text))
		b.plans[c] = th.node.ID
	}
}

// citeHeading is lines before the first row as evidence.
func (b *builder) citeHeading(lines []line, quote string) graph.Citation {
	var ns []int
	for _, l := range lines {
		ns = append(ns, l.number)
	}
	return graph.Citation{
		Plan: b.plan, Document: b.opt.Document, Line: ns[0], LastLine: ns[len(ns)-1], Quote: quote, AsPrinted: b.printed(ns),
	}
}

// thing finds the theme, partner, site, programme or measure with a key, or makes it.
func (b *builder) thing(k graph.Kind, key, title string) *thing {
	key = k.String() + ":" + key
	th := b.named[key]
	if th == nil {
		th = b.things.make(k, "", title)
		b.named[key] = th
	}
	return th
}

// changes are the nodes and links, in the order of their kinds and positions, and of their IDs.
func (b *builder) changes() graph.Changes {
	c := graph.Changes{Actor: Actor, Reason: "import of " + cmp.Or(b.opt.Document, b.title.Text)}
	for _, t := range b.things.all {
		c.Put = append(c.Put, t.node)
	}
	slices.SortStableFunc(c.Put, func(x, y graph.Node) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Position, y.Position))
	})
	for _, id := range b.order {
		l := b.links[id]
		slices.Sort(l.Rows)
		l.Rows = slices.Compact(l.Rows)
		c.Link = append(c.Link, *l)
	}
	slices.SortFunc(c.Link, func(x, y graph.Link) int {
		return cmp.Or(cmp.Compare(x.Relation, y.Relation), cmp.Compare(x.ID, y.ID))
	})
	return c
}
