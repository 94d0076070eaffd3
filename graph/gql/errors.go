package gql

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// internalMessage is all that a caller hears of a fault of ours.
const internalMessage = "internal error"

// coded makes an error with a code.
func coded(code Code, format string, args ...any) *gqlerror.Error {
	e := gqlerror.Errorf(format, args...)
	e.Extensions = map[string]any{"code": code}
	return e
}

// fault is what a caller hears of a fault of ours: nothing but the ID to find it by in the log.
func fault(id string) *gqlerror.Error {
	e := coded(CodeInternal, internalMessage)
	if id != "" {
		e.Extensions["requestId"] = id
	}
	return e
}

// panicked logs a panic and answers for it.
func (a *API) panicked(id string, p any) *gqlerror.Error {
	a.options.Log.Error("panic while answering", "request", id, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	return fault(id)
}

// present turns the error of a field into what the caller sees. Errors that are none of the domain's kinds are logged
// and hidden.
func (a *API) present(ctx context.Context, err error) *gqlerror.Error {
	var given *gqlerror.Error
	if errors.As(err, &given) && given.Extensions["code"] != nil && given.Err == nil {
		return given
	}
	code, message := codeOf(err), err.Error()
	if given != nil && given.Err != nil {
		message = given.Err.Error()
	}
	e := coded(code, "%s", message)
	if code == CodeInternal {
		a.options.Log.Error("fault while answering", "request", requestID(ctx), "error", err)
		e = fault(requestID(ctx))
	}
	e.Path = graphql.GetPath(ctx)
	var input *plan.InputError
	if errors.As(err, &input) {
		e.Path = input.Path
	}
	if f := graphql.GetFieldContext(ctx); f != nil && f.Field.Position != nil {
		e.Locations = []gqlerror.Location{{Line: f.Field.Position.Line, Column: f.Field.Position.Column}}
	}
	return e
}

// recovered answers for a panic in a resolver.
func (a *API) recovered(ctx context.Context, p any) error { return a.panicked(requestID(ctx), p) }

// mostErrors is how many errors of one document are told: more help nobody who writes one, and a document that has
// thousands would have an answer many times its size.
const mostErrors = 5

// requestErrors gives the errors of parsing, validating and coercing our codes.
func requestErrors(errs gqlerror.List) gqlerror.List {
	errs = errs[:min(len(errs), mostErrors)]
	for _, e := range errs {
		switch e.Extensions["code"] {
		case errcode.ParseFailed:
			e.Extensions["code"] = CodeParseFailed
		case errcode.ValidationFailed:
			e.Extensions["code"] = validationCode(e)
			nameVariable(e)
		case nil:
			e.Extensions = map[string]any{"code": CodeBadRequest}
		}
	}
	return errs
}

// validationCode tells apart what gqlgen calls a validation error: an operation that is not there and a variable that
// does not fit have no rule; a variable's error has a path.
func validationCode(e *gqlerror.Error) Code {
	switch {
	case e.Rule != "":
		return CodeValidationFailed
	case len(e.Path) > 0:
		return CodeBadUserInput
	}
	return CodeOperationResolution
}

// sortErrors puts errors in the order of where they are in the document, then by path.
func sortErrors(errs gqlerror.List) {
	slices.SortStableFunc(errs, func(a, b *gqlerror.Error) int {
		x, y := location(a), location(b)
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(a.Path.String(), b.Path.String()))
	})
}

func location(e *gqlerror.Error) gqlerror.Location {
	if len(e.Locations) == 0 {
		return gqlerror.Location{}
	}
	return e.Locations[0]
}

// nameVariable puts the place in a variable, which gqlgen gives as the error's path, into its message: a request error has
// no path, since nothing was executed.
func nameVariable(e *gqlerror.Error) {
	if len(e.Path) == 0 {
		return
	}
	at := strings.TrimPrefix(e.Path.String(), "variable.")
	e.Message, e.Path = "variable $"+at+": "+e.Message, nil
}

func codes(errs gqlerror.List) []Code {
	var out []Code
	for _, e := range errs {
		code, _ := e.Extensions["code"].(Code)
		out = append(out, code)
	}
	return out
}
