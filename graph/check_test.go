package graph_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// A checked is anything with a Check, and words of the message wanted; none if it is to pass.
type checked struct {
	name  string
	value interface{ Check() error }
	words string
}

func checkAll(t *testing.T, cases []checked) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := c.value.Check()
			switch {
			case c.words == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.words != "" && err == nil:
				t.Errorf("not refused")
			case c.words != "" && (!errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), c.words)):
				t.Errorf("got %v, want it to say %q", err, c.words)
			}
		})
	}
}

// actions is a walk over actions; change makes it wrong.
func actions(change func(*graph.Walk)) graph.Walk {
	w := graph.Walk{Kind: graph.KindAction, Page: graph.Page{Limit: 10}}
	if change != nil {
		change(&w)
	}
	return w
}

func where(c graph.Condition) graph.Walk {
	return actions(func(w *graph.Walk) { w.Where = c })
}

func steps(s graph.Step) graph.Walk {
	return actions(func(w *graph.Walk) { w.Select.Steps = []graph.Step{s} })
}

var (
	serves = graph.Route{{{Relation: graph.RelationServes, Direction: graph.Out}}}
	alike  = graph.Route{{{Relation: graph.RelationSimilarTo, Direction: graph.Both}}}
)

func cursor(keys ...graph.Value) *graph.Cursor { return &graph.Cursor{Keys: keys, ID: "action:a"} }

func TestCheckWalks(t *testing.T) {
	byTitle := []graph.Order{{By: graph.ByField, Field: graph.FieldTitle}}
	checkAll(t, []checked{
		{"plain", actions(nil), ""},
		{"no kind", graph.Walk{}, "NONE is no kind"},
		{"unknown field", actions(func(w *graph.Walk) { w.Order = []graph.Order{{By: graph.ByField, Field: "year"}} }), "actions have no field year"},
		{"no order", actions(func(w *graph.Walk) { w.Order = []graph.Order{{}} }), "ordered by a field"},
		{"links' order", actions(func(w *graph.Walk) { w.Order = []graph.Order{{By: graph.ByScore}} }), "ordered by a field"},
		{"reasons without reasons", actions(func(w *graph.Walk) { w.Order = []graph.Order{{By: graph.ByReasons}} }), "needs reasons"},
		{"basis at the root", actions(func(w *graph.Walk) { w.Order = []graph.Order{{By: graph.ByBasis}} }), "needs reasons"},
		{"count of nothing", actions(func(w *graph.Walk) { w.Order = []graph.Order{{By: graph.ByCount}} }), "a route needs a path"},
		{"negative limit", actions(func(w *graph.Walk) { w.Page.Limit = -1 }), "not -1"},
		{"cursor", actions(func(w *graph.Walk) { w.Order, w.Page.After = byTitle, cursor(graph.Text("a")) }), ""},
		{"cursor of null", actions(func(w *graph.Walk) { w.Order, w.Page.After = byTitle, cursor(graph.Value{}) }), ""},
		{"cursor with too few keys", actions(func(w *graph.Walk) { w.Order, w.Page.After = byTitle, cursor() }), "does not belong to this order"},
		{"cursor with other keys", actions(func(w *graph.Walk) { w.Order, w.Page.Before = byTitle, cursor(graph.Int(1)) }), "does not belong to this order"},
		{"cursor without ID", actions(func(w *graph.Walk) { w.Page.Before = &graph.Cursor{} }), "does not belong to this order"},
		{"facet", actions(func(w *graph.Walk) { w.Want.Facets = []graph.Axis{graph.AxisTheme, graph.AxisQuarter} }), ""},
		{"facet that nothing leads to", graph.Walk{Kind: graph.KindMeasure, Want: graph.Want{Facets: []graph.Axis{graph.AxisTheme}}}, "nothing leads from measures"},
		{"count of reasons", actions(func(w *graph.Walk) { w.Want.Reasons = true }), "only where there are reasons"},
		{"group", actions(func(w *graph.Walk) { w.Group = &graph.Grouping{Relation: graph.RelationSimilarTo, MinScore: 0.5} }), ""},
		{"group by a directed relation", actions(func(w *graph.Walk) { w.Group = &graph.Grouping{Relation: graph.RelationServes} }), "cannot be grouped by SERVES"},
		{"group by too high a score", actions(func(w *graph.Walk) { w.Group = &graph.Grouping{Relation: graph.RelationSimilarTo, MinScore: 2} }), "from 0 to 1, not 2"},
		{"too many reasons", actions(func(w *graph.Walk) { w.MinReasons = 1 }), "1 reasons must hold, but there are 0"},
		{"reasons without end", actions(func(w *graph.Walk) { w.Reasons = make([]graph.Reason, 65) }), "at most 64 are looked for"},
		{"reason without a name", actions(func(w *graph.Walk) { w.Reasons = []graph.Reason{{Route: serves}} }), "needs a name of its own"},
		{"empty reason", actions(func(w *graph.Walk) { w.Reasons = []graph.Reason{{Name: "a"}} }), "needs a wording or a route"},
		{"reason's condition", actions(func(w *graph.Walk) { w.Reasons = []graph.Reason{{Name: "a", Route: serves, Where: graph.Scheduled{}}} }), "priorities have no schedule"},
	})
}

