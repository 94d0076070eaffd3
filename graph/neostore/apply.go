package neostore

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// lockMeta takes the lock, tells what stands, and finds changes that were made before with the same tokens or keys, and the
// nodes and aliases that are named. Each statement is a round trip while others wait for the lock.
var lockMeta = `MATCH (m:Meta {id: 'graph'}) SET m.writer = $tokens[0] WITH m
RETURN ` + metaColumns + `,
  COLLECT { UNWIND $tokens AS x MATCH (c:Change {token: x}) RETURN [x, c.revision] },
  COLLECT { UNWIND $keys AS x MATCH (c:Change {key: x}) RETURN [x, c.revision] AS y UNION UNWIND $keys AS x MATCH (k:Key {key: x}) RETURN [x, k.revision] AS y },
  COLLECT { UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN ` + allNode + ` },
  COLLECT { UNWIND $old AS id MATCH (a:Alias {id: id}) RETURN [a.id, a.target] AS y UNION UNWIND $dropped AS id MATCH (a:Alias {target: id}) RETURN [a.id, a.target] AS y }`

// The columns of lockMeta after those of the Meta node.
const (
	lockMade = iota + 4
	lockKeyed
	lockNodes
	lockAliases
)

// A transaction is one in which changes are made.
type transaction struct {
	*draft
	meta
	entries []graph.Entry
	// tokens are those of the entries.
	tokens []string
	// made and keyed are the revisions of the changes made, by token and by key; idle are the properties of the keys that
	// changes without a journal entry have used, which made no difference.
	made, keyed map[string]graph.Revision
	idle        []any
}

// apply makes what is proposed in one transaction, which first locks the Meta node: writers of several processes take
// turns. A connection that breaks at the commit leaves open whether it happened, so each change leaves a token in the
// journal and looks for it when it is tried again.
func (s *Store) apply(ctx context.Context, tx neo4j.ExplicitTransaction, group []*proposal) error {
	t, err := begin(ctx, tx, group)
	if err != nil {
		return err
	}
	for _, p := range group {
		p.revision, p.err = t.propose(p, len(group) == 1, s.options.Now)
	}
	if len(group) == 1 && group[0].err != nil {
		return group[0].err
	}
	return t.end(ctx, tx)
}

// begin takes the lock, and reads what stands now of everything that the changes name.
func begin(ctx context.Context, tx neo4j.ExplicitTransaction, group []*proposal) (*transaction, error) {
	tokens, keys := make([]string, len(group)), []string{}
	var n names
	for i, p := range group {
		tokens[i] = p.token
		n.add(p.changes)
		if key := p.changes.IdempotencyKey; key != "" {
			keys = append(keys, key)
		}
	}
	n.nodes, n.links = unique(n.nodes), unique(n.links)
	first := n.nodes[:min(len(n.nodes), batch)]
	rows, err := rowsOf(ctx, tx, lockMeta, map[string]any{"tokens": tokens, "keys": keys, "ids": texts(first), "old": texts(n.old), "dropped": texts(n.dropped)})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errNoMeta
	}
	t := &transaction{draft: newDraft(), meta: metaOf(rows[0]), made: revisions(rows[0][lockMade]), keyed: revisions(rows[0][lockKeyed])}
	if t.format != format {
		return nil, graph.Errorf(graph.ErrUnavailable, "the database is of format %d by now, and this program writes format %d: restart with the program that others use", t.format, format)
	}
	t.readNodes(asList(rows[0][lockNodes]))
	t.readAliases(asList(rows[0][lockAliases]))
	return t, t.draft.load(ctx, tx, n, n.nodes[len(first):])
}

func revisions(pairs any) map[string]graph.Revision {
	out := map[string]graph.Revision{}
	for _, p := range asList(pairs) {
		pair := asList(p)
		out[asText(pair[0])] = graph.Revision(asInt(pair[1]))
	}
	return out
}

