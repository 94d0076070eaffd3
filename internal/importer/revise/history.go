package revise

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A History is what people did to the graph, from its journal: what they changed, made and removed. What importers did is
// left out: the fields that an importer wrote last are those that no person has touched since.
type History struct {
	nodes map[graph.ID]*life[graph.Node]
	links map[graph.ID]*life[graph.Link]
}

// A life is what people did to one node or link.
type life[T any] struct {
	// base is what documents say of it, as far as people changed it; nil if none ever did.
	base *T
	// last is how people left it; nil if they removed it. before is how it stood just before.
	last, before *T
	// made says that people made it, or brought it back.
	made bool
	// withEnds are the ends with which a link went, if people removed it only so.
	withEnds []graph.ID
	actor    string
	revision graph.Revision
}

// NewHistory makes an empty history.
func NewHistory() *History {
	return &History{map[graph.ID]*life[graph.Node]{}, map[graph.ID]*life[graph.Link]{}}
}

// Add takes the next entry of the journal in. Entries come oldest first, and none of them is an importer's.
func (h *History) Add(e *graph.Entry) {
	gone := map[graph.ID]bool{}
	for _, c := range e.Nodes {
		record(h.nodes, c.Before, c.After, nodeFacets, e, func(n *graph.Node) (graph.ID, bool) { return n.ID, len(n.Evidence) > 0 })
		if c.After == nil {
			gone[c.Before.ID] = true
		}
	}
	for _, c := range e.Links {
		record(h.links, c.Before, c.After, linkFacets, e, func(l *graph.Link) (graph.ID, bool) { return l.ID, len(l.Evidence) > 0 })
		if c.After == nil {
			ends := []graph.ID{c.Before.From, c.Before.To}
			h.links[c.Before.ID].withEnds = slices.DeleteFunc(ends, func(id graph.ID) bool { return !gone[id] })
		}
	}
}

func record[T any](lives map[graph.ID]*life[T], before, after *T, facets []facet[T], e *graph.Entry, of func(*T) (graph.ID, bool)) {
	stood := after
	if after == nil {
		stood = before
	}
	id, cited := of(stood)
	l := lives[id]
	retired := l == nil || before == nil && l.last != nil // if it ever stood, an importer removed it since
	switch {
	case l == nil:
		l = &life[T]{base: before}
		lives[id] = l
	case retired:
		l.base = nil
	default:
		l.follow(before, facets)
	}
	if before == nil {
		l.made = true
		if retired && cited { // it was brought back as a document had it
			l.base = after
		}
	}
	l.last, l.before, l.actor, l.revision = after, before, e.Actor, e.Revision
}

// removed reports whether people removed what a document made.
func (l *life[T]) removed() bool { return l.last == nil && l.base != nil }

// follow takes in what importers changed since people left it: those fields are the documents' again.
func (l *life[T]) follow(now *T, facets []facet[T]) {
	switch {
	case now == nil:
	case l.last == nil:
		l.base, l.made = now, false
	case l.base != nil:
		base := *l.base
		for _, f := range facets {
			if !f.same(l.last, now) {
				f.take(&base, now)
			}
		}
		l.base = &base
	}
}

// node says what documents say of a node that stands, and whether people touched it.
func (h *History) node(n *graph.Node) (base *graph.Node, by *life[graph.Node]) {
	return settle(h.nodes[n.ID], n, nodeFacets)
}

// link does the same for a link.
func (h *History) link(l *graph.Link) (base *graph.Link, by *life[graph.Link]) {
	return settle(h.links[l.ID], l, linkFacets)
}

func settle[T any](l *life[T], now *T, facets []facet[T]) (base *T, by *life[T]) {
	if l == nil {
		return now, nil
	}
	settled := *l
	if l.last == nil { // an importer made it again
		return now, nil
	}
	settled.follow(now, facets)
	return settled.base, &settled
}

// touched reports whether anything of a thing is as a person left it: that it stands, or what it says.
func touched[T any](by *life[T], base, now *T, facets []facet[T]) bool {
	if by == nil {
		return false
	}
	if by.made || base == nil {
		return true
	}
	for _, f := range facets {
		if !f.minor && !f.same(base, now) {
			return true
		}
	}
	return false
}

// removedLink says what people did to a link that does not stand, if they removed or rejected it: that holds still. One that
// went with its end does not count where an importer brought the end back.
func (h *History) removedLink(id graph.ID) (by *life[graph.Link], rejected bool) {
	l := h.links[id]
	if l == nil {
		return nil, false
	}
	back := func(end graph.ID) bool { return h.nodes[end].last == nil }
	switch {
	case l.last != nil && l.last.State == graph.LinkStateRejected: // it went with an end that an importer retired
		return l, true
	case !l.removed():
		return nil, false
	case !slices.ContainsFunc(l.withEnds, back):
		return l, false
	case l.before.State == graph.LinkStateRejected:
		return l, true
	}
	return nil, false
}

// ghosts are the nodes that documents made and people removed, by ID.
func (h *History) ghosts(stands func(graph.ID) bool) map[graph.ID]*life[graph.Node] {
	gone := map[graph.ID]*life[graph.Node]{}
	for id, l := range h.nodes {
		if l.removed() && !stands(id) {
			gone[id] = l
		}
	}
	return gone
}