func TestCheckConditions(t *testing.T) {
	text := func(op graph.Op, values ...graph.Value) graph.Walk {
		return where(graph.Compare{Field: graph.FieldTitle, Op: op, Values: values})
	}
	linked := func(c graph.Linked) graph.Walk { return where(graph.Not{Of: graph.All{graph.Any{c}}}) }
	checkAll(t, []checked{
		{"nothing", where(graph.Not{Of: graph.All{nil, graph.Any{}}}), ""},
		{"unknown field", where(graph.Compare{Field: "type", Op: graph.OpIsNull}), "actions have no field type"},
		{"no comparison", text(0, graph.Text("a")), "needs a comparison"},
		{"two values", text(graph.OpEq, graph.Text("a"), graph.Text("b")), "one value, not 2"},
		{"null with a value", text(graph.OpIsNull, graph.Text("a")), "without a value"},
		{"in of nothing", text(graph.OpIn), ""},
		{"text by size", text(graph.OpLt, graph.Text("a")), "not compared by size"},
		{"number by part", where(graph.Compare{Field: graph.FieldRevision, Op: graph.OpContains, Values: []graph.Value{graph.Int(1)}}), "no parts"},
		{"number in a text", text(graph.OpEq, graph.Int(1)), "does not hold values"},
		{"empty stem", where(graph.Wording{Stems: []string{""}}), "no stem"},
		{"stem that is not folded", where(graph.Wording{Stems: []string{"É"}}), `it is folded ("e")`},
		{"quarter", where(graph.Scheduled{Quarters: []graph.Quarter{{Year: "2022", Number: 5}}}), "no quarter"},
		{"no plan", where(graph.InPlan{}), "names no plan"},
		{"what is no plan", where(graph.InPlan{Plan: "action:a"}), "is no plan"},
		{"links", linked(graph.Linked{Route: serves, Quantifier: graph.CountIs, Op: graph.OpGte, Count: 2}), ""},
		{"no quantifier", linked(graph.Linked{Route: serves}), "needs a quantifier"},
		{"count by part", linked(graph.Linked{Route: serves, Quantifier: graph.CountIs, Op: graph.OpIn}), "compared by eq"},
		{"number without count", linked(graph.Linked{Route: serves, Quantifier: graph.Some, Count: 1}), "only a count"},
		{"route of another kind", linked(graph.Linked{Route: graph.Route{{{Relation: graph.RelationSupports, Direction: graph.Out}}}, Quantifier: graph.Some}), "no link SUPPORTS leads on from actions"},
		{"within something else", linked(graph.Linked{Route: serves, Quantifier: graph.Some, Filter: graph.LinkFilter{Within: "theme:a"}}), "is no priority"},
		{"unknown basis", linked(graph.Linked{Route: serves, Quantifier: graph.Some, Filter: graph.LinkFilter{Basis: 1 << 9}}), "no bases"},
		{"condition behind the route", linked(graph.Linked{Route: serves, Quantifier: graph.Some, Where: graph.Scheduled{}}), "priorities have no schedule"},
		{"hop without direction", linked(graph.Linked{Route: graph.Route{{{Relation: graph.RelationServes}}}, Quantifier: graph.Some}), "needs a direction"},
		{"one way along what has none", linked(graph.Linked{Route: graph.Route{{{Relation: graph.RelationSimilarTo, Direction: graph.Out}}}, Quantifier: graph.Some}), "follow it both ways"},
		{"again and again to another kind", linked(graph.Linked{Route: graph.Route{{{Relation: graph.RelationServes, Direction: graph.Out, Closure: true}}}, Quantifier: graph.Some}), "again and again"},
		{"empty path", linked(graph.Linked{Route: graph.Route{{}}, Quantifier: graph.Some}), "a path needs a hop"},
		{"score", linked(graph.Linked{Route: graph.Route{{{Relation: graph.RelationSimilarTo, Direction: graph.Both, MinScore: -1}}}, Quantifier: graph.Some}), "from 0 to 1"},
	})
}

