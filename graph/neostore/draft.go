package neostore

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A draft is a change worked out before it is written: what stands now of everything that the change names, and what
// will stand.
type draft struct {
	nodes   map[graph.ID]*pair[graph.Node]
	links   map[graph.ID]*pair[graph.Link]
	aliases map[graph.ID]*pair[graph.ID]
	// atNode are the links at the nodes to be dropped.
	atNode map[graph.ID][]graph.ID
	// added are the aliases in the order given.
	added []graph.Alias
}

// A pair is what stands before and after; nil where nothing does.
type pair[T any] struct{ before, after *T }

func newDraft() *draft {
	return &draft{
		nodes: map[graph.ID]*pair[graph.Node]{}, links: map[graph.ID]*pair[graph.Link]{},
		aliases: map[graph.ID]*pair[graph.ID]{}, atNode: map[graph.ID][]graph.ID{},
	}
}

// at gives the pair of an ID, an empty one if nothing stands there.
func at[T any](m map[graph.ID]*pair[T], id graph.ID) *pair[T] {
	p, ok := m[id]
	if !ok {
		p = &pair[T]{}
		m[id] = p
	}
	return p
}

// apply works the change out. What stands now must have been loaded.
func (d *draft) apply(c *graph.Changes) error {
	if err := d.expect(c.Expect); err != nil {
		return err
	}
	for i := range c.Put {
		if err := d.put(c.Put[i]); err != nil {
			return err
		}
	}
	for i := range c.Link {
		if err := d.link(c.Link[i]); err != nil {
			return err
		}
	}
	for _, id := range c.Reject {
		if err := d.reject(id); err != nil {
			return err
		}
	}
	for _, id := range c.Unlink {
		if d.links[id] == nil || d.links[id].after == nil {
			return graph.Errorf(graph.ErrNotFound, "there is no link %s to remove", id)
		}
		d.links[id].after = nil
	}
	for _, id := range c.Drop {
		if err := d.drop(id); err != nil {
			return err
		}
	}
	for _, a := range c.Alias {
		if err := d.alias(a); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) expect(revisions map[graph.ID]graph.Revision) error {
	for _, id := range slices.Sorted(maps.Keys(revisions)) {
		var stands graph.Revision
		if id.IsLink() {
			if l := at(d.links, id).before; l != nil {
				stands = l.Revision
			}
		} else if n := at(d.nodes, id).before; n != nil {
			stands = n.Revision
		}
		if seen := revisions[id]; seen != stands {
			return graph.Stale(id, seen, stands)
		}
	}
	return nil
}

func (d *draft) put(n graph.Node) error {
	if a := d.aliases[n.ID]; a != nil && a.before != nil {
		return graph.Errorf(graph.ErrConflict, "%s is a former ID of %s: change that one", n.ID, *a.before)
	}
	p := at(d.nodes, n.ID)
	n.Revision, n.PreviousIDs = 0, nil
	if p.after != nil {
		n.Revision, n.PreviousIDs = p.after.Revision, p.after.PreviousIDs
	}
	p.after = &n
	return nil
}

func (d *draft) link(l graph.Link) error {
	l = l.Normal()
	for _, end := range []graph.ID{l.From, l.To} {
		if at(d.nodes, end).after == nil {
			return graph.Errorf(graph.ErrInvalid, "%s: there is no %s: put it first or in the same change", l.ID, end)
		}
	}
	l.Rows = slices.Compact(slices.Sorted(slices.Values(l.Rows)))
	p := at(d.links, l.ID)
	if p.after != nil && p.after.State == graph.LinkStateRejected && l.Basis != graph.BasisCurated {
		return nil // a person rejected it: it does not come back by itself
	}
	l.Revision = 0
	if p.after != nil {
		l.Revision = p.after.Revision
	}
	p.after = &l
	d.joined(&l)
	return nil
}

// joined notes the link at its ends, for a Drop in the same change.
func (d *draft) joined(l *graph.Link) {
	d.atNode[l.From] = append(d.atNode[l.From], l.ID)
	d.atNode[l.To] = append(d.atNode[l.To], l.ID)
}

func (d *draft) reject(id graph.ID) error {
	p := d.links[id]
	if p == nil || p.after == nil {
		return graph.Errorf(graph.ErrNotFound, "there is no link %s to reject", id)
	}
	l := *p.after
	l.State = graph.LinkStateRejected
	p.after = &l
	return nil
}

// drop removes a node, its links, and the aliases that resolve to it.
func (d *draft) drop(id graph.ID) error {
	p := d.nodes[id]
	if p == nil || p.after == nil {
		return graph.Errorf(graph.ErrNotFound, "there is no %s to drop", id)
	}
	p.after = nil
	for _, link := range d.atNode[id] {
		d.links[link].after = nil
	}
	for _, a := range d.aliases {
		if a.after != nil && *a.after == id {
			a.after = nil
		}
	}
	return nil
}

func (d *draft) alias(a graph.Alias) error {
	if at(d.nodes, a.Old).after != nil {
		return graph.Errorf(graph.ErrInvalid, "%s cannot become an alias: a node has this ID; drop it first", a.Old)
	}
	p := at(d.nodes, a.New)
	if p.after == nil {
		return graph.Errorf(graph.ErrNotFound, "there is no %s for %s to resolve to", a.New, a.Old)
	}
	old := at(d.aliases, a.Old)
	if old.after != nil && *old.after == a.New {
		return nil
	}
	if old.after != nil {
		d.forget(*old.after, a.Old)
	}
	target := a.New
	old.after = &target
	d.added = append(d.added, a)
	n := *p.after
	n.PreviousIDs = append(slices.Clone(n.PreviousIDs), a.Old)
	slices.Sort(n.PreviousIDs)
	p.after = &n
	return nil
}

// forget takes an alias off the node it resolved to.
func (d *draft) forget(id, old graph.ID) {
	if p := at(d.nodes, id); p.after != nil {
		n := *p.after
		n.PreviousIDs = slices.DeleteFunc(slices.Clone(n.PreviousIDs), func(other graph.ID) bool { return other == old })
		p.after = &n
	}
}

// branch is a draft of its own of what a change names, to be joined again if the change turns out possible.
func (d *draft) branch(c *graph.Changes) *draft {
	out := newDraft()
	var n names
	n.add(c)
	extend(out.nodes, d.nodes, n.nodes)
	extend(out.links, d.links, n.links)
	extend(out.aliases, d.aliases, n.old)
	return out
}

// extend has what stands in one draft stand before a change in another.
func extend[T any](to, from map[graph.ID]*pair[T], ids []graph.ID) {
	for _, id := range ids {
		if p := from[id]; p != nil {
			to[id] = &pair[T]{p.after, p.after}
		}
	}
}

// join has what stands after a branch stand here.
func (d *draft) join(branch *draft) {
	if branch == d {
		return
	}
	for id, p := range branch.nodes {
		at(d.nodes, id).after = p.after
	}
	for id, p := range branch.links {
		at(d.links, id).after = p.after
	}
}

// entry is what changed, under a revision; empty if nothing did. What changed gets the revision. In ID order.
func (d *draft) entry(r graph.Revision) graph.Entry {
	nodes, links := d.changed(func(n *graph.Node) { n.Revision = r }, func(l *graph.Link) { l.Revision = r })
	return graph.Entry{Revision: r, Aliases: d.added, Nodes: nodes, Links: links}
}

// changed are the nodes and links that are not what they were before, in ID order. What stands after is marked, if there is
// a mark to be made.
func (d *draft) changed(node func(*graph.Node), link func(*graph.Link)) (nodes []graph.NodeChange, links []graph.LinkChange) {
	for _, p := range differing(d.nodes, node) {
		nodes = append(nodes, graph.NodeChange{Before: p.before, After: p.after})
	}
	for _, p := range differing(d.links, link) {
		links = append(links, graph.LinkChange{Before: p.before, After: p.after})
	}
	return nodes, links
}

// differing are the pairs that differ, in ID order.
func differing[T any](pairs map[graph.ID]*pair[T], mark func(*T)) []*pair[T] {
	var out []*pair[T]
	for _, id := range sortedKeys(pairs) {
		p := pairs[id]
		if !differ(p) {
			continue
		}
		if p.after != nil && mark != nil {
			marked := *p.after
			mark(&marked)
			p.after = &marked
		}
		out = append(out, p)
	}
	return out
}

// differ compares by what would be kept, so that nil and empty lists are the same.
func differ[T any](p *pair[T]) bool {
	if p.before == nil || p.after == nil {
		return p.before != p.after
	}
	return p.before != p.after && !bytes.Equal(kept(p.before), kept(p.after))
}

func kept(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // values of ours can always be written
	}
	return b
}

func sortedKeys[V any](m map[graph.ID]V) []graph.ID {
	return slices.SortedFunc(maps.Keys(m), cmp.Compare[graph.ID])
}
