package series

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Placed is a change of one plan that fits the graph.
type Placed struct {
	Changes graph.Changes
	ids     map[graph.ID]graph.ID
}

// ID is what a thing of the plan is called in the graph.
func (p *Placed) ID(id graph.ID) graph.ID { return cmp.Or(p.ids[id], id) }

// Place fits the change that an import of a plan's document gave into a graph that may have other plans. The change expects
// the plan as the view shows it: if another import of it comes between, Apply gives graph.ErrConflict.
func Place(ctx context.Context, store graph.Store, plan graph.ID, changes graph.Changes) (placed *Placed, err error) {
	v, err := store.View(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = cmp.Or(err, v.Close()) }()
	p := &placer{Placed: Placed{Changes: changes, ids: map[graph.ID]graph.ID{}}, plan: plan, kept: map[graph.ID]*graph.Node{}, shared: map[graph.ID]bool{}}
	if p.known, err = recall(ctx, v, p.wanted()); err != nil {
		return nil, err
	}
	if err := p.begin(ctx, v); err != nil {
		return nil, err
	}
	p.name()
	if p.links, err = recall(ctx, v, p.linkIDs()); err != nil {
		return nil, err
	}
	if p.byPeople, err = byPeople(ctx, store, changes.Actor, p.changed()); err != nil {
		return nil, err
	}
	p.mergeNodes()
	p.mergeLinks()
	return &p.Placed, nil
}

// A placer is one plan on its way.
type placer struct {
	Placed
	plan     graph.ID
	plain    bool // its things have plain IDs
	known    *memory
	links    *memory
	kept     map[graph.ID]*graph.Node // what stands, by the ID that the change has
	shared   map[graph.ID]bool        // those of kept that are other plans' things too, or were renamed
	last     map[graph.Kind]int       // the last position of each kind before the plan's things, where they are new
	byPeople map[graph.ID]bool        // nodes that a person changed last
}

// A memory is what the graph has of some IDs.
type memory struct {
	nodes map[graph.ID]*graph.Node
	links map[graph.ID]*graph.Link
}

// mostAtOnce is how many IDs are looked up at once.
const mostAtOnce = 2000

// recall looks IDs up, with their evidence.
func recall(ctx context.Context, v graph.View, ids []graph.ID) (*memory, error) {
	m := &memory{map[graph.ID]*graph.Node{}, map[graph.ID]*graph.Link{}}
	for part := range slices.Chunk(ids, mostAtOnce) {
		answer, err := v.Lookup(ctx, graph.Lookup{
			IDs: part, Select: graph.Selection{Evidence: true}, Link: graph.LinkSelection{Evidence: true},
		})
		if err != nil {
			return nil, err
		}
		for i, id := range part {
			if n := answer.Nodes[i]; n != nil {
				m.nodes[id] = n.Node
			}
			if l := answer.Links[i]; l != nil {
				m.links[id] = l.Link
			}
		}
	}
	return m, nil
}

// prefixed is the ID that a thing gets which is not the first plan's.
func (p *placer) prefixed(id graph.ID) graph.ID {
	k, _ := id.Kind()
	if k == graph.KindPlan {
		return id
	}
	return graph.NodeID(k, slugOf(p.plan)+"/"+slugOf(id))
}

func slugOf(id graph.ID) string {
	_, slug, _ := strings.Cut(string(id), ":")
	return slug
}

// wanted are the IDs that decide what things are called: both that each may have, and the links of those that stand to the
// plans that the document names.
func (p *placer) wanted() (ids []graph.ID) {
	named := p.namedPlans()
	for _, n := range p.Changes.Put {
		ids = append(ids, n.ID)
		if other := p.prefixed(n.ID); other != n.ID {
			ids = append(ids, other)
		}
		for _, plan := range named[n.ID] {
			ids = append(ids, graph.LinkID(graph.RelationPartOf, n.ID, plan))
		}
	}
	return ids
}

// namedPlans are, of each thing, the plans beside the document's that it stands in.
func (p *placer) namedPlans() map[graph.ID][]graph.ID {
	in := map[graph.ID][]graph.ID{}
	for _, l := range p.Changes.Link {
		if l.Relation == graph.RelationPartOf && l.To != p.plan {
			in[l.From] = append(in[l.From], l.To)
		}
	}
	return in
}

// begin finds out whether the plan is the first, and where in the order of all its new things come.
func (p *placer) begin(ctx context.Context, v graph.View) error {
	first, err := v.Walk(ctx, graph.Walk{Kind: graph.KindPlan, Page: graph.Page{Limit: 1}})
	if err != nil {
		return err
	}
	p.plain = len(first.Edges) == 0 || p.known.nodes[p.plan] != nil
	p.last = map[graph.Kind]int{}
	offset := map[graph.Kind]bool{}
	for _, n := range p.Changes.Put {
		if old := p.known.nodes[p.prefixed(n.ID)]; old != nil && n.Kind != graph.KindPlan {
			p.plain = false
			p.last[n.Kind], offset[n.Kind] = max(0, old.Position-n.Position), true
		}
	}
	if p.plain {
		return nil
	}
	for k := graph.KindPriority; k <= graph.KindPlan; k++ {
		if offset[k] {
			continue
		}
		end, err := v.Walk(ctx, graph.Walk{
			Kind: k, Page: graph.Page{Limit: 1}, Order: []graph.Order{{By: graph.ByField, Field: graph.FieldPosition, Descending: true}},
		})
		if err != nil {
			return err
		}
		for _, e := range end.Edges {
			p.last[k] = e.To.Node.Position
		}
	}
	return nil
}

// name says what each thing is called in the graph.
func (p *placer) name() {
	named := p.namedPlans()
	for _, n := range p.Changes.Put {
		id := n.ID
		if !p.plain {
			other := p.prefixed(n.ID)
			if p.known.nodes[other] != nil || !p.same(n, named[n.ID]) {
				id = other
			}
		}
		if old := p.known.nodes[id]; old != nil {
			p.kept[n.ID] = old
			p.shared[n.ID] = old.ID != id || !p.plain && id == n.ID && n.ID != p.plan
			id = old.ID // it may have been renamed, or merged into another
		}
		p.ids[n.ID] = id
	}
}

// realWorld are the kinds whose things are the same wherever they are named so.
var realWorld = map[graph.Kind]bool{graph.KindPartner: true, graph.KindSite: true, graph.KindProgramme: true, graph.KindPlan: true}

// same reports whether what stands under the plain ID of a thing is the thing itself.
func (p *placer) same(n graph.Node, plans []graph.ID) bool {
	old := p.known.nodes[n.ID]
	if old == nil || old.Code != n.Code || graph.Fold(old.Title) != graph.Fold(n.Title) {
		return false
	}
	if realWorld[n.Kind] {
		return true
	}
	return slices.ContainsFunc(plans, func(plan graph.ID) bool {
		l := p.known.links[graph.LinkID(graph.RelationPartOf, n.ID, plan)]
		return l != nil && l.State == graph.LinkStateActive
	})
}
