package main

import (
	"context"
	"fmt"

	"github.com/goldenthread/goldenthread/graph"
)

// A severity says how bad a problem is.
type severity string

const (
	// severe: something the graph promises does not hold.
	severe severity = "error"
	// doubtful: something that plans usually have is missing.
	doubtful severity = "warning"
	// noted: something that a person may want to look at.
	noted severity = "note"
)

// A problem is a kind of finding.
type problem struct {
	Code     string   `json:"code"`
	Severity severity `json:"severity"`
	// Title says what all of its items have in common.
	Title string `json:"title"`
}

// A finding is one problem with the things that have it.
type finding struct {
	problem
	Count int `json:"count"`
	// Items are the first ones, as many as were wanted.
	Items []item `json:"items"`
}

// An item is a node or link that has a problem.
type item struct {
	ID    graph.ID `json:"id"`
	Title string   `json:"title"`
	Note  string   `json:"note,omitempty"`
}

// A gap is a problem of nodes of a kind that no link of a relation reaches. Some relations run both ways between kinds;
// those of this table do not.
type gap struct {
	problem
	kind     graph.Kind
	relation graph.Relation
}

var gaps = []gap{
	{problem{"action-without-priority", doubtful, "Actions that serve no priority"}, graph.KindAction, graph.RelationServes},
	{problem{"priority-without-action", doubtful, "Priorities that no action serves"}, graph.KindPriority, graph.RelationServes},
	{problem{"promise-without-priority", doubtful, "Promises that support no priority"}, graph.KindPromise, graph.RelationSupports},
	{problem{"promise-without-theme", doubtful, "Promises without a theme"}, graph.KindPromise, graph.RelationHasTheme},
	{problem{"promise-without-action", doubtful, "Promises that no action is listed to keep"}, graph.KindPromise, graph.RelationKeeps},
	{problem{"activity-without-action", doubtful, "Activities that no action is listed to deliver"}, graph.KindActivity, graph.RelationDelivers},
}

var (
	nodeEvidence = problem{"node-without-evidence", severe, "Entities without evidence"}
	linkEvidence = problem{"link-without-evidence", severe, "Links without evidence, which nobody made by hand"}
	unlinked     = problem{"unlinked", doubtful, "Entities without links"}
	unplanned    = problem{"without-plan", doubtful, "Entities that stand in no plan"}
	unscheduled  = problem{"action-without-quarter", doubtful, "Actions that are profiled to no quarter"}
	unfound      = problem{"partner-to-be-found", noted, "Partners still to be found"}
	duplicates   = problem{"near-duplicate", noted, "Actions worded nearly alike"}
	unreviewed   = problem{"inferred", noted, "Links that were inferred and that nobody has reviewed"}
)

// problems are all there are, worst first; findings stand in this order.
var problems = func() []problem {
	all := []problem{nodeEvidence, linkEvidence}
	for _, g := range gaps {
		all = append(all, g.problem)
	}
	return append(all, unlinked, unplanned, unscheduled, unfound, duplicates, unreviewed)
}()

// A survey looks at a whole graph, page by page.
type survey struct {
	view graph.View
	// limit is the most items kept of a problem; 0 is all.
	limit    int
	findings map[string]*finding
}

// surveyPage is how many nodes or links are asked for at once.
const surveyPage = 500

// check finds every problem of a graph, in the order of problems.
func check(ctx context.Context, view graph.View, limit int) ([]finding, error) {
	s := &survey{view: view, limit: limit, findings: map[string]*finding{}}
	for _, kind := range graph.AllKinds {
		if err := s.nodes(ctx, kind); err != nil {
			return nil, err
		}
	}
	if err := s.links(ctx); err != nil {
		return nil, err
	}
	var out []finding
	for _, p := range problems {
		if f := s.findings[p.Code]; f != nil {
			out = append(out, *f)
		}
	}
	return out, nil
}

func (s *survey) add(p problem, i item) {
	f := s.findings[p.Code]
	if f == nil {
		f = &finding{problem: p}
		s.findings[p.Code] = f
	}
	f.Count++
	if s.limit == 0 || len(f.Items) < s.limit {
		f.Items = append(f.Items, i)
	}
}

// nodes looks at all nodes of a kind, with how many links they have.
func (s *survey) nodes(ctx context.Context, kind graph.Kind) error {
	walk := graph.Walk{
		Kind:   kind,
		Order:  []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}},
		Page:   graph.Page{Limit: surveyPage},
		Select: graph.Selection{Evidence: true},
	}
	count := func(relations graph.RelationSet) {
		walk.Select.Links = append(walk.Select.Links, graph.LinkStep{Relations: relations, Want: graph.Want{Total: true}})
	}
	count(0)
	count(graph.Relations(graph.RelationPartOf))
	var here []gap
	for _, g := range gaps {
		if g.kind == kind {
			here = append(here, g)
			count(graph.Relations(g.relation))
		}
	}
	for e, err := range graph.Nodes(ctx, s.view, walk) {
		if err != nil {
			return err
		}
		s.node(e.To, here)
	}
	return nil
}

func (s *survey) node(found *graph.Found, gaps []gap) {
	n := found.Node
	i := item{ID: n.ID, Title: n.Title}
	if len(n.Evidence) == 0 {
		s.add(nodeEvidence, i)
	}
	all, plans := found.Links[0].Total, found.Links[1].Total
	switch {
	case n.Kind == graph.KindPlan:
		if all == 0 {
			s.add(unlinked, i)
		}
	case all == plans:
		s.add(unlinked, i)
	case plans == 0:
		s.add(unplanned, i)
	}
	for k, g := range gaps {
		if found.Links[2+k].Total == 0 {
			s.add(g.problem, i)
		}
	}
	if n.Kind == graph.KindAction && len(n.Schedule) == 0 {
		s.add(unscheduled, i)
	}
	if n.Kind == graph.KindPartner && n.Type == graph.PartnerTypeToBeFound {
		s.add(unfound, i)
	}
}

// links looks at all links that count.
func (s *survey) links(ctx context.Context) error {
	walk := graph.LinkWalk{
		Page:   graph.Page{Limit: surveyPage},
		Select: graph.LinkSelection{Evidence: true, From: &graph.Selection{}, To: &graph.Selection{}},
	}
	for e, err := range graph.Links(ctx, s.view, walk) {
		if err != nil {
			return err
		}
		s.link(e.Link)
	}
	return nil
}

func (s *survey) link(found *graph.FoundLink) {
	l := found.Link
	i := item{ID: l.ID, Title: fmt.Sprintf("%s — %s", found.From.Node.Title, found.To.Node.Title), Note: l.Note}
	if len(l.Evidence) == 0 && l.Basis != graph.BasisCurated {
		s.add(linkEvidence, i)
	}
	switch {
	case l.Relation == graph.RelationSimilarTo && l.Basis != graph.BasisCurated:
		if l.Score != nil {
			i.Note = fmt.Sprintf("%.2f, %s", *l.Score, l.Note)
		}
		s.add(duplicates, i)
	case l.Basis == graph.BasisInferred:
		s.add(unreviewed, i)
	}
}