// propose works one change out after those before it. Where it is alone it may be of any kind; else it must be sociable.
func (t *transaction) propose(p *proposal, alone bool, now func() time.Time) (graph.Revision, error) {
	c := p.changes
	if revision, ok := t.made[p.token]; ok {
		return revision, nil
	}
	if revision, ok := t.keyed[c.IdempotencyKey]; ok && c.IdempotencyKey != "" {
		return revision, nil
	}
	if err := c.Fits(t.meta.load); err != nil {
		return 0, err
	}
	if err := p.ctx.Err(); err != nil {
		return 0, translate(p.ctx, err) // nobody waits for it any more
	}
	d := t.draft
	if !alone {
		d = d.branch(c)
	}
	if err := d.apply(c); err != nil {
		return 0, err
	}
	e := d.entry(t.revision + 1)
	t.meta.load = c.Loading()
	if len(e.Nodes)+len(e.Links) > 0 {
		e.At, e.Actor, e.Reason, e.Key, e.Restored = c.At.UTC(), c.Actor, c.Reason, c.IdempotencyKey, e.Revived(c.Restored)
		if c.At.IsZero() {
			e.At = now().UTC()
		}
		t.entries, t.tokens, t.revision = append(t.entries, e), append(t.tokens, p.token), e.Revision
		t.join(d)
	} else if c.IdempotencyKey != "" {
		t.idle = append(t.idle, map[string]any{"key": c.IdempotencyKey, "revision": int64(t.revision)})
	}
	if c.IdempotencyKey != "" {
		t.keyed[c.IdempotencyKey] = t.revision
	}
	return t.revision, nil
}

// end writes what came of it, the journal entries, and what stands now to the Meta node.
func (t *transaction) end(ctx context.Context, tx neo4j.ExplicitTransaction) error {
	hash, err := parseHash(t.hash)
	if err != nil {
		return err
	}
	nodes, links := t.net()
	for _, n := range nodes {
		if n.Before != nil {
			hash.RemoveNode(n.Before)
		}
		if n.After != nil {
			hash.AddNode(n.After)
		}
	}
	for _, l := range links {
		if l.Before != nil {
			hash.RemoveLink(l.Before)
		}
		if l.After != nil {
			hash.AddLink(l.After)
		}
	}
	made, err := t.write(ctx, tx, nodes, links)
	if err != nil {
		return err
	}
	touches, err := touch(ctx, tx, t.entries)
	if err != nil {
		return err
	}
	_, err = rowsOf(ctx, tx, endMeta, map[string]any{
		"revision": int64(t.revision), "hash": hash.String(), "load": orNull(t.meta.load), "changes": t.journal(), "idle": t.idle,
		"nodes": made.nodes, "links": made.links, "touches": touches,
	})
	return err
}

// endMeta makes the nodes and links of a small change, what they touch, the journal entries, and what stands now.
const endMeta = `CALL () { UNWIND $nodes AS row CREATE (n:Entity:$(row.label)) SET n = row.p }
CALL () { UNWIND $links AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) CREATE (a)-[r:$(row.type)]->(b) SET r = row.p }
CALL () { ` + makeTouches + ` }
MATCH (m:Meta {id: 'graph'}) SET m.revision = $revision, m.hash = $hash, m.load = $load REMOVE m.writer
WITH m
CALL () { UNWIND $changes AS row CREATE (c:Change) SET c = row }
CALL () { UNWIND $idle AS row CREATE (k:Key) SET k = row }`

// net is what all entries together change.
func (t *transaction) net() ([]graph.NodeChange, []graph.LinkChange) {
	switch len(t.entries) {
	case 0:
		return nil, nil
	case 1:
		return t.entries[0].Nodes, t.entries[0].Links
	}
	return t.changed(nil, nil)
}

