package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A reason is a Reason made ready.
type reason struct {
	*graph.Reason
	route *route
	where numbered
	// worded reports whether the wording holds; nil if there is none.
	worded predicate
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
	out := &reason{Reason: r, where: a.remember(r.Where)}
	if r.Route != nil {
		out.route = a.route(r.Route, r.Filter)
	}
	if r.Wording != nil {
		out.worded = a.stemmed(r.Wording.Stems)
	}
	return out
}

// hits are the reasons that hold for a node, with the ways.
func (w *walker) hits(n *node) []hit {
	var hits []hit
	for i, r := range w.reasons {
		h := hit{reason: i, basis: w.basisOf(r, n)}
		if h.basis == 0 {
			continue
		}
		if r.route != nil {
			w.eachEnd(n, r.route, func(e end) bool {
				if e.basis == h.basis && r.where(e.number) {
					h.to = append(h.to, e.node)
				}
				return true
			})
		}
		hits = append(hits, h)
	}
	return hits
}

// weigh finds which reasons hold for a node, and the basis of the strongest, without the ways: those are for the page alone.
func (w *walker) weigh(n *node) (holding uint64, strongest graph.Basis) {
	for i, r := range w.reasons {
		if basis := w.basisOf(r, n); basis != 0 {
			holding |= 1 << i
			if strongest == 0 || basis < strongest {
				strongest = basis
			}
		}
	}
	return holding, strongest
}

// basisOf is the basis on which a reason holds, 0 if it does not.
func (w *walker) basisOf(r *reason, n *node) (best graph.Basis) {
	if r.route != nil {
		w.eachEnd(n, r.route, func(e end) bool {
			if (best == 0 || e.basis < best) && r.where(e.number) {
				best = e.basis
			}
			return best != graph.AllBasiss[0]
		})
	}
	if best == 0 && r.worded != nil && r.worded(n) {
		return graph.BasisMentioned
	}
	return best
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
