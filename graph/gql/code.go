package gql

import (
	"context"
	"errors"

	"github.com/goldenthread/goldenthread/graph"
)

// A Code says what kind of error an error is, in extensions.code. No other code is ever sent.
type Code string

// The codes of errors.
const (
	// CodeParseFailed: the document is not GraphQL.
	CodeParseFailed Code = "GRAPHQL_PARSE_FAILED"
	// CodeValidationFailed: the document does not fit the schema.
	CodeValidationFailed Code = "GRAPHQL_VALIDATION_FAILED"
	// CodeBadUserInput: a variable or an argument is not what it should be; the message says what would be.
	CodeBadUserInput Code = "BAD_USER_INPUT"
	// CodeBadRequest: the request is no GraphQL request.
	CodeBadRequest Code = "BAD_REQUEST"
	// CodeOperationResolution: the operation is not in the document, or there are several and none is named.
	CodeOperationResolution Code = "OPERATION_RESOLUTION_FAILURE"
	// CodePersistedQueryNotFound: no document of that ID or hash is known; one with a hash can be sent along with it.
	CodePersistedQueryNotFound Code = "PERSISTED_QUERY_NOT_FOUND"
	// CodePersistedQueryNotSupported: documents are not kept here by hashes that clients send.
	CodePersistedQueryNotSupported Code = "PERSISTED_QUERY_NOT_SUPPORTED"
	// CodeMethodNotAllowed: a GET asked for something else than a query.
	CodeMethodNotAllowed Code = "METHOD_NOT_ALLOWED"
	// CodeNotFound: what was named does not exist.
	CodeNotFound Code = "NOT_FOUND"
	// CodeConflict: the graph has changed since the caller looked.
	CodeConflict Code = "CONFLICT"
	// CodeUnauthenticated: the caller must say who they are first, or said it wrongly.
	CodeUnauthenticated Code = "UNAUTHENTICATED"
	// CodeForbidden: the caller may not do that, or nobody may here.
	CodeForbidden Code = "FORBIDDEN"
	// CodeComplexityLimit: the answer would be too large; the message says which limit.
	CodeComplexityLimit Code = "COMPLEXITY_LIMIT_EXCEEDED"
	// CodeDepthLimit: the document is nested too deeply.
	CodeDepthLimit Code = "DEPTH_LIMIT_EXCEEDED"
	// CodeIntrospectionDisabled: this server does not tell its schema.
	CodeIntrospectionDisabled Code = "INTROSPECTION_DISABLED"
	// CodeRateLimited: this caller, or all callers together, ask more than is answered; the same request may do later.
	CodeRateLimited Code = "RATE_LIMITED"
	// CodeSlowReader: a stream was cut off, because its reader takes too long to take what is sent.
	CodeSlowReader Code = "SLOW_READER"
	// CodeTimeout: the answer took longer than allowed.
	CodeTimeout Code = "TIMEOUT"
	// CodeStoreUnavailable: the store cannot be reached just now.
	CodeStoreUnavailable Code = "STORE_UNAVAILABLE"
	// CodeInternal: a fault of ours.
	CodeInternal Code = "INTERNAL_SERVER_ERROR"
)

// kinds maps the domain's kinds of error to codes, once.
var kinds = []struct {
	kind error
	code Code
}{
	{graph.ErrInvalid, CodeBadUserInput},
	{graph.ErrNotFound, CodeNotFound},
	{graph.ErrConflict, CodeConflict},
	{graph.ErrTooLarge, CodeComplexityLimit},
	{graph.ErrReadOnly, CodeForbidden},
	{graph.ErrUnavailable, CodeStoreUnavailable},
	{errBusy, CodeRateLimited},
	{context.DeadlineExceeded, CodeTimeout},
	{context.Canceled, CodeTimeout},
}

// codeOf is the code of an error, CodeInternal for what is none of the domain's kinds.
func codeOf(err error) Code {
	for _, k := range kinds {
		if errors.Is(err, k.kind) {
			return k.code
		}
	}
	return CodeInternal
}
