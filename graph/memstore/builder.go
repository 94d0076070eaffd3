package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A builder makes the next snapshot out of the one before. It copies what it changes and shares the rest.
type builder struct {
	snapshot
	edit *edit
	from *snapshot
	// kindsChanged are the kinds whose nodes changed.
	kindsChanged graph.KindSet
	passed       passed
}

func (s *snapshot) build() *builder {
	b := &builder{snapshot: *s, edit: new(edit), from: s}
	b.kinds = slices.Clone(s.kinds)
	return b
}

// publish ends the edit.
func (b *builder) publish() *snapshot {
	s := b.snapshot
	s.sorted = s.sorted.without(b.kindsChanged)
	s.lineage, s.ranks = s.lineage.add(b.passed), newRankCache()
	s.counted = b.from.counted.next(b.from, s.lineage)
	return &s
}

// apply makes the changes of one journal entry.
func (b *builder) apply(e *graph.Entry) {
	for _, c := range e.Links {
		if c.Before != nil {
			b.removeLink(c.Before.ID)
		}
	}
	for _, c := range e.Nodes { // first, since an ID that goes may come back as an alias
		if c.After == nil {
			b.removeNode(c.Before.ID)
		}
	}
	for _, c := range e.Nodes {
		if c.After != nil {
			b.putNode(c.After)
		}
	}
	for _, c := range e.Links {
		if c.After != nil {
			b.addLink(c.After)
		}
	}
	b.revision = e.Revision
}

func (b *builder) putNode(n *graph.Node) {
	b.changed++
	b.kindsChanged |= graph.Kinds(n.Kind)
	old, exists := b.node(n.ID)
	made := newNode(n)
	if exists {
		made.number = old.number
		b.takeOut(old)
	} else {
		made.number = b.number(n.ID)
	}
	b.passed.nodes = append(b.passed.nodes, made.number)
	b.hash.AddNode(n)
	b.nodes.over.put(b.edit, made.number, made)
	b.kinds[n.Kind].put(b.edit, made)
	if int(made.number) >= len(b.base.nodes) {
		b.names.put(b.edit, name{n.ID, made.number})
	}
	b.addNames(made)
	for _, id := range n.PreviousIDs {
		b.names.put(b.edit, name{id, made.number})
	}
}

// takeOut takes a node out of everything that it can be found by but its ID.
func (b *builder) takeOut(n *node) {
	full := n.full()
	if n.held == nil {
		b.outdated++
	}
	b.hash.RemoveNode(full)
	b.kinds[n.Kind].remove(b.edit, n)
	b.removeNames(n)
	for _, id := range full.PreviousIDs { // unless another node has them by now
		if held, ok := b.names.find(name{id: id}); ok && held.node == n.number {
			b.names.remove(b.edit, held)
		}
	}
}

func (b *builder) removeNode(id graph.ID) {
	n, ok := b.node(id)
	if !ok {
		return
	}
	b.changed++
	b.kindsChanged |= graph.Kinds(n.Kind)
	b.passed.nodes = append(b.passed.nodes, n.number)
	b.takeOut(n)
	if int(n.number) >= len(b.base.nodes) {
		b.names.remove(b.edit, name{id: id})
		b.nodes.over.put(b.edit, n.number, nil)
	} else {
		b.nodes.over.put(b.edit, n.number, gone)
	}
	b.joints.put(b.edit, n.number, &joint{owner: b.edit}) // what the base has there is no more
}

// number takes a number for a new node: the one it had in the base, if it was there.
func (b *builder) number(id graph.ID) int32 {
	if n, ok := b.base.find(id); ok {
		return n
	}
	b.next++
	return b.next - 1
}

func (b *builder) addLink(l *graph.Link) {
	from, _ := b.resolve(l.From)
	to, _ := b.resolve(l.To)
	made := &link{from: from, to: to, rows: uint32(b.nextHeld), Relation: l.Relation, Basis: l.Basis, State: l.State, held: true}
	b.held.put(b.edit, b.nextHeld, l)
	b.nextHeld++
	b.changed++
	b.hash.AddLink(l)
	if l.State != graph.LinkStateActive {
		r := rejectedLink{made, l.ID}
		b.rejected.put(b.edit, r)
		b.rejectedAt.put(b.edit, rejectedEnd{from, r})
		b.rejectedAt.put(b.edit, rejectedEnd{to, r})
		return
	}
	for _, e := range []edge{{made, true}, {made, false}} {
		b.join(e, (*table[edge]).put)
	}
	b.active++
	b.passed.links = append(b.passed.links, passedLink{made.Relation, from, to})
	for _, row := range l.Rows {
		b.rows.put(b.edit, rowLink{row, l.ID, made})
	}
}

func (b *builder) removeLink(id graph.ID) {
	old, ok := b.link(id)
	if !ok {
		return
	}
	b.changed++
	b.hash.RemoveLink(b.fullLink(old))
	if old.State != graph.LinkStateActive {
		r := rejectedLink{old, id}
		b.rejected.remove(b.edit, r)
		b.rejectedAt.remove(b.edit, rejectedEnd{old.from, r})
		b.rejectedAt.remove(b.edit, rejectedEnd{old.to, r})
	} else {
		b.unjoin(id, old)
	}
	if old.held {
		b.held.put(b.edit, int32(old.rows), nil)
	}
}

// unjoin takes an active link out of what it is found by.
func (b *builder) unjoin(id graph.ID, old *link) {
	for _, e := range []edge{{old, true}, {old, false}} {
		b.join(e, (*table[edge]).remove)
	}
	b.active--
	b.passed.links = append(b.passed.links, passedLink{old.Relation, old.from, old.to})
	if !old.held {
		b.outdated++
	} else {
		for _, row := range b.rowsOf(old) {
			b.rows.remove(b.edit, rowLink{row: row, id: id})
		}
	}
}

// joint gives the joint at the near end of an edge, for changing.
func (b *builder) joint(e edge) *joint {
	near := e.to
	if e.out {
		near = e.from
	}
	j := b.joints.at(near)
	switch {
	case j == nil:
		j = &joint{owner: b.edit, edges: newTable(nil, slices.Collect(b.edges(near)))}
	case j.owner != b.edit:
		j = &joint{owner: b.edit, edges: j.edges}
	default:
		return j
	}
	b.joints.put(b.edit, near, j)
	return j
}

// join puts an edge into the joint at its near end, or takes it out.
func (b *builder) join(e edge, change func(*table[edge], *edit, edge)) {
	j := b.joint(e)
	edges := b.joined(j)
	change(edges, b.edit, e)
	edges.order = nil // no snapshot's: the next one compares by its own
	j.edges = *edges
}
