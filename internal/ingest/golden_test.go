package ingest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/ingest"
)

func TestVersionsInTheEmbeddedStore(t *testing.T) { versions(t, memstore.New()) }

func TestVersionsInNeo4j(t *testing.T) { versions(t, neostoretest.Open(t)) }

// versions imports the sample plan, has people work on it, and imports its second version and another council's plan. What
// each import tells was checked against the amendments and the edits, and the graphs are the same on both stores.
func versions(t *testing.T, store graph.Store) {
	apply(t, store, first(t))
	unchanged(t, store, first(t))
	curate(t, store)
	unchanged(t, store, first(t))
	compare(t, store, "second", apply(t, store, second(t)))
	unchanged(t, store, second(t))
	compare(t, store, "leisure", apply(t, store, leisure(t)))
	unchanged(t, store, leisure(t))
	unchanged(t, store, second(t))
}

// curate is what people did to the first version.
func curate(t *testing.T, store graph.Store) {
	t.Helper()
	const (
		targets   = "action:set-targets-for-increasing-and-widening-participation-at"
		diversity = "action:increased-diversity-across-the-volunteer-community"
		voice     = "action:identify-opportunities-to-strengthen-the-volunteer-voice"
		strategy  = "action:review-our-volunteer-strategy-and-identify-opportunities-to"
		young     = "action:review-libraries-learning-offer-for-children-and-young"
		mapping   = "action:work-with-occ-and-external-partners-to-deliver-and-extend"
	)
	for _, e := range []edit.Edit{
		// the second version rewords it too
		edit.Update{ID: targets, Kind: graph.KindAction, Fields: edit.Fields{"title": "Set targets for taking part"}},
		// the second version says of it what the first one did
		edit.Update{ID: young, Kind: graph.KindAction, Fields: edit.Fields{"title": "Review what libraries offer young learners", "description": "Agreed with schools."}},
		edit.Confirm{ID: "link:involves:" + mapping + ">partner:occ"},
		// the second version has it in another row
		edit.Confirm{ID: "link:serves:" + strategy + ">priority:8"},
		// the second version does not have it
		edit.Confirm{ID: "link:serves:" + diversity + ">priority:8"},
		edit.Reject{ID: "link:delivers:" + mapping + ">activity:2.3"},
		edit.Disconnect{ID: "link:involves:" + mapping + ">partner:external-partners"},
		edit.Delete{ID: "partner:residents", Kind: graph.KindPartner, WithLinks: true},
		edit.Merge{Into: strategy, From: []edit.Name{voice}},
	} {
		result, err := edit.Run(t.Context(), store, edit.Request{Actor: "ada", Edits: []edit.Edit{e}})
		if err != nil || len(result.Faults) > 0 {
			t.Fatalf("%+v: %v, %v", e, err, result.Faults)
		}
	}
}

// compare compares what an import tells, for people and for machines, and the graph that it leaves, with the golden files.
func compare(t *testing.T, store graph.Store, name string, out *ingest.Outcome) {
	t.Helper()
	status, err := store.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := out.Account.Print(&text); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&text, "\nrevision %d, %d nodes, %d links, graph %s\n", status.Revision, status.Nodes, status.Links, status.Hash)
	same(t, name+".txt", []byte(text.String()))
	var machine bytes.Buffer
	encoder := json.NewEncoder(&machine)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out.Account); err != nil {
		t.Fatal(err)
	}
	same(t, name+".json", machine.Bytes())
}

func same(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *golden.Update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; see what changed with: go test ./internal/ingest -run Embedded -update && git diff", path)
	}
}
