package memstore_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph/memstore"
)

func TestTheFirstOfALongListAreThoseOfTheSortedOne(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		list := make([]int, r.IntN(100))
		for i := range list {
			list[i] = r.IntN(40)
		}
		n := r.IntN(len(list) + 1)
		sorted := slices.Sorted(slices.Values(list))
		rest := slices.Clone(list)
		memstore.SortFirst(rest, n, cmp.Compare[int])
		if !slices.Equal(rest[:n], sorted[:n]) || !slices.Equal(slices.Sorted(slices.Values(rest)), sorted) {
			t.Fatalf("the first %d of %v became %v", n, list, rest)
		}
	}
}
