package edit

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A draft is the graph as it will stand after the edits made so far. It reads what it needs from a view, once.
type draft struct {
	ctx     context.Context
	view    graph.View
	journal journal
	nodes   map[graph.ID]*state[graph.Node]
	links   map[graph.ID]*state[graph.Link]
	aliases []graph.Alias
	// former are IDs that resolve to another one.
	former map[graph.ID]graph.ID
	// refs are the IDs of what was created under a name.
	refs map[string]graph.ID
	// last are the last positions of kinds.
	last     map[graph.Kind]int
	restored []graph.ID
}

// A state is how a node or link stood and how it will stand; nil is not at all.
type state[T any] struct{ before, after *T }

type journal interface {
	Journal(ctx context.Context, q graph.JournalQuery) ([]graph.Entry, error)
}

func newDraft(ctx context.Context, view graph.View, j journal) *draft {
	return &draft{
		ctx: ctx, view: view, journal: j,
		nodes: map[graph.ID]*state[graph.Node]{}, links: map[graph.ID]*state[graph.Link]{},
		former: map[graph.ID]graph.ID{}, refs: map[string]graph.ID{}, last: map[graph.Kind]int{},
	}
}

// resolve gives the ID that a name stands for.
func (d *draft) resolve(field string, name Name) (graph.ID, error) {
	if ref, ok := strings.CutPrefix(string(name), "#"); ok {
		id, known := d.refs[ref]
		if !known {
			return "", fault(Invalid, field, "nothing before this is called #%s: a ref must be given by a create that comes first", ref)
		}
		if id == "" {
			return "", errFollows
		}
		return id, nil
	}
	id := graph.ID(name)
	if !id.Valid() {
		return "", fault(Invalid, field, "%q is not an ID: one looks like priority:3", string(name))
	}
	return id, nil
}

// load reads what has the given IDs, unless it is known already.
func (d *draft) load(ids ...graph.ID) error {
	var wanted []graph.ID
	for _, id := range ids {
		if d.known(id) || slices.Contains(wanted, id) {
			continue
		}
		wanted = append(wanted, id)
	}
	if len(wanted) == 0 {
		return nil
	}
	answer, err := d.view.Lookup(d.ctx, graph.Lookup{IDs: wanted, Select: graph.Selection{Evidence: true}, Link: graph.LinkSelection{Evidence: true}})
	if err != nil {
		return err
	}
	for i, id := range wanted {
		switch found, link := answer.Nodes[i], answer.Links[i]; {
		case found != nil:
			d.seen(found.Node)
			if found.Node.ID != id {
				d.former[id] = found.Node.ID
			}
		case link != nil:
			d.seenLink(link.Link)
		case id.IsLink():
			d.links[id] = &state[graph.Link]{}
		default:
			d.nodes[id] = &state[graph.Node]{}
		}
	}
	return nil
}

func (d *draft) known(id graph.ID) bool {
	if id.IsLink() {
		return d.links[id] != nil
	}
	return d.nodes[id] != nil || d.former[id] != ""
}

// seen notes a node as it stands, unless it is known.
func (d *draft) seen(n *graph.Node) {
	if d.nodes[n.ID] == nil {
		d.nodes[n.ID] = &state[graph.Node]{n, n}
	}
}

func (d *draft) seenLink(l *graph.Link) {
	if d.links[l.ID] == nil {
		d.links[l.ID] = &state[graph.Link]{l, l}
	}
}

// node gives the node that a name stands for, or a fault.
func (d *draft) node(field string, name Name, kind graph.Kind) (*state[graph.Node], error) {
	id, err := d.resolve(field, name)
	if err != nil {
		return nil, err
	}
	k, ok := id.Kind()
	if !ok || kind != 0 && k != kind {
		return nil, fault(Invalid, field, "%q is none of the %s: their IDs start with %q", id, kind.Info().Plural, graph.NodeID(kind, ""))
	}
	if err := d.load(id); err != nil {
		return nil, err
	}
	if now := d.former[id]; now != "" {
		id = now
	}
	s := d.nodes[id]
	if s == nil || s.after == nil {
		return nil, fault(NotFound, field, "there is no %s", id)
	}
	return s, nil
}

