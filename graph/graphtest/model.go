package graphtest

import (
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A model takes changes by definition: it copies the whole graph, makes the changes in the copy one after the other, and
// compares at the end.
type model struct {
	*oracle
	keys map[string]graph.Revision
	// history is the graph's hash at each revision, states the graph itself, touched what each changed or made an alias.
	history map[graph.Revision]string
	states  map[graph.Revision]*oracle
	touched map[graph.Revision]map[graph.ID]bool
}

func newModel() *model {
	return &model{
		oracle: newOracle(), keys: map[string]graph.Revision{}, history: map[graph.Revision]string{},
		states: map[graph.Revision]*oracle{0: newOracle()}, touched: map[graph.Revision]map[graph.ID]bool{},
	}
}

func (m *model) hash() string {
	return graph.HashGraph(slices.Collect(maps.Values(m.nodes)), slices.Collect(maps.Values(m.links)))
}

func (m *model) apply(c graph.Changes) (graph.Revision, error) {
	if err := c.Check(); err != nil {
		return 0, err
	}
	if first, ok := m.keys[c.IdempotencyKey]; ok && c.IdempotencyKey != "" {
		return first, nil
	}
	for id, revision := range c.Expect {
		if m.revisionOf(id) != revision {
			return 0, graph.Errorf(graph.ErrConflict, "%s", id)
		}
	}
	next := &oracle{nodes: maps.Clone(m.nodes), links: maps.Clone(m.links)}
	touched := map[graph.ID]bool{}
	if err := next.change(c, touched); err != nil {
		return 0, err
	}
	m.stamp(next, touched)
	if c.IdempotencyKey != "" {
		m.keys[c.IdempotencyKey] = m.revision
	}
	return m.revision, nil
}

func (m *model) revisionOf(id graph.ID) graph.Revision {
	if n := m.nodes[id]; n != nil {
		return n.Revision
	}
	if l := m.links[id]; l != nil {
		return l.Revision
	}
	return 0
}

// stamp gives what differs the next revision and lets it stand, if anything does. It adds what differs to what is touched.
func (m *model) stamp(next *oracle, touched map[graph.ID]bool) {
	changed := false
	touch := func(id graph.ID) { changed, touched[id] = true, true }
	for id, n := range next.nodes {
		made := *n
		made.Revision = 0
		if old := m.nodes[id]; old != nil {
			was := *old
			was.Revision = 0
			if plain(was) == plain(made) {
				next.nodes[id] = old
				continue
			}
		}
		made.Revision = m.revision + 1
		next.nodes[id] = &made
		touch(id)
	}
	for id, l := range next.links {
		made := *l
		made.Revision = 0
		if old := m.links[id]; old != nil {
			was := *old
			was.Revision = 0
			if plain(was) == plain(made) {
				next.links[id] = old
				continue
			}
		}
		made.Revision = m.revision + 1
		next.links[id] = &made
		touch(id)
	}
	gone(m.nodes, next.nodes, touch)
	gone(m.links, next.links, touch)
	if changed {
		m.nodes, m.links = next.nodes, next.links
		m.revision++
		m.history[m.revision], m.touched[m.revision] = m.hash(), touched
		m.states[m.revision] = &oracle{nodes: m.nodes, links: m.links, revision: m.revision}
	}
}

// gone tells of what was there and is no more.
func gone[T any](before, after map[graph.ID]T, tell func(graph.ID)) {
	for id := range before {
		if _, ok := after[id]; !ok {
			tell(id)
		}
	}
}

// change makes the changes, in the order of their fields, and says which IDs it made aliases.
func (o *oracle) change(c graph.Changes, aliased map[graph.ID]bool) error {
	for i := range c.Put {
		n := c.Put[i]
		if f := o.find(n.ID); f != nil && f.ID != n.ID {
			return graph.Errorf(graph.ErrConflict, "an alias")
		}
		n.PreviousIDs = nil
		if old := o.nodes[n.ID]; old != nil {
			n.PreviousIDs = old.PreviousIDs
		}
		o.nodes[n.ID] = &n
	}
	for i := range c.Link {
		l := c.Link[i].Normal()
		if o.nodes[l.From] == nil || o.nodes[l.To] == nil {
			return graph.Errorf(graph.ErrInvalid, "no such end")
		}
		l.Rows = slices.Compact(slices.Sorted(slices.Values(l.Rows)))
		if old := o.links[l.ID]; old == nil || old.State == graph.LinkStateActive || l.Basis == graph.BasisCurated {
			o.links[l.ID] = &l
		}
	}
	for _, id := range c.Reject {
		if o.links[id] == nil {
			return graph.Errorf(graph.ErrNotFound, "no such link")
		}
		l := *o.links[id]
		l.State = graph.LinkStateRejected
		o.links[id] = &l
	}
	return o.takeAway(c, aliased)
}

func (o *oracle) takeAway(c graph.Changes, aliased map[graph.ID]bool) error {
	for _, id := range c.Unlink {
		if o.links[id] == nil {
			return graph.Errorf(graph.ErrNotFound, "no such link")
		}
		delete(o.links, id)
	}
	for _, id := range c.Drop {
		if o.nodes[id] == nil {
			return graph.Errorf(graph.ErrNotFound, "no such node")
		}
		delete(o.nodes, id)
		maps.DeleteFunc(o.links, func(_ graph.ID, l *graph.Link) bool { return l.From == id || l.To == id })
	}
	for _, a := range c.Alias {
		if o.nodes[a.Old] != nil {
			return graph.Errorf(graph.ErrInvalid, "a node")
		}
		if o.nodes[a.New] == nil {
			return graph.Errorf(graph.ErrNotFound, "no such node")
		}
		from := o.find(a.Old)
		if from != nil {
			was := *from
			was.PreviousIDs = slices.DeleteFunc(slices.Clone(from.PreviousIDs), func(id graph.ID) bool { return id == a.Old })
			o.nodes[was.ID] = &was
		}
		if from == nil || from.ID != a.New {
			aliased[a.Old] = true
		}
		n := *o.nodes[a.New]
		n.PreviousIDs = slices.Sorted(slices.Values(append(slices.Clone(n.PreviousIDs), a.Old)))
		o.nodes[n.ID] = &n
	}
	return nil
}
