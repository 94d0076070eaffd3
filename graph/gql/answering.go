package gql

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph/gql/answer"
)

// answer stands around all root fields: those of queries are answered in one pass, and by the reference only if that
// leaves them to it.
func (a *API) answer(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	root := graphql.GetRootFieldContext(ctx)
	if a.options.reference || root == nil || root.Field.ObjectDefinition.Name != query {
		return next(ctx)
	}
	if written, ok := answer.Root(ctx, &queries{a}, root.Field); ok {
		return written
	}
	return next(ctx)
}
