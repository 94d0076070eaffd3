package ingest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
	"github.com/goldenthread/goldenthread/internal/ingest"
)

// refused imports a document and wants an error of a kind that says something, and nothing written.
func refused(t *testing.T, store graph.Store, r *revise.Reading, opt revise.Options, kind error, says string) {
	t.Helper()
	before, err := store.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Apply(t.Context(), store, r, opt)
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), says) {
		t.Errorf("got %v; want %v that says %q", err, kind, says)
	}
	if after, err := store.Status(t.Context()); err != nil || after.Revision != before.Revision {
		t.Errorf("what was refused left revision %d, %v", after.Revision, err)
	}
}

// Two councils number their priorities alike and name the same partners: what a plan says is its own, and a partner is one.
func TestPlansOfTwoCouncilsStayApart(t *testing.T) {
	one, other := write(1, 4, 3), write(2, 4, 3)
	other.rows[0].items[2].names = []string{one.partner[0]}
	one.rows[0].items[2].names = []string{one.partner[0]}
	store := memstore.New()
	apply(t, store, one.read("one"))
	r := other.read("other")
	out := apply(t, store, r)
	s := stands(t, store)
	for i := range r.Changes.Put {
		n := &r.Changes.Put[i]
		id := out.ID(n.ID)
		plain := n.Kind == graph.KindPlan || n.Kind == graph.KindPartner
		if want := n.ID.In(out.Account.Prefix); !plain && id != want || plain && id != n.ID {
			t.Errorf("%s became %s", n.ID, id)
		}
	}
	if s.nodes["priority:1"].Title != one.rows[0].title {
		t.Errorf("the first plan's priority 1 is called “%s”", s.nodes["priority:1"].Title)
	}
	partner := s.nodes[graph.NodeID(graph.KindPartner, graph.Slug(one.partner[0]))]
	var plans []graph.ID
	for _, c := range partner.Evidence {
		if !slices.Contains(plans, c.Plan) {
			plans = append(plans, c.Plan)
		}
	}
	if len(plans) != 2 {
		t.Errorf("the partner of both plans is read in %v", plans)
	}
	unchanged(t, store, one.read("one"))
	unchanged(t, store, r)
}

func TestTheNextYearsPlanIsTheNextVersion(t *testing.T) {
	p := write(1, 4, 3)
	p.title = "Parks Plan 2023/24"
	store := memstore.New()
	apply(t, store, p.read("2023.txt"))
	p.title = "Parks Plan 2024/25"
	out := apply(t, store, p.read("2024.txt"))
	plan := stands(t, store).nodes["plan:parks-plan-2023-24"]
	if !out.Account.Continues || out.Account.Plan != "plan:parks-plan-2023-24" || plan.Title != "Parks Plan 2024/25" || !slices.Equal(plan.PreviousIDs, []graph.ID{"plan:parks-plan-2024-25"}) {
		t.Errorf("%+v, %+v", out.Account, plan)
	}
}

func TestWhetherItIsTheNextVersionIsNotGuessed(t *testing.T) {
	one, other := write(1, 5, 4), write(2, 5, 4)
	store := memstore.New()
	apply(t, store, one.read("one"))
	plan := one.read("one").Plan

	other.title = one.title
	refused(t, store, other.read("other"), revise.Options{}, graph.ErrInvalid, "--continues "+string(plan))
	one.title = "Something else"
	refused(t, store, one.read("one"), revise.Options{}, graph.ErrInvalid, "--separate")
	refused(t, store, one.read("one"), revise.Options{Continues: "plan:none"}, graph.ErrNotFound, string(plan))
	refused(t, store, one.read("one"), revise.Options{Continues: "priority:1"}, graph.ErrNotFound, string(plan))
	refused(t, memstore.New(), one.read("one"), revise.Options{Continues: "plan:none"}, graph.ErrNotFound, "has none yet")

	out, err := ingest.Apply(t.Context(), store, one.read("one"), revise.Options{Continues: plan})
	if err != nil || len(out.Account.Added) > 0 || len(out.Account.Retired) > 0 {
		t.Errorf("continued: %+v, %v", out, err)
	}
	for _, again := range []bool{false, true} {
		out, err = ingest.Apply(t.Context(), store, other.read("other.txt"), revise.Options{Separate: true})
		if err != nil || out.Account.Plan == plan || out.Account.Continues != again || out.Changed == again {
			t.Errorf("imported apart: %+v, %v", out, err)
		}
	}
	// Two plans are called alike now: a document is told by what it says, or not at all.
	one.title = other.title
	unchanged(t, store, other.read("other.txt"))
	refused(t, store, write2(other.title).read("third"), revise.Options{}, graph.ErrInvalid, "several plans")
}

// write2 is a plan with a title and nothing that another one has.
func write2(title string) *paper {
	p := write(77, 5, 4)
	p.title = title
	return p
}

