package graphtest

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
)

// editsEach is how many requests are made of each random graph.
const editsEach = 30

// randomEdits makes random edits and holds the store to what the journal says of them: what it says was changed makes the
// graph that stands.
func randomEdits(t *testing.T, open Opener) {
	eachSeed(t, *roundsFlag, func(t *testing.T, seed uint64) {
		d := newDice(seed)
		s := try(t, open)
		for range editsEach {
			s.run(edit.Request{Actor: "ann", Edits: d.edits()})
		}
		nodes, links := map[graph.ID]*graph.Node{}, map[graph.ID]*graph.Link{}
		for _, e := range s.journal(graph.JournalQuery{}) {
			for _, c := range e.Nodes {
				settle(nodes, c.Before, c.After, func(n *graph.Node) graph.ID { return n.ID })
			}
			for _, c := range e.Links {
				settle(links, c.Before, c.After, func(l *graph.Link) graph.ID { return l.ID })
			}
		}
		sameGraph(t, s.store, graph.HashGraph(values(nodes), values(links)))
		for _, l := range links {
			if nodes[l.From] == nil || nodes[l.To] == nil {
				t.Errorf("%s has lost an end", l.ID)
			}
		}
	})
}

func settle[T any](stands map[graph.ID]*T, before, after *T, id func(*T) graph.ID) {
	if after == nil {
		delete(stands, id(before))
		return
	}
	stands[id(after)] = after
}

func values[T any](m map[graph.ID]*T) []*T {
	var list []*T
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

// CompareEdits makes the same random edits of two stores, and fails where their results differ. Both must be empty.
func CompareEdits(t *testing.T, openA, openB func(t *testing.T) graph.Store, rounds int) {
	t.Helper()
	eachSeed(t, rounds, func(t *testing.T, seed uint64) {
		d := newDice(seed)
		a, b := try(t, openA), try(t, openB)
		for range editsEach {
			r := edit.Request{Actor: "ann", Edits: d.edits()}
			is(t, plain(r.Edits), plain(b.run(r)), plain(a.run(r)))
			if t.Failed() {
				return
			}
		}
		status, err := a.store.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sameGraph(t, b.store, status.Hash)
	})
}

// edits are one request: mostly one edit, now and then a few.
func (d *dice) edits() []edit.Edit {
	edits := []edit.Edit{d.edit()}
	for d.chance(25) {
		edits = append(edits, d.edit())
	}
	return edits
}

var (
	editTitles = []string{"Alpha", "alpha", "Open late", "New rooms", "Walks", ""}
	editKinds  = []graph.Kind{graph.KindAction, graph.KindPriority, graph.KindPromise, graph.KindPartner}
	editNames  = []edit.Name{
		"action:alpha", "action:shared", "action:beta", "action:emile", "action:new-rooms", "action:walks", "priority:3", "priority:4", "priority:5",
		"priority:6", "promise:lend", "promise:late", "partner:agency", "theme:people", "#a", "action:none", "nonsense",
	}
	editRelations = []graph.Relation{graph.RelationServes, graph.RelationKeeps, graph.RelationInvolves, graph.RelationSupports, graph.RelationSimilarTo, graph.RelationRefersTo}
)

func (d *dice) edit() edit.Edit {
	id := pick(d, editNames)
	link := edit.Name(graph.LinkID(pick(d, editRelations), graph.ID(pick(d, editNames)), graph.ID(pick(d, editNames))))
	if d.chance(60) { // one that exists at the start
		link = pick(d, []edit.Name{"link:serves:action:alpha>priority:3", "link:serves:action:beta>priority:4", "link:keeps:action:shared>promise:lend", "link:similar-to:action:alpha>action:beta"})
	}
	seen := graph.Revision(0)
	if d.chance(20) {
		seen = graph.Revision(1 + d.IntN(10))
	}
	switch d.IntN(9) {
	case 0:
		return edit.Create{
			Kind: pick(d, editKinds), Ref: pick(d, []string{"", "a"}), Fields: edit.Fields{"title": pick(d, editTitles), "code": pick(d, []any{nil, "3", "9"})},
			Links: map[string][]edit.Name{pick(d, []string{"priorities", "promises", "actions"}): {pick(d, editNames)}},
		}
	case 1:
		return edit.Update{ID: id, Expect: seen, Fields: edit.Fields{pick(d, []string{"title", "description", "code"}): pick(d, []any{nil, "Walks", "New rooms"})}}
	case 2:
		return edit.Delete{ID: id, Expect: seen, WithLinks: d.chance(50)}
	case 3:
		return edit.Connect{Relation: pick(d, editRelations), From: id, To: pick(d, editNames)}
	case 4:
		return edit.Disconnect{ID: link, Expect: seen}
	case 5:
		return edit.Confirm{ID: link, Expect: seen}
	case 6:
		return edit.Reject{ID: link, Expect: seen}
	case 7:
		return edit.Merge{Into: id, From: []edit.Name{pick(d, editNames), pick(d, editNames)}, Expect: seen}
	}
	return edit.Restore{ID: graph.ID(id)}
}
