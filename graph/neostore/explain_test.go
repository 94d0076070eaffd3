package neostore_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

func TestPlansUseIndexes(t *testing.T) {
	s := neostoretest.Open(t)
	fill(t, s, 2000)
	if _, err := s.Raw(t.Context(), "CALL db.prepareForReplanning(60)", nil); err != nil {
		t.Fatal(err)
	}
	for _, q := range asked(t) {
		t.Run(q.name, func(t *testing.T) {
			text, _ := neostore.Compile(q.value)
			plan, err := s.Explain(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			for _, op := range plan {
				switch op[0] {
				case "CartesianProduct", "AllNodesScan":
					t.Errorf("the plan has a %s: %s", op[0], op[1])
				case "NodeByLabelScan":
					t.Errorf("the plan scans a label where an index serves: %s", op[1])
				}
			}
		})
	}
}
