package neostore

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Apply makes the changes in one transaction, which first locks the Meta node: writers take turns. A connection that
// breaks at the commit leaves open whether it happened, so each Apply leaves a token in the journal and looks for it when
// it tries again.
func (s *Store) Apply(ctx context.Context, c graph.Changes) (graph.Revision, error) {
	if s.options.ReadOnly {
		return 0, graph.Errorf(graph.ErrReadOnly, "the store is open for reading only")
	}
	if err := c.Check(); err != nil {
		return 0, err
	}
	token := rand.Text()
	var revision graph.Revision
	err := s.write(ctx, func(ctx context.Context, tx neo4j.ExplicitTransaction) (err error) {
		revision, err = s.apply(ctx, tx, &c, token)
		return err
	})
	if err != nil {
		return 0, err
	}
	s.watch.wake()
	return revision, nil
}

// lockMeta takes the lock, tells what stands, and finds a change that was made before with the same key or token.
const lockMeta = `MATCH (m:Meta {id: 'graph'}) SET m.writer = $token WITH m
OPTIONAL MATCH (t:Change {token: $token})
OPTIONAL MATCH (k:Change {key: $key})
OPTIONAL MATCH (i:Key {key: $key})
RETURN ` + metaColumns + `, coalesce(t.revision, k.revision, i.revision)`

func (s *Store) apply(ctx context.Context, tx neo4j.ExplicitTransaction, c *graph.Changes, token string) (graph.Revision, error) {
	rows, err := rowsOf(ctx, tx, lockMeta, map[string]any{"token": token, "key": orNull(c.IdempotencyKey)})
	if err != nil {
		return 0, err
	}
	if len(rows) == 0 {
		return 0, graph.Errorf(graph.ErrDamaged, "the database has lost its Meta node: was it emptied by hand? Open it again to start anew")
	}
	if made := rows[0][4]; made != nil {
		return graph.Revision(asInt(made)), nil
	}
	m := metaOf(rows[0])
	if m.format != format {
		return 0, graph.Errorf(graph.ErrUnavailable, "the database is of format %d by now, and this program writes format %d: restart with the program that others use", m.format, format)
	}
	if err := c.Fits(m.load); err != nil {
		return 0, err
	}
	if load := c.Loading(); load != m.load {
		if _, err := rowsOf(ctx, tx, "MATCH (m:Meta {id: 'graph'}) SET m.load = $load", map[string]any{"load": orNull(load)}); err != nil {
			return 0, err
		}
	}
	d := newDraft()
	if err := d.load(ctx, tx, c); err != nil {
		return 0, err
	}
	if err := d.apply(c); err != nil {
		return 0, err
	}
	e := d.entry(m.revision + 1)
	if len(e.Nodes)+len(e.Links) == 0 {
		return m.revision, idle(ctx, tx, m, c)
	}
	e.At, e.Actor, e.Reason, e.Key, e.Restored = c.At.UTC(), c.Actor, c.Reason, c.IdempotencyKey, e.Revived(c.Restored)
	if c.At.IsZero() {
		e.At = s.options.Now().UTC()
	}
	if err := d.write(ctx, tx, &e); err != nil {
		return 0, err
	}
	if err := touch(ctx, tx, []graph.Entry{e}); err != nil {
		return 0, err
	}
	return e.Revision, finish(ctx, tx, m, &e, token)
}

// idle ends a change that makes no difference: it has no journal entry, but its key is used.
func idle(ctx context.Context, tx neo4j.ExplicitTransaction, m meta, c *graph.Changes) error {
	text := "MATCH (m:Meta {id: 'graph'}) REMOVE m.writer"
	if c.IdempotencyKey != "" {
		text += " CREATE (:Key {key: $key, revision: $revision})"
	}
	_, err := rowsOf(ctx, tx, text, map[string]any{"key": c.IdempotencyKey, "revision": int64(m.revision)})
	return err
}

