package neostore

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A fault is an error of the driver as ours. Its text names no host and shows no Cypher; the driver's own words stay
// reachable for logs by errors.As.
type fault struct {
	kind, cause error
	text        string
}

func (f *fault) Error() string   { return f.text }
func (f *fault) Unwrap() []error { return []error{f.kind, f.cause} }

// translate turns what the driver says into one of graph's kinds. It is called before anything wraps the error, because
// the driver's own helpers do not unwrap. What is none of them, a fault of ours, is given back as it is.
func translate(ctx context.Context, err error) error {
	if err == nil || ours(err) {
		return err
	}
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, context.DeadlineExceeded):
		return &fault{graph.ErrUnavailable, context.DeadlineExceeded, "Neo4j did not answer in time"}
	case cause != nil:
		return &fault{graph.ErrUnavailable, context.Canceled, "the question was given up before Neo4j answered"}
	}
	if neo := (*neo4j.Neo4jError)(nil); errors.As(err, &neo) {
		return translateServer(neo)
	}
	if unreachable(err) {
		return &fault{graph.ErrUnavailable, err, "Neo4j cannot be reached just now"}
	}
	return err
}

// translateServer turns an error that the server sent into ours, by its code.
func translateServer(err *neo4j.Neo4jError) error {
	switch {
	case strings.HasPrefix(err.Code, "Neo.ClientError.Security."):
		return &fault{graph.ErrUnavailable, err, "Neo4j refuses the user or the password"}
	case strings.HasSuffix(err.Code, ".TransactionTimedOut"), strings.HasSuffix(err.Code, ".TransactionTimedOutClientConfiguration"):
		return &fault{graph.ErrUnavailable, err, "Neo4j did not answer in time"}
	case strings.Contains(err.Code, ".MemoryPoolOutOfMemoryError"), strings.HasSuffix(err.Code, ".TransactionOutOfMemoryError"):
		return &fault{graph.ErrTooLarge, err, "the answer needs more memory than Neo4j allows: ask for less at once"}
	case strings.HasSuffix(err.Code, ".Statement.TypeError"):
		return &fault{graph.ErrDamaged, err, "a property in the database is not of the type it should be: was it changed by hand? \"goldenthread check\" lists such things"}
	case strings.HasSuffix(err.Code, ".ConstraintValidationFailed"):
		return &fault{graph.ErrConflict, err, "the graph was changed by someone else at the same time"}
	case strings.HasSuffix(err.Code, ".DatabaseNotFound"):
		return &fault{graph.ErrUnavailable, err, "Neo4j has no database of that name"}
	case strings.HasPrefix(err.Code, "Neo.TransientError."), err.Code == "Neo.ClientError.Cluster.NotALeader",
		strings.HasSuffix(err.Code, ".DatabaseUnavailable"), strings.HasSuffix(err.Code, ".ForbiddenOnReadOnlyDatabase"),
		strings.HasSuffix(err.Code, ".Terminated"), strings.HasSuffix(err.Code, ".LockClientStopped"):
		return &fault{graph.ErrUnavailable, err, "Neo4j cannot do that just now"}
	}
	return err
}

// ours reports whether an error is already of one of graph's kinds.
func ours(err error) bool {
	for _, kind := range []error{graph.ErrInvalid, graph.ErrNotFound, graph.ErrConflict, graph.ErrTooLarge, graph.ErrReadOnly, graph.ErrUnavailable, graph.ErrDamaged} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

func unreachable(err error) bool {
	var network net.Error
	return neo4j.IsConnectivityError(err) || neo4j.IsRetryable(err) || neo4j.IsTransactionExecutionLimit(err) ||
		errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || neo4j.IsUsageError(err) && strings.Contains(err.Error(), "closed")
}

// transient reports whether trying again may help. It says nothing of whether that is safe.
func transient(err error) bool {
	if neo := (*neo4j.Neo4jError)(nil); errors.As(err, &neo) {
		return neo4j.IsRetryable(neo)
	}
	return unreachable(err)
}
