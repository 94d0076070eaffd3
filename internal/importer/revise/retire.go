package revise

import (
	"fmt"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
)

// retireAll takes away what the plan's documents made and the document has no more, unless another plan or people hold
// on to it.
func (w *work) retireAll() {
	for _, k := range graph.AllKinds {
		all := slices.DeleteFunc(slices.Clone(w.kinds[k]), func(n *graph.Node) bool {
			return w.matched[n.ID] || !w.ids.cites(n.Evidence) || n.ID == w.plan
		})
		slices.SortFunc(all, byPosition)
		for _, n := range all {
			w.retire(n)
		}
	}
}

func (w *work) retire(n *graph.Node) {
	w.seen[n.ID] = true
	if w.ids.foreign(n.Evidence) {
		stripped := *n
		stripped.Evidence = w.ids.strip(n.Evidence)
		stripped.Schedule = slices.Clone(n.Schedule)
		for i := range stripped.Schedule {
			stripped.Schedule[i].Evidence = w.ids.strip(stripped.Schedule[i].Evidence)
		}
		w.changes.Put = append(w.changes.Put, stripped)
		w.account.Cited++
		return
	}
	if who, why := w.holds(n); why != "" {
		w.account.Review = append(w.account.Review, importer.Review{
			Code: importer.ReviewRetired, ID: n.ID, Title: n.Title, Dispute: who,
			Why: "the document has it no more, but " + why + "; it stays, outside the plan: delete it, or keep it as your own",
		})
		return
	}
	w.retired[n.ID] = true
	w.changes.Drop = append(w.changes.Drop, n.ID)
	w.account.Retired = append(w.account.Retired, thingOf(n, n.ID))
}

// holds says why people want a node to stay; empty if they do not.
func (w *work) holds(n *graph.Node) (who importer.Dispute, why string) {
	base, by := w.history.node(n)
	if touched(by, base, n, nodeFacets) {
		return of(by), by.actor + " changed it or brought it back"
	}
	curated := 0
	for _, l := range w.at[n.ID] {
		if l.State == graph.LinkStateActive && l.Basis == graph.BasisCurated {
			curated++
		}
	}
	if curated > 0 {
		return importer.Dispute{}, fmt.Sprintf("people confirmed or made %d of its links", curated)
	}
	return importer.Dispute{}, ""
}
