package gql

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/object"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// AsOf is never called: gqlgen makes the root type by itself wherever it stands. See enterPast.
func (q *queries) AsOf(context.Context, *int, *string) (*object.Query, error) {
	return &object.Query{}, nil
}

// enterPast stands around all root fields: before what is asked in an asOf is resolved, it finds out which revision is
// meant and works that out.
func (a *API) enterPast(ctx context.Context, next graphql.RootResolver) (answer graphql.Marshaler) {
	root := graphql.GetRootFieldContext(ctx)
	if root == nil || root.Field.Name != asOf || root.Field.ObjectDefinition.Name != query {
		return next(ctx)
	}
	at := graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: query, Field: root.Field})
	defer func() {
		if p := recover(); p != nil {
			graphql.AddError(at, a.recovered(at, p))
			answer = graphql.Null
		}
	}()
	if err := a.openPast(at, root.Field); err != nil {
		graphql.AddError(at, err)
		return graphql.Null
	}
	return next(ctx)
}

func (a *API) openPast(ctx context.Context, field graphql.CollectedField) error {
	if _, inside := enclosing(ctx); inside {
		return graph.Errorf(graph.ErrInvalid, "asOf cannot stand in another asOf: ask them beside each other")
	}
	b, _, err := a.builder(ctx)
	if err != nil {
		return err
	}
	when, err := b.When("revision", "at")
	if err != nil {
		return err
	}
	view, err := viewOf(ctx)
	if err != nil {
		return err
	}
	r, err := revisionOf(ctx, view, when)
	if err != nil {
		return err
	}
	s := sessionOf(ctx)
	if _, err := s.viewThen(ctx, r); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asOf[field.Alias] = r
	return nil
}

// revisionOf is the revision that is meant, of those that a view knows.
func revisionOf(ctx context.Context, view *bounded, when plan.When) (graph.Revision, error) {
	if when.At != nil {
		return view.RevisionAt(ctx, *when.At)
	}
	newest, err := view.Newest(ctx)
	if err == nil && when.Revision > newest {
		err = graph.Errorf(graph.ErrInvalid, "%s: there is no revision %d yet: the newest is %d", when.Name, when.Revision, newest)
	}
	if err != nil {
		return 0, err
	}
	return when.Revision, nil
}
