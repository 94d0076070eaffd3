package generate

import (
	"strconv"

	"github.com/goldenthread/goldenthread/graph"
)

// A priority is a row that services may have in their tables.
type priority struct {
	id    graph.ID
	code  string
	title string
	// empty priorities have no work of their own; refersTo is the one that such a priority refers to instead, -1 for none.
	empty    bool
	refersTo int
	// quiet is a quarter in which nothing is planned for it; 0 for none.
	quiet int
}

// quietShare is how many of a hundred priorities have a quiet quarter.
const quietShare = 25

// makePriorities makes the priorities; one in twelve has no work at all, and one in twelve only refers to another.
func (p *Plan) makePriorities(n int) {
	d := newDice(p.opt.Seed, streamStrategy, 0)
	verbs, goals := words.of("goal verbs"), words.of("goals")
	p.priorities = make([]priority, n)
	for i := range p.priorities {
		title := verbs[i/len(goals)%len(verbs)] + " " + goals[i%len(goals)]
		if round := i / (len(goals) * len(verbs)); round > 0 {
			title += " in " + words.place(round)
		}
		code := strconv.Itoa(i + 1)
		p.priorities[i] = priority{id: graph.NodeID(graph.KindPriority, code), code: code, title: title, refersTo: -1}
		if d.chance(quietShare) {
			p.priorities[i].quiet = 1 + d.IntN(4)
		}
	}
	order := d.Perm(n)
	for k := range 2 * max(1, n/12) {
		i := order[k]
		p.priorities[i].empty = true
		if k%2 == 1 {
			p.priorities[i].refersTo = order[n-1-k]
		}
	}
	for _, i := range d.Perm(n) {
		if !p.priorities[i].empty {
			p.worked = append(p.worked, i)
		}
	}
}
