package ingest_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
	"github.com/goldenthread/goldenthread/graph/graphtest"
)

// People edit a graph at random, and remember what they decided.
type people struct {
	*rand.Rand
	t     *testing.T
	store graph.Store
	// titles are what they called things, rejected and confirmed the links that they judged, removed what they removed.
	titles              map[graph.ID]string
	rejected, confirmed map[graph.ID]bool
	removed             map[graph.ID]bool
	made                int
}

func newPeople(t *testing.T, store graph.Store, seed uint64) *people {
	return &people{
		Rand: rand.New(rand.NewPCG(seed, 5)), t: t, store: store,
		titles: map[graph.ID]string{}, rejected: map[graph.ID]bool{}, confirmed: map[graph.ID]bool{}, removed: map[graph.ID]bool{},
	}
}

// A stand is a graph as it stands.
type stand struct {
	nodes map[graph.ID]*graph.Node
	links map[graph.ID]*graph.Link
}

func stands(t *testing.T, store graph.Store) stand {
	t.Helper()
	nodes, links, err := graphtest.Dump(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	s := stand{map[graph.ID]*graph.Node{}, map[graph.ID]*graph.Link{}}
	for _, n := range nodes {
		s.nodes[n.ID] = n
	}
	for _, l := range links {
		s.links[l.ID] = l
	}
	return s
}

// node picks a node of one of the kinds, link a link that counts; nil if there is none.
func (p *people) node(s stand, kinds ...graph.Kind) *graph.Node {
	return pick(p, s.nodes, func(n *graph.Node) (graph.ID, bool) { return n.ID, slices.Contains(kinds, n.Kind) })
}

func (p *people) link(s stand) *graph.Link {
	return pick(p, s.links, func(l *graph.Link) (graph.ID, bool) {
		return l.ID, l.State == graph.LinkStateActive && l.Relation != graph.RelationPartOf
	})
}

func pick[T any](p *people, from map[graph.ID]*T, may func(*T) (graph.ID, bool)) *T {
	var ids []graph.ID
	for _, v := range from {
		if id, ok := may(v); ok {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	return from[ids[p.IntN(len(ids))]]
}

// edit makes a few random changes.
func (p *people) edit(times int) {
	p.t.Helper()
	for range times {
		s := stands(p.t, p.store)
		e := []func(stand) edit.Edit{
			p.retitle, p.retitle, p.reschedule, p.confirm, p.reject, p.disconnect, p.remove, p.merge, p.create, p.restore,
		}[p.IntN(10)](s)
		if e == nil {
			continue
		}
		result, err := edit.Run(p.t.Context(), p.store, edit.Request{Actor: []string{"ada", "ben"}[p.IntN(2)], Edits: []edit.Edit{e}})
		if err != nil || len(result.Faults) > 0 {
			p.t.Fatalf("%+v: %v, %v", e, err, result.Faults)
		}
	}
}

var wordy = []graph.Kind{graph.KindPriority, graph.KindPromise, graph.KindActivity, graph.KindAction}

func (p *people) retitle(s stand) edit.Edit {
	n := p.node(s, wordy...)
	if n == nil {
		return nil
	}
	p.made++
	title := fmt.Sprintf("What people call it, number %d", p.made)
	p.titles[n.ID] = title
	return edit.Update{ID: edit.Name(n.ID), Kind: n.Kind, Fields: edit.Fields{"title": title}}
}

func (p *people) reschedule(s stand) edit.Edit {
	n := p.node(s, graph.KindAction)
	if n == nil {
		return nil
	}
	quarter := map[string]any{"year": "2030/31", "quarter": 1 + p.IntN(4)}
	return edit.Update{ID: edit.Name(n.ID), Kind: n.Kind, Fields: edit.Fields{"schedule": []any{quarter}}}
}

func (p *people) confirm(s stand) edit.Edit {
	l := p.link(s)
	if l == nil {
		return nil
	}
	p.confirmed[l.ID] = true
	return edit.Confirm{ID: edit.Name(l.ID)}
}

func (p *people) reject(s stand) edit.Edit {
	l := p.link(s)
	if l == nil {
		return nil
	}
	p.rejected[l.ID] = true
	delete(p.confirmed, l.ID)
	return edit.Reject{ID: edit.Name(l.ID)}
}

func (p *people) disconnect(s stand) edit.Edit {
	l := p.link(s)
	if l == nil {
		return nil
	}
	delete(p.confirmed, l.ID)
	p.removed[l.ID] = true
	return edit.Disconnect{ID: edit.Name(l.ID)}
}

func (p *people) remove(s stand) edit.Edit {
	n := p.node(s, append(wordy, graph.KindPartner)...)
	if n == nil {
		return nil
	}
	p.gone(s, n.ID)
	return edit.Delete{ID: edit.Name(n.ID), Kind: n.Kind, WithLinks: true}
}

// gone forgets what was decided of a node that goes, and of its links.
func (p *people) gone(s stand, id graph.ID) {
	p.removed[id] = true
	delete(p.titles, id)
	for _, l := range s.links {
		if l.From == id || l.To == id {
			delete(p.confirmed, l.ID)
			delete(p.rejected, l.ID)
		}
	}
}

// restore brings back what was removed, if it was not merged.
func (p *people) restore(s stand) edit.Edit {
	for _, id := range slices.Sorted(func(yield func(graph.ID) bool) {
		for id := range p.removed {
			if !id.IsLink() && !yield(id) {
				return
			}
		}
	}) {
		if s.nodes[id] == nil && !s.alias(id) {
			delete(p.removed, id)
			return edit.Restore{ID: id}
		}
	}
	return nil
}

// alias reports whether an ID leads to another node.
func (s stand) alias(id graph.ID) bool {
	for _, n := range s.nodes {
		if slices.Contains(n.PreviousIDs, id) {
			return true
		}
	}
	return false
}

// merge makes one of two things of the same plan.
func (p *people) merge(s stand) edit.Edit {
	from := p.node(s, graph.KindPromise, graph.KindActivity, graph.KindAction, graph.KindPartner)
	if from == nil {
		return nil
	}
	into := p.node(s, from.Kind)
	if from.ID == into.ID || len(from.Evidence) > 0 && len(into.Evidence) > 0 && from.Evidence[0].Plan != into.Evidence[0].Plan {
		return nil
	}
	var moved []*graph.Link
	for _, l := range s.links {
		if l.From != from.ID && l.To != from.ID {
			continue
		}
		m := *l
		if m.From == from.ID {
			m.From = into.ID
		} else {
			m.To = into.ID
		}
		if m = m.Normal(); p.removed[m.ID] {
			return nil // nobody removes a link to bring it back by a merge
		}
		moved = append(moved, &m)
	}
	slices.SortFunc(moved, func(a, b *graph.Link) int { return cmp.Compare(a.ID, b.ID) })
	p.gone(s, from.ID)
	for _, m := range moved {
		p.moved(s, m)
	}
	return edit.Merge{Into: edit.Name(into.ID), From: []edit.Name{edit.Name(from.ID)}}
}

// moved notes what holds of a link that gets another end: a person's yes counts more than a person's no.
func (p *people) moved(s stand, m *graph.Link) {
	if m.From == m.To {
		return
	}
	old := s.links[m.ID]
	yes := func(l *graph.Link) bool {
		return l != nil && l.State == graph.LinkStateActive && l.Basis == graph.BasisCurated
	}
	no := func(l *graph.Link) bool { return l != nil && l.State == graph.LinkStateRejected }
	switch {
	case yes(m) || yes(old):
		p.confirmed[m.ID] = true
		delete(p.rejected, m.ID)
	case no(m) || no(old):
		p.rejected[m.ID] = true
		delete(p.confirmed, m.ID)
	}
}

// create makes an action by hand, with a link.
func (p *people) create(s stand) edit.Edit {
	priority, plan := p.node(s, graph.KindPriority), p.node(s, graph.KindPlan)
	p.made++
	title := fmt.Sprintf("Made by hand, number %d", p.made)
	id := graph.NodeID(graph.KindAction, graph.Slug(title))
	p.titles[id] = title
	c := edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": title}}
	if plan != nil {
		c.Plans = []edit.Name{edit.Name(plan.ID)}
	}
	if priority != nil {
		p.confirmed[graph.LinkID(graph.RelationServes, id, priority.ID)] = true
		c.Links = map[string][]edit.Name{"priorities": {edit.Name(priority.ID)}}
	}
	return c
}

// byHand reports whether people made a node.
func byHand(id graph.ID) bool { return strings.Contains(string(id), "made-by-hand") }

// hold checks that everything that people decided still holds.
func (p *people) hold() {
	p.t.Helper()
	s := stands(p.t, p.store)
	for id, title := range p.titles {
		if n := s.nodes[id]; n == nil || n.Title != title {
			p.t.Errorf("people called %s “%s”; it is %v", id, title, n)
		}
	}
	for id := range p.confirmed {
		if l := s.links[id]; l == nil || l.Basis != graph.BasisCurated || l.State != graph.LinkStateActive {
			p.t.Errorf("people confirmed %s; it is %+v", id, l)
		}
	}
	for id := range p.rejected {
		if l := s.links[id]; l != nil && l.State != graph.LinkStateRejected {
			p.t.Errorf("people rejected %s; it is back", id)
		}
	}
	for id := range p.removed {
		if s.nodes[id] != nil || s.links[id] != nil && !p.rejected[id] && !p.confirmed[id] {
			p.t.Errorf("people removed %s; it is back", id)
		}
	}
}
