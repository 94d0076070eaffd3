package ingest_test

import (
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

// do makes edits, each as one change.
func do(t *testing.T, store graph.Store, edits ...edit.Edit) {
	t.Helper()
	for _, e := range edits {
		result, err := edit.Run(t.Context(), store, edit.Request{Actor: "ada", Edits: []edit.Edit{e}})
		if err != nil || len(result.Faults) > 0 {
			t.Fatalf("%+v: %v, %v", e, err, result.Faults)
		}
	}
}

// What a person corrects in the reading of a document is the same thing, whatever its words are now.
func TestACorrectedReadingIsOfTheSameThings(t *testing.T) {
	store := memstore.New()
	apply(t, store, first(t))
	changes, report, err := annex.Import(sample.Text(), annex.Options{Document: sample.Name, Corrections: []importer.Correction{
		{Before: "Review volunteerstrategy, policy and practice", After: "Look at what volunteers do"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	out := apply(t, store, revise.NewReading(changes, report))
	if len(out.Account.Changed) != 1 || len(out.Account.Added)+len(out.Account.Retired)+len(out.Account.Review) > 0 {
		t.Fatalf("%+v", out.Account)
	}
	c := out.Account.Changed[0]
	if c.ID != "action:review-volunteer-strategy-policy-and-practice" || c.Title != "Look at what volunteers do" || c.By != "print" {
		t.Errorf("%+v", c)
	}
}

// Another year changes the quarters and the plans' names, and nothing else.
func TestTheSamplesNextYear(t *testing.T) {
	store := memstore.New()
	apply(t, store, first(t))
	out := apply(t, store, read(t, "annex3-2023.txt", amended(t, string(sample.Text()), nextYear)))
	for _, c := range out.Account.Changed {
		for _, f := range c.Fields {
			if strings.ReplaceAll(f.Before, "2022/23", "2023/24") != f.After {
				t.Errorf("%s: %+v", c.ID, f)
			}
		}
	}
	if len(out.Account.Added)+len(out.Account.Retired)+len(out.Account.Review) > 0 || len(out.Account.Changed) != 20 {
		t.Errorf("%d changed: %+v", len(out.Account.Changed), out.Account)
	}
	if n := stands(t, store).nodes["plan:service-development-plan-2022-23"]; n == nil || n.Year != "2023/24" || n.Title != "Service Development Plan 2023/24" {
		t.Errorf("%+v", n)
	}
}

// A rejection outlives the things that it is about.
func TestARejectedLinkStaysRejectedWhenItsThingComesBack(t *testing.T) {
	p := write(1, 3, 3)
	row := p.rows[0]
	it := row.items[2]
	store := memstore.New()
	apply(t, store, p.read("1"))
	link := graph.LinkID(graph.RelationServes, graph.NodeID(graph.KindAction, graph.Slug(it.title)), "priority:1")
	do(t, store, edit.Reject{ID: edit.Name(link)})
	items := row.items
	row.items = append(append([]*item{}, items[:2]...), items[3:]...)
	apply(t, store, p.read("2"))
	if s := stands(t, store); s.links[link] != nil || s.nodes[graph.NodeID(graph.KindAction, graph.Slug(it.title))] != nil {
		t.Fatal("the action is still there")
	}
	row.items = items
	out := apply(t, store, p.read("3"))
	if l := stands(t, store).links[link]; l == nil || l.State != graph.LinkStateRejected {
		t.Errorf("it came back as %+v", l)
	}
	if len(out.Account.Kept) != 1 || out.Account.Kept[0].What != importer.KeptRejected || out.Account.Kept[0].Actor != "ada" {
		t.Errorf("%+v", out.Account.Kept)
	}
	unchanged(t, store, p.read("3"))
}

// Who brings back what the plan has no more keeps it.
func TestWhatPeopleBringBackStays(t *testing.T) {
	p := write(1, 3, 3)
	it := p.rows[0].items[2]
	store := memstore.New()
	apply(t, store, p.read("1"))
	p.rows[0].items = append(p.rows[0].items[:2:2], p.rows[0].items[3:]...)
	apply(t, store, p.read("2"))
	id := graph.NodeID(graph.KindAction, graph.Slug(it.title))
	do(t, store, edit.Restore{ID: id})
	out := apply(t, store, p.read("2"))
	if stands(t, store).nodes[id] == nil {
		t.Error("it was retired again")
	}
	if len(out.Account.Review) != 1 || out.Account.Review[0].Code != importer.ReviewRetired || out.Account.Review[0].Actor != "ada" {
		t.Errorf("%+v", out.Account.Review)
	}
	unchanged(t, store, p.read("2"))
}

// Who imports a plan wants it to stand, though somebody deleted it; what else they deleted stays deleted.
func TestADeletedPlanComesBackWithItsImport(t *testing.T) {
	p := write(1, 3, 2)
	r := p.read("1")
	store := memstore.New()
	apply(t, store, r)
	before := len(stands(t, store).links)
	do(t, store,
		edit.Delete{ID: edit.Name(r.Plan), Kind: graph.KindPlan, WithLinks: true},
		edit.Delete{ID: "priority:2", Kind: graph.KindPriority, WithLinks: true},
	)
	apply(t, store, r)
	s := stands(t, store)
	if s.nodes[r.Plan] == nil || s.nodes["priority:2"] != nil || s.links[graph.LinkID(graph.RelationPartOf, "priority:1", r.Plan)] == nil || len(s.links) >= before {
		t.Errorf("plan %v, priority %v, %d links of %d", s.nodes[r.Plan], s.nodes["priority:2"], len(s.links), before)
	}
	unchanged(t, store, r)
}

// What people made by hand is taken for what the plan says in the same words, and stays theirs.
func TestWhatWasMadeByHandIsKnownInThePlan(t *testing.T) {
	p := write(1, 2, 2)
	it := p.rows[0].items[2]
	it.quarters = []int{1}
	store := memstore.New()
	do(t, store, edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": it.title, "description": "Ours."}})
	out := apply(t, store, p.read("1"))
	n := stands(t, store).nodes[graph.NodeID(graph.KindAction, graph.Slug(it.title))]
	if n == nil || n.Description != "Ours." || len(n.Evidence) == 0 || len(n.Schedule) != 0 {
		t.Errorf("%+v", n)
	}
	if len(out.Account.Review) != 1 || out.Account.Review[0].Code != importer.ReviewConflict || out.Account.Review[0].Document != "2022/23 Q1" {
		t.Errorf("%+v", out.Account.Review)
	}
	unchanged(t, store, p.read("1"))
}

// A ground that is better than the one that people rejected is told, and changes nothing.
func TestABetterGroundForARejectedLinkIsTold(t *testing.T) {
	p := write(1, 2, 2)
	store := memstore.New()
	r := p.read("1")
	apply(t, store, r)
	var link graph.ID
	for i := range r.Changes.Link {
		if l := &r.Changes.Link[i]; l.Basis == graph.BasisCoListed && link == "" {
			link, l.Basis = l.ID, graph.BasisStated
		}
	}
	do(t, store, edit.Reject{ID: edit.Name(link)})
	out := apply(t, store, r)
	if out.Changed || len(out.Account.Review) != 1 || out.Account.Review[0].Code != importer.ReviewRejected || out.Account.Review[0].ID != link {
		t.Errorf("%+v", out.Account)
	}
}