func TestCheckSelections(t *testing.T) {
	checkAll(t, []checked{
		{"step", steps(graph.Step{Route: serves, Order: []graph.Order{{By: graph.ByBasis}}}), ""},
		{"step of a kind that is not there", steps(graph.Step{From: graph.Kinds(graph.KindPromise), Route: graph.Route{{{Relation: graph.RelationSupports, Direction: graph.Out}}}}), ""},
		{"step that leads nowhere", steps(graph.Step{Route: graph.Route{{{Relation: graph.RelationSupports, Direction: graph.Out}}}}), "no link SUPPORTS"},
		{"order by reasons", steps(graph.Step{Route: alike, Order: []graph.Order{{By: graph.ByReasons}}}), "needs reasons"},
		{"step of a step", steps(graph.Step{Route: serves, Select: graph.Selection{Steps: []graph.Step{{Route: serves}}}}), "no link SERVES leads on from priorities"},
		{"links", actions(func(w *graph.Walk) {
			w.Select.Links = []graph.LinkStep{{Page: graph.Page{After: cursor(graph.Int(1), graph.Int(0))}}}
		}), ""},
		{"cursor of links", actions(func(w *graph.Walk) {
			w.Select.Links = []graph.LinkStep{{Page: graph.Page{After: cursor(graph.Int(1))}}}
		}), "does not belong"},
		{"facets of links", actions(func(w *graph.Walk) {
			w.Select.Links = []graph.LinkStep{{Want: graph.Want{Facets: []graph.Axis{graph.AxisTheme}}}}
		}), "not counted by facets"},
		{"behind a link", graph.Lookup{Link: graph.LinkSelection{Rows: &graph.Selection{Steps: []graph.Step{{Route: serves}}}}}, "leads on from priorities"},
		{"lookup", graph.Lookup{IDs: []graph.ID{"action:a", "link:serves:action:a>priority:3"}}, ""},
		{"lookup of what is no ID", graph.Lookup{IDs: []graph.ID{"17"}}, `"17" is no ID`},
	})
}

