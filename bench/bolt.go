package main

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/goldenthread/goldenthread/internal/neotest"
)

// A boltTarget is Neo4j, asked by statements that were written by hand.
type boltTarget struct {
	driver   neo4j.DriverWithContext
	database *process
}

func newBoltTarget(s *neotest.Server, database *process) (*boltTarget, error) {
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(s.User, s.Password, ""), func(c *config.Config) {
		c.FetchSize = neo4j.FetchAll
		c.NotificationsMinSeverity = notifications.DisabledLevel
		c.TelemetryDisabled = true
	})
	return &boltTarget{driver, database}, err
}

func (t *boltTarget) name() string                           { return overBolt }
func (t *boltTarget) processes() (server, database *process) { return nil, t.database }
func (t *boltTarget) Close() error                           { return t.driver.Close(context.Background()) }

// A statement is a Cypher text with its parameters.
type statement struct {
	text   string
	params map[string]any
}

func (t *boltTarget) prepare(q *question, values []map[string]any) ([]request, error) {
	var out []request
	for _, v := range values {
		out = append(out, statement{q.cypher, sent(q.cypher, v)})
	}
	return out, nil
}

func (t *boltTarget) connect(context.Context) (connection, error) {
	return &boltConnection{t.driver}, nil
}

// A boltConnection takes a connection of the driver's pool for each statement, as the driver's users do.
type boltConnection struct{ driver neo4j.DriverWithContext }

func (c *boltConnection) Close() error { return nil }

func (c *boltConnection) ask(ctx context.Context, r request) (int, error) {
	_, err := c.run(ctx, r.(statement))
	return 0, err
}

func (c *boltConnection) answer(ctx context.Context, r request) ([]any, error) {
	rows, err := c.run(ctx, r.(statement))
	if err != nil {
		return nil, err
	}
	return plain(rows)
}

// run gives the one column of all rows.
func (c *boltConnection) run(ctx context.Context, s statement) (rows []any, err error) {
	session := c.driver.NewSession(ctx, neo4j.SessionConfig{FetchSize: neo4j.FetchAll})
	defer session.Close(ctx) // what matters was said by the result
	result, err := session.Run(ctx, s.text, s.params)
	if err != nil {
		return nil, err
	}
	for result.Next(ctx) {
		rows = append(rows, result.Record().Values[0])
	}
	return rows, result.Err()
}
