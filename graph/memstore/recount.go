package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// recountShare is one of how many nodes may have to be counted again; if it is more, counting all is as good.
const recountShare = 16

// recount makes what a matrix counts out of what it counted at an earlier revision: the nodes whose values may have changed
// since are taken out as they were and counted as they are. It gives nil where that cannot be done.
func (t *tallier) recount(key countKey) *grid {
	from, ok := t.counted.before(key)
	if !ok {
		return nil
	}
	changed, known := t.lineage.since(from.snap.lineage)
	if !known {
		return nil
	}
	was := &tallier{asker: from.snap.ask(t.ctx), Tally: t.Tally, sign: -1}
	was.rows, was.columns = was.list(t.Rows, nil), was.list(t.Columns, nil)
	if !was.rows.lists(t.rows) || !was.columns.lists(t.columns) || !t.samePlan(was) {
		return nil
	}
	again, ok := t.affected(changed)
	if !ok {
		return nil
	}
	t.grid = from.grid.clone()
	was.grid = t.grid
	for _, n := range again {
		was.countAgain(n)
		t.countAgain(n)
	}
	t.rowUnplaced, t.columnUnplaced = t.inRows[len(t.inRows)-1] > 0, t.inColumns[len(t.inColumns)-1] > 0
	return t.grid
}

// lists reports whether two axes list the same values.
func (x *tallyAxis) lists(o *tallyAxis) bool {
	return slices.EqualFunc(x.values, o.values, func(a, b graph.AxisValue) bool { return a.Key == b.Key })
}

// samePlan reports whether the plan that is kept to was the same then: an alias may lead elsewhere by now.
func (t *tallier) samePlan(was *tallier) bool {
	now, ok := t.resolve(t.Plan)
	then, did := was.resolve(t.Plan)
	return now == then && ok == did
}

// countAgain counts a node of a number, if it is one of those counted.
func (t *tallier) countAgain(number int32) {
	if n := t.nodes.at(number); n != nil && n.Kind == t.Count && t.planned()(n) {
		t.place(n)
	}
}

// affected are the nodes of the kind counted whose values may have changed. On a way that there was or is and that is not
// what it is or was, take the first link that passed: all links before it are as they were, so going back from it over
// what there is now finds where the way begins.
func (t *tallier) affected(p passed) (numbers []int32, known bool) {
	a := &affected{asker: t.asker, kind: t.Count, found: map[int32]bool{}, most: max(64, t.kinds[t.Count].size/recountShare)}
	for _, n := range p.nodes {
		a.found[n] = true
	}
	if t.Plan != "" {
		for _, l := range p.links {
			if l.relation == graph.RelationPartOf {
				a.found[l.from] = true
			}
		}
	}
	for _, x := range []*tallyAxis{t.rows, t.columns} {
		if way := x.ways[t.Count]; way.route != nil && !a.along(way, p) {
			return nil, false
		}
	}
	for n := range a.found {
		numbers = append(numbers, n)
	}
	return numbers, len(numbers) <= a.most
}

// An affected collects the nodes of a kind from which ways lead over what has passed.
type affected struct {
	*asker
	kind  graph.Kind
	found map[int32]bool
	most  int
}

// along collects those from which a way on an axis leads over something; it gives up where they are too many, or where a
// path goes on and on.
func (a *affected) along(way *axisWay, p passed) bool {
	for _, path := range way.route.paths {
		for i, h := range path {
			if h.Closure || !a.back(path[:i], passing(h, p.links)) {
				return false
			}
		}
		if way.scheduled && !a.back(path, p.nodes) {
			return false
		}
	}
	return true
}

// passing are the nodes from which a hop leads, or led, over one of the links.
func passing(h graph.Hop, links []passedLink) []int32 {
	var near []int32
	for _, l := range links {
		if l.relation != h.Relation {
			continue
		}
		if h.Direction != graph.In {
			near = append(near, l.from)
		}
		if h.Direction != graph.Out {
			near = append(near, l.to)
		}
	}
	return near
}

// back goes back along a path from where it ends.
func (a *affected) back(path graph.Path, at []int32) bool {
	for _, h := range slices.Backward(path) {
		var before []int32
		for _, n := range at {
			for e := range a.edgesOf(n, h.Relation, reverse(h.Direction)) {
				before = append(before, e.other())
				a.looked++
			}
			if len(before) > 4*a.most || !a.goOn() {
				return false
			}
		}
		slices.Sort(before)
		at = slices.Compact(before)
	}
	for _, n := range at {
		if node := a.nodes.at(n); node != nil && node.Kind == a.kind {
			a.found[n] = true
		}
	}
	return len(a.found) <= a.most
}

func reverse(d graph.Direction) graph.Direction {
	switch d {
	case graph.In:
		return graph.Out
	case graph.Out:
		return graph.In
	}
	return d
}