func TestCheckOtherQuestions(t *testing.T) {
	low, high := 0.2, 0.8
	tally := graph.Tally{Rows: graph.AxisPriority, Columns: graph.AxisTheme, Count: graph.KindAction}
	half, quarters, none := tally, tally, tally
	half.Cells = []graph.CellPage{{Row: "priority:3"}}
	quarters.Columns = graph.AxisQuarter
	none.Count = graph.KindSite
	paths := func(change func(*graph.PathQuery)) graph.PathQuery {
		p := graph.PathQuery{From: "action:a", To: "theme:b", MaxLength: 4, First: 10}
		change(&p)
		return p
	}
	checkAll(t, []checked{
		{"links", graph.LinkWalk{MinScore: &low, MaxScore: &high, Order: []graph.Order{{By: graph.ByField, Field: graph.FieldRevision}}}, ""},
		{"links' default cursor", graph.LinkWalk{Page: graph.Page{After: cursor(graph.Int(3))}}, ""},
		{"links by title", graph.LinkWalk{Order: []graph.Order{{By: graph.ByField, Field: graph.FieldTitle}}}, "ordered by score, relation or revision"},
		{"scores turned round", graph.LinkWalk{MinScore: &high, MaxScore: &low}, "at least 0.8 and at most 0.2"},
		{"no state", graph.LinkWalk{States: []graph.LinkState{0}}, "no state"},
		{"row of another kind", graph.LinkWalk{Row: "plan:a"}, "is no priority"},
		{"tally", tally, ""},
		{"tally by quarter", quarters, ""},
		{"tally that nothing leads to", none, "nothing leads from sites to the axis THEME"},
		{"half a cell", half, "one of them is missing"},
		{"no axis", graph.Tally{Count: graph.KindAction}, "NONE is no axis"},
		{"paths", paths(func(*graph.PathQuery) {}), ""},
		{"too long", paths(func(p *graph.PathQuery) { p.MaxLength = 7 }), "1 to 6 links, not 7"},
		{"too short", paths(func(p *graph.PathQuery) { p.MaxLength = 0 }), "1 to 6 links, not 0"},
		{"too many", paths(func(p *graph.PathQuery) { p.First = 501 }), "1 to 500 threads"},
		{"to itself", paths(func(p *graph.PathQuery) { p.To = p.From }), "both ends are action:a"},
		{"from a link", paths(func(p *graph.PathQuery) { p.From = "link:serves:action:a>priority:3" }), "is a link"},
		{"from nothing", paths(func(p *graph.PathQuery) { p.From = "" }), "is no ID"},
		{"search", graph.SearchQuery{Query: "a", Page: graph.Page{After: cursor(graph.Float(1), graph.Int(1), graph.Int(1))}}, ""},
		{"search with another cursor", graph.SearchQuery{Query: "a", Page: graph.Page{After: cursor()}}, "does not belong"},
		{"search of no kind", graph.SearchQuery{Kinds: 1}, "there are no kinds"},
	})
}

