package revise

import (
	"slices"
	"strconv"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// wanted is the ID that a node that was read would have in the series. What every plan shares has no prefix.
func (w *work) wanted(n *graph.Node) graph.ID {
	if w.prefix == "" || shared(n.Kind) || n.ID == w.reading.Plan {
		return n.ID
	}
	return n.ID.In(w.prefix)
}

// free reports whether nothing has an ID, had it, or will have it. That of what people removed stays its own: by it the
// document's thing is known again, and kept out.
func (w *work) free(id graph.ID) bool {
	return w.find(id) == nil && w.ghosts[id] == nil && !w.given[id]
}

// name gives everything that was read its ID: that of what it is a version of, or a new one.
func (w *work) name() {
	for _, t := range w.things {
		switch {
		case t.node.ID == w.reading.Plan:
			t.id = w.plan
		case t.to == nil:
		case t.to.node != nil:
			t.id = t.to.node.ID
		}
		w.given[t.id] = true
	}
	for _, t := range w.things {
		if t.to == nil && t.id == "" {
			t.id = w.newID(t.node)
			w.given[t.id] = true
		}
	}
	for _, t := range w.things {
		w.ids2[t.node.ID] = t.id
		if was := w.mergedFrom(t); was != "" {
			w.goneRows[t.node.ID] = was
			w.merged[t.node.ID] = w.chain(was)
		}
	}
}

// mergedFrom is the ID that a thing of the document had before people removed it or merged it into what it is now; empty if
// it was what it is all along. Of what people merged it was that whose words are likest.
func (w *work) mergedFrom(t *thing) (was graph.ID) {
	switch {
	case t.to == nil:
		return ""
	case t.to.life != nil:
		return t.to.life.base.ID
	}
	best := 0.0
	for _, key := range t.to.keys {
		best = max(best, phrase.Letters(t.key, key))
	}
	for _, id := range w.ghostIDs {
		if w.former[id] != t.to.node {
			continue
		}
		if like := phrase.Letters(t.key, phrase.Squeeze(w.ghosts[id].base.Title)); like > best {
			best, was = like, id
		}
	}
	return was
}

// chain are the IDs of things that people merged one into the other, from the first one on.
func (w *work) chain(first graph.ID) []graph.ID {
	ids := []graph.ID{first}
	for _, id := range w.ghostIDs {
		if id != first && slices.Contains(w.ghosts[id].before.PreviousIDs, first) {
			ids = append(ids, id)
		}
	}
	return ids
}

// newID is the ID of a new thing: the one that the document alone would give it if that is free; else, where that is a
// code's, one by its title; else one that names the plan; else a numbered one.
func (w *work) newID(n *graph.Node) graph.ID {
	id := w.wanted(n)
	choices := []graph.ID{id}
	if n.Code != "" {
		titled := graph.NodeID(n.Kind, graph.Slug(n.Title))
		if w.prefix != "" {
			titled = titled.In(w.prefix)
		}
		choices = append(choices, titled)
	}
	if shared(n.Kind) {
		choices = append(choices, n.ID.In(slugOf(w.plan)))
	}
	for _, c := range choices {
		if w.free(c) {
			return c
		}
	}
	for i := 2; ; i++ {
		if c := id + graph.ID("-"+strconv.Itoa(i)); w.free(c) {
			return c
		}
	}
}

// formerIDs makes the IDs that the document alone would have given lead to what things are.
func (w *work) formerIDs() {
	for _, t := range w.things {
		if t.id == "" || w.standing.nodes[t.id] == nil {
			continue
		}
		if old := w.wanted(t.node); old != t.id && w.free(old) {
			w.given[old] = true
			w.changes.Alias = append(w.changes.Alias, graph.Alias{Old: old, New: t.id})
			w.changes.Expect[old] = 0
			w.aliased[t.id] = append(w.aliased[t.id], old)
		}
	}
}
