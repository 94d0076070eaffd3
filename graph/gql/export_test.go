package gql

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
)

// NewOf makes the API of another schema, for faults that ours does not have.
func NewOf(schema graphql.ExecutableSchema, store graph.Store, o Options) *API {
	a := &API{store: store, options: o.withDefaults()}
	a.use(schema)
	return a
}

// ViewOf is the view that a resolver would ask.
func ViewOf(ctx context.Context) (graph.View, error) {
	v, err := viewOf(ctx)
	if err != nil {
		return nil, err
	}
	return v, nil
}

// NewReference makes an API whose answers are all written by gqlgen's executor.
func NewReference(store graph.Store, o Options) *API {
	o.reference = true
	return New(store, o)
}
