package graphtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// The small plan that the promises by name are held over. It is an alignment table with four rows:
//
//	row (priority)   promises [theme]        activities     actions (quarter)                    partner
//	---------------  ----------------------  -------------  -----------------------------------  ---------------------
//	3  Prosper       Lend books [People]     1.1 Reading    Alpha (Q1), Shared (Q1, Q2)          Shared: The Agency
//	4  Thrive        Lend books [Place]      2.2 Rooms      Beta (Q2), Shared, Émile's walk      Émile's walk: The Agency
//	                 Open late [People]      2.10 Nights
//	5  (empty)
//	6  "see 4", watched by the measure Visits
//
// "Lend books" stands in rows 3 and 4, under another theme in each. Alpha is near Beta in its wording (0.75), and Beta near
// Émile's walk (0.5). A promise is fulfilled, kept and delivered only by co-listing. The plan of rows 3 and 4 is
// plan:county; row 5's priority stands in plan:city, row 6's in none.
func smallPlan() graph.Changes {
	p := &planner{Changes: graph.Changes{Actor: "graphtest"}}
	p.nodes()
	for _, r := range []struct {
		row                            string
		promises, activities, actions  string
		themes                         map[string]string
		partner, involving, takesPlace string
	}{
		{row: "3", promises: "lend", activities: "reading", actions: "alpha shared", themes: map[string]string{"lend": "people"}, partner: "agency", involving: "shared"},
		{row: "4", promises: "lend late", activities: "rooms nights", actions: "beta shared emile", themes: map[string]string{"lend": "place", "late": "people"}, partner: "agency", involving: "emile"},
	} {
		priority := graph.NodeID(graph.KindPriority, r.row)
		promises, activities, actions := ids(graph.KindPromise, r.promises), ids(graph.KindActivity, r.activities), ids(graph.KindAction, r.actions)
		p.each(graph.RelationSupports, graph.BasisStated, promises, []graph.ID{priority}, priority)
		p.each(graph.RelationContributesTo, graph.BasisStated, activities, []graph.ID{priority}, priority)
		p.each(graph.RelationServes, graph.BasisStated, actions, []graph.ID{priority}, priority)
		p.each(graph.RelationFulfils, graph.BasisCoListed, activities, promises, priority)
		p.each(graph.RelationKeeps, graph.BasisCoListed, actions, promises, priority)
		p.each(graph.RelationDelivers, graph.BasisCoListed, actions, activities, priority)
		for promise, theme := range r.themes {
			p.each(graph.RelationHasTheme, graph.BasisStated, ids(graph.KindPromise, promise), ids(graph.KindTheme, theme), priority)
		}
		p.each(graph.RelationInvolves, graph.BasisMentioned, ids(graph.KindAction, r.involving), ids(graph.KindPartner, r.partner), priority)
	}
	p.each(graph.RelationRefersTo, graph.BasisInferred, []graph.ID{"priority:6"}, []graph.ID{"priority:4"})
	p.each(graph.RelationMeasuredBy, graph.BasisStated, []graph.ID{"priority:6"}, []graph.ID{"measure:visits"})
	p.similar("action:alpha", "action:beta", 0.75)
	p.similar("action:beta", "action:emile", 0.5)
	county := slices.Concat(ids(graph.KindPriority, "3 4"), ids(graph.KindPromise, "lend late"), ids(graph.KindTheme, "people place"), ids(graph.KindActivity, "reading rooms nights"), ids(graph.KindAction, "alpha shared beta emile"))
	p.each(graph.RelationPartOf, graph.BasisStated, county, ids(graph.KindPlan, "county"))
	p.each(graph.RelationPartOf, graph.BasisStated, ids(graph.KindPriority, "5"), ids(graph.KindPlan, "city"))
	return p.Changes
}

// A planner writes the small plan down.
type planner struct{ graph.Changes }

func (p *planner) nodes() {
	one, two := graph.Quarter{Year: "2022/23", Number: 1}, graph.Quarter{Year: "2022/23", Number: 2}
	for _, n := range []struct {
		id, code, title, description string
		quarters                     []graph.Quarter
	}{
		{"priority:3", "3", "Prosper", "", nil}, {"priority:4", "4", "Thrive", "", nil}, {"priority:5", "5", "Empty", "", nil}, {"priority:6", "6", "See four", "", nil},
		{"promise:lend", "", "Lend books", "", nil}, {"promise:late", "", "Open late", "", nil},
		{"theme:people", "", "People", "", nil}, {"theme:place", "", "Place", "", nil},
		{"activity:reading", "1.1", "Reading", "", nil}, {"activity:rooms", "2.2", "Rooms", "", nil}, {"activity:nights", "2.10", "Nights", "", nil},
		{"action:alpha", "", "Alpha", "Work with partners on books", []graph.Quarter{one}},
		{"action:shared", "", "shared libraries", "", []graph.Quarter{one, two}},
		{"action:beta", "", "Beta Library", "", []graph.Quarter{two}},
		{"action:emile", "", "Émile's walk", "", nil},
		{"partner:agency", "", "The Agency", "", nil}, {"measure:visits", "", "Visits", "", nil},
		{"plan:county", "", "County plan", "", nil}, {"plan:city", "", "City plan", "", nil},
	} {
		id := graph.ID(n.id)
		kind, _ := id.Kind()
		made := graph.Node{ID: id, Kind: kind, Code: n.code, Title: n.title, Description: n.description, Position: 1, Evidence: cite(n.title)}
		for i := range p.Put {
			if p.Put[i].Kind == kind {
				made.Position++
			}
		}
		for _, q := range n.quarters {
			made.Schedule = append(made.Schedule, graph.ScheduledQuarter{Quarter: q, Evidence: cite(q.Label())})
		}
		if kind == graph.KindPartner {
			made.Type = graph.PartnerTypeOrganisation
		}
		p.Put = append(p.Put, made)
	}
}

