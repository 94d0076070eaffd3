package memstore

import (
	"maps"
	"slices"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A draft is a change being worked out against the graph as it stands. Nothing is touched before all of it is known to
// hold; then the journal entry that comes of it is what is kept and applied.
type draft struct {
	*builder
	// nodesAfter and linksAfter are what will stand; nil is what will be gone.
	nodesAfter map[graph.ID]*graph.Node
	linksAfter map[graph.ID]*graph.Link
	aliases    []graph.Alias
	// leads says where the aliases lead that this change has made.
	leads map[graph.ID]graph.ID
}

// plan works out the journal entry of changes. It has neither nodes nor links if they change nothing.
func (b *builder) plan(c *graph.Changes, at time.Time) (*graph.Entry, error) {
	d := &draft{builder: b, nodesAfter: map[graph.ID]*graph.Node{}, linksAfter: map[graph.ID]*graph.Link{}, leads: map[graph.ID]graph.ID{}}
	if err := d.expect(c.Expect); err != nil {
		return nil, err
	}
	for i := range c.Put {
		if err := d.put(&c.Put[i]); err != nil {
			return nil, err
		}
	}
	for i := range c.Link {
		if err := d.connect(&c.Link[i]); err != nil {
			return nil, err
		}
	}
	for _, step := range []struct {
		ids []graph.ID
		do  func(graph.ID) error
	}{{c.Reject, d.reject}, {c.Unlink, d.unlink}, {c.Drop, d.drop}} {
		for _, id := range step.ids {
			if err := step.do(id); err != nil {
				return nil, err
			}
		}
	}
	for _, a := range c.Alias {
		if err := d.alias(a); err != nil {
			return nil, err
		}
	}
	e := d.entry()
	e.At, e.Actor, e.Reason, e.Key, e.Restored = at, c.Actor, c.Reason, c.IdempotencyKey, e.Revived(c.Restored)
	return e, nil
}

func (d *draft) expect(revisions map[graph.ID]graph.Revision) error {
	for _, id := range slices.Sorted(maps.Keys(revisions)) {
		var stands graph.Revision
		if id.IsLink() {
			if l, ok := d.link(id); ok {
				stands = d.plainLink(l).Revision
			}
		} else if n, ok := d.node(id); ok {
			stands = n.plain().Revision
		}
		if seen := revisions[id]; seen != stands {
			return graph.Stale(id, seen, stands)
		}
	}
	return nil
}

// nodeNow is a node as it stands in the draft, linkNow a link; nil if there is none.
func (d *draft) nodeNow(id graph.ID) *graph.Node {
	if n, ok := d.nodesAfter[id]; ok {
		return n
	}
	if n, ok := d.node(id); ok {
		return n.full()
	}
	return nil
}

func (d *draft) linkNow(id graph.ID) *graph.Link {
	if l, ok := d.linksAfter[id]; ok {
		return l
	}
	if l, ok := d.link(id); ok {
		return d.fullLink(l)
	}
	return nil
}

func (d *draft) put(n *graph.Node) error {
	if number, ok := d.resolve(n.ID); ok && d.nodes.at(number).ID != n.ID {
		return graph.Errorf(graph.ErrConflict, "%s is a former ID of %s: change that one", n.ID, d.nodes.at(number).ID)
	}
	made := cloneNode(n)
	made.PreviousIDs, made.Revision = nil, 0
	if now := d.nodeNow(n.ID); now != nil {
		made.PreviousIDs, made.Revision = now.PreviousIDs, now.Revision
	}
	d.setNode(made)
	return nil
}

// setNode lets a node stand, unless the same one does.
func (d *draft) setNode(n *graph.Node) {
	if now := d.nodeNow(n.ID); now == nil || !sameNode(n, now) {
		d.nodesAfter[n.ID] = n
	}
}

func (d *draft) connect(l *graph.Link) error {
	made := l.Normal()
	for _, end := range []graph.ID{made.From, made.To} {
		if err := d.mustExist(end, made.ID); err != nil {
			return err
		}
	}
	made.Rows = slices.Compact(slices.Sorted(slices.Values(made.Rows)))
	made.Evidence, made.Score, made.Revision = slices.Clone(made.Evidence), clone(made.Score), 0
	if now := d.linkNow(made.ID); now != nil {
		if now.State == graph.LinkStateRejected && made.Basis != graph.BasisCurated {
			return nil
		}
		made.Revision = now.Revision
	}
	d.setLink(&made)
	return nil
}

func (d *draft) mustExist(end, link graph.ID) error {
	if d.nodeNow(end) != nil {
		return nil
	}
	if number, ok := d.resolve(end); ok {
		if n := d.nodeNow(d.nodes.at(number).ID); n != nil {
			return graph.Errorf(graph.ErrInvalid, "%s: %s is a former ID: link %s", link, end, n.ID)
		}
	}
	return graph.Errorf(graph.ErrInvalid, "%s: there is no %s: put it first or in the same change", link, end)
}

func (d *draft) setLink(l *graph.Link) {
	if now := d.linkNow(l.ID); now == nil || !sameLink(l, now) {
		d.linksAfter[l.ID] = l
	}
}

func (d *draft) reject(id graph.ID) error {
	now := d.linkNow(id)
	if now == nil {
		return graph.Errorf(graph.ErrNotFound, "there is no link %s to reject", id)
	}
	made := *now
	made.State = graph.LinkStateRejected
	d.setLink(&made)
	return nil
}

func (d *draft) unlink(id graph.ID) error {
	if d.linkNow(id) == nil {
		return graph.Errorf(graph.ErrNotFound, "there is no link %s to remove", id)
	}
	d.linksAfter[id] = nil
	return nil
}

// drop removes a node with its links, those of this change among them.
func (d *draft) drop(id graph.ID) error {
	if d.nodeNow(id) == nil {
		return graph.Errorf(graph.ErrNotFound, "there is no %s to drop", id)
	}
	d.nodesAfter[id] = nil
	if n, ok := d.node(id); ok {
		for l := range d.linksAt(n.number) {
			d.linksAfter[d.linkID(l)] = nil
		}
	}
	for linkID, l := range d.linksAfter {
		if l != nil && (l.From == id || l.To == id) {
			d.linksAfter[linkID] = nil
		}
	}
	return nil
}

func (d *draft) alias(a graph.Alias) error {
	if d.nodeNow(a.Old) != nil {
		return graph.Errorf(graph.ErrInvalid, "%s cannot become an alias: a node has this ID; drop it first", a.Old)
	}
	to := d.nodeNow(a.New)
	if to == nil {
		return graph.Errorf(graph.ErrNotFound, "there is no %s for %s to resolve to", a.New, a.Old)
	}
	if slices.Contains(to.PreviousIDs, a.Old) {
		return nil
	}
	if from := d.holder(a.Old); from != nil {
		made := *from
		made.PreviousIDs = without(from.PreviousIDs, a.Old)
		d.nodesAfter[made.ID] = &made
	}
	made := *to
	made.PreviousIDs = slices.Sorted(slices.Values(append(slices.Clone(to.PreviousIDs), a.Old)))
	d.nodesAfter[made.ID] = &made
	d.aliases, d.leads[a.Old] = append(d.aliases, a), a.New
	return nil
}

// holder is the node that an alias resolves to as the draft stands; nil if it is none.
func (d *draft) holder(alias graph.ID) *graph.Node {
	if id, made := d.leads[alias]; made {
		return d.nodeNow(id)
	}
	if number, ok := d.resolve(alias); ok {
		if n := d.nodeNow(d.nodes.at(number).ID); n != nil && slices.Contains(n.PreviousIDs, alias) {
			return n
		}
	}
	return nil
}

func without(ids []graph.ID, id graph.ID) []graph.ID {
	return slices.DeleteFunc(slices.Clone(ids), func(o graph.ID) bool { return o == id })
}

// entry writes down what changes, in the order of the IDs.
func (d *draft) entry() *graph.Entry {
	e := &graph.Entry{Revision: d.revision + 1, Aliases: d.aliases}
	for _, id := range slices.Sorted(maps.Keys(d.nodesAfter)) {
		c := graph.NodeChange{After: d.nodesAfter[id]}
		if n, ok := d.node(id); ok {
			c.Before = n.full()
		}
		if c.After != nil {
			c.After.Revision = e.Revision
		}
		if c.Before != c.After && (c.Before == nil || c.After == nil || !sameNode(c.Before, c.After)) {
			e.Nodes = append(e.Nodes, c)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(d.linksAfter)) {
		c := graph.LinkChange{After: d.linksAfter[id]}
		if l, ok := d.link(id); ok {
			c.Before = d.fullLink(l)
		}
		if c.After != nil {
			c.After.Revision = e.Revision
		}
		if c.Before != c.After && (c.Before == nil || c.After == nil || !sameLink(c.Before, c.After)) {
			e.Links = append(e.Links, c)
		}
	}
	return e
}

// sameNode and sameLink compare everything but the revision: an absent list is an empty one.
func sameNode(a, b *graph.Node) bool {
	x, y := *a, *b
	x.Revision, y.Revision = 0, 0
	var hashA, hashB graph.GraphHash
	hashA.AddNode(&x)
	hashB.AddNode(&y)
	return hashA == hashB
}

func sameLink(a, b *graph.Link) bool {
	x, y := *a, *b
	x.Revision, y.Revision = 0, 0
	var hashA, hashB graph.GraphHash
	hashA.AddLink(&x)
	hashB.AddLink(&y)
	return hashA == hashB
}

// cloneNode copies what a caller might go on changing.
func cloneNode(n *graph.Node) *graph.Node {
	made := *n
	made.Evidence, made.ColumnTitles = slices.Clone(n.Evidence), slices.Clone(n.ColumnTitles)
	made.Schedule = slices.Clone(n.Schedule)
	for i := range made.Schedule {
		made.Schedule[i].Evidence = slices.Clone(made.Schedule[i].Evidence)
	}
	return &made
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}