// link gives the link that a name stands for, or a fault.
func (d *draft) link(field string, name Name) (*state[graph.Link], error) {
	id, err := d.resolve(field, name)
	if err != nil {
		return nil, err
	}
	if !id.IsLink() {
		return nil, fault(Invalid, field, "%q is not a link's ID: one looks like link:serves:action:x>priority:3", id)
	}
	if err := d.load(id); err != nil {
		return nil, err
	}
	s := d.links[id]
	if s.after == nil {
		return nil, fault(NotFound, field, "there is no %s", id)
	}
	return s, nil
}

// linksOf gives the links at a node as they will stand, rejected ones too.
func (d *draft) linksOf(id graph.ID) ([]*graph.Link, error) {
	if d.nodes[id].before != nil {
		if err := d.loadLinks(id); err != nil {
			return nil, err
		}
	}
	var out []*graph.Link
	for _, key := range slices.Sorted(maps.Keys(d.links)) {
		if l := d.links[key].after; l != nil && (l.From == id || l.To == id) {
			out = append(out, l)
		}
	}
	return out, nil
}

// loadLinks reads the links at a node that stands.
func (d *draft) loadLinks(id graph.ID) error {
	all := graph.LinkStep{Page: graph.Page{Limit: math.MaxInt}, Link: graph.LinkSelection{Evidence: true}}
	answer, err := d.view.Lookup(d.ctx, graph.Lookup{IDs: []graph.ID{id}, Select: graph.Selection{Links: []graph.LinkStep{all}}})
	if err != nil {
		return err
	}
	if found := answer.Nodes[0]; found != nil {
		for _, e := range found.Links[0].Edges {
			d.seenLink(e.Link.Link)
		}
	}
	rejected, err := d.view.Links(d.ctx, graph.LinkWalk{
		States: []graph.LinkState{graph.LinkStateRejected}, Page: all.Page, Order: []graph.Order{{By: graph.ByRelation}}, Select: all.Link,
	})
	if err != nil {
		return err
	}
	for _, e := range rejected.Edges {
		if l := e.Link.Link; l.From == id || l.To == id {
			d.seenLink(l)
		}
	}
	return nil
}

// put lets a node stand.
func (d *draft) put(n *graph.Node) {
	s := d.nodes[n.ID]
	if s == nil {
		s = &state[graph.Node]{}
		d.nodes[n.ID] = s
	}
	s.after = n
	delete(d.former, n.ID)
}

// putLink lets a link stand. It must have been loaded.
func (d *draft) putLink(l *graph.Link) { d.links[l.ID].after = l }

// expect refuses an edit of what has changed since the caller looked.
func expect(id graph.ID, seen, stands graph.Revision) error {
	if seen == 0 || seen == stands {
		return nil
	}
	f := fault(Conflict, "expectedRevision", "%v", graph.Stale(id, seen, stands))
	if !id.IsLink() {
		f.Current = id
	}
	return f
}

// changes are what the store has to do, on the condition that what was read still stands.
func (d *draft) changes() graph.Changes {
	c := graph.Changes{Expect: map[graph.ID]graph.Revision{}, Alias: d.aliases}
	for _, id := range slices.Sorted(maps.Keys(d.nodes)) {
		s := d.nodes[id]
		if s.before == s.after {
			continue
		}
		c.Expect[id] = 0
		if s.before != nil {
			c.Expect[id] = s.before.Revision
		}
		if s.after != nil {
			c.Put = append(c.Put, *s.after)
		} else {
			c.Drop = append(c.Drop, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(d.links)) {
		s := d.links[id]
		if s.before == s.after {
			continue
		}
		c.Expect[id] = 0
		if s.before != nil {
			c.Expect[id] = s.before.Revision
		}
		switch {
		case s.after != nil:
			c.Link = append(c.Link, *s.after)
		case !d.dropped(s.before.From) && !d.dropped(s.before.To): // else it goes with its end
			c.Unlink = append(c.Unlink, id)
		}
	}
	c.Restored = slices.DeleteFunc(slices.Clone(d.restored), func(id graph.ID) bool { return !d.comes(id) })
	return c
}

// comes reports whether something will stand that does not.
func (d *draft) comes(id graph.ID) bool {
	if n := d.nodes[id]; n != nil {
		return n.before == nil && n.after != nil
	}
	l := d.links[id]
	return l != nil && l.before == nil && l.after != nil
}

func (d *draft) dropped(id graph.ID) bool {
	s := d.nodes[id]
	return s != nil && s.before != nil && s.after == nil
}
