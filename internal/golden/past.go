package golden

import (
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A small plan that people go on working at, so that it has a past. The hours are fixed, and so are the answers.
//
//	row  promise [theme]        activity    actions (quarter)                        partner
//	1    Plant more [Nature]    1.1 Plant   Plant trees (Q1), Plant hedges (Q2)      Plant trees: Tree wardens
//	2    Walk more [People]                 Plant a tree, Walk to school (Q1)
//	3    "see 1"
//	4    (empty)
//
//	 2  Ann words "Plant hedges" better.
//	 3  Ann confirms the partner, and rejects that "Plant hedges" keeps the promise.
//	 4  Ben adds "Open a playground" (Q3) to row 3.
//	 5  Ben merges "Plant a tree" into "Plant trees", which now serves rows 1 and 2.
//	 6  Ann takes the actions out of row 1.
//	 7  Ann brings "Plant trees" back to row 1.
//	 8  Ben gives "Plant hedges" another ID.
//	 9  Ann drops "Open a playground".
//	10  Ann brings it back, with its link.
func pastChanges() []graph.Changes {
	hedges := action("plant-hedges", 2, "Plant hedgerows", 2)
	hedges.Description = "Along the school’s fence."
	hedgerows := hedges
	hedgerows.ID = "action:plant-hedgerows"
	confirmed := link(graph.RelationInvolves, "action:plant-trees", "partner:tree-wardens", graph.BasisCurated, "priority:1")
	confirmed.Evidence = cite("1", "Plant trees")
	playground := action("open-playground", 5, "Open a playground", 3)
	playground.Evidence = nil
	atPlay := link(graph.RelationServes, playground.ID, "priority:3", graph.BasisCurated)
	trees := link(graph.RelationServes, "action:plant-trees", "priority:1", graph.BasisStated, "priority:1")
	return []graph.Changes{
		planted(),
		{Actor: "Ann", Reason: "as the committee worded it", Put: []graph.Node{hedges}},
		{Actor: "Ann", Link: []graph.Link{confirmed}, Reject: []graph.ID{"link:keeps:action:plant-hedges>promise:plant"}},
		{Actor: "Ben", Put: []graph.Node{playground}, Link: []graph.Link{atPlay}},
		{
			Actor: "Ben", Reason: "the same thing twice", Drop: []graph.ID{"action:plant-a-tree"}, Alias: []graph.Alias{{Old: "action:plant-a-tree", New: "action:plant-trees"}},
			Link: []graph.Link{link(graph.RelationServes, "action:plant-trees", "priority:2", graph.BasisStated, "priority:2")},
		},
		{Actor: "Ann", Unlink: []graph.ID{trees.Normal().ID, "link:serves:action:plant-hedges>priority:1"}},
		{Actor: "Ann", Link: []graph.Link{trees}, Restored: []graph.ID{trees.Normal().ID}},
		{
			Actor: "Ben", Put: []graph.Node{hedgerows}, Drop: []graph.ID{"action:plant-hedges"}, Alias: []graph.Alias{{Old: "action:plant-hedges", New: hedgerows.ID}},
			Link: []graph.Link{link(graph.RelationDelivers, hedgerows.ID, "activity:1.1", graph.BasisCoListed, "priority:1")},
		},
		{Actor: "Ann", Reason: "no money", Drop: []graph.ID{playground.ID}},
		{Actor: "Ann", Reason: "money was found", Put: []graph.Node{playground}, Link: []graph.Link{atPlay}, Restored: []graph.ID{playground.ID, atPlay.Normal().ID}},
	}
}

// planted is the plan as it was imported.
func planted() graph.Changes {
	c := graph.Changes{Actor: "import", Reason: "green.txt"}
	for _, n := range []graph.Node{
		{ID: "plan:green", Kind: graph.KindPlan, Title: "Green plan", Position: 1, Own: graph.Own{Year: "2026/27"}},
		{ID: "priority:1", Kind: graph.KindPriority, Code: "1", Title: "Green streets", Position: 1},
		{ID: "priority:2", Kind: graph.KindPriority, Code: "2", Title: "Clean air", Position: 2},
		{ID: "priority:3", Kind: graph.KindPriority, Code: "3", Title: "Room to play", Position: 3},
		{ID: "priority:4", Kind: graph.KindPriority, Code: "4", Title: "Quiet nights", Position: 4},
		{ID: "theme:nature", Kind: graph.KindTheme, Title: "Nature", Position: 1},
		{ID: "theme:people", Kind: graph.KindTheme, Title: "People", Position: 2},
		{ID: "promise:plant", Kind: graph.KindPromise, Title: "Plant more", Position: 1},
		{ID: "promise:walk", Kind: graph.KindPromise, Title: "Walk more", Position: 2},
		{ID: "activity:1.1", Kind: graph.KindActivity, Code: "1.1", Title: "Plant", Position: 1},
		{ID: "partner:tree-wardens", Kind: graph.KindPartner, Title: "Tree wardens", Position: 1, Own: graph.Own{Type: graph.PartnerTypeGroup}},
		action("plant-trees", 1, "Plant trees", 1), action("plant-hedges", 2, "Plant hedges", 2),
		action("plant-a-tree", 3, "Plant a tree", 0), action("walk-to-school", 4, "Walk to school", 1),
	} {
		c.Put = append(c.Put, n)
		if n.Kind != graph.KindPlan {
			c.Link = append(c.Link, link(graph.RelationPartOf, n.ID, "plan:green", graph.BasisStated))
		}
	}
	score := 0.8
	alike := link(graph.RelationSimilarTo, "action:plant-a-tree", "action:plant-trees", graph.BasisInferred)
	alike.Score, alike.Note = &score, "worded alike"
	c.Link = append(c.Link,
		link(graph.RelationSupports, "promise:plant", "priority:1", graph.BasisStated, "priority:1"),
		link(graph.RelationSupports, "promise:walk", "priority:2", graph.BasisStated, "priority:2"),
		link(graph.RelationHasTheme, "promise:plant", "theme:nature", graph.BasisStated, "priority:1"),
		link(graph.RelationHasTheme, "promise:walk", "theme:people", graph.BasisStated, "priority:2"),
		link(graph.RelationContributesTo, "activity:1.1", "priority:1", graph.BasisStated, "priority:1"),
		link(graph.RelationServes, "action:plant-trees", "priority:1", graph.BasisStated, "priority:1"),
		link(graph.RelationServes, "action:plant-hedges", "priority:1", graph.BasisStated, "priority:1"),
		link(graph.RelationServes, "action:plant-a-tree", "priority:2", graph.BasisStated, "priority:2"),
		link(graph.RelationServes, "action:walk-to-school", "priority:2", graph.BasisStated, "priority:2"),
		link(graph.RelationKeeps, "action:plant-trees", "promise:plant", graph.BasisCoListed, "priority:1"),
		link(graph.RelationKeeps, "action:plant-hedges", "promise:plant", graph.BasisCoListed, "priority:1"),
		link(graph.RelationDelivers, "action:plant-trees", "activity:1.1", graph.BasisCoListed, "priority:1"),
		link(graph.RelationDelivers, "action:plant-hedges", "activity:1.1", graph.BasisCoListed, "priority:1"),
		link(graph.RelationInvolves, "action:plant-trees", "partner:tree-wardens", graph.BasisMentioned, "priority:1"),
		link(graph.RelationRefersTo, "priority:3", "priority:1", graph.BasisInferred),
		alike,
	)
	return c
}

// action is profiled to a quarter, or to none if that is 0.
func action(slug string, position int, title string, quarter int) graph.Node {
	n := graph.Node{ID: graph.NodeID(graph.KindAction, slug), Kind: graph.KindAction, Title: title, Position: position, Evidence: cite("1", title)}
	if quarter > 0 {
		n.Schedule = []graph.ScheduledQuarter{{Quarter: graph.Quarter{Year: "2026/27", Number: quarter}}}
	}
	return n
}

func link(r graph.Relation, from, to graph.ID, b graph.Basis, rows ...graph.ID) graph.Link {
	return graph.Link{Relation: r, From: from, To: to, Basis: b, State: graph.LinkStateActive, Rows: rows}
}

func cite(row, words string) []graph.Citation {
	return []graph.Citation{{Plan: "plan:green", Document: "green.txt", Row: row, Line: 1, LastLine: 1, Quote: words, AsPrinted: words}}
}

// FillPast fills an empty store with the small plan and its past: one revision a day, at nine in the morning.
func FillPast(t testing.TB, store graph.Store) {
	t.Helper()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i, c := range pastChanges() {
		c.At = at.AddDate(0, 0, i)
		if r, err := store.Apply(t.Context(), c); err != nil || r != graph.Revision(i+1) {
			t.Fatalf("edit %d made revision %d, %v", i+1, r, err)
		}
	}
}
