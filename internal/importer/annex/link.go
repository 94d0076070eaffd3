package annex

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/mention"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// link adds a link, or what one more place says of it. row is the row that it was read in; nil for none.
func (b *builder) link(rel graph.Relation, from, to graph.ID, basis graph.Basis, row *row, evidence ...graph.Citation) *graph.Link {
	id := graph.LinkID(rel, from, to)
	l := b.links[id]
	if l == nil {
		l = &graph.Link{ID: id, Relation: rel, From: from, To: to, Basis: basis, State: graph.LinkStateActive}
		b.links[id] = l
		b.order = append(b.order, id)
	}
	l.Basis = min(l.Basis, basis)
	if row != nil {
		l.Rows = append(l.Rows, row.id)
	}
	for _, e := range evidence {
		if !slices.Contains(l.Evidence, e) {
			l.Evidence = append(l.Evidence, e)
		}
	}
	return l
}

// rowFacts links what stands in a row to its priority, and its promises to their themes.
func (b *builder) rowFacts(r *row) {
	relation := map[graph.Kind]graph.Relation{
		graph.KindPromise: graph.RelationSupports, graph.KindActivity: graph.RelationContributesTo, graph.KindAction: graph.RelationServes,
	}
	for _, c := range r.cells {
		if rel, ok := relation[c.kind]; ok {
			b.link(rel, c.id, r.id, graph.BasisStated, r, b.whole(c))
		}
		for _, t := range c.themes {
			th := b.thing(graph.KindTheme, phrase.Squeeze(t.text), upperTheme(t.text))
			ct := b.cite(c, t.from, t.to)
			th.node.Evidence = append(th.node.Evidence, ct)
			b.link(graph.RelationHasTheme, c.id, th.node.ID, graph.BasisStated, r, ct)
		}
	}
}

// coListed links what stands together in a row. The evidence is both ends in that row.
func (b *builder) coListed(r *row) {
	by := map[graph.Kind][]*cell{}
	cited := map[*cell]graph.Citation{}
	for _, c := range r.cells {
		by[c.kind] = append(by[c.kind], c)
		cited[c] = b.whole(c)
	}
	pairs := []struct {
		from, to graph.Kind
		rel      graph.Relation
	}{
		{graph.KindActivity, graph.KindPromise, graph.RelationFulfils},
		{graph.KindAction, graph.KindActivity, graph.RelationDelivers},
		{graph.KindAction, graph.KindPromise, graph.RelationKeeps},
	}
	for _, p := range pairs {
		for _, from := range by[p.from] {
			for _, to := range by[p.to] {
				b.link(p.rel, from.id, to.id, graph.BasisCoListed, r, cited[from], cited[to])
			}
		}
	}
}

// mostCoListed is how many pairs of one row may be linked for standing in it: a real row has some hundred.
const mostCoListed = 100_000

// checkSizes refuses rows that would make more links than anybody can use.
func (b *builder) checkSizes() error {
	for _, r := range b.rows {
		n := map[graph.Kind]int{}
		for _, c := range r.cells {
			n[c.kind]++
		}
		p, a, s := n[graph.KindPromise], n[graph.KindActivity], n[graph.KindAction]
		if a*p+s*a+s*p > mostCoListed {
			return graph.Errorf(graph.ErrTooLarge, "%s: row %s lists %d promises, %d activities and %d actions; no more than %d pairs of them can be linked",
				linesOf(r.lines), r.label, p, a, s, mostCoListed)
		}
	}
	return nil
}

// mentions links actions and activities to the partners, sites and programmes that their texts name.
func (b *builder) mentions() {
	var texts []*cell
	for _, r := range b.rows {
		for _, c := range r.cells {
			if c.kind == graph.KindAction || c.kind == graph.KindActivity {
				texts = append(texts, c)
				b.finder.Learn(c.passage.Text)
			}
		}
	}
	b.finder.Explain()
	for _, c := range texts {
		for _, m := range b.finder.Find(c.passage.Text) {
			b.mention(c, m)
		}
	}
}