// A new row in between gives the rows behind it other numbers: they are known by their words.
func TestRowsThatGetOtherNumbersKeepTheirIDs(t *testing.T) {
	p := write(1, 4, 3)
	store := memstore.New()
	before := apply(t, store, p.read("1"))
	ids := map[string]graph.ID{}
	for _, r := range p.rows {
		ids[r.title] = before.ID(graph.NodeID(graph.KindPriority, string(rune('0'+r.number))))
	}
	p.rows = slices.Insert(p.rows, 1, &paperRow{title: "A row in between"})
	for i, r := range p.rows {
		r.number = i + 1
	}
	out := apply(t, store, p.read("2"))
	for _, r := range p.rows {
		id := out.ID(graph.NodeID(graph.KindPriority, string(rune('0'+r.number))))
		if want := ids[r.title]; want != "" && id != want || want == "" && id != "priority:a-row-in-between" {
			t.Errorf("row %d, “%s”: %s, was %s", r.number, r.title, id, want)
		}
	}
	if len(out.Account.Review) > 0 || len(out.Account.Retired) > 0 {
		t.Errorf("%+v", out.Account)
	}
}

func TestWhatMayBeEitherOfTwoIsTakenForNeither(t *testing.T) {
	p := write(1, 3, 3)
	row := p.rows[1]
	actions := row.items[2:4]
	actions[0].title = "Plant oak trees along the old river path before winter"
	actions[1].title = "Plant elm trees along the old river path before winter"
	store := memstore.New()
	apply(t, store, p.read("1"))
	gone := []string{actions[0].title, actions[1].title}
	actions[0].title = "Plant ash trees along the old river path before winter"
	row.items = slices.Delete(row.items, 3, 4)
	out := apply(t, store, p.read("2"))
	if len(out.Account.Added) != 1 || len(out.Account.Retired) != 2 || len(out.Account.Review) != 1 {
		t.Fatalf("%+v", out.Account)
	}
	review := out.Account.Review[0]
	var candidates []string
	for _, c := range review.Candidates {
		candidates = append(candidates, c.Title)
	}
	slices.Sort(gone)
	slices.Sort(candidates)
	if review.Code != "AMBIGUOUS" || !slices.Equal(candidates, gone) || review.ID != out.Account.Added[0].ID {
		t.Errorf("%+v", review)
	}
}

// What a plan has no more goes, but not from another plan that has it too.
func TestWhatAnotherPlanHasTooStays(t *testing.T) {
	one, other := write(1, 3, 2), write(2, 3, 2)
	common := "The Common Trust"
	one.rows[0].items[2].names, other.rows[0].items[2].names = []string{common}, []string{common}
	store := memstore.New()
	apply(t, store, one.read("one"))
	apply(t, store, other.read("other"))
	id := graph.NodeID(graph.KindPartner, graph.Slug(common))
	for _, p := range []*paper{one, other} {
		p.rows[0].items[2].names = []string{p.partner[0]}
		apply(t, store, p.read("next"))
		n := stands(t, store).nodes[id]
		if p == one && (n == nil || len(n.Evidence) != 1 || n.Evidence[0].Document != "other") {
			t.Errorf("one plan still has it: %+v", n)
		}
		if p == other && n != nil {
			t.Errorf("no plan has it: %+v", n)
		}
	}
}

// Names that are spelt alike in an ID need not be the same.
func TestNamesakesAreKeptApart(t *testing.T) {
	store := memstore.New()
	named := func(seed uint64, title string) *revise.Reading {
		r := write(seed, 3, 2).read(title)
		r.Changes.Put = append(r.Changes.Put, graph.Node{ID: "programme:ers", Kind: graph.KindProgramme, Title: title, Position: 1, Evidence: r.Changes.Put[1].Evidence})
		r.Changes.Link = append(r.Changes.Link, graph.Link{
			Relation: graph.RelationPartOf, From: "programme:ers", To: r.Plan, Basis: graph.BasisStated, State: graph.LinkStateActive, Evidence: r.Changes.Put[1].Evidence,
		})
		return r
	}
	apply(t, store, named(1, "Exercise referral scheme (ERS)"))
	out := apply(t, store, named(2, "Emergency repair service (ERS)"))
	if id := out.ID("programme:ers"); id != graph.ID("programme:ers").In(slug(out.Account.Plan)) {
		t.Errorf("the other one is %s", id)
	}
	if len(out.Account.Review) != 1 || out.Account.Review[0].Code != "NAMESAKE" {
		t.Errorf("%+v", out.Account.Review)
	}
	if out = apply(t, store, named(3, "Exercise Referral Scheme (ERS)")); out.ID("programme:ers") != "programme:ers" {
		t.Errorf("the same one is %s", out.ID("programme:ers"))
	}
}

func slug(id graph.ID) string {
	_, s, _ := strings.Cut(string(id), ":")
	return s
}
