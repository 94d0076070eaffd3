package golden_test

import (
	"context"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/golden"
)

// Row truth, worked out by hand from the annex. A co-listed link says only that both its ends stand in one row, so it
// must never be chained through a shared node into another row.
//
//	row  promises                     activities                 actions (new ones)
//	1    1 (Place)                    2.2                        4
//	2    4 (People 4, Place 2, P'ship 1)  1.5 2.4 2.5 3.1 4.6 4.7    9
//	3    A (People, Partnership)      1.3 3.1                    4
//	4    A                            1.3 2.5 3.1                7 (3: the four of row 3 stand here again)
//	5    none                         none                       none
//	6    none: a footnote that refers to row 1, and a measure
//	7    1 (People, Partnership)      1.1 1.2                    8
//	8    5 (People 4, Place 4, P'ship 2)  1.1 2.1 3.3                9
//	9    1 (People, Partnership)      2.3 3.2                    11 (one is printed twice, with a quarter and without)

func annexStore(t testing.TB) graph.Store {
	t.Helper()
	store := memstore.New()
	if _, err := store.Apply(context.Background(), golden.Sample(t)); err != nil {
		t.Fatal(err)
	}
	return store
}

type titles struct {
	TotalCount int
	Nodes      []struct{ Code, Title string }
}

func (l titles) codes() []string {
	var out []string
	for _, n := range l.Nodes {
		out = append(out, n.Code)
	}
	return out
}

func TestEveryRowHasWhatItLists(t *testing.T) {
	got := golden.Ask[struct {
		Priorities struct {
			Nodes []struct {
				Code                 string
				Promises, Activities titles
				Actions              titles
			}
		}
	}](t, annexStore(t), `{priorities {nodes {code promises {totalCount} activities {totalCount nodes {code}} actions {totalCount}}}}`)
	want := []struct {
		promises   int
		activities []string
		actions    int
	}{
		{1, []string{"2.2"}, 4},
		{4, []string{"1.5", "2.4", "2.5", "3.1", "4.6", "4.7"}, 9},
		{1, []string{"1.3", "3.1"}, 4},
		{1, []string{"1.3", "2.5", "3.1"}, 7},
		{0, nil, 0},
		{0, nil, 0},
		{1, []string{"1.1", "1.2"}, 8},
		{5, []string{"1.1", "2.1", "3.3"}, 9},
		{1, []string{"2.3", "3.2"}, 11},
	}
	if len(got.Priorities.Nodes) != len(want) {
		t.Fatalf("%d priorities, want %d", len(got.Priorities.Nodes), len(want))
	}
	for i, p := range got.Priorities.Nodes {
		w := want[i]
		codes := p.Activities.codes()
		slices.Sort(codes)
		if p.Promises.TotalCount != w.promises || !slices.Equal(codes, w.activities) || p.Actions.TotalCount != w.actions {
			t.Errorf("priority %s: %d promises, activities %v, %d actions; want %v", p.Code, p.Promises.TotalCount, codes, p.Actions.TotalCount, w)
		}
	}
}

// Priority 4 shares activities 2.5 with row 2 and 3.1 with rows 2 and 3. Chained naively, the nine actions of row 2 would
// come along: sixteen instead of seven.
func TestAThreadStaysInItsRow(t *testing.T) {
	type ends struct {
		Entities []struct{ ID string }
	}
	got := golden.Ask[struct{ True, Naive []ends }](t, annexStore(t), `{
		true: threads(from: "priority:4", toKind: ACTION, maxLength: 2, first: 500) {entities {id}}
		naive: threads(from: "priority:4", toKind: ACTION, maxLength: 2, first: 500, acrossRows: true) {entities {id}}
	}`)
	distinct := func(threads []ends) int {
		seen := map[string]bool{}
		for _, t := range threads {
			seen[t.Entities[len(t.Entities)-1].ID] = true
		}
		return len(seen)
	}
	if n := distinct(got.True); n != 7 {
		t.Errorf("%d actions on the golden thread of priority 4, want 7", n)
	}
	if n := distinct(got.Naive); n != 16 {
		t.Errorf("%d actions across rows, want 16: the counter-example itself is not as it was worked out", n)
	}
}

// Every action of row 1 keeps a promise under Place alone, although the activity it delivers or the words it uses may
// stand elsewhere.
func TestAnActionHasOnlyTheThemesOfItsRows(t *testing.T) {
	got := golden.Ask[struct {
		Row1, Row3 struct {
			Actions struct{ Nodes []struct{ Themes titles } }
		}
	}](t, annexStore(t), `{
		row1: priority(id: "priority:1") {actions {nodes {themes {nodes {title}}}}}
		row3: priority(id: "priority:3") {actions {nodes {themes {nodes {title}}}}}
	}`)
	check := func(row string, nodes []struct{ Themes titles }, want ...string) {
		for _, n := range nodes {
			var have []string
			for _, theme := range n.Themes.Nodes {
				have = append(have, theme.Title)
			}
			slices.Sort(have)
			if !slices.Equal(have, want) {
				t.Errorf("%s: an action has the themes %v, want %v", row, have, want)
			}
		}
	}
	check("row 1", got.Row1.Actions.Nodes, "Place")
	check("row 3", got.Row3.Actions.Nodes, "Partnership", "People")
}