func TestCheckChanges(t *testing.T) {
	cite := []graph.Citation{{Plan: "plan:p", Document: "d", Line: 2, LastLine: 3}}
	put := func(change func(*graph.Node)) graph.Changes {
		n := graph.Node{ID: "action:a", Kind: graph.KindAction, Title: "A", Position: 1, Evidence: cite}
		change(&n)
		return graph.Changes{Actor: "t", Put: []graph.Node{n}}
	}
	link := func(change func(*graph.Link)) graph.Changes {
		l := graph.Link{Relation: graph.RelationServes, From: "action:a", To: "priority:3", Basis: graph.BasisStated, State: graph.LinkStateActive}
		change(&l)
		return graph.Changes{Actor: "t", Link: []graph.Link{l}}
	}
	twice := put(func(*graph.Node) {})
	twice.Put = append(twice.Put, twice.Put[0])
	score := 0.5
	second, first := graph.ScheduledQuarter{Quarter: graph.Quarter{Year: "2022/23", Number: 2}}, graph.ScheduledQuarter{Quarter: graph.Quarter{Year: "2022/23", Number: 1}}
	checkAll(t, []checked{
		{"nothing", graph.Changes{Actor: "t"}, ""},
		{"the end of no load", graph.Changes{Actor: "t", LoadEnds: true}, "names it"},
		{"nobody", graph.Changes{Actor: " "}, "needs an actor"},
		{"node", put(func(*graph.Node) {}), ""},
		{"kind of another ID", put(func(n *graph.Node) { n.ID = "site:a" }), "the ID is that of a site"},
		{"no title", put(func(n *graph.Node) { n.Title = " " }), "needs a title"},
		{"no position", put(func(n *graph.Node) { n.Position = 0 }), "count from 1"},
		{"not UTF-8", put(func(n *graph.Node) { n.Description = "\xff" }), "not UTF-8"},
		{"foreign type", put(func(n *graph.Node) { n.Type = graph.PartnerTypeGroup }), "actions have no type"},
		{"foreign year", put(func(n *graph.Node) { n.Year = "2022" }), "actions have no year"},
		{"foreign column titles", put(func(n *graph.Node) { n.ColumnTitles = []graph.ColumnTitle{{Kind: graph.KindAction}} }), "actions have no column titles"},
		{"foreign schedule", put(func(n *graph.Node) {
			n.ID, n.Kind, n.Schedule = "site:a", graph.KindSite, []graph.ScheduledQuarter{first}
		}), "sites have no schedule"},
		{"partner without a type", put(func(n *graph.Node) { n.ID, n.Kind = "partner:a", graph.KindPartner }), "needs a type"},
		{"schedule out of order", put(func(n *graph.Node) { n.Schedule = []graph.ScheduledQuarter{second, first} }), "earliest first"},
		{"what is no quarter", put(func(n *graph.Node) { n.Schedule = []graph.ScheduledQuarter{{}} }), "no quarter"},
		{"citation of nothing", put(func(n *graph.Node) { n.Evidence = []graph.Citation{{Plan: "plan:p"}} }), "names no document"},
		{"citation of no plan", put(func(n *graph.Node) { n.Evidence = []graph.Citation{{Document: "d"}} }), "no plan's ID"},
		{"citation's lines", put(func(n *graph.Node) {
			n.Evidence = []graph.Citation{{Plan: "plan:p", Document: "d", Line: 3, LastLine: 2}}
		}), "no lines 3 to 2"},
		{"twice", twice, "written twice"},
		{"link", link(func(*graph.Link) {}), ""},
		{"wrong end", link(func(l *graph.Link) { l.To = "theme:a" }), "SERVES leads from actions to priorities, not from action:a to theme:a"},
		{"to itself", link(func(l *graph.Link) { l.Relation, l.To = graph.RelationSimilarTo, "action:a" }), "both ends are the same"},
		{"another ID", link(func(l *graph.Link) { l.ID = "link:serves:action:b>priority:3" }), "has the ID"},
		{"no basis", link(func(l *graph.Link) { l.Basis = 0 }), "needs a basis"},
		{"no state", link(func(l *graph.Link) { l.State = 0 }), "needs a state"},
		{"foreign score", link(func(l *graph.Link) { l.Score = &score }), "only likeness has a score"},
		{"row of another kind", link(func(l *graph.Link) { l.Rows = []graph.ID{"theme:a"} }), "the IDs of priorities"},
		{"rejecting a node", graph.Changes{Actor: "t", Reject: []graph.ID{"action:a"}}, "no link's ID"},
		{"dropping a link", graph.Changes{Actor: "t", Drop: []graph.ID{"link:serves:action:a>priority:3"}}, "is a link"},
		{"alias of nothing", graph.Changes{Actor: "t", Alias: []graph.Alias{{Old: "x", New: "action:a"}}}, "is no ID"},
		{"restoring what is not put", graph.Changes{Actor: "t", Restored: []graph.ID{"action:a"}}, "without being put"},
		{"expecting before the beginning", graph.Changes{Actor: "t", Expect: map[graph.ID]graph.Revision{"action:a": -1}}, "revisions count from 1"},
	})
}

func TestCheckJournalQuery(t *testing.T) {
	checkAll(t, []checked{
		{"everything", graph.JournalQuery{}, ""},
		{"all of it", graph.JournalQuery{After: 3, Until: 2, Limit: 1, Backward: true, Wait: true, Subjects: []graph.ID{"action:a", "link:serves:action:a>priority:1"}}, ""},
		{"after", graph.JournalQuery{After: -1}, "after revision -1"},
		{"until", graph.JournalQuery{Until: -1}, "until -1"},
		{"limit", graph.JournalQuery{Limit: -2}, "at most -2"},
		{"a subject", graph.JournalQuery{Subjects: []graph.ID{"action:a", "colour:red"}}, `"colour:red" is no ID`},
	})
}
