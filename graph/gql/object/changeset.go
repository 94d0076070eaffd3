package object

import (
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
	"github.com/goldenthread/goldenthread/graph/history"
)

// A ChangeSet is what one revision did, as far as it is wanted.
type ChangeSet struct {
	set   *history.Set
	stand func(context.Context, []graph.Change) (*graph.ChangePage, error)
	place *plan.Place
}

// NewChangeSet makes one of a set; stand looks up how what changed stands, when the event is told.
func NewChangeSet(set *history.Set, stand func(context.Context, []graph.Change) (*graph.ChangePage, error), p *plan.Place) *ChangeSet {
	return &ChangeSet{set, stand, p}
}

// Revision is the revision.
func (s *ChangeSet) Revision() int { return int(s.set.Revision) }

// At is when it was made.
func (s *ChangeSet) At() string { return moment(s.set.At) }

// Actor is who made it.
func (s *ChangeSet) Actor() string { return s.set.Actor }

// Reason is why, nil where nothing was said.
func (s *ChangeSet) Reason() *string { return optional(s.set.Reason) }

// Changes are those that are wanted.
func (s *ChangeSet) Changes(ctx context.Context) ([]*Change, error) {
	page, err := s.stand(ctx, s.set.Changes)
	if err != nil {
		return nil, err
	}
	return changes(page.Edges, s.place.At(ctx), s.place.Order), nil
}

// Touched are the IDs of what they were made to, in order.
func (s *ChangeSet) Touched() []string {
	ids := make([]string, 0, len(s.set.Changes))
	for i := range s.set.Changes {
		ids = append(ids, string(s.set.Changes[i].Subject()))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
