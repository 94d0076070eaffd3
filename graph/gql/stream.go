package gql

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Stream answers a request as the answers come: a query or a mutation has one, a subscription one for each event until
// its source or the context ends. One without data, as for a request error, is the last: an event that cannot be told is
// never passed over. The next event is not asked for before the last one was taken, and whoever stops listening stops the
// source. It never panics.
func (a *API) Stream(ctx context.Context, r Request) iter.Seq[Response] {
	r.streamed = true
	return func(yield func(Response) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		next := a.begin(ctx, r)
		for {
			response, more := next()
			if !more || !yield(response) || !response.HasData {
				return
			}
		}
	}
}

// A puller gives the next answer, if there is another.
type puller func() (response Response, more bool)

// only gives a single answer.
func only(response Response) puller {
	given := false
	return func() (Response, bool) {
		more := !given
		given = true
		return response, more
	}
}

// begin starts a request.
func (a *API) begin(ctx context.Context, r Request) (next puller) {
	defer func() {
		if p := recover(); p != nil {
			next = only(refused(a.panicked(r.ID, p)))
		}
	}()
	ctx, op, errs := a.prepare(ctx, r)
	var response Response
	switch {
	case errs != nil:
		response = refused(errs...)
	case op.Operation.Operation == ast.Subscription:
		return a.subscribe(ctx, op, r)
	default:
		response = a.dispatch(ctx, op, r)
	}
	response.describe(a, op)
	return only(response)
}

// subscribe starts a subscription. Each event has a session of its own, so that a view is held no longer than it takes
// to tell one event.
func (a *API) subscribe(ctx context.Context, op *graphql.OperationContext, r Request) puller {
	starting := a.session(r)
	defer starting.close()
	field := rootField(op)
	if field == nil {
		return only(refused(coded(CodeValidationFailed, "a subscription has exactly one field, the one that is followed")))
	}
	handler, ctx := a.executor.DispatchOperation(starting.in(ctx), op)
	ctx = graphql.WithFieldContext(ctx, field)
	return func() (response Response, more bool) {
		defer func() { more = response.Body != nil }() // a panic has an answer too
		defer a.rescue(r.ID, &response)
		event := a.session(r)
		defer event.close()
		answer := handler(event.in(ctx))
		if answer == nil {
			return a.ended(ctx, op, starting) // it ends here
		}
		if len(answer.Errors) > 0 && saysNothing(answer.Data) {
			answer.Data = nil // the field cannot be null, so nothing is left; gqlgen does not carry that up
		}
		response = encode(answer)
		response.describe(a, op)
		return response, true
	}
}

// ended is the last answer of a subscription whose source has failed; there is none if it just ended.
func (a *API) ended(ctx context.Context, op *graphql.OperationContext, s *session) (Response, bool) {
	err := s.failed()
	if err == nil {
		return Response{}, false
	}
	response := refused(a.present(ctx, err))
	response.describe(a, op)
	return response, true
}

// rootField is the field that a subscription follows, nil unless there is exactly one: validation overlooks one field under
// two names, or one that is skipped. The errors in events have it in their path, which gqlgen leaves out.
func rootField(op *graphql.OperationContext) *graphql.FieldContext {
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{subscription})
	if len(fields) != 1 {
		return nil
	}
	return &graphql.FieldContext{Object: subscription, Field: fields[0]}
}

// subscription is the name of the root type.
const subscription = "Subscription"

// saysNothing reports whether data has nothing but nulls.
func saysNothing(data json.RawMessage) bool {
	var fields map[string]json.RawMessage
	if json.Unmarshal(data, &fields) != nil {
		return false
	}
	for _, value := range fields {
		if string(value) != "null" {
			return false
		}
	}
	return true
}