// Promises by theme, counted by hand from the words in brackets; People, Partnership and Place are the columns.
func TestTheMatrixIsAsCountedByHand(t *testing.T) {
	got := golden.Ask[struct {
		AlignmentMatrix struct {
			Columns                 []struct{ Label string }
			Counts                  [][]int
			RowTotals, ColumnTotals []int
			Total                   int
		}
	}](t, annexStore(t), `{alignmentMatrix {columns {label} counts rowTotals columnTotals total}}`)
	m := got.AlignmentMatrix
	column := map[string]int{}
	for i, c := range m.Columns {
		column[c.Label] = i
	}
	want := []map[string]int{
		{"Place": 1}, {"People": 4, "Place": 2, "Partnership": 1}, {"People": 1, "Partnership": 1}, {"People": 1, "Partnership": 1},
		{}, {}, {"People": 1, "Partnership": 1}, {"People": 4, "Place": 4, "Partnership": 2}, {"People": 1, "Partnership": 1},
	}
	for row, counts := range want {
		for label, i := range column {
			if m.Counts[row][i] != counts[label] {
				t.Errorf("row %d, %s: %d, want %d", row+1, label, m.Counts[row][i], counts[label])
			}
		}
	}
	// The promise of rows 3 and 4 is one promise.
	for label, total := range map[string]int{"People": 11, "Place": 7, "Partnership": 6} {
		if m.ColumnTotals[column[label]] != total {
			t.Errorf("%s: %d promises in all, want %d", label, m.ColumnTotals[column[label]], total)
		}
	}
	if m.Total != 13 || !slices.Equal(m.RowTotals, []int{1, 4, 1, 1, 0, 0, 1, 5, 1}) {
		t.Errorf("totals %d and %v", m.Total, m.RowTotals)
	}
}

// Rows 3 and 4 share four actions; nothing else stands in two rows.
func TestFourActionsAreShared(t *testing.T) {
	got := golden.Ask[struct {
		SharedActions struct {
			Nodes []struct{ Priorities titles }
		}
	}](t, annexStore(t), `{sharedActions {nodes {priorities {nodes {code}}}}}`)
	if len(got.SharedActions.Nodes) != 4 {
		t.Errorf("%d shared actions, want 4", len(got.SharedActions.Nodes))
	}
	for _, a := range got.SharedActions.Nodes {
		if !slices.Equal(a.Priorities.codes(), []string{"3", "4"}) {
			t.Errorf("a shared action serves %v", a.Priorities.codes())
		}
	}
}

// Row 5 is empty, row 6 refers to row 1. By quarter: rows 3 and 4 are profiled to none, row 7 to Q2 and Q4, row 8 to Q3.
func TestGapsSayHonestlyWhy(t *testing.T) {
	type gap struct {
		Entity             struct{ Code string }
		Reason             string
		CoveredByReference []struct{ ID string }
		OtherQuarters      []struct{ Label string }
	}
	got := golden.Ask[struct{ All, Q1, Q3 []gap }](t, annexStore(t), `
		{
			all: coverageGaps {...gap}
			q1: coverageGaps(quarter: {year: "2022/23", quarter: 1}) {...gap}
			q3: coverageGaps(quarter: {year: "2022/23", quarter: 3}) {...gap}
		}
		fragment gap on CoverageGap {entity {code} reason coveredByReference {id} otherQuarters {label}}`)
	check := func(name string, gaps []gap, want map[string]string) {
		if len(gaps) != len(want) {
			t.Errorf("%s: %d gaps, want %d", name, len(gaps), len(want))
		}
		for _, g := range gaps {
			if want[g.Entity.Code] != g.Reason {
				t.Errorf("%s: priority %s is %s, want %s", name, g.Entity.Code, g.Reason, want[g.Entity.Code])
			}
		}
	}
	check("all", got.All, map[string]string{"5": "EMPTY", "6": "REFERENCE_ONLY"})
	check("Q1", got.Q1, map[string]string{"3": "UNPROFILED", "4": "UNPROFILED", "5": "EMPTY", "6": "REFERENCE_ONLY", "7": "OTHER_QUARTERS_ONLY", "8": "OTHER_QUARTERS_ONLY"})
	// Row 1 has nothing in Q3, so the reference of row 6 covers nothing there.
	check("Q3", got.Q3, map[string]string{"1": "OTHER_QUARTERS_ONLY", "2": "OTHER_QUARTERS_ONLY", "3": "UNPROFILED", "4": "UNPROFILED", "5": "EMPTY", "6": "EMPTY", "7": "OTHER_QUARTERS_ONLY"})
	if n := len(got.All[1].CoveredByReference); n != 4 {
		t.Errorf("priority 6 is covered by reference by %d actions, want the 4 of priority 1", n)
	}
}
