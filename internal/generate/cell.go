package generate

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A cell is a line where it stands in a row.
type cell struct {
	*line
	print
}

// cells prints lines in a row.
func (t *table) cells(row *priority, column, mark string, lines []line, numbers []int) []cell {
	cells := make([]cell, len(numbers))
	for i, n := range numbers {
		l := &lines[n]
		code, suffix := "", l.suffix
		if l.Code != "" {
			code = l.Code + " "
		}
		if len(l.themes) > 0 {
			suffix = " (" + t.themeNames(l.themes) + ")"
		}
		c := cell{l, t.doc.cell(row.code, column, mark, code+l.text+suffix)}
		l.Evidence = append(l.Evidence, c.Citation)
		t.partOf(l.ID, t.plan, c.Citation)
		t.details(&c, row.id, len(code))
		cells[i] = c
	}
	return cells
}

func (t *table) themeNames(numbers []int) string {
	var names []string
	for _, n := range numbers {
		names = append(names, t.themes[n].title)
	}
	return strings.Join(names, ", ")
}

// details are what a cell says besides its text, which begins at shift: its themes, its quarters, and the things it names.
func (t *table) details(c *cell, row graph.ID, shift int) {
	end := shift + len(c.text)
	for _, n := range c.themes {
		th := &t.themes[n]
		from := end + strings.Index(c.Quote[end:], th.title)
		t.named(c, graph.RelationHasTheme, graph.BasisStated, th, row, c.part(from, from+len(th.title)))
	}
	for i := range c.Schedule {
		c.Schedule[i].Evidence = append(c.Schedule[i].Evidence, c.part(end+len(" "), len(c.Quote)))
	}
	for _, m := range c.mentions {
		t.named(c, mentioned[m.kind], graph.BasisMentioned, m.thing, row, c.part(shift+m.from, shift+m.to))
	}
}

// mentioned are the relations to the things that texts name.
var mentioned = map[graph.Kind]graph.Relation{
	graph.KindPartner: graph.RelationInvolves, graph.KindSite: graph.RelationTakesPlaceAt, graph.KindProgramme: graph.RelationUses,
}

// named links a line to a thing that it names, which thereby stands in the plan.
func (t *table) named(c *cell, r graph.Relation, basis graph.Basis, th *thing, row graph.ID, cited graph.Citation) {
	t.link(r, c.ID, th.id, basis, row, cited)
	t.partOf(th.id, t.plan, cited)
}
