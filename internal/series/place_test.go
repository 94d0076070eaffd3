package series_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/series"
)

// parks is a plan of a year; harbour one of another council that uses the same numbers and codes.
func parks(year string) string {
	return "Parks annex " + year + "\n\nCouncil Plan\nPriority\n\nParks Strategy\nPromises (and theme)\n\nParks\nactivity\n\nParks Plan " + year + " Action\n(and quarter)\n\n" +
		"1. Cut waste\n\nCleaner parks (Place)\n\n1.1 Sort rubbish\n\n- Buy bins with Age UK (Q1)\n- Review contracts\n\n2. Plant trees\n\n*See Cut waste\n"
}

const harbour = "Harbour annex\n\nPort Vision\nPriority\n\nHarbour Strategy\nPromises (and theme)\n\nHarbour\nactivity\n\nHarbour Plan 2024/25 Action\n\n" +
	"1. Dredge\n\nDeeper water (Place)\n\n1.1 Clear mud\n\n- Hire a dredger with Age UK\n- Review contracts\n\n2. Light the pier\n"

// imports reads a plan into a store, and says at which revision the graph then stands.
func imports(t *testing.T, store graph.Store, text string) graph.Revision {
	t.Helper()
	changes, report, err := annex.Import([]byte(text), annex.Options{Document: strings.Fields(text)[0] + ".txt"})
	if err != nil {
		t.Fatal(err)
	}
	placed, err := series.Place(t.Context(), store, report.Plan, changes)
	if err != nil {
		t.Fatal(err)
	}
	at, err := store.Apply(t.Context(), placed.Changes)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func applies(t *testing.T, store graph.Store, c graph.Changes) {
	t.Helper()
	c.Actor = "ann"
	if _, err := store.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func looksUp(t *testing.T, store graph.Store, id graph.ID) (*graph.Node, *graph.Link) {
	t.Helper()
	v, err := store.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = v.Close() }()
	answer, err := v.Lookup(t.Context(), graph.Lookup{
		IDs: []graph.ID{id}, Select: graph.Selection{Evidence: true}, Link: graph.LinkSelection{Evidence: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case answer.Nodes[0] != nil:
		return answer.Nodes[0].Node, nil
	case answer.Links[0] != nil:
		return nil, answer.Links[0].Link
	}
	return nil, nil
}

// titles are the IDs and titles of a kind, in order.
func titles(t *testing.T, store graph.Store, k graph.Kind) (out []string) {
	t.Helper()
	v, err := store.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = v.Close() }()
	page, err := v.Walk(t.Context(), graph.Walk{Kind: k, Order: []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}, Page: graph.Page{Limit: 100}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Edges {
		out = append(out, string(e.To.Node.ID)+" "+e.To.Node.Title)
	}
	return out
}

// TestNoPlanTakesTheThingsOfAnother imports plans of two councils that use the same numbers.
func TestNoPlanTakesTheThingsOfAnother(t *testing.T) {
	store := memstore.New()
	imports(t, store, parks("2024/25"))
	last := imports(t, store, harbour)
	for kind, want := range map[graph.Kind][]string{
		graph.KindPriority: {"priority:1 Cut waste", "priority:2 Plant trees", "priority:harbour-annex/1 Dredge", "priority:harbour-annex/2 Light the pier"},
		graph.KindActivity: {"activity:1.1 Sort rubbish", "activity:harbour-annex/1.1 Clear mud"},
		graph.KindAction: {
			"action:buy-bins-with-age-uk Buy bins with Age UK", "action:review-contracts Review contracts",
			"action:harbour-annex/hire-a-dredger-with-age-uk Hire a dredger with Age UK", "action:harbour-annex/review-contracts Review contracts",
		},
		graph.KindTheme:   {"theme:place Place", "theme:harbour-annex/place Place"},
		graph.KindPartner: {"partner:age-uk Age UK"},
	} {
		if got := titles(t, store, kind); !slices.Equal(got, want) {
			t.Errorf("%q; want %q", got, want)
		}
	}
	partner, _ := looksUp(t, store, "partner:age-uk")
	if len(partner.Evidence) != 2 || partner.Evidence[0].Plan == partner.Evidence[1].Plan {
		t.Errorf("the partner of both is read in %+v", partner.Evidence)
	}
	for _, text := range []string{harbour, parks("2024/25"), harbour} {
		if at := imports(t, store, text); at != last {
			t.Errorf("importing %s again made revision %d of %d", strings.Fields(text)[0], at, last)
		}
	}
}

// TestTheNextYearsPlanSharesWhatBothPlansName imports two years of one council: its priorities, promises and activities
// are the same, its actions are other steps.
func TestTheNextYearsPlanSharesWhatBothPlansName(t *testing.T) {
	store := memstore.New()
	imports(t, store, parks("2024/25"))
	last := imports(t, store, parks("2025/26"))
	want := []string{"priority:1 Cut waste", "priority:2 Plant trees"}
	if got := titles(t, store, graph.KindPriority); !slices.Equal(got, want) {
		t.Errorf("%q; want %q", got, want)
	}
	if got := titles(t, store, graph.KindPromise); len(got) != 1 {
		t.Errorf("promises %q", got)
	}
	if got := titles(t, store, graph.KindAction); len(got) != 4 {
		t.Errorf("actions %q", got)
	}
	_, l := looksUp(t, store, graph.LinkID(graph.RelationSupports, "promise:cleaner-parks", "priority:1"))
	if l == nil || len(l.Evidence) != 2 {
		t.Errorf("the promise’s link is %+v", l)
	}
	for _, year := range []string{"2024/25", "2025/26", "2024/25"} {
		if at := imports(t, store, parks(year)); at != last {
			t.Errorf("importing %s again made revision %d of %d", year, at, last)
		}
	}
}

// TestWhatPeopleChangedStays edits, confirms and merges, and imports again.
func TestWhatPeopleChangedStays(t *testing.T) {
	store := memstore.New()
	imports(t, store, parks("2024/25"))
	action, _ := looksUp(t, store, "action:buy-bins-with-age-uk")
	edited := *action
	edited.Title = "Buy sixty bins"
	keeps := graph.LinkID(graph.RelationKeeps, "action:review-contracts", "promise:cleaner-parks")
	_, l := looksUp(t, store, keeps)
	confirmed := *l
	confirmed.Basis = graph.BasisCurated
	delivers := graph.LinkID(graph.RelationDelivers, "action:review-contracts", "activity:1.1")
	applies(t, store, graph.Changes{Put: []graph.Node{edited}, Link: []graph.Link{confirmed}, Reject: []graph.ID{delivers}})
	before, err := store.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if at := imports(t, store, parks("2024/25")); at != before.Revision {
		t.Errorf("importing again made revision %d of %d", at, before.Revision)
	}
	changed := strings.Replace(parks("2024/25"), "Buy bins", "Buy  bins", 1) + "\n- Dig holes\n"
	imports(t, store, changed)
	if n, _ := looksUp(t, store, "action:buy-bins-with-age-uk"); n.Title != "Buy sixty bins" {
		t.Errorf("the title is %q again", n.Title)
	}
	if _, l := looksUp(t, store, keeps); l.Basis != graph.BasisCurated {
		t.Errorf("the link is %v again", l.Basis)
	}
	if _, l := looksUp(t, store, delivers); l.State != graph.LinkStateRejected {
		t.Errorf("the rejected link is %v", l.State)
	}
	if n, _ := looksUp(t, store, "action:dig-holes"); n == nil {
		t.Error("what is new in the plan is not there")
	}
}

// TestAThingThatWasMergedIsFoundAgain merges one action into another, and imports again.
func TestAThingThatWasMergedIsFoundAgain(t *testing.T) {
	store := memstore.New()
	imports(t, store, parks("2024/25"))
	applies(t, store, graph.Changes{
		Drop: []graph.ID{"action:review-contracts"}, Alias: []graph.Alias{{Old: "action:review-contracts", New: "action:buy-bins-with-age-uk"}},
	})
	imports(t, store, parks("2024/25"))
	if n, _ := looksUp(t, store, "action:review-contracts"); n == nil || n.ID != "action:buy-bins-with-age-uk" || n.Title != "Buy bins with Age UK" {
		t.Errorf("the merged action is %+v", n)
	}
	before, err := store.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if at := imports(t, store, parks("2024/25")); at != before.Revision {
		t.Errorf("importing once more made revision %d of %d", at, before.Revision)
	}
}
