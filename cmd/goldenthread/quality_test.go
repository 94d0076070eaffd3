package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

// plan is a graph in which nothing is wrong, for tests to spoil.
type plan struct {
	nodes []graph.Node
	links []graph.Link
}

func soundPlan() *plan {
	p := &plan{}
	for _, n := range []graph.Node{
		{ID: "plan:p", Kind: graph.KindPlan}, {ID: "priority:1", Kind: graph.KindPriority}, {ID: "promise:a", Kind: graph.KindPromise},
		{ID: "theme:t", Kind: graph.KindTheme}, {ID: "activity:1.1", Kind: graph.KindActivity}, {ID: "action:x", Kind: graph.KindAction},
		{ID: "action:y", Kind: graph.KindAction}, {ID: "partner:z", Kind: graph.KindPartner},
	} {
		n.Title, n.Position, n.Evidence = string(n.ID), len(p.nodes)+1, cited()
		if n.Kind == graph.KindAction {
			n.Schedule = []graph.ScheduledQuarter{{Quarter: graph.Quarter{Year: "2022/23", Number: 1}, Evidence: cited()}}
		}
		if n.Kind == graph.KindPartner {
			n.Type = graph.PartnerTypeGroup
		}
		p.nodes = append(p.nodes, n)
		if n.Kind != graph.KindPlan {
			p.link(graph.RelationPartOf, n.ID, "plan:p", graph.BasisStated)
		}
	}
	p.link(graph.RelationSupports, "promise:a", "priority:1", graph.BasisStated)
	p.link(graph.RelationHasTheme, "promise:a", "theme:t", graph.BasisStated)
	p.link(graph.RelationContributesTo, "activity:1.1", "priority:1", graph.BasisStated)
	for _, action := range []graph.ID{"action:x", "action:y"} {
		p.link(graph.RelationServes, action, "priority:1", graph.BasisStated)
		p.link(graph.RelationKeeps, action, "promise:a", graph.BasisCoListed)
		p.link(graph.RelationDelivers, action, "activity:1.1", graph.BasisCoListed)
	}
	p.link(graph.RelationInvolves, "action:x", "partner:z", graph.BasisMentioned)
	return p
}

func cited() []graph.Citation {
	return []graph.Citation{{Plan: "plan:p", Document: "d", Line: 1, LastLine: 1, Quote: "q", AsPrinted: "q"}}
}

func (p *plan) link(r graph.Relation, from, to graph.ID, basis graph.Basis) *graph.Link {
	l := graph.Link{Relation: r, From: from, To: to, Basis: basis, State: graph.LinkStateActive, Evidence: cited()}
	p.links = append(p.links, l.Normal())
	return &p.links[len(p.links)-1]
}

func (p *plan) node(id graph.ID) *graph.Node {
	return &p.nodes[slices.IndexFunc(p.nodes, func(n graph.Node) bool { return n.ID == id })]
}

func (p *plan) unlink(r graph.Relation, of graph.ID) {
	p.links = slices.DeleteFunc(p.links, func(l graph.Link) bool { return l.Relation == r && (l.From == of || l.To == of) })
}

// found is what check finds in a plan: the code of each problem with its items.
func found(t *testing.T, p *plan, limit int) []string {
	t.Helper()
	store := openStore(t, t.TempDir(), open.Options{})
	if _, err := store.Apply(t.Context(), graph.Changes{Actor: "test", Put: p.nodes, Link: p.links}); err != nil {
		t.Fatal(err)
	}
	view, err := store.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close() // nothing was written
	findings, err := check(t.Context(), view, limit)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range findings {
		line := fmt.Sprintf("%s %s %d", f.Severity, f.Code, f.Count)
		for _, i := range f.Items {
			line += " " + string(i.ID)
		}
		out = append(out, line)
	}
	return out
}

