package memstore

import (
	"container/heap"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// sortFirst sorts a list so far that its first n are those and in the order that they would be in the whole list sorted; the
// rest is in any order. A page of a long list needs no more.
func sortFirst[T any](list []T, n int, compare func(a, b T) int) {
	const much = 8 // from this part of the list on, sorting all of it is as good
	if n >= len(list)/much {
		slices.SortFunc(list, compare)
		return
	}
	if n == 0 {
		return
	}
	first := &lastFirst[T]{list[:n], compare}
	heap.Init(first)
	for i := n; i < len(list); i++ {
		if compare(list[i], list[0]) < 0 {
			list[i], list[0] = list[0], list[i]
			heap.Fix(first, 0)
		}
	}
	slices.SortFunc(list[:n], compare)
}

// A lastFirst is a heap whose root is the last in the order.
type lastFirst[T any] struct {
	list    []T
	compare func(a, b T) int
}

func (h *lastFirst[T]) Len() int           { return len(h.list) }
func (h *lastFirst[T]) Less(i, j int) bool { return h.compare(h.list[i], h.list[j]) > 0 }
func (h *lastFirst[T]) Swap(i, j int)      { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *lastFirst[T]) Push(any)           {} // never: it stays as long as it is
func (h *lastFirst[T]) Pop() any           { return nil }

// needed is how many of a sorted list of n a page needs: all, unless it is the first one.
func needed(n int, p graph.Page) int {
	if p.After != nil || p.Before != nil || p.Backward {
		return n
	}
	return min(p.Limit, n)
}
