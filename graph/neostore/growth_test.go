package neostore_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

func TestDatabaseAccessesGrowNoFasterThanThePlan(t *testing.T) {
	graphtest.Growth(t, func(t *testing.T, plan graph.Changes) func(question any) int {
		s := neostoretest.Open(t)
		if _, err := s.Apply(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		for _, wait := range []string{"CALL db.prepareForReplanning(60)", "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"} {
			if _, err := s.Raw(t.Context(), wait, nil); err != nil {
				t.Fatal(err)
			}
		}
		return func(question any) int {
			text, params := neostore.Compile(question)
			n, err := s.Accesses(t.Context(), text, params)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	})
}
