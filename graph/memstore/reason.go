package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A reason is a Reason made ready.
type reason struct {
	*graph.Reason
	route *route
	where predicate
}

// A hit is a reason that holds for a node.
type hit struct {
	// reason is its index.
	reason int
	basis  graph.Basis
	// to are the nodes that the strongest ways lead to.
	to []*node
}

func (a *asker) reason(r *graph.Reason) *reason {
	out := &reason{Reason: r, where: a.remember(a.compile(r.Where))}
	if r.Route != nil {
		out.route = a.route(r.Route, r.Filter)
	}
	return out
}

// hits are the reasons that hold for a node.
func (w *walker) hits(n *node) []hit {
	var hits []hit
	for i, r := range w.reasons {
		h := hit{reason: i}
		if r.route != nil {
			ends := slices.DeleteFunc(w.ends(n, r.route), func(e end) bool { return !r.where(e.node) })
			h.basis = strongest(ends)
			for _, e := range ends {
				if e.basis == h.basis {
					h.to = append(h.to, e.node)
				}
			}
		}
		if h.basis == 0 && r.Wording != nil && n.hasStem(r.Wording.Stems) {
			h.basis = graph.BasisMentioned
		}
		if h.basis != 0 {
			hits = append(hits, h)
		}
	}
	return hits
}

// links are those of the strongest ways by which a reason holds, if they are wanted.
func (w *walker) links(n *node, h hit) []*link {
	if w.via == nil {
		return nil
	}
	var links []*link
	for _, to := range h.to {
		links = append(links, w.asker.via(n, to, w.reasons[h.reason].route, h.basis)...)
	}
	slices.SortFunc(links, w.compareLinkIDs)
	return slices.Compact(links)
}
