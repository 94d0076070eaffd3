package main

import "context"

// A target answers questions, and has processes that do the work.
type target interface {
	name() string
	// prepare makes requests of values: everything that is not part of asking.
	prepare(q *question, values []map[string]any) ([]request, error)
	// connect opens a connection for one asker.
	connect(ctx context.Context) (connection, error)
	// processes are those that work for it: the server, and the database if there is one.
	processes() (server, database *process)
	Close() error
}

// A request is a question as a target takes it.
type request any

// A connection asks one request after the other.
type connection interface {
	// ask waits for the whole answer and gives its size in bytes; 0 where that is not known.
	ask(ctx context.Context, r request) (size int, err error)
	// answer gives the answer too.
	answer(ctx context.Context, r request) ([]any, error)
	Close() error
}

// The names of the targets, in the order of the tables.
const (
	embedded     = "embedded"
	uncached     = "uncached"
	overNeo4j    = "neo4j"
	resident     = "resident"
	overBolt     = "bolt"
	neo4jGraphQL = "neo4j-graphql"
	floor        = "floor"
)

var targetNames = []string{embedded, uncached, overNeo4j, resident, overBolt, neo4jGraphQL, floor}
