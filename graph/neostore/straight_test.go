package neostore_test

import (
	"cmp"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// A relation leads towards purpose, away from it or neither, whichever of its kinds it joins: statements for straight
// threads go by its direction alone.
func TestRelationsLeadOneWay(t *testing.T) {
	for _, r := range graph.AllRelations {
		info := r.Info()
		leads := map[int]bool{}
		for _, from := range graph.AllKinds {
			for _, to := range graph.AllKinds {
				if info.From.Has(from) && info.To.Has(to) {
					leads[cmp.Compare(from.Info().Rank, to.Info().Rank)] = true
				}
			}
		}
		if len(leads) != 1 {
			t.Errorf("%v joins kinds of which some rise and some do not: straight threads need a condition on ranks then", r)
		}
	}
}