// orNull is null where there is no text: as a property that is not there, as a condition nothing matches.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// finish writes the journal entry and brings the Meta node up to date.
func finish(ctx context.Context, tx neo4j.ExplicitTransaction, m meta, e *graph.Entry, token string) error {
	hash, err := parseHash(m.hash)
	if err != nil {
		return err
	}
	for _, n := range e.Nodes {
		if n.Before != nil {
			hash.RemoveNode(n.Before)
		}
		if n.After != nil {
			hash.AddNode(n.After)
		}
	}
	for _, l := range e.Links {
		if l.Before != nil {
			hash.RemoveLink(l.Before)
		}
		if l.After != nil {
			hash.AddLink(l.After)
		}
	}
	_, err = rowsOf(ctx, tx, `MATCH (m:Meta {id: 'graph'}) SET m.revision = $revision, m.hash = $hash REMOVE m.writer
CREATE (:Change {revision: $revision, at: $at, actor: $actor, reason: $reason, key: $key, token: $token, entry: $entry})`, map[string]any{
		"revision": int64(e.Revision), "hash": hash.String(), "at": e.At, "actor": e.Actor, "reason": e.Reason, "key": orNull(e.Key), "token": token, "entry": asJSON(e),
	})
	return err
}

// parseHash reads what GraphHash.String wrote.
func parseHash(text string) (graph.GraphHash, error) {
	var h graph.GraphHash
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != 8*len(h) {
		return h, graph.Errorf(graph.ErrDamaged, "the Meta node's hash %q is none: it was changed by hand", text)
	}
	for i := range h {
		h[i] = binary.BigEndian.Uint64(b[8*i:])
	}
	return h, nil
}

// write writes what changed: nodes first, then links, then what goes.
func (d *draft) write(ctx context.Context, tx neo4j.ExplicitTransaction, e *graph.Entry) error {
	w := writer{}
	for _, l := range e.Links {
		w.link(l)
	}
	for _, n := range e.Nodes {
		w.node(n)
	}
	for _, id := range sortedKeys(d.aliases) {
		w.alias(id, d.aliases[id])
	}
	for _, text := range slices.Sorted(maps.Keys(w)) {
		for chunk := range slices.Chunk(w[text], batch) {
			if _, err := rowsOf(ctx, tx, text[len(step1):], map[string]any{"rows": chunk}); err != nil {
				return err
			}
		}
	}
	return nil
}

// The order in which statements are run stands before their text.
const (
	step1 = "1 " // links that go
	step2 = "2 " // nodes that go
	step3 = "3 " // nodes and aliases
	step4 = "4 " // links
)

// A writer gathers rows by the statement that writes them.
type writer map[string][]any

func (w writer) add(text string, row map[string]any) { w[text] = append(w[text], row) }

func (w writer) node(n graph.NodeChange) {
	switch {
	case n.After == nil:
		w.add(step2+"UNWIND $rows AS row MATCH (n:Entity {id: row.id}) DETACH DELETE n", map[string]any{"id": string(n.Before.ID)})
	case n.Before == nil:
		w.add(step3+"UNWIND $rows AS row CREATE (n:Entity:"+n.After.Kind.Info().Type+") SET n = row.p", map[string]any{"p": nodeProperties(n.After)})
	default:
		w.add(step3+"UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n = row.p", map[string]any{"id": string(n.After.ID), "p": nodeProperties(n.After)})
	}
}

func (w writer) link(l graph.LinkChange) {
	if b := l.Before; b != nil && (l.After == nil || l.After.State != b.State) {
		w.add(step1+onLink(b)+" DELETE r", linkRow(b))
	}
	switch a := l.After; {
	case a == nil:
	case l.Before != nil && l.Before.State == a.State:
		w.add(step4+onLink(a)+" SET r = row.p", linkRow(a))
	default:
		w.add(step4+"UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) CREATE (a)-[r:"+relationshipType(a)+"]->(b) SET r = row.p", linkRow(a))
	}
}

// onLink matches the links of the rows.
func onLink(l *graph.Link) string {
	return "UNWIND $rows AS row MATCH (:Entity {id: row.from})-[r:" + relationshipType(l) + "]->(:Entity {id: row.to}) WHERE r.id = row.p.id"
}

func linkRow(l *graph.Link) map[string]any {
	return map[string]any{"from": string(l.From), "to": string(l.To), "p": linkProperties(l)}
}

func (w writer) alias(old graph.ID, p *pair[graph.ID]) {
	switch {
	case p.after == nil && p.before != nil:
		w.add(step2+"UNWIND $rows AS row MATCH (a:Alias {id: row.id}) DELETE a", map[string]any{"id": string(old)})
	case p.after != nil && (p.before == nil || *p.before != *p.after):
		w.add(step3+"UNWIND $rows AS row MERGE (a:Alias {id: row.id}) SET a.target = row.target", map[string]any{"id": string(old), "target": string(*p.after)})
	}
}
