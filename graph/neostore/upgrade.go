package neostore

import (
	"context"
	"encoding/json"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// upgradePage is how many journal entries one transaction of an upgrade goes through.
const upgradePage = 500

// upgrade brings a database of an older format to this one: format 2 knows what each journal entry touches, and format 3 has
// an index of links by basis, which create has made before. It goes through the
// journal piece by piece, each piece in a transaction that also notes how far it has come, so that an upgrade that was
// interrupted goes on, and several that start together take turns. Writers of format 1 may go on meanwhile: the format
// changes when nothing is left.
func (s *Store) upgrade(ctx context.Context) error {
	for left := true; left; {
		err := s.write(ctx, func(ctx context.Context, tx neo4j.ExplicitTransaction) (err error) {
			left, err = upgradePiece(ctx, tx)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// The lock is taken by a statement of its own: what a statement reads before it has the lock may be out of date by then.
const (
	lockUpgrade = "MATCH (m:Meta {id: 'graph'}) SET m.writer = 'upgrade'"
	nextPiece   = `MATCH (m:Meta {id: 'graph'}) WHERE m.format = 1
OPTIONAL MATCH (c:Change) WHERE c.revision > coalesce(m.touched, 0)
RETURN c.revision, c.entry ORDER BY c.revision LIMIT $limit`
)

// upgradePiece reports whether there may be more.
func upgradePiece(ctx context.Context, tx neo4j.ExplicitTransaction) (more bool, err error) {
	if _, err := rowsOf(ctx, tx, lockUpgrade, nil); err != nil {
		return false, err
	}
	rows, err := rowsOf(ctx, tx, nextPiece, map[string]any{"limit": upgradePage})
	if err != nil {
		return false, err
	}
	if len(rows) == 0 || rows[0][0] == nil { // there is no journal to go through, or no more of it
		_, err := rowsOf(ctx, tx, "MATCH (m:Meta {id: 'graph'}) "+
			"SET m.format = CASE WHEN m.format < $format THEN $format ELSE m.format END REMOVE m.touched, m.writer", map[string]any{"format": format})
		return false, err
	}
	entries := make([]graph.Entry, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal([]byte(asText(row[1])), &entries[i]); err != nil {
			return false, graph.Errorf(graph.ErrDamaged, "the journal entry of revision %d cannot be read: %v", asInt(row[0]), err)
		}
	}
	touches, err := touch(ctx, tx, entries)
	if err != nil {
		return false, err
	}
	last := int64(entries[len(entries)-1].Revision)
	_, err = rowsOf(ctx, tx, "CALL () { "+makeTouches+" } MATCH (m:Meta {id: 'graph'}) SET m.touched = $last REMOVE m.writer", map[string]any{"last": last, "touches": touches})
	return true, err
}
