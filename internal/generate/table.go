package generate

import (
	"fmt"
	"strconv"

	"github.com/goldenthread/goldenthread/graph"
)

// A table is a service's plan being made.
type table struct {
	*writer
	*builder
	doc    *document
	plan   graph.ID
	prefix string
	rows   []row
	// promises, activities and actions are the lines of the table by their numbers.
	promises, activities, actions []line
	// in are the numbers of the actions that stand in each row.
	in [][]int
}

// A line is a promise, an activity or an action.
type line struct {
	graph.Node
	wording
	// themes are those of a promise, suffix what is printed behind the text.
	themes []int
	suffix string
	// after is the action that an action was worded after, by its number; -1 for none.
	after int
}

// The columns of a service's table.
const (
	promiseColumn  = "Service strategy promises (and theme)"
	activityColumn = "Service priorities"
	actionColumn   = "Delivery plan " + year + " actions (and quarter)"
)

// servicePlan makes a service's plan.
func (p *Plan) servicePlan(s *service) graph.Changes {
	w := p.newWriter(s)
	slug := graph.Slug(w.name) + "-" + strconv.Itoa(s.number+1)
	t := &table{writer: w, builder: newBuilder(), plan: graph.NodeID(graph.KindPlan, slug), prefix: slug + "-", rows: p.layout(s)}
	t.doc = &document{plan: t.plan, name: slug + ".txt"}
	t.head()
	t.word()
	t.stand()
	for i := range t.rows {
		t.row(i)
	}
	for _, lines := range [][]line{t.promises, t.activities, t.actions} {
		for i := range lines {
			t.put(lines[i].Node)
		}
	}
	t.similar()
	return t.Changes
}

// head is the plan itself.
func (t *table) head() {
	title := t.name + " service plan " + year + ": strategic alignment"
	if round := t.service.number / len(words.services); round > 0 {
		title = words.place(round) + " " + title
	}
	print := t.doc.cell("", "", "", title)
	t.put(graph.Node{ID: t.plan, Kind: graph.KindPlan, Title: title, Position: t.service.number + 2, Evidence: print.whole(), Own: graph.Own{
		Year: year, ColumnTitles: []graph.ColumnTitle{
			{Kind: graph.KindPromise, Title: promiseColumn}, {Kind: graph.KindActivity, Title: activityColumn}, {Kind: graph.KindAction, Title: actionColumn},
		},
	}})
}

// word words everything that stands in the table.
func (t *table) word() {
	taken := map[graph.ID]bool{}
	add := func(lines *[]line, k graph.Kind, position int, code string, s wording) *line {
		id := graph.NodeID(k, t.prefix+code)
		if code == "" {
			id = newID(taken, k, t.prefix, s.text)
		}
		*lines = append(*lines, line{wording: s, after: -1, Node: graph.Node{ID: id, Kind: k, Code: code, Title: s.text, Position: position + len(*lines)}})
		return &(*lines)[len(*lines)-1]
	}
	for range t.service.promises {
		l := add(&t.promises, graph.KindPromise, t.service.firstPromise, "", wording{text: t.promise()})
		l.themes = append(l.themes, t.lower(len(t.themes)))
		if other := t.lower(len(t.themes)); other != l.themes[0] {
			l.themes = append(l.themes, other)
		}
	}
	for i := range t.service.activities {
		const strand = 7 // activities to a strand
		add(&t.activities, graph.KindActivity, t.service.firstActivity, fmt.Sprintf("%d.%d", i/strand+1, i%strand+1), t.sentence())
	}
	for i := range t.service.actions {
		if i == 0 || !t.chance(8) {
			add(&t.actions, graph.KindAction, t.service.firstAction, "", t.sentence())
			continue
		}
		after := t.IntN(i)
		add(&t.actions, graph.KindAction, t.service.firstAction, "", t.again(t.actions[after].wording)).after = after
	}
}

// row prints a row and links what stands in it.
func (t *table) row(i int) {
	r := &t.rows[i]
	priority := &t.priorities[r.priority]
	heading := t.doc.cell(priority.code, "Priorities", priority.code+". ", priority.title)
	t.partOf(priority.id, t.plan, heading.Citation)
	promises := t.cells(priority, promiseColumn, "- ", t.promises, r.promises)
	activities := t.cells(priority, activityColumn, "", t.activities, r.activities)
	actions := t.cells(priority, actionColumn, "- ", t.actions, t.in[i])
	t.rowFacts(graph.RelationSupports, promises, priority.id)
	t.rowFacts(graph.RelationContributesTo, activities, priority.id)
	t.rowFacts(graph.RelationServes, actions, priority.id)
	t.coListed(graph.RelationFulfils, activities, promises, priority.id)
	t.coListed(graph.RelationDelivers, actions, activities, priority.id)
	t.coListed(graph.RelationKeeps, actions, promises, priority.id)
}

// rowFacts link what stands in a row to its priority.
func (t *table) rowFacts(r graph.Relation, cells []cell, row graph.ID) {
	for i := range cells {
		t.link(r, cells[i].ID, row, graph.BasisStated, row, cells[i].Citation)
	}
}

// coListed links what stands together in a row.
func (t *table) coListed(r graph.Relation, from, to []cell, row graph.ID) {
	for i := range from {
		for k := range to {
			t.link(r, from[i].ID, to[k].ID, graph.BasisCoListed, row, from[i].Citation, to[k].Citation)
		}
	}
}
