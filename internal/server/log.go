package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"slices"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// An operationLine is what is logged of a request to /graphql: never the document, its variables or the answer.
type operationLine struct {
	id, method, operation string
	document              string
	user                  string
	status, bytes         int
	// events are how many answers there were, where there may be any number.
	events int
	codes  []gql.Code
	cost   int
	// trusted is the ID of the trusted document.
	trusted string
	// observed hears of it too.
	observed func(Operation)
}

// refused notes why there was no answer.
func (l *operationLine) refused(no *refusal) {
	l.status, l.codes = no.status, []gql.Code{no.code}
}

// answered notes one answer.
func (l *operationLine) answered(answer gql.Response) {
	l.operation, l.codes, l.trusted, l.cost = answer.Operation, answer.Codes, answer.Document, answer.Cost
	l.bytes += len(answer.Body)
	l.events++
}

func (l *operationLine) write(to *slog.Logger, took time.Duration) {
	if l.observed != nil {
		l.observed(Operation{Type: l.operation, Document: l.trusted, Codes: l.codes, Cost: l.cost, Status: l.status, Took: took})
	}
	level := l.level()
	ctx := context.Background()
	if !to.Enabled(ctx, level) {
		return
	}
	to.LogAttrs(ctx, level, "graphql",
		slog.String("request", l.id),
		slog.String("method", l.method),
		slog.String("operation", l.operation),
		slog.String("document", hash(l.document)),
		slog.String("user", hash(l.user)),
		slog.Int("status", l.status),
		slog.String("outcome", l.outcome()),
		slog.Duration("took", took),
		slog.Int("cost", l.cost),
		slog.Int("bytes", l.bytes),
		slog.Int("answers", l.events))
}

// level is that of a fault for what an operator has to mend, whatever the status: application/json has 200 for faults too,
// and a server that is stopped, or that is asked too much, has no fault.
func (l *operationLine) level() slog.Level {
	if slices.ContainsFunc(l.codes, func(c gql.Code) bool { return faults[c] }) {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// faults are the codes of what callers can do nothing about.
var faults = map[gql.Code]bool{gql.CodeInternal: true, gql.CodeStoreUnavailable: true, gql.CodeTimeout: true}

// outcome is OK or the code of the first error.
func (l *operationLine) outcome() string {
	if len(l.codes) == 0 {
		return "OK"
	}
	return string(l.codes[0])
}

// hash tells texts apart without showing them: values may be written into documents, and names are people's.
func hash(text string) string {
	if text == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
