package neostore

import (
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// batch is how many rows one UNWIND gets: enough to make the round trip small, few enough to keep memory so.
const batch = 5000

// allNode and allLink are the columns of everything that is kept of a node n and a link r.
var (
	allNode = "[" + columns("n", nodeColumns) + ", " + columns("n", evidenceColumns) + "]"
	allLink = "[" + linkFields + ", r.evidence]"
)

// load reads what stands now of everything that changes name and that was not read with the lock: further nodes, links, and
// what aliases lead to.
func (d *draft) load(ctx context.Context, tx neo4j.ExplicitTransaction, n names, further []graph.ID) error {
	if err := d.loadNodes(ctx, tx, further); err != nil {
		return err
	}
	if err := d.loadLinks(ctx, tx, d.possible(n)); err != nil {
		return err
	}
	if err := d.loadDropped(ctx, tx, n.dropped); err != nil {
		return err
	}
	return d.loadNodes(ctx, tx, d.targets())
}

// names are the IDs that changes are about.
type names struct {
	nodes, links []graph.ID
	// dropped are the nodes to be dropped, old the IDs that may be aliases.
	dropped, old []graph.ID
}

func (n *names) add(c *graph.Changes) {
	for i := range c.Put {
		n.nodes, n.old = append(n.nodes, c.Put[i].ID), append(n.old, c.Put[i].ID)
	}
	for i := range c.Link {
		l := c.Link[i].Normal()
		n.links = append(n.links, l.ID)
		n.nodes = append(n.nodes, l.From, l.To)
	}
	n.links = append(append(n.links, c.Reject...), c.Unlink...)
	n.nodes, n.dropped = append(n.nodes, c.Drop...), append(n.dropped, c.Drop...)
	for _, a := range c.Alias {
		n.nodes, n.old = append(n.nodes, a.Old, a.New), append(n.old, a.Old)
	}
	for id := range c.Expect {
		if id.IsLink() {
			n.links = append(n.links, id)
		} else {
			n.nodes = append(n.nodes, id)
		}
	}
}

func unique(ids []graph.ID) []graph.ID {
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (d *draft) loadNodes(ctx context.Context, tx neo4j.ExplicitTransaction, ids []graph.ID) error {
	for chunk := range slices.Chunk(ids, batch) {
		rows, err := rowsOf(ctx, tx, "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN "+allNode, map[string]any{"ids": texts(chunk)})
		if err != nil {
			return err
		}
		for _, row := range rows {
			d.readNodes(row)
		}
	}
	return nil
}

func (d *draft) readNodes(rows []any) {
	for _, row := range rows {
		n := readNode(asList(row))
		d.nodes[n.ID] = &pair[graph.Node]{n, n}
	}
}

// possible are the links that may stand already: not those that come from a node which was looked for and is not there. A
// bulk load, where nearly all nodes are new, asks for few.
func (d *draft) possible(n names) []graph.ID {
	var links []graph.ID
	for _, id := range n.links {
		if _, from, _, ok := id.Link(); ok && d.nodes[from] == nil {
			if _, sought := slices.BinarySearch(n.nodes, from); sought {
				continue
			}
		}
		links = append(links, id)
	}
	return links
}

// loadLinks reads links by their IDs, relation by relation, because a pattern needs its type.
func (d *draft) loadLinks(ctx context.Context, tx neo4j.ExplicitTransaction, ids []graph.ID) error {
	byRelation := map[graph.Relation][]any{}
	for _, id := range ids {
		if r, from, _, ok := id.Link(); ok {
			byRelation[r] = append(byRelation[r], map[string]any{"id": string(id), "from": string(from)})
		}
	}
	for _, relation := range graph.AllRelations {
		// From one end, which has few links: the other may be a hub.
		text := "UNWIND $rows AS row MATCH (:Entity {id: row.from})-[r:" + relation.String() + "|" + rejected + "]->() WHERE r.id = row.id RETURN " + allLink
		for chunk := range slices.Chunk(byRelation[relation], batch) {
			if err := d.readLinks(ctx, tx, text, map[string]any{"rows": chunk}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *draft) readLinks(ctx context.Context, tx neo4j.ExplicitTransaction, text string, params map[string]any) error {
	rows, err := rowsOf(ctx, tx, text, params)
	if err != nil {
		return err
	}
	for _, row := range rows {
		l := readLink(asList(row[0]))
		if d.links[l.ID] == nil {
			d.links[l.ID] = &pair[graph.Link]{l, l}
		}
		d.joined(l)
	}
	return nil
}

// loadDropped reads the links at the nodes to be dropped.
func (d *draft) loadDropped(ctx context.Context, tx neo4j.ExplicitTransaction, ids []graph.ID) error {
	for chunk := range slices.Chunk(ids, batch) {
		err := d.readLinks(ctx, tx, "UNWIND $ids AS id MATCH (:Entity {id: id})-[r]-(:Entity) WHERE r.id IS NOT NULL WITH DISTINCT r RETURN "+allLink,
			map[string]any{"ids": texts(chunk)})
		if err != nil {
			return err
		}
	}
	return nil
}

// readAliases reads the aliases that are named, and those that resolve to nodes to be dropped.
func (d *draft) readAliases(pairs []any) {
	for _, p := range pairs {
		alias := asList(p)
		target := graph.ID(asText(alias[1]))
		d.aliases[graph.ID(asText(alias[0]))] = &pair[graph.ID]{&target, &target}
	}
}

// targets are the nodes that aliases resolve to and that were not read yet.
func (d *draft) targets() []graph.ID {
	var targets []graph.ID
	for _, p := range d.aliases {
		if d.nodes[*p.after] == nil {
			targets = append(targets, *p.after)
		}
	}
	return unique(targets)
}
