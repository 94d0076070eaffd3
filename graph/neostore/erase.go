package neostore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Erase empties the database, whatever is in it, and prepares it anew as Open does.
func (s *Store) Erase(ctx context.Context) error {
	err := s.retry(ctx, s.options.WriteTimeout, func(ctx context.Context) error {
		session := s.session(ctx, neo4j.AccessModeWrite)
		defer closeSession(ctx, session)
		// In pieces, so that a large graph needs no more memory than a small one.
		result, err := session.Run(ctx, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", nil)
		if err != nil {
			return err
		}
		_, err = result.Consume(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return s.prepare(ctx)
}
