package memstore

import "slices"

// bucket puts n items into groups, each in the order that the items have, and tells put the place of every one. The places
// of group g are those from starts[g] to starts[g+1].
func bucket(n, groups int, of func(i int) uint32, put func(place uint32, i int)) (starts []uint32) {
	starts = make([]uint32, groups+1)
	for i := range n {
		starts[of(i)+1]++
	}
	for g := range groups {
		starts[g+1] += starts[g]
	}
	next := slices.Clone(starts)
	for i := range n {
		g := of(i)
		put(next[g], i)
		next[g]++
	}
	return starts
}
