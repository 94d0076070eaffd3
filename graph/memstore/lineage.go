package memstore

import "github.com/goldenthread/goldenthread/graph"

// A lineage is what came or went in the graph up to a snapshot, the newest first, as far back as it is kept. Two snapshots
// with the same lineage hold the same graph.
type lineage struct {
	before *lineage
	passed
	length int
}

// passed is what came or went: active links, and nodes by number. A node that was changed came and went.
type passed struct {
	links []passedLink
	nodes []int32
}

type passedLink struct {
	relation graph.Relation
	from, to int32
}

// mostPassed bounds how much a lineage keeps.
const mostPassed = 10_000

func (p *passed) len() int { return len(p.links) + len(p.nodes) }

// add is the lineage after something more has passed; it begins anew where it gets too long.
func (t *lineage) add(p passed) *lineage {
	length := t.length + p.len()
	switch {
	case p.len() == 0:
		return t
	case length > mostPassed:
		return &lineage{}
	}
	return &lineage{before: t, passed: p, length: length}
}

// since is what has passed since an earlier one. It is not known where that is too long ago.
func (t *lineage) since(earlier *lineage) (all passed, known bool) {
	for ; t != earlier; t = t.before {
		if t == nil {
			return passed{}, false
		}
		all.links, all.nodes = append(all.links, t.links...), append(all.nodes, t.nodes...)
	}
	return all, true
}
