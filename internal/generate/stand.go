package generate

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// stand decides in which rows the actions stand: most in one, some in several; the first rows have most. Then it is known
// in which quarters they can be.
func (t *table) stand() {
	t.in = make([][]int, len(t.rows))
	for i := range t.actions {
		rows := []int{t.skewed(len(t.rows))}
		for t.chance(10) && len(rows) < len(t.rows) {
			if r := t.IntN(len(t.rows)); !slices.Contains(rows, r) {
				rows = append(rows, r)
			}
		}
		for _, r := range rows {
			t.in[r] = append(t.in[r], i)
		}
		t.schedule(&t.actions[i], rows)
	}
}

// notations are how plans write quarters.
var notations = []struct {
	text     string
	quarters []int
}{
	{" (Q1)", []int{1}}, {" (Q2)", []int{2}}, {" (Q3)", []int{3}}, {" (Q4)", []int{4}}, {" (Q2/Q3)", []int{2, 3}}, {" (Q1-Q3)", []int{1, 2, 3}}, {" (All year)", []int{1, 2, 3, 4}},
}

// schedule profiles an action to quarters, unless one of them is quiet in a row that it stands in.
func (t *table) schedule(l *line, rows []int) {
	n := notations[t.skewed(len(notations))]
	if !t.chance(40) {
		return
	}
	for _, r := range rows {
		if slices.Contains(n.quarters, t.priorities[t.rows[r].priority].quiet) {
			return
		}
	}
	l.suffix = n.text
	for _, q := range n.quarters {
		l.Schedule = append(l.Schedule, graph.ScheduledQuarter{Quarter: graph.Quarter{Year: year, Number: q}})
	}
}
