package revise

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// A thing is a node that was read.
type thing struct {
	node *graph.Node
	// key is its title, squeezed; prints are its places in the document, squeezed.
	key    string
	prints []string
	rows   []graph.ID
	// to is what it is a version of; nil if it is new. how says what that was seen by, and how certain it is.
	to  *target
	how match
	// id is its ID in the graph; empty if it stays out, because people removed it.
	id graph.ID
}

// A match says how a thing was found to be one that stands.
type match struct {
	by        string
	certainty float64
}

// A target is what a thing of the document may be a version of: a node that stands, or one that people removed.
type target struct {
	// node stands. For what people merged it is what they merged it into; nil for what they removed for good.
	node *graph.Node
	// life is of what people removed; nil for what stands.
	life *life[graph.Node]
	// member says that the series' documents made it.
	member bool
	ids    []graph.ID
	// keys are its wordings, squeezed: how it is worded now, and how documents last worded it. texts are the same in full.
	keys, texts, codes []string
	prints             []string
	rows               []graph.ID
	taken              bool
}

func newThing(n *graph.Node) *thing {
	return &thing{node: n, key: phrase.Squeeze(n.Title), prints: printsOf(n, nil)}
}

// printsOf are the places that a node was read in, by their print; of one plan alone if it is given.
func printsOf(n *graph.Node, plan circle) (prints []string) {
	if named(n.Kind) || n.Kind == graph.KindPlan {
		return nil // its citations are of texts that name it
	}
	for i := range n.Evidence {
		if c := &n.Evidence[i]; plan == nil || plan[c.Plan] {
			if p := phrase.Squeeze(c.AsPrinted); p != "" && !slices.Contains(prints, p) {
				prints = append(prints, p)
			}
		}
	}
	return prints
}

// newTarget makes a target of a node as it stands and as documents have it (either may be nil).
func newTarget(stands, base *graph.Node, plan circle) *target {
	g := &target{}
	for _, n := range []*graph.Node{stands, base} {
		if n == nil {
			continue
		}
		for _, id := range names(n) {
			g.ids = include(g.ids, id)
		}
		if key := phrase.Squeeze(n.Title); !slices.Contains(g.keys, key) {
			g.keys, g.texts = append(g.keys, key), append(g.texts, n.Title)
		}
		g.codes = include(g.codes, n.Code)
		for _, p := range printsOf(n, plan) {
			g.prints = include(g.prints, p)
		}
	}
	return g
}

func include[T comparable](all []T, v T) []T {
	if slices.Contains(all, v) {
		return all
	}
	return append(all, v)
}

// targets are what things of a kind may be versions of: what the series' documents made, what people made by hand, and
// what they removed; of names that every plan shares, all that stand.
func (w *work) targets(k graph.Kind) (all []*target) {
	for _, n := range w.kinds[k] {
		if n.ID == w.plan || !w.member(n) && !shared(k) {
			continue
		}
		base, _ := w.history.node(n)
		g := newTarget(n, base, w.ids)
		g.node, g.member, g.rows = n, w.member(n), w.rowsOf(n)
		all = append(all, g)
	}
	for _, id := range w.ghostIDs {
		l := w.ghosts[id]
		if l.base.Kind != k {
			continue
		}
		g := newTarget(l.before, l.base, w.ids)
		g.node, g.life, g.member = w.former[id], l, w.ids.cites(l.base.Evidence)
		if g.member || g.node != nil && shared(k) {
			all = append(all, g)
		}
	}
	return all
}

// member reports whether a node is the series': its documents made it, it stands in the plan, or people made it by hand
// and no plan has it.
func (w *work) member(n *graph.Node) bool {
	if w.ids.cites(n.Evidence) {
		return true
	}
	elsewhere := len(n.Evidence) > 0
	for _, l := range w.at[n.ID] {
		if l.Relation == graph.RelationPartOf && l.From == n.ID && l.State == graph.LinkStateActive {
			if w.ids[l.To] {
				return true
			}
			elsewhere = true
		}
	}
	return !elsewhere && n.Kind != graph.KindPlan
}

// rowsOf are the priorities in whose rows a node stands.
func (w *work) rowsOf(n *graph.Node) (rows []graph.ID) {
	for _, l := range w.at[n.ID] {
		if l.State == graph.LinkStateActive {
			rows = append(rows, l.Rows...)
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}
