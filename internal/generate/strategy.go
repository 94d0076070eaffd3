package generate

import (
	"fmt"

	"github.com/goldenthread/goldenthread/graph"
)

// strategicPlan is the plan that priorities and themes stand in, and that registers what services name.
const strategicPlan graph.ID = "plan:strategic-plan"

// strategy makes the strategic plan: everything that the service plans build on.
func (p *Plan) strategy() graph.Changes {
	b := newBuilder()
	doc := &document{plan: strategicPlan, name: "strategic-plan.txt"}
	title := doc.cell("", "", "", "Strategic Plan")
	b.put(graph.Node{ID: strategicPlan, Kind: graph.KindPlan, Title: "Strategic Plan", Position: 1, Evidence: title.whole(), Own: graph.Own{
		ColumnTitles: []graph.ColumnTitle{{Kind: graph.KindPriority, Title: "Priorities"}},
	}})
	for i := range p.priorities {
		row := &p.priorities[i]
		print := doc.cell(row.code, "Priorities", row.code+". ", row.title)
		b.put(graph.Node{ID: row.id, Kind: graph.KindPriority, Code: row.code, Title: row.title, Position: i + 1, Evidence: print.whole()})
		b.partOf(row.id, strategicPlan, print.Citation)
	}
	p.references(b, doc)
	p.measures(b, doc)
	for _, register := range []struct {
		column string
		kind   graph.Kind
		things []thing
	}{
		{"Themes", graph.KindTheme, p.themes}, {"Partners", graph.KindPartner, p.partners}, {"Sites", graph.KindSite, p.sites}, {"Programmes", graph.KindProgramme, p.programmes},
	} {
		for i, th := range register.things {
			print := doc.cell("", register.column, "- ", th.title)
			b.put(graph.Node{ID: th.id, Kind: register.kind, Title: th.title, Position: i + 1, Evidence: print.whole(), Own: graph.Own{Type: th.partnerType}})
			b.partOf(th.id, strategicPlan, print.Citation)
		}
	}
	return b.Changes
}

// references are the footnotes of priorities that refer to others.
func (p *Plan) references(b *builder, doc *document) {
	for i := range p.priorities {
		row := &p.priorities[i]
		if row.refersTo < 0 {
			continue
		}
		to := &p.priorities[row.refersTo]
		print := doc.cell(row.code, "Priorities", "* ", "See "+to.title)
		l := b.link(graph.RelationRefersTo, row.id, to.id, graph.BasisInferred, row.id, print.Citation)
		l.Note = fmt.Sprintf("the words of the footnote are those of priority %s", to.code)
	}
}

// measures watch some of the priorities.
func (p *Plan) measures(b *builder, doc *document) {
	d := newDice(p.opt.Seed, streamStrategy, 2)
	taken := map[graph.ID]bool{}
	position := 0
	for i := range p.priorities {
		if !d.chance(30) {
			continue
		}
		row := &p.priorities[i]
		position++
		title := d.pick(words.of("measures")) + ", " + words.place(position)
		id := newID(taken, graph.KindMeasure, "", title)
		print := doc.cell(row.code, "Measures", "- ", title)
		b.put(graph.Node{ID: id, Kind: graph.KindMeasure, Title: title, Position: position, Evidence: print.whole()})
		b.link(graph.RelationMeasuredBy, row.id, id, graph.BasisStated, row.id, print.Citation)
		b.partOf(id, strategicPlan, print.Citation)
	}
}
