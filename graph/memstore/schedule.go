package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A scheduleIndex has the lists of quarters that the nodes of a base are profiled to. It is made when it is first asked for:
// the records that say so are spread over a hundred megabytes, and questions of quarters ask of a great many nodes.
type scheduleIndex struct {
	onDemand
	// lists are the numbers of the nodes' lists among the schedules, by node.
	lists []uint32
}

// scheduleLists are the lists of the index.
func (b *base) scheduleLists() []uint32 {
	x := &b.scheduleIndex
	x.make(func() {
		x.lists = make([]uint32, len(b.nodes))
		for i := range b.nodes {
			x.lists[i] = b.schedule(&b.nodes[i])
		}
	})
	return x.lists
}

// scheduled makes a condition on quarters ready. It is decided once for all nodes that have the same list of quarters.
func (a *asker) scheduled(c graph.Scheduled) numbered {
	holds := func(quarters []graph.Quarter) bool {
		if c.Unprofiled && len(quarters) == 0 {
			return true
		}
		return slices.ContainsFunc(quarters, func(q graph.Quarter) bool { return slices.Contains(c.Quarters, q) })
	}
	ofList := once(len(a.base.schedules), func(list int32) bool { return holds(a.base.schedules[list]) })
	lists := a.base.scheduleLists()
	return func(n int32) bool {
		if changed := a.nodes.over.at(n); changed != nil {
			return holds(changed.quarters())
		}
		return ofList(int32(lists[n]))
	}
}

// quarters are those that something in a plan is scheduled to, or in any if none is named, earliest first.
func (a *asker) quarters(plan graph.ID) []graph.Quarter {
	inPlan := always
	if plan != "" {
		inPlan = a.inPlan(plan)
	}
	seen := map[graph.Quarter]bool{}
	see := func(quarters []graph.Quarter) {
		for _, q := range quarters {
			seen[q] = true
		}
	}
	done := newMarks(len(a.base.schedules))
	done.set(0) // the empty one
	for n, list := range a.base.scheduleLists() {
		if done.has(int32(list)) {
			continue
		}
		if a.nodes.over.at(int32(n)) == nil && inPlan(&a.base.nodes[n]) {
			done.set(int32(list))
			see(a.base.schedules[list])
		}
		if !a.goOn() {
			return nil
		}
	}
	for n := range a.nodes.came {
		if inPlan(n) {
			see(n.quarters())
		}
	}
	quarters := make([]graph.Quarter, 0, len(seen))
	for q := range seen {
		quarters = append(quarters, q)
	}
	slices.SortFunc(quarters, graph.Quarter.Compare)
	return quarters
}
