package memstore

import (
	"iter"
	"slices"
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
	x.sets, x.starts = map[graph.ID][]uint32{}, make([]uint32, len(b.rowSets)+1)
	for set, rows := range b.rowSets {
		for _, row := range rows {
			x.sets[row] = append(x.sets[row], uint32(set))
		}
	}
	for i := range b.links {
		x.starts[b.links[i].rows+1]++
	}
	for set := range b.rowSets {
		x.starts[set+1] += x.starts[set]
	}
	x.links = make([]uint32, len(b.links))
	next := slices.Clone(x.starts)
	for i := range b.links {
		set := b.links[i].rows
		x.links[next[set]] = uint32(i)
		next[set]++
	}
}
