package object

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A Thread is a way from one entity to another.
type Thread struct {
	thread *graph.Thread
	place  *plan.Place
}

// NewThread makes the object of a thread.
func NewThread(t *graph.Thread, p *plan.Place) *Thread { return &Thread{t, p} }

// Steps are its steps.
func (t *Thread) Steps(ctx context.Context) []*ThreadStep {
	p := t.place.At(ctx)
	out := make([]*ThreadStep, 0, len(t.thread.Links))
	for i := range t.thread.Links {
		out = append(out, &ThreadStep{t.thread, i, p})
	}
	return out
}

// Entities are those along it.
func (t *Thread) Entities(ctx context.Context) []Entity {
	p := t.place.At(ctx)
	out := make([]Entity, 0, len(t.thread.Nodes))
	for _, n := range t.thread.Nodes {
		out = append(out, New(n, p))
	}
	return out
}

// Links are those along it.
func (t *Thread) Links(ctx context.Context) []*Link { return links(t.thread.Links, t.place.At(ctx)) }

// Rows are the priorities in whose rows all of it was read.
func (t *Thread) Rows(ctx context.Context) []*Priority {
	p := t.place.At(ctx)
	out := make([]*Priority, 0, len(t.thread.Rows))
	for _, r := range t.thread.Rows {
		out = append(out, &Priority{entity{r, p}})
	}
	return out
}

// Length is how many links it has.
func (t *Thread) Length() int { return len(t.thread.Links) }

// Weakest is the weakest ground along it.
func (t *Thread) Weakest() *graph.Basis { return optionalBasis(t.thread.Weakest) }

// A ThreadStep is one step of a thread.
type ThreadStep struct {
	thread *graph.Thread
	i      int
	place  *plan.Place
}

// Entity is what it leads to.
func (s *ThreadStep) Entity(ctx context.Context) Entity {
	return New(s.thread.Nodes[s.i+1], s.place.At(ctx))
}

// Link is the link it follows.
func (s *ThreadStep) Link(ctx context.Context) *Link {
	return &Link{s.thread.Links[s.i], s.place.At(ctx)}
}

// Forward says whether it goes from the link's tail to its head.
func (s *ThreadStep) Forward() bool {
	return s.thread.Links[s.i].Link.From == s.thread.Nodes[s.i].Node.ID
}
