package memstore

import (
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// derive makes what follows from columns that were read, and refuses those that do not fit each other. What records hold
// is not looked at: checksums vouch for it.
func (c *columns) derive() error {
	b := c.base
	if !c.fit() {
		return graph.Errorf(graph.ErrDamaged, "they do not fit each other")
	}
	var beside sync.WaitGroup
	textFits := false
	beside.Go(func() {
		b.makeIndex()
		textFits = b.textIndex.fit(len(b.nodes))
	})
	b.marks = recordStarts(b.linkData, len(b.links), markEvery)
	b.findKinds()
	for i := range b.nodes {
		n := &b.nodes[i]
		n.number, n.base = int32(i), b
		for at := b.out[i]; at < b.out[i+1]; at++ {
			b.links[at].from = int32(i)
		}
	}
	b.textIndex.make(func() {}) // it was read
	beside.Wait()
	switch {
	case b.marks == nil:
		return graph.Errorf(graph.ErrDamaged, "they have more or fewer records than links")
	case !textFits:
		return graph.Errorf(graph.ErrDamaged, "words are said to occur in nodes that there are not")
	}
	return nil
}

// recordStarts are where every so many-th of some records begins; nil if there are others than so many.
func recordStarts(data packed, n, every int) []uint32 {
	starts := make([]uint32, 0, (n+every-1)/every)
	u := unpacker{data}
	for i := range n {
		if len(u.left) == 0 {
			return nil
		}
		if i%every == 0 {
			starts = append(starts, uint32(len(data)-len(u.left)))
		}
		u.record()
	}
	if len(u.left) > 0 {
		return nil
	}
	return starts
}

// fit reports whether numbers are of what is there.
func (c *columns) fit() bool {
	b := c.base
	x := &b.textIndex
	for i := range b.nodes {
		n := &b.nodes[i]
		if n.Kind == 0 || int(n.Kind) > len(graph.AllKinds) || int(n.at) >= len(b.nodeData) {
			return false
		}
	}
	for i := range b.links {
		l := &b.links[i]
		if uint(l.to) >= uint(len(b.nodes)) || int(l.rows) >= len(b.rowSets) || l.Relation == 0 || int(l.Relation) > len(graph.AllRelations) {
			return false
		}
	}
	for _, e := range b.in {
		if e.link() >= len(b.links) {
			return false
		}
	}
	for k := range b.byPosition {
		if !below(b.byPosition[k], len(b.nodes)) || !below(b.byTitle[k], len(b.nodes)) || !below(b.byCode[k], len(b.nodes)) {
			return false
		}
	}
	return len(b.in) == len(b.links) && len(b.rowSets) > 0 && len(b.schedules) > 0 &&
		divides(b.out, len(b.nodes), len(b.links)) && divides(b.to, len(b.nodes), len(b.in)) && divides(x.starts, len(x.words), len(x.postings))
}

// fit reports whether postings are of so many nodes.
func (x *textIndex) fit(nodes int) bool {
	for word := range x.words {
		for p := range x.of(word) {
			if int(p.node()) >= nodes {
				return false
			}
		}
	}
	return true
}

func below(numbers []int32, n int) bool {
	for _, v := range numbers {
		if uint(v) >= uint(n) {
			return false
		}
	}
	return true
}

// divides reports whether starts divide so many items into so many groups.
func divides(starts []uint32, groups, items int) bool {
	if len(starts) != groups+1 || starts[0] != 0 || int(starts[groups]) != items {
		return false
	}
	for i := range groups {
		if starts[i] > starts[i+1] {
			return false
		}
	}
	return true
}
