package neostore_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

// partners are actions involving partners on all grounds or none, of which some say so in their titles.
func partners(d *rand.Rand) graph.Changes {
	c := graph.Changes{Actor: "test"}
	for i := range 4 {
		p := graph.Node{ID: id(graph.KindPartner, i), Kind: graph.KindPartner, Title: fmt.Sprintf("Partner %d", i), Position: i + 1}
		p.Type = graph.PartnerTypeSector
		c.Put = append(c.Put, p)
	}
	for i := range 60 {
		a := graph.Node{ID: id(graph.KindAction, i), Kind: graph.KindAction, Title: fmt.Sprintf("Action %d", i%7), Position: 1 + d.IntN(20)}
		if d.IntN(3) == 0 {
			a.Title = fmt.Sprintf("Jointly %d", i%7)
		}
		c.Put = append(c.Put, a)
		for j := range d.IntN(4) {
			c.Link = append(c.Link, graph.Link{
				Relation: graph.RelationInvolves, From: a.ID, To: id(graph.KindPartner, j), Basis: graph.AllBasiss[d.IntN(len(graph.AllBasiss))], State: graph.LinkStateActive,
			})
		}
	}
	return c
}

// Listed basis by basis, actions are those that weighing all of them gives, page by page, whether the links of a basis are
// few or many.
func TestTiersGiveWhatWeighingAllGives(t *testing.T) {
	all := partners(rand.New(rand.NewPCG(1, 2)))
	embedded, neo := memstore.New(), neostoretest.Open(t)
	for _, s := range []graph.Store{embedded, neo} {
		if _, err := s.Apply(t.Context(), all); err != nil {
			t.Fatal(err)
		}
	}
	involved, _ := graph.KindAction.Info().Relation("partners")
	named := graph.Reason{Name: "named", Route: involved.Route, Wording: &graph.Wording{Stems: []string{"jointly"}}}
	stated := graph.Reason{Name: "stated", Route: involved.Route, Filter: graph.LinkFilter{Basis: graph.StatedBases}}
	one := stated
	one.Where = graph.Compare{Field: graph.FieldTitle, Op: graph.OpEq, Values: []graph.Value{graph.Text("Partner 1")}}
	for _, few := range []int64{1, 5, 1000} {
		t.Cleanup(neostore.SetFewLinks(few))
		for _, r := range []graph.Reason{named, stated, one} {
			for _, field := range []graph.FieldName{graph.FieldPosition, graph.FieldTitle} {
				w := graph.Walk{
					Kind: graph.KindAction, Reasons: []graph.Reason{r}, MinReasons: 1, Page: graph.Page{Limit: 7}, Via: &graph.LinkSelection{},
					Order: []graph.Order{{By: graph.ByReasons, Descending: true}, {By: graph.ByBasis}, {By: graph.ByField, Field: field}},
				}
				for pages := 1; ; pages++ {
					got, want := listing(t, neo, w), listing(t, embedded, w)
					if !reflect.DeepEqual(plainEdges(got), plainEdges(want)) || got.HasNext != want.HasNext || got.HasPrevious != want.HasPrevious {
						t.Fatalf("%s by %s, page %d: %v, want %v", r.Name, field, pages, plainEdges(got), plainEdges(want))
					}
					if !want.HasNext {
						break
					}
					w.Page.After = &want.Edges[len(want.Edges)-1].Cursor
				}
			}
		}
	}
}

func listing(t *testing.T, s graph.Store, w graph.Walk) *graph.NodePage {
	t.Helper()
	v, err := s.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	page, err := v.Walk(t.Context(), w)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func plainEdges(p *graph.NodePage) []string {
	var out []string
	for _, e := range p.Edges {
		line := fmt.Sprintf("%s %v", e.To.Node.ID, e.Cursor)
		for _, r := range e.Reasons {
			line += fmt.Sprintf(" %s %v %d", r.Name, r.Basis, len(r.Via))
		}
		out = append(out, line)
	}
	return out
}

// The first partnership actions are found without asking every action whether its words speak of partnership.
func TestTheFirstOfATierAreFoundSoon(t *testing.T) {
	s := neostoretest.Open(t)
	fill(t, s, 2000)
	if _, err := s.Raw(t.Context(), "CALL db.prepareForReplanning(60)", nil); err != nil {
		t.Fatal(err)
	}
	for _, q := range asked(t) {
		if q.name != "partnership_actions_named" {
			continue
		}
		w := q.value.(graph.Walk)
		accesses := func() int {
			text, params := neostore.Compile(w)
			n, err := s.Accesses(t.Context(), text, params)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		first := accesses()
		w.Page.Backward = true // the last ones are not in the first tiers
		if last := accesses(); first > last/10 {
			t.Errorf("the first 50 of 2,000 actions take %d accesses to the database, and the last 50, for which all are weighed, %d", first, last)
		}
		text, _ := neostore.Compile(q.value)
		plan, err := s.Explain(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range plan {
			if op[0] == "DirectedRelationshipIndexSeek" {
				return
			}
		}
		t.Error("the links of a basis are not looked up by their index")
	}
}
