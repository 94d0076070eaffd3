package memstore

import "github.com/goldenthread/goldenthread/graph"

// A slab gives room for values out of pieces that hold many: an answer of thousands of parts then takes some dozens of
// allocations. A piece is let go of when nothing in it is in use any more.
type slab[T any] struct {
	rest []T
	size int
}

// mostPiece bounds a piece, of which one value that is kept for long keeps all; each piece is twice the one before.
const mostPiece = 64

// one gives room for one value.
func (s *slab[T]) one() *T { return &s.some(1)[0] }

// some gives room for n values.
func (s *slab[T]) some(n int) []T {
	if n > len(s.rest) {
		s.size = min(2*s.size+1, mostPiece)
		s.rest = make([]T, max(n, s.size))
	}
	given := s.rest[:n:n]
	s.rest = s.rest[n:]
	return given
}

// A room is where the parts of one answer are made.
type room struct {
	found   slab[graph.Found]
	nodes   slab[graph.Node]
	pages   slab[graph.NodePage]
	answers slab[*graph.NodePage]
	edges   slab[graph.NodeEdge]
	keys    slab[graph.Value]
	// items and sorted are used again for each list.
	items  []item
	sorted []graph.Value
}
