package memstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"math"
	"strconv"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// statements are those that a commit repeats.
type statements struct {
	putNode, putLink, dropNode, dropLink, putEntry, putTouched, putKey, putMeta *sql.Stmt
}

func (f *file) prepare(ctx context.Context) error {
	for _, p := range []struct {
		into **sql.Stmt
		text string
	}{
		{&f.stmts.putNode, "INSERT OR REPLACE INTO nodes (" + nodeColumns + ") VALUES (?,?,?,?,?,?,?,?,?,?)"},
		{&f.stmts.putLink, "INSERT OR REPLACE INTO links (" + linkColumns + ") VALUES (?,?,?,?,?,?,?,?,?,?,?)"},
		{&f.stmts.dropNode, "DELETE FROM nodes WHERE id = ?"},
		{&f.stmts.dropLink, "DELETE FROM links WHERE id = ?"},
		{&f.stmts.putEntry, "INSERT INTO journal (revision, at, actor, reason, key, changes, checksum) VALUES (?,?,?,?,?,?,?)"},
		{&f.stmts.putTouched, putTouched},
		{&f.stmts.putKey, "INSERT INTO keys (key, revision) VALUES (?,?)"},
		{&f.stmts.putMeta, "INSERT OR REPLACE INTO meta (value, name) VALUES (?,?)"},
	} {
		stmt, err := f.write.PrepareContext(ctx, p.text)
		if err != nil {
			return err
		}
		*p.into = stmt
	}
	return nil
}

func (s *statements) close() {
	for _, stmt := range []*sql.Stmt{s.putNode, s.putLink, s.dropNode, s.dropLink, s.putEntry, s.putTouched, s.putKey, s.putMeta} {
		if stmt != nil {
			_ = stmt.Close()
		}
	}
}

// save keeps a batch in one transaction.
func (f *file) save(b *batch) error {
	err := f.transaction(context.Background(), func() error {
		for _, e := range b.entries {
			if err := f.saveEntry(e); err != nil {
				return err
			}
		}
		for key, revision := range b.keys {
			if _, err := f.stmts.putKey.Exec(key, int64(revision)); err != nil {
				return err
			}
		}
		for _, m := range [][2]string{{"revision", strconv.FormatInt(int64(b.revision), 10)}, {"hash", b.hash.String()}, {"load", b.load}} {
			if _, err := f.stmts.putMeta.Exec(m[1], m[0]); err != nil {
				return err
			}
		}
		return nil
	})
	return f.explain(err)
}

func (f *file) saveEntry(e *graph.Entry) error {
	for _, c := range e.Nodes {
		if err := f.saveNode(c); err != nil {
			return err
		}
	}
	for _, c := range e.Links {
		if err := f.saveLink(c); err != nil {
			return err
		}
	}
	changes, err := json.Marshal(entryChanges{e.Nodes, e.Links, e.Aliases, e.Restored})
	if err != nil {
		return err
	}
	at := e.At.Format(time.RFC3339Nano)
	_, err = f.stmts.putEntry.Exec(int64(e.Revision), at, e.Actor, e.Reason, e.Key, string(changes), checksum(int64(e.Revision), at, e.Actor, e.Reason, e.Key, string(changes)))
	if err != nil {
		return err
	}
	return touch(f.stmts.putTouched, e)
}

func (f *file) saveNode(c graph.NodeChange) error {
	if c.After == nil {
		_, err := f.stmts.dropNode.Exec(string(c.Before.ID))
		return err
	}
	row, err := nodeRow(c.After)
	if err != nil {
		return err
	}
	_, err = f.stmts.putNode.Exec(row...)
	return err
}

func (f *file) saveLink(c graph.LinkChange) error {
	if c.After == nil {
		_, err := f.stmts.dropLink.Exec(string(c.Before.ID))
		return err
	}
	row, err := linkRow(c.After)
	if err != nil {
		return err
	}
	_, err = f.stmts.putLink.Exec(row...)
	return err
}

// entryChanges is the part of an entry that stands in the journal as JSON.
type entryChanges struct {
	Nodes    []graph.NodeChange `json:"nodes,omitempty"`
	Links    []graph.LinkChange `json:"links,omitempty"`
	Aliases  []graph.Alias      `json:"aliases,omitempty"`
	Restored []graph.ID         `json:"restored,omitempty"`
}

// checksum is what an entry is known by again.
func checksum(revision int64, texts ...string) string {
	h := sha256.New()
	h.Write(strconv.AppendInt(nil, revision, 10))
	for _, t := range texts {
		h.Write(strconv.AppendInt([]byte{0}, int64(len(t)), 10))
		h.Write([]byte(t))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (f *file) keyed(key string) (graph.Revision, bool, error) {
	revision, found, err := keyed(context.Background(), f.write, key)
	return revision, found, f.explain(err)
}

// keyed finds the revision that the first change with a key led to, or at which it made no difference.
func keyed(ctx context.Context, c querier, key string) (revision graph.Revision, found bool, err error) {
	rows, err := c.QueryContext(ctx, "SELECT revision FROM keys WHERE key = ?", key)
	if err != nil {
		return 0, false, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&revision); err != nil {
			return 0, false, err
		}
		found = true
	}
	return revision, found, rows.Err()
}

// refresh brings a snapshot up to what another process has kept since, entry by entry.
func (f *file) refresh(ctx context.Context, s *snapshot) (*snapshot, error) {
	next, err := f.follow(ctx, s)
	return next, f.explain(err)
}

func (f *file) follow(ctx context.Context, s *snapshot) (*snapshot, error) {
	var version int64
	if err := f.write.QueryRowContext(ctx, "PRAGMA data_version").Scan(&version); err != nil || version == f.seen {
		return s, err
	}
	var next *snapshot
	err := f.atOneRevision(ctx, func() (err error) {
		if err := f.checkFormat(ctx); err != nil { // a newer version may have taken the file over
			return err
		}
		next, err = f.replay(ctx, s, math.MaxInt)
		return err
	})
	if err != nil {
		return nil, err
	}
	f.seen = version
	return next, nil
}