func TestCheckFinds(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(p *plan)
		want  []string
	}{
		"nothing in a sound plan": {func(*plan) {}, nil},
		"a node without evidence": {
			func(p *plan) { p.node("theme:t").Evidence = nil },
			[]string{"error node-without-evidence 1 theme:t"},
		},
		"a link without evidence": {
			func(p *plan) {
				p.links[0].Evidence = nil
				p.links[1].Evidence, p.links[1].Basis = nil, graph.BasisCurated // somebody made it: that is its evidence
			},
			[]string{"error link-without-evidence 1 link:part-of:priority:1>plan:p"},
		},
		"an action without quarters": {
			func(p *plan) { p.node("action:y").Schedule = nil },
			[]string{"warning action-without-quarter 1 action:y"},
		},
		"a promise without theme, and its theme without promise": {
			func(p *plan) { p.unlink(graph.RelationHasTheme, "promise:a") },
			[]string{"warning promise-without-theme 1 promise:a", "warning unlinked 1 theme:t"},
		},
		"work that leads nowhere": {
			func(p *plan) { p.unlink(graph.RelationServes, "priority:1") },
			[]string{"warning action-without-priority 2 action:x action:y", "warning priority-without-action 1 priority:1"},
		},
		"promises and activities that nobody works for": {
			func(p *plan) {
				p.unlink(graph.RelationKeeps, "promise:a")
				p.unlink(graph.RelationDelivers, "activity:1.1")
				p.unlink(graph.RelationSupports, "promise:a")
			},
			[]string{
				"warning promise-without-priority 1 promise:a", "warning promise-without-action 1 promise:a",
				"warning activity-without-action 1 activity:1.1",
			},
		},
		"what stands in no plan": {
			func(p *plan) { p.unlink(graph.RelationPartOf, "partner:z") },
			[]string{"warning without-plan 1 partner:z"},
		},
		"partners to be found": {
			func(p *plan) { p.node("partner:z").Type = graph.PartnerTypeToBeFound },
			[]string{"note partner-to-be-found 1 partner:z"},
		},
		"near-duplicates and other inferred links": {
			func(p *plan) {
				score := 0.8
				l := p.link(graph.RelationSimilarTo, "action:y", "action:x", graph.BasisInferred)
				l.Score, l.Note = &score, "both say so"
				p.nodes = append(p.nodes, graph.Node{ID: "priority:2", Kind: graph.KindPriority, Title: "Two", Position: 2, Evidence: cited()})
				p.link(graph.RelationPartOf, "priority:2", "plan:p", graph.BasisStated)
				p.link(graph.RelationServes, "action:x", "priority:2", graph.BasisCurated)
				p.link(graph.RelationRefersTo, "priority:2", "priority:1", graph.BasisInferred)
			},
			[]string{"note near-duplicate 1 link:similar-to:action:x>action:y", "note inferred 1 link:refers-to:priority:2>priority:1"},
		},
		"no reviewed near-duplicates, no rejected links": {
			func(p *plan) {
				score := 0.8
				p.link(graph.RelationSimilarTo, "action:y", "action:x", graph.BasisCurated).Score = &score
				p.link(graph.RelationInvolves, "action:y", "partner:z", graph.BasisInferred).State = graph.LinkStateRejected
			},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := soundPlan()
			c.spoil(p)
			if got := found(t, p, 0); !slices.Equal(got, c.want) {
				t.Errorf("found\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

// More than a page of nodes and links is looked at, and all of it is counted, whatever is shown.
func TestCheckLooksAtEverything(t *testing.T) {
	p := soundPlan()
	const many = 2*surveyPage + 1
	for i := range many {
		id := graph.NodeID(graph.KindSite, fmt.Sprintf("%04d", i))
		p.nodes = append(p.nodes, graph.Node{ID: id, Kind: graph.KindSite, Title: "A site", Position: i + 1, Evidence: cited()})
		p.link(graph.RelationPartOf, id, "plan:p", graph.BasisInferred)
	}
	want := []string{
		fmt.Sprintf("warning unlinked %d site:0000 site:0001", many),
		fmt.Sprintf("note inferred %d link:part-of:site:0000>plan:p link:part-of:site:0001>plan:p", many),
	}
	if got := found(t, p, 2); !slices.Equal(got, want) {
		t.Errorf("found\n%q\nwant\n%q", got, want)
	}
}
