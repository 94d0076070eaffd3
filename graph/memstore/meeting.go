package memstore

import (
	"iter"

	"github.com/goldenthread/goldenthread/graph"
)

// A meeting is what a pathfinder between two nodes knows of the way: what lies before the end, and how much there is to try
// on from the start. Whichever side has less to try is looked at further, so that a node with a great many links, as a
// theme has, is not gone through where few links lead to it.
type meeting struct {
	start, end *node
	// near are the nodes from which the end is reached by at most so many links, up to reach links; edge is the last
	// layer of them.
	near  map[int32]int
	edge  []int32
	reach int
	// ahead is the layer of nodes that the start reaches by depth links and no fewer; passed are those of all layers.
	ahead  []int32
	depth  int
	passed map[int32]bool
	// onward and backward are the steps that can lead on from a node of a kind, and back from it. Nil is all.
	onward, backward [][]kindStep
}

// A kindStep is a relation with the direction in which it is followed.
type kindStep struct {
	relation  graph.Relation
	direction graph.Direction
}

// meet prepares to look for threads between two nodes, from the one that has less to try.
func (p *pathfinder) meet() *meeting {
	m := &meeting{start: p.from, end: p.to}
	if p.Straight {
		m.onward, m.backward = p.straightSteps(rankOf(p.from), rankOf(p.to)), p.straightSteps(rankOf(p.to), rankOf(p.from))
	}
	if p.toTry([]int32{p.to.number}, m.backward) < p.toTry([]int32{p.from.number}, m.onward) {
		m.start, m.end, m.onward, m.backward = p.to, p.from, m.backward, m.onward
	}
	m.near, m.edge = map[int32]int{m.end.number: 0}, []int32{m.end.number}
	m.ahead, m.passed = []int32{m.start.number}, map[int32]bool{m.start.number: true}
	return m
}

// straightSteps are the steps from a node of each kind by which a straight thread may go on from one rank to another.
func (p *pathfinder) straightSteps(from, to int) [][]kindStep {
	steps := make([][]kindStep, len(graph.AllKinds)+1)
	for _, k := range graph.AllKinds {
		at := k.Info().Rank
		onwards := func(kinds graph.KindSet) bool {
			for _, next := range graph.AllKinds {
				rank := next.Info().Rank
				if kinds.Has(next) && (at < rank && rank <= to && from < to || at > rank && rank >= to && from > to) {
					return true
				}
			}
			return false
		}
		for _, r := range graph.AllRelations {
			if info := r.Info(); p.relations.Has(r) {
				if info.From.Has(k) && onwards(info.To) {
					steps[k] = append(steps[k], kindStep{r, graph.Out})
				}
				if info.To.Has(k) && onwards(info.From) {
					steps[k] = append(steps[k], kindStep{r, graph.In})
				}
			}
		}
	}
	return steps
}

// stepsFrom are the links that may be followed from a node.
func (p *pathfinder) stepsFrom(number int32, steps [][]kindStep) iter.Seq[edge] {
	if steps == nil {
		return p.edges(number)
	}
	return func(yield func(edge) bool) {
		for _, s := range steps[p.nodes.at(number).Kind] {
			for e := range p.edgesOf(number, s.relation, s.direction) {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// toTry is how many links there are to follow from some nodes.
func (p *pathfinder) toTry(numbers []int32, steps [][]kindStep) int {
	n := 0
	for _, number := range numbers {
		if steps == nil {
			n += p.degree(number)
			continue
		}
		for _, s := range steps[p.nodes.at(number).Kind] {
			n += p.degreeOf(number, s.relation, s.direction)
		}
	}
	return n
}

// layer are the nodes that the links from some nodes lead to, and that are not known yet.
func (p *pathfinder) layer(of []int32, steps [][]kindStep, known func(int32) bool) []int32 {
	var next []int32
	for _, n := range of {
		for e := range p.stepsFrom(n, steps) {
			if !p.try() {
				return nil
			}
			if p.mayFollow(e) && p.between(e.other()) && !known(e.other()) {
				next = append(next, e.other())
			}
		}
	}
	return next
}

// comeNearer looks further from one side, until what is known of both is enough for threads of the length.
func (p *pathfinder) comeNearer() {
	m := p.meeting
	if m == nil {
		return
	}
	for m.depth+m.reach < p.length && p.err == nil {
		if m.depth > 0 && p.toTry(m.edge, m.backward) <= p.toTry(m.ahead, m.onward) {
			p.reachFurther()
		} else {
			p.lookAhead()
		}
	}
}

// lookAhead finds the nodes that the start reaches by one link more. Threads go on from those before them untested.
func (p *pathfinder) lookAhead() {
	m := p.meeting
	m.depth++
	m.ahead = p.layer(m.ahead, m.onward, func(n int32) bool {
		known := m.passed[n]
		m.passed[n] = true
		return known
	})
}

// reachFurther finds the nodes from which the end is reached by one link more.
func (p *pathfinder) reachFurther() {
	m := p.meeting
	m.reach++
	m.edge = p.layer(m.edge, m.backward, func(n int32) bool {
		if _, known := m.near[n]; known {
			return true
		}
		m.near[n] = m.reach
		return false
	})
	if len(m.edge) == 0 {
		m.reach = p.MaxLength // nothing else leads to the end
	}
}

// mayReach reports whether the end can be reached from a node by so many links more.
func (p *pathfinder) mayReach(n *node, left int) bool {
	m := p.meeting
	if m == nil || left > m.reach {
		return true
	}
	distance, ok := m.near[n.number]
	return ok && distance <= left
}
