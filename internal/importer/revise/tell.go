package revise

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
)

// tell completes the account: what changed of each thing, its rows among it, and what a person should look at.
func (w *work) tell() {
	for _, id := range w.order {
		r := w.revisions[id]
		if f, ok := w.rowsField(id); ok {
			r.Fields = append(r.Fields, f)
		}
		switch {
		case len(r.Fields)+len(r.PreviousIDs) > 0:
			w.account.Changed = append(w.account.Changed, *r)
		default:
			w.account.Same++
			if w.recited[id] {
				w.account.Cited++
			}
		}
	}
	w.tellDoubts()
	slices.SortStableFunc(w.account.Added, func(a, b importer.Thing) int { return cmp.Compare(a.Kind, b.Kind) })
	slices.SortStableFunc(w.account.Changed, func(a, b importer.Changed) int { return cmp.Compare(a.Kind, b.Kind) })
	slices.SortStableFunc(w.account.Review, func(a, b importer.Review) int { return cmp.Compare(reviewOrder(a.Code), reviewOrder(b.Code)) })
	byLink := func(a, b importer.Link) int {
		return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.ID, b.ID))
	}
	for _, links := range [][]importer.Link{w.account.Links.Added, w.account.Links.Changed, w.account.Links.Retired} {
		slices.SortFunc(links, byLink)
	}
}

// rowsField tells in which rows a thing stood and stands, if that changed.
func (w *work) rowsField(id graph.ID) (importer.Field, bool) {
	if len(w.entered[id])+len(w.left[id]) == 0 {
		return importer.Field{}, false
	}
	var before []graph.ID
	for _, l := range w.at[id] {
		switch l.Relation {
		case graph.RelationServes, graph.RelationContributesTo, graph.RelationSupports:
			if l.From == id && l.State == graph.LinkStateActive {
				before = append(before, l.To)
			}
		}
	}
	after := slices.DeleteFunc(slices.Clone(before), func(row graph.ID) bool { return slices.Contains(w.left[id], row) })
	return importer.Field{Name: "rows", Before: w.rowNames(before), After: w.rowNames(append(after, w.entered[id]...))}, true
}

// rowNames are the codes of priorities, in natural order.
func (w *work) rowNames(rows []graph.ID) string {
	codes := make([]string, len(rows))
	for i, id := range rows {
		codes[i] = w.codeOf(id)
	}
	slices.SortFunc(codes, func(a, b string) int { return cmp.Compare(graph.CodeKey(a), graph.CodeKey(b)) })
	return list(codes, text)
}

func (w *work) codeOf(id graph.ID) string {
	if r := w.revisions[id]; r != nil && r.Code != "" {
		return r.Code
	}
	if n := w.nodes[id]; n != nil && n.Code != "" {
		return n.Code
	}
	for _, t := range w.all[graph.KindPriority] {
		if t.id == id && t.node.Code != "" {
			return t.node.Code
		}
	}
	return string(id)
}

// tellDoubts tells what a person should look at of the matching.
func (w *work) tellDoubts() {
	for _, d := range w.doubts {
		if d.thing.to != nil {
			continue
		}
		r := importer.Review{
			Code: importer.ReviewAmbiguous, ID: d.thing.id, Title: d.thing.node.Title,
			Why: "it may be a new wording of one of these, and which cannot be told; it was added as new: merge it with what it is",
		}
		for _, p := range d.pairings {
			r.Candidates = append(r.Candidates, importer.Candidate{Thing: thingOf(p.target.node, p.target.node.ID), Certainty: round(p.score)})
		}
		w.account.Review = append(w.account.Review, r)
	}
	for _, t := range w.things {
		w.tellMatch(t)
	}
}

func (w *work) tellMatch(t *thing) {
	switch {
	case t.to != nil && t.how.certainty <= onlyCoded && t.id != "" && w.titles[t.id] != "" && w.nodes[t.id].Title != w.titles[t.id]:
		w.account.Review = append(w.account.Review, importer.Review{
			Code: importer.ReviewReworded, ID: t.id, Title: w.titles[t.id], Dispute: importer.Dispute{Stands: w.nodes[t.id].Title, Document: t.node.Title},
			Why: "it has the same " + t.how.by + ", but other words; it was taken for the same: see whether what people confirmed of it still holds",
		})
	case t.to == nil && w.nodes[t.id] == nil && t.node.ID != w.reading.Plan:
		other := w.find(t.node.ID)
		if other == nil || !shared(other.Kind) && other.Kind != graph.KindPlan || w.member(other) {
			return
		}
		w.account.Review = append(w.account.Review, importer.Review{
			Code: importer.ReviewNamesake, ID: t.id, Title: t.node.Title, Candidates: []importer.Candidate{{Thing: thingOf(other, other.ID), Certainty: 0.5}},
			Why: fmt.Sprintf("another plan has a %s that may be the same; they were kept apart: merge them if they are one", other.Kind.Info().Singular),
		})
	}
}

func reviewOrder(c importer.ReviewCode) int {
	return slices.Index([]importer.ReviewCode{
		importer.ReviewConflict, importer.ReviewRetired, importer.ReviewUnsupported, importer.ReviewRejected, importer.ReviewAmbiguous, importer.ReviewReworded, importer.ReviewNamesake,
	}, c)
}

func byPosition(a, b *graph.Node) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
}

func round(score float64) float64 { return float64(int(score*1000+0.5)) / 1000 }