// journal are the properties of the entries' nodes.
func (t *transaction) journal() []any {
	rows := make([]any, len(t.entries))
	for i := range t.entries {
		e := &t.entries[i]
		rows[i] = map[string]any{
			"revision": int64(e.Revision), "at": e.At, "actor": e.Actor, "reason": e.Reason, "key": orNull(e.Key), "token": t.tokens[i], "entry": asJSON(e),
		}
	}
	return rows
}

// orNull is null where there is no text: as a property that is not there, as a condition nothing matches.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
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

// write writes what changed: what goes first, then nodes, then links. A few nodes and links to be made are left to endMeta.
func (d *draft) write(ctx context.Context, tx neo4j.ExplicitTransaction, nodes []graph.NodeChange, links []graph.LinkChange) (left made, err error) {
	w := writer{many: len(nodes)+len(links) > manyRows, byText: map[string][]any{}}
	for _, l := range links {
		w.link(l)
	}
	for _, n := range nodes {
		w.node(n)
	}
	for _, id := range sortedKeys(d.aliases) {
		w.alias(id, d.aliases[id])
	}
	for _, text := range slices.Sorted(maps.Keys(w.byText)) {
		for chunk := range slices.Chunk(w.byText[text], batch) {
			if _, err := rowsOf(ctx, tx, text[len(step1):], map[string]any{"rows": chunk}); err != nil {
				return w.made, err
			}
		}
	}
	return w.made, nil
}

// The order in which statements are run stands before their text.
const (
	step1 = "1 " // links that go
	step2 = "2 " // nodes that go
	step3 = "3 " // nodes and aliases
	step4 = "4 " // links
)

// manyRows is from how many nodes and links on each kind and relation has a statement of its own: one whose labels and types
// stand in its text writes more in a second, and one for all is one round trip.
const manyRows = 500

// A writer gathers rows by the statement that writes them.
type writer struct {
	many   bool
	byText map[string][]any
	made
}

// made are the rows of nodes and links to be made, where there are not many.
type made struct{ nodes, links []any }

func (w *writer) add(text string, row map[string]any) { w.byText[text] = append(w.byText[text], row) }

func (w *writer) node(n graph.NodeChange) {
	switch {
	case n.After == nil:
		w.add(step2+"UNWIND $rows AS row MATCH (n:Entity {id: row.id}) DETACH DELETE n", map[string]any{"id": string(n.Before.ID)})
	case n.Before == nil && !w.many:
		w.nodes = append(w.nodes, map[string]any{"label": n.After.Kind.Info().Type, "p": nodeProperties(n.After)})
	case n.Before == nil:
		w.add(step3+"UNWIND $rows AS row CREATE (n:Entity:"+n.After.Kind.Info().Type+") SET n = row.p", map[string]any{"p": nodeProperties(n.After)})
	default:
		w.add(step3+"UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n = row.p", map[string]any{"id": string(n.After.ID), "p": nodeProperties(n.After)})
	}
}

func (w *writer) link(l graph.LinkChange) {
	if b := l.Before; b != nil && (l.After == nil || l.After.State != b.State) {
		w.add(step1+onLink(b)+" DELETE r", linkRow(b))
	}
	switch a := l.After; {
	case a == nil:
	case l.Before != nil && l.Before.State == a.State:
		w.add(step4+onLink(a)+" SET r = row.p", linkRow(a))
	case !w.many:
		row := linkRow(a)
		row["type"] = relationshipType(a)
		w.links = append(w.links, row)
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

func (w *writer) alias(old graph.ID, p *pair[graph.ID]) {
	switch {
	case p.after == nil && p.before != nil:
		w.add(step2+"UNWIND $rows AS row MATCH (a:Alias {id: row.id}) DELETE a", map[string]any{"id": string(old)})
	case p.after != nil && (p.before == nil || *p.before != *p.after):
		w.add(step3+"UNWIND $rows AS row MERGE (a:Alias {id: row.id}) SET a.target = row.target", map[string]any{"id": string(old), "target": string(*p.after)})
	}
}
