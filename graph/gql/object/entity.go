package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A Node is anything with an ID of its own.
type Node interface{ IsNode() }

// An Entity is an object of one of the kinds.
type Entity interface {
	Node
	IsEntity()
}

// entity is what the objects of all kinds share.
type entity struct {
	found *graph.Found
	place *plan.Place
}

// IsNode marks what Node may be.
func (entity) IsNode() {}

// IsEntity marks what Entity may be.
func (entity) IsEntity() {}

// ID is the node's.
func (e entity) ID() string { return e.place.ID(e.found.Node.ID) }

// Kind is the node's.
func (e entity) Kind() graph.Kind { return e.found.Node.Kind }

// Code is the code as printed, nil where none is.
func (e entity) Code() *string { return optional(e.found.Node.Code) }

// Title is the node's.
func (e entity) Title() string { return e.found.Node.Title }

// Description is the node's, nil where there is none.
func (e entity) Description() *string { return optional(e.found.Node.Description) }

// Position is document order.
func (e entity) Position() int { return e.found.Node.Position }

// Revision is that of the last change.
func (e entity) Revision() int { return int(e.found.Node.Revision) }

// PreviousIds are the aliases.
func (e entity) PreviousIds() []string {
	ids := make([]string, 0, len(e.found.Node.PreviousIDs))
	for _, id := range e.found.Node.PreviousIDs {
		ids = append(ids, e.place.ID(id))
	}
	return ids
}

// Plans are the plans the node stands in.
func (e entity) Plans(ctx context.Context) []*Plan {
	p := e.place.At(ctx)
	if p.Index == plan.None {
		return []*Plan{}
	}
	page := e.found.Pages[p.Index]
	plans := make([]*Plan, 0, len(page.Edges))
	for _, edge := range page.Edges {
		plans = append(plans, &Plan{entity{edge.To, p}})
	}
	return plans
}

// Evidence is where the node was read.
func (e entity) Evidence(ctx context.Context) []*Citation {
	return citations(e.found.Node.Evidence, e.found.Cited, e.place.At(ctx))
}

// Links are the node's links. The arguments were read when the question was planned.
func (e entity) Links(ctx context.Context) *EntityLinkConnection {
	p := e.place.At(ctx)
	return &EntityLinkConnection{newList(e.found.Links[p.Index].Summary, p), e.found.Links[p.Index]}
}

// History is what was done to the node. The arguments were read when the question was planned.
func (e entity) History(ctx context.Context) *ChangeConnection {
	p := e.place.At(ctx)
	return NewChangeConnection(e.found.Histories[p.Index], p)
}

// list is the page under the field that is being resolved.
func (e entity) list(ctx context.Context) nodeList {
	p := e.place.At(ctx)
	return newNodeList(e.found.Pages[p.Index], p)
}

func (e entity) schedule(ctx context.Context) []*ScheduledQuarter {
	p := e.place.At(ctx)
	out := make([]*ScheduledQuarter, 0, len(e.found.Node.Schedule))
	for i := range e.found.Node.Schedule {
		s := &e.found.Node.Schedule[i]
		out = append(out, &ScheduledQuarter{quarter{s.Quarter}, s.Evidence, e.found.Cited, p})
	}
	return out
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