func cite(words string) []graph.Citation {
	return []graph.Citation{{Plan: "plan:county", Document: "county.txt", Line: 1, LastLine: 2, Quote: words, AsPrinted: words}}
}

// each links each of some nodes to each of others; a link met again carries one row more.
func (p *planner) each(r graph.Relation, b graph.Basis, from, to []graph.ID, rows ...graph.ID) {
	for _, f := range from {
		for _, t := range to {
			l := graph.Link{Relation: r, From: f, To: t, Basis: b, State: graph.LinkStateActive, Rows: rows, Evidence: cite("together")}
			if i := slices.IndexFunc(p.Link, func(o graph.Link) bool { return o.Normal().ID == l.Normal().ID }); i >= 0 {
				p.Link[i].Rows = append(slices.Clone(p.Link[i].Rows), rows...)
			} else {
				p.Link = append(p.Link, l)
			}
		}
	}
}

func (p *planner) similar(a, b graph.ID, score float64) {
	p.Link = append(p.Link, graph.Link{Relation: graph.RelationSimilarTo, From: a, To: b, Basis: graph.BasisInferred, State: graph.LinkStateActive, Score: &score, Note: "worded alike"})
}

// ids are the IDs of a kind with some slugs.
func ids(k graph.Kind, slugs string) []graph.ID {
	var list []graph.ID
	for _, slug := range strings.Fields(slugs) {
		list = append(list, graph.NodeID(k, slug))
	}
	return list
}

// A trial is a store with the small plan in it, and how promises ask it.
type trial struct {
	*testing.T
	store graph.Store
	view  graph.View
}

// try opens a store with the small plan and changes on top of it.
func try(t *testing.T, open Opener, more ...graph.Changes) *trial {
	t.Helper()
	s := open(t)
	apply(t, s, smallPlan())
	for _, c := range more {
		c.Actor = "graphtest"
		apply(t, s, c)
	}
	v := view(t, s)
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		closeStore(t, s)
	})
	return &trial{t, s, v}
}

// slugs are the parts of the IDs behind the kind.
func slugs(nodes ...*graph.Found) string {
	var list []string
	for _, f := range nodes {
		_, slug, _ := strings.Cut(string(f.Node.ID), ":")
		list = append(list, slug)
	}
	return strings.Join(list, " ")
}

func pageSlugs(p *graph.NodePage) string {
	var nodes []*graph.Found
	for _, e := range p.Edges {
		nodes = append(nodes, e.To)
	}
	return slugs(nodes...)
}

// is fails unless two values are the same.
func is[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

const many = 100

var everything = graph.Page{Limit: many}

// walk asks for nodes; without a page all of them.
func (t *trial) walk(w graph.Walk) *graph.NodePage {
	t.Helper()
	if w.Page == (graph.Page{}) {
		w.Page = everything
	}
	page, err := t.view.Walk(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// where gives the slugs of the nodes of a kind for which a condition holds, in document order.
func (t *trial) where(k graph.Kind, c graph.Condition) string {
	t.Helper()
	return pageSlugs(t.walk(graph.Walk{Kind: k, Where: c, Order: byPosition}))
}

// step follows a field of a node.
func (t *trial) step(id graph.ID, field string, change func(*graph.Step)) *graph.NodePage {
	t.Helper()
	kind, _ := id.Kind()
	s := graph.Step{Route: route(kind, field), Page: everything, Order: byPosition, Via: &graph.LinkSelection{}, Link: &graph.LinkSelection{}}
	if change != nil {
		change(&s)
	}
	return t.lookup(id, graph.Selection{Steps: []graph.Step{s}}).Pages[0]
}

func (t *trial) lookup(id graph.ID, s graph.Selection) *graph.Found {
	t.Helper()
	a, err := t.view.Lookup(t.Context(), graph.Lookup{IDs: []graph.ID{id}, Select: s})
	if err != nil || a.Nodes[0] == nil {
		t.Fatalf("%s: %v, %v", id, a, err)
	}
	return a.Nodes[0]
}

// route is that of a field of the catalogue.
func route(k graph.Kind, field string) graph.Route {
	f, ok := k.Info().Relation(field)
	if !ok {
		panic(k.String() + " has no field " + field)
	}
	return f.Route
}

var (
	byPosition = []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}
	byTitle    = []graph.Order{{By: graph.ByField, Field: graph.FieldTitle}}
)
