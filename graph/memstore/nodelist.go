package memstore

import (
	"iter"
	"slices"
	"sort"
)

// A nodeList is nodes in order, by their places. That by position is the table that a snapshot has anyway, so it costs
// nothing to have it again after each change.
type nodeList struct {
	list  []*node
	table *table[*node]
	// starts are the places at which the pieces of the table start.
	starts []int
}

func listOf(list []*node) *nodeList { return &nodeList{list: list} }

func listOfTable(t *table[*node]) *nodeList {
	l := &nodeList{table: t, starts: make([]int, len(t.pieces))}
	for p, next := 0, 0; p < len(t.pieces); p++ {
		l.starts[p] = next
		next += len(t.pieces[p].items)
	}
	return l
}

func (l *nodeList) size() int {
	if l.table != nil {
		return l.table.size
	}
	return len(l.list)
}

func (l *nodeList) at(i int) *node {
	if l.table == nil {
		return l.list[i]
	}
	p := sort.SearchInts(l.starts, i+1) - 1
	return l.table.pieces[p].items[i-l.starts[p]]
}

// all are the nodes, in order.
func (l *nodeList) all() iter.Seq[*node] {
	if l.table != nil {
		return l.table.all
	}
	return slices.Values(l.list)
}
