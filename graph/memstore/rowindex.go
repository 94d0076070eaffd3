package memstore

import (
	"iter"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// A rowIndex finds the links of a base by the rows that they carry.
type rowIndex struct {
	once sync.Once
	// sets are the numbers of the lists of rows that a row stands in.
	sets map[graph.ID][]uint32
	// links are the places of the links by their lists: those of list n are links[starts[n]:starts[n+1]].
	links, starts []uint32
}

// inRow are the links of the base that carry a row.
func (b *base) inRow(row graph.ID) iter.Seq[*link] {
	x := &b.rowIndex
	x.once.Do(func() { x.make(b) })
	return func(yield func(*link) bool) {
		for _, set := range x.sets[row] {
			for _, place := range x.links[x.starts[set]:x.starts[set+1]] {
				if !yield(&b.links[place]) {
					return
				}
			}
		}
	}
}

func (x *rowIndex) make(b *base) {
	x.sets = map[graph.ID][]uint32{}
	for set, rows := range b.rowSets {
		for _, row := range rows {
			x.sets[row] = append(x.sets[row], uint32(set))
		}
	}
	x.links = make([]uint32, len(b.links))
	x.starts = bucket(len(b.links), len(b.rowSets), func(i int) uint32 { return b.links[i].rows },
		func(place uint32, i int) { x.links[place] = uint32(i) })
}
