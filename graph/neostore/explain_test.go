package neostore_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

// whole are the questions that are about every node of a kind, or every link, with why no index could serve: such plans
// scan the label. One that does so no longer must go from here too.
var whole = map[string]string{
	"by_natural_code":                  "the order lets nodes without a code in, which no index has",
	"by_count":                         "every action's priorities are counted before the first can be told",
	"facets":                           "all actions are counted",
	"shared_actions":                   "every action's priorities are counted before the first can be told",
	"shared_actions_similar":           "clusters of near-duplicates are made of all actions",
	"shared_actions_similar_referring": "clusters of near-duplicates are made of all actions",
	"partnership_actions":              "the routes that hold are worked out for all actions before the first can be told",
	"partnership_actions_all":          "the routes that hold are worked out for all actions before the first can be told",
	"matrix":                           "both axes have all of their kinds",
	"matrix_cells":                     "both axes have all of their kinds",
	"matrix_by_quarter":                "an axis has all of its kind",
	"matrix_of_partners":               "both axes have all of their kinds",
	"matrix_counts":                    "both axes have all of their kinds",
	"matrix_derived":                   "both axes have all of their kinds",
	"matrix_of_quarters":               "an axis has all of its kind",
	"gaps":                             "every priority is asked whether it is covered",
	"gaps_of_themes":                   "every theme is asked whether it is covered",
	"gaps_of_activities":               "every activity is asked whether it is covered",
	"links":                            "all links are in the list",
	"links_by_revision":                "all links are in the list",
	"links_rejected":                   "all rejected links are in the list",
}

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
			scans := false
			for _, op := range plan {
				switch op[0] {
				case "CartesianProduct", "AllNodesScan":
					t.Errorf("the plan has a %s: %s", op[0], op[1])
				case "NodeByLabelScan":
					if scans = true; whole[q.name] == "" {
						t.Errorf("the plan scans a label where an index serves: %s", op[1])
					}
				}
			}
			if whole[q.name] != "" && !scans {
				t.Errorf("the plan scans no label any more, although %s", whole[q.name])
			}
		})
	}
}
