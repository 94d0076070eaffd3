package neostore

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A statement is a Cypher text with its parameters.
type statement struct {
	text   string
	params map[string]any
}

// closeWithin is how long giving a session back may take when the caller's context has ended already.
const closeWithin = time.Second

// read runs a statement in a transaction of its own on a reader and gives all its rows. A fault that passes is tried
// again, which is safe because nothing is written.
func (s *Store) read(ctx context.Context, st statement) ([][]any, error) {
	var rows [][]any
	err := s.retry(ctx, s.options.Timeout, func(ctx context.Context) error {
		session := s.session(ctx, neo4j.AccessModeRead)
		defer closeSession(ctx, session)
		result, err := session.Run(ctx, st.text, st.params, limitTime(ctx))
		if err != nil {
			return err
		}
		rows = rows[:0]
		for result.Next(ctx) {
			rows = append(rows, result.Record().Values)
		}
		if err := result.Err(); err != nil {
			return err
		}
		_, err = result.Consume(ctx) // brings the bookmark up to date
		return err
	})
	return rows, err
}

// one runs a statement that gives one row.
func (s *Store) one(ctx context.Context, st statement) ([]any, error) {
	rows, err := s.read(ctx, st)
	if err != nil {
		return nil, err
	}
	if len(rows) != 1 {
		return nil, graph.Errorf(graph.ErrDamaged, "Neo4j gave %d rows where one was expected", len(rows))
	}
	return rows[0], nil
}

// write does work in one transaction on the leader and commits it. The work is done anew if a fault passes; commit says
// nothing of whether it happened when the connection breaks, so the work must recognise what it has done before.
func (s *Store) write(ctx context.Context, work func(context.Context, neo4j.ExplicitTransaction) error) error {
	return s.retry(ctx, s.options.WriteTimeout, func(ctx context.Context) error {
		session := s.session(ctx, neo4j.AccessModeWrite)
		defer closeSession(ctx, session)
		tx, err := session.BeginTransaction(ctx, limitTime(ctx))
		if err != nil {
			return err
		}
		if err := work(ctx, tx); err != nil {
			// A transaction that is not committed is rolled back with its session, whatever becomes of this.
			rollback, cancel := closing(ctx)
			defer cancel()
			_ = tx.Rollback(rollback)
			return err
		}
		return tx.Commit(ctx)
	})
}

// retry tries until it succeeds, the fault is none that passes, or the time for it is over. limit holds if the context
// sets no deadline.
func (s *Store) retry(ctx context.Context, limit time.Duration, try func(context.Context) error) error {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	giveUp := time.Now().Add(s.options.Retry)
	for pause := 10 * time.Millisecond; ; pause *= 2 {
		err := try(ctx)
		if err == nil || !transient(err) || ctx.Err() != nil || time.Now().Add(pause).After(giveUp) {
			return translate(ctx, err)
		}
		if !sleep(ctx, pause/2+rand.N(pause)) {
			return translate(ctx, err)
		}
	}
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: mode, DatabaseName: s.options.Database, BookmarkManager: s.bookmarks, FetchSize: neo4j.FetchAll,
	})
}

func closeSession(ctx context.Context, session neo4j.SessionWithContext) {
	ctx, cancel := closing(ctx)
	defer cancel()
	_ = session.Close(ctx) // what matters was said by the result
}

// closing is a context for giving things back after the caller's has ended.
func closing(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), closeWithin)
}

// limitTime makes the database end the transaction by itself when the caller's time is over.
func limitTime(ctx context.Context) func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	return func(c *neo4j.TransactionConfig) {
		if ok {
			c.Timeout = max(time.Until(deadline).Round(time.Millisecond), time.Millisecond)
		}
	}
}

// sleep reports whether the pause was over before the context.
func sleep(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// passing reports whether an error of ours may pass by itself: the server is away, rather than refusing us.
func passing(err error) bool {
	if !errors.Is(err, graph.ErrUnavailable) {
		return false
	}
	var neo *neo4j.Neo4jError
	return !errors.As(err, &neo) || transient(neo)
}
