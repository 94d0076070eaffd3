package memstore

import (
	"sort"

	"github.com/goldenthread/goldenthread/graph"
)

// window finds the part of a sorted list of n that a page is: from start to end. compare compares the item at an index
// with a place in the order.
func window(n int, p graph.Page, compare func(i int, c *graph.Cursor) int) (start, end int) {
	low, high, limit := 0, n, min(p.Limit, n)
	if p.After != nil {
		low = sort.Search(n, func(i int) bool { return compare(i, p.After) > 0 })
	}
	if p.Before != nil {
		high = sort.Search(n, func(i int) bool { return compare(i, p.Before) >= 0 })
	}
	if p.Backward {
		return max(high-limit, min(low, high)), high
	}
	return low, min(low+limit, max(high, low))
}

// bounds says whether a list of n goes on around the part from start to end.
func bounds(n, start, end int) graph.Summary {
	return graph.Summary{HasPrevious: start > 0, HasNext: end < n}
}
