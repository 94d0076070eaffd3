package graph

import "context"

// A Glancer is a store that has to ask somebody before it gives a view. Glance gives one without asking: what View would
// have refused, the view's first question refuses, and only RevisionOf tells its revision.
type Glancer interface {
	Glance(ctx context.Context) (View, error)
}

// Glance gives a view for questions, without asking for anything before the first one if the store can do that.
func Glance(ctx context.Context, s Store) (View, error) {
	if g, ok := s.(Glancer); ok {
		return g.Glance(ctx)
	}
	return s.View(ctx)
}

// RevisionOf is the revision that the answers of a view are of, or were, where those of a store may be of several, when it
// was first asked for.
func RevisionOf(ctx context.Context, v View) (Revision, error) {
	if g, ok := v.(interface {
		Newest(ctx context.Context) (Revision, error)
	}); ok {
		return g.Newest(ctx)
	}
	return v.Revision(), nil
}
