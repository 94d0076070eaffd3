package memstore

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A builder makes the next snapshot out of the one before. It copies what it changes and shares the rest.
type builder struct {
	snapshot
	edit *edit
	// changed are the kinds whose nodes changed.
	changed graph.KindSet
	// loading leaves the links at a node unsorted.
	loading bool
}

func (s *snapshot) build() *builder {
	b := &builder{snapshot: *s, edit: new(edit)}
	b.kinds, b.links, b.free = slices.Clone(s.kinds), slices.Clone(s.links), slices.Clone(s.free)
	return b
}

// publish ends the edit.
func (b *builder) publish() *snapshot {
	s := b.snapshot
	s.sorted = s.sorted.without(b.changed)
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
	b.changed |= graph.Kinds(n.Kind)
	old, exists := b.node(n.ID)
	made := newNode(n)
	if exists {
		made.number = old.number
		b.hash.RemoveNode(old.held)
		b.kinds[n.Kind].remove(b.edit, old)
		b.removeNames(old)
		b.forget(old)
	} else {
		made.number = b.number()
	}
	b.hash.AddNode(n)
	b.nodes.put(b.edit, made.number, made)
	b.kinds[n.Kind].put(b.edit, made)
	b.names.put(b.edit, name{n.ID, made.number})
	b.addNames(made)
	for _, id := range n.PreviousIDs {
		b.names.put(b.edit, name{id, made.number})
	}
	if !exists {
		b.joints.put(b.edit, made.number, nil)
	}
}

// forget takes a node's aliases back, unless another node has them by now.
func (b *builder) forget(n *node) {
	for _, id := range n.held.PreviousIDs {
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
	b.changed |= graph.Kinds(n.Kind)
	b.hash.RemoveNode(n.held)
	b.forget(n)
	b.names.remove(b.edit, name{id: id})
	b.kinds[n.Kind].remove(b.edit, n)
	b.removeNames(n)
	b.nodes.put(b.edit, n.number, nil)
	b.joints.put(b.edit, n.number, nil)
	b.free = append(b.free, n.number)
}

// number takes a node number that is free.
func (b *builder) number() int32 {
	if last := len(b.free) - 1; last >= 0 {
		n := b.free[last]
		b.free = b.free[:last]
		return n
	}
	b.next++
	return b.next - 1
}

func (b *builder) addLink(l *graph.Link) {
	from, _ := b.resolve(l.From)
	to, _ := b.resolve(l.To)
	made := newLink(l, from, to)
	b.hash.AddLink(l)
	b.links[l.Relation].put(b.edit, made)
	for _, e := range []edge{{made, true}, {made, false}} {
		list := b.joint(e).list(e)
		i := len(*list)
		if !b.loading {
			i, _ = slices.BinarySearchFunc(*list, e, byEnds)
		}
		*list = slices.Insert(*list, i, e)
	}
	if l.State != graph.LinkStateActive {
		return
	}
	b.active++
	for _, row := range l.Rows {
		b.rows.put(b.edit, rowLink{row, made})
	}
}

func (b *builder) removeLink(id graph.ID) {
	old, ok := b.link(id)
	if !ok {
		return
	}
	b.hash.RemoveLink(old.held)
	b.links[old.Relation].remove(b.edit, old)
	for _, e := range []edge{{old, true}, {old, false}} {
		list := b.joint(e).list(e)
		if i, found := slices.BinarySearchFunc(*list, e, byEnds); found {
			*list = slices.Delete(*list, i, i+1)
		}
	}
	if old.State != graph.LinkStateActive {
		return
	}
	b.active--
	for _, row := range old.held.Rows {
		b.rows.remove(b.edit, rowLink{row, old})
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
		j = &joint{owner: b.edit}
	case j.owner != b.edit:
		j = &joint{owner: b.edit, edges: slices.Clone(j.edges), rejected: slices.Clone(j.rejected)}
	default:
		return j
	}
	b.joints.put(b.edit, near, j)
	return j
}

// list is where an edge belongs.
func (j *joint) list(e edge) *[]edge {
	if e.State == graph.LinkStateActive {
		return &j.edges
	}
	return &j.rejected
}

// load makes the snapshot of a graph that was kept. It sorts once instead of putting one after the other.
func load(revision graph.Revision, nodes []*graph.Node, links []*graph.Link) *snapshot {
	b := newSnapshot().build()
	b.revision, b.loading = revision, true
	slices.SortFunc(nodes, func(a, b *graph.Node) int { return cmp.Compare(a.ID, b.ID) })
	for _, n := range nodes {
		b.putNode(n)
	}
	b.loadNames()
	slices.SortFunc(links, func(a, b *graph.Link) int { return cmp.Compare(a.ID, b.ID) })
	for _, l := range links {
		b.addLink(l)
	}
	for number := range b.next {
		if j := b.joints.at(number); j != nil {
			slices.SortFunc(j.edges, byEnds)
			slices.SortFunc(j.rejected, byEnds)
		}
	}
	return b.publish()
}