func (b *builder) mention(c *cell, m mention.Mention) {
	relation := map[graph.Kind]graph.Relation{
		graph.KindPartner: graph.RelationInvolves, graph.KindSite: graph.RelationTakesPlaceAt, graph.KindProgramme: graph.RelationUses,
	}
	th := b.thing(m.Kind, m.Key, cmp.Or(m.Short, m.Name))
	if m.Kind == graph.KindProgramme && m.Short != "" && th.node.Title == m.Short {
		th.node.Title = m.Name
	}
	if m.Kind == graph.KindProgramme && m.Long != "" {
		th.node.Title = m.Long
	} else if m.Long != "" && m.Long != th.node.Title {
		th.node.Description = m.Long
	}
	if m.Type != 0 {
		th.node.Type = m.Type
	}
	ct := b.cite(c, m.From, m.To)
	if !slices.Contains(th.node.Evidence, ct) {
		th.node.Evidence = append(th.node.Evidence, ct)
	}
	b.link(relation[m.Kind], c.id, th.node.ID, graph.BasisMentioned, c.row, ct)
}

// notes reads the footnotes.
func (b *builder) notes() {
	for _, r := range b.rows {
		for _, c := range r.cells {
			if c.kind != graph.KindMeasure {
				continue
			}
			n := b.readNote(c)
			for _, ref := range n.references {
				l := b.link(graph.RelationRefersTo, r.id, ref.to.id, ref.basis, r, b.cite(c, ref.at.from, ref.at.to))
				l.Note = cmp.Or(l.Note, ref.note)
			}
			for _, m := range n.measures {
				th := b.thing(graph.KindMeasure, phrase.Squeeze(m.text), upperTheme(m.text))
				ct := b.cite(c, m.from, m.to)
				th.node.Evidence = append(th.node.Evidence, ct)
				b.link(graph.RelationMeasuredBy, r.id, th.node.ID, graph.BasisStated, r, ct)
			}
		}
	}
}

// findSimilar links the actions that are worded nearly alike.
func (b *builder) findSimilar() {
	var actions []*thing
	for _, t := range b.things.all {
		if t.node.Kind == graph.KindAction {
			actions = append(actions, t)
		}
	}
	b.similar = findSimilar(actions)
	for _, p := range b.similar {
		l := graph.Link{Relation: graph.RelationSimilarTo, From: p.first.node.ID, To: p.second.node.ID}.Normal()
		made := b.link(l.Relation, l.From, l.To, graph.BasisInferred, nil, p.first.node.Evidence[0], p.second.node.Evidence[0])
		score := p.score
		made.Score, made.Note = &score, p.reason
	}
}

// partOf links everything to the plans that it stands in: the document's, and that of its column.
func (b *builder) partOf() {
	for _, t := range b.things.all {
		if t.node.Kind == graph.KindPlan {
			continue
		}
		b.link(graph.RelationPartOf, t.node.ID, b.plan, graph.BasisStated, nil, t.node.Evidence[0])
		for _, c := range b.heading.columns {
			themes := t.node.Kind == graph.KindTheme && c.kind == graph.KindPromise
			if plan, ok := b.plans[c]; ok && (c.kind == t.node.Kind || themes) {
				b.link(graph.RelationPartOf, t.node.ID, plan, graph.BasisStated, nil, b.citeHeading(c.lines, c.heading.Text))
			}
		}
	}
}

// count counts nodes and links.
func (b *builder) count() (nodes []importer.NodeCount, links []importer.LinkCount) {
	for k := graph.KindPriority; k <= graph.KindPlan; k++ {
		nodes = append(nodes, importer.NodeCount{Kind: k, Count: b.things.count[k]})
	}
	type ground struct {
		relation graph.Relation
		basis    graph.Basis
	}
	n := map[ground]int{}
	for _, l := range b.links {
		n[ground{l.Relation, l.Basis}]++
	}
	for r := graph.RelationSupports; r <= graph.RelationPartOf; r++ {
		for s := graph.BasisCurated; s <= graph.BasisCoListed; s++ {
			if c := n[ground{r, s}]; c > 0 {
				links = append(links, importer.LinkCount{Relation: r, Basis: s, Count: c})
			}
		}
	}
	return nodes, links
}
