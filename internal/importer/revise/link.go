package revise

import (
	"cmp"
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
)

// readLinks are the links of the document between what things are in the graph, in its order. Links that become one, as
// things do that people merged, are one.
func (w *work) readLinks() []*graph.Link {
	var all []*graph.Link
	made := map[graph.ID]*graph.Link{}
	for i := range w.reading.Changes.Link {
		said := w.reading.Changes.Link[i]
		l := said
		l.From, l.To, l.ID = w.ids2[l.From], w.ids2[l.To], ""
		if l.From == "" || l.To == "" || l.From == l.To {
			continue
		}
		if l = l.Normal(); w.removedAs(&l, w.formerly(said.From), w.formerly(said.To)) != nil {
			continue
		}
		l.Rows, l.Evidence = w.rowIDs(l.Rows), w.mapped(l.Evidence)
		if old := made[l.ID]; old != nil {
			together(old, &l)
			continue
		}
		made[l.ID] = &l
		all = append(all, &l)
	}
	return all
}

// removedAs gives what people did to a link when its ends were still other things, which they merged later: if they removed
// or rejected it then, that holds for what it would be now. The ends are given by all their IDs.
func (w *work) removedAs(l *graph.Link, from, to []graph.ID) *life[graph.Link] {
	for _, a := range from {
		for _, b := range to {
			was := graph.Link{Relation: l.Relation, From: a, To: b}.Normal().ID
			if by, _ := w.history.removedLink(was); was != l.ID && by != nil && !w.wentWithGhost(by) {
				return by
			}
		}
	}
	return nil
}

// wentWithGhost reports whether a link went with ends that are all gone: what was merged took its links along.
func (w *work) wentWithGhost(by *life[graph.Link]) bool {
	return len(by.withEnds) > 0 && !slices.ContainsFunc(by.withEnds, func(id graph.ID) bool { return w.nodes[id] != nil })
}

// formerly are the IDs that something of the document had in the graph, the present one first.
func (w *work) formerly(id graph.ID) []graph.ID {
	return append([]graph.ID{w.ids2[id]}, w.merged[id]...)
}

// absorbed are the IDs of a node and of all that people merged into it.
func (w *work) absorbed(id graph.ID) []graph.ID {
	ids := []graph.ID{id}
	if n := w.nodes[id]; n != nil {
		for _, old := range n.PreviousIDs {
			if w.ghosts[old] != nil {
				ids = append(ids, old)
			}
		}
	}
	return ids
}

// rowIDs are rows by the IDs of their priorities in the graph. One that people removed is still where a link was read: a
// link without rows would join anything.
func (w *work) rowIDs(rows []graph.ID) (ids []graph.ID) {
	for _, r := range rows {
		ids = append(ids, cmp.Or(w.ids2[r], w.goneRows[r]))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// together adds to a link what another one says of the same ends.
func together(l, other *graph.Link) {
	l.Basis = min(l.Basis, other.Basis)
	l.Rows = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(l.Rows), other.Rows...))))
	l.Evidence = union(l.Evidence, other.Evidence)
	l.Note = cmp.Or(l.Note, other.Note)
	if other.Score != nil && (l.Score == nil || *other.Score > *l.Score) {
		l.Score = other.Score
	}
}

// linkAll works out what becomes of every link that the document implies, and of those that it does not any more.
func (w *work) linkAll(read []*graph.Link) {
	implied := make(map[graph.ID]bool, len(read))
	for _, l := range read {
		implied[l.ID] = true
		switch stands := w.links[l.ID]; {
		case stands == nil:
			w.newLink(l)
		case stands.State == graph.LinkStateRejected:
			w.rejected(stands, l)
		default:
			w.sameLink(stands, l)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.links)) {
		if l := w.links[id]; !implied[id] && l.State == graph.LinkStateActive && w.ids.cites(l.Evidence) {
			w.unlink(l)
		}
	}
}

// newLink links what is not linked yet, unless people removed or rejected that link before.
func (w *work) newLink(l *graph.Link) {
	w.changes.Expect[l.ID] = 0
	by, rejected := w.history.removedLink(l.ID)
	if by == nil {
		by = w.removedAs(l, w.absorbed(l.From), w.absorbed(l.To))
	}
	switch {
	case rejected:
		l.State = graph.LinkStateRejected
		w.keep(l.ID, w.ends(l), importer.KeptRejected, of(by))
	case by != nil:
		w.keep(l.ID, w.ends(l), importer.KeptRemoved, of(by))
		return
	default:
		w.account.Links.Added = append(w.account.Links.Added, w.linkOf(l, nil))
		w.moved(l, true)
	}
	w.changes.Link = append(w.changes.Link, *l)
}

// rejected leaves a link that people rejected, but tells if there is a better ground for it now.
func (w *work) rejected(stands, l *graph.Link) {
	w.changes.Expect[stands.ID] = stands.Revision
	d := of(w.history.links[l.ID])
	d.Stands, d.Document = stands.Basis.String(), l.Basis.String()
	if l.Basis < stands.Basis {
		w.account.Review = append(w.account.Review, importer.Review{
			Code: importer.ReviewRejected, ID: l.ID, Title: w.ends(l), Dispute: d,
			Why: "it was rejected on a weaker ground than the document gives now; it stays rejected: confirm it if the document is right",
		})
		return
	}
	w.keep(l.ID, w.ends(l), importer.KeptRejected, d)
}

// sameLink brings a link up to what the document says of it. Its ground only gets better where other plans or people
// vouch for it too.
func (w *work) sameLink(stands, l *graph.Link) {
	w.changes.Expect[stands.ID] = stands.Revision
	says := *l
	if w.ids.foreign(stands.Evidence) {
		says.Basis = min(stands.Basis, l.Basis)
		says.Rows = slices.Sorted(slices.Values(append(w.otherRows(stands.Rows), l.Rows...)))
		says.Score, says.Note = stands.Score, stands.Note
	}
	if stands.Basis == graph.BasisCurated {
		says.Basis = graph.BasisCurated
	}
	base, _ := w.history.link(stands)
	result, fields, _ := weigh(linkFacets, base, stands, &says)
	result.Evidence = w.ids.recite(stands.Evidence, says.Evidence)
	switch {
	case len(fields) > 0:
		w.account.Links.Changed = append(w.account.Links.Changed, w.linkOf(&result, fields))
	case !slices.Equal(result.Evidence, stands.Evidence):
		w.account.Cited++
	default:
		return
	}
	w.changes.Link = append(w.changes.Link, result)
}

// otherRows are the rows of other plans.
func (w *work) otherRows(rows []graph.ID) []graph.ID {
	return slices.DeleteFunc(slices.Clone(rows), func(id graph.ID) bool {
		n := w.nodes[id]
		return n == nil || w.ids.cites(n.Evidence) // those that do not stand any more were this plan's, or nobody misses them
	})
}

// unlink takes away a link that the plan's documents implied and the document does not.
func (w *work) unlink(l *graph.Link) {
	w.changes.Expect[l.ID] = l.Revision
	base, by := w.history.link(l)
	switch {
	case w.retired[l.From] || w.retired[l.To]: // it goes with its end
	case l.Basis == graph.BasisCurated || by != nil && base == nil:
		w.account.Review = append(w.account.Review, importer.Review{
			Code: importer.ReviewUnsupported, ID: l.ID, Title: w.ends(l), Dispute: of(by),
			Why: "people confirmed or made it, and the document does not imply it any more; it stays: remove it if it no longer holds",
		})
		return
	case w.ids.foreign(l.Evidence):
		stripped := *l
		stripped.Evidence, stripped.Rows = w.ids.strip(l.Evidence), w.otherRows(l.Rows)
		w.changes.Link = append(w.changes.Link, stripped)
		w.account.Cited++
		return
	default:
		w.changes.Unlink = append(w.changes.Unlink, l.ID)
	}
	w.account.Links.Retired = append(w.account.Links.Retired, w.linkOf(l, nil))
	w.moved(l, false)
}

// linkOf tells of a link.
func (w *work) linkOf(l *graph.Link, fields []importer.Field) importer.Link {
	end := func(id graph.ID) bool { return w.retired[id] || w.nodes[id] == nil }
	return importer.Link{
		ID: l.ID, Relation: l.Relation, Basis: l.Basis, From: l.From, To: l.To, FromTitle: w.titleOf(l.From), ToTitle: w.titleOf(l.To),
		Fields: fields, WithEnd: end(l.From) || end(l.To),
	}
}

func (w *work) ends(l *graph.Link) string { return w.titleOf(l.From) + " — " + w.titleOf(l.To) }

// titleOf is the title of a node as it will stand.
func (w *work) titleOf(id graph.ID) string {
	if t, ok := w.titles[id]; ok {
		return t
	}
	if n := w.nodes[id]; n != nil {
		return n.Title
	}
	return string(id)
}

// moved notes that something stands in a row now, or does not any more.
func (w *work) moved(l *graph.Link, in bool) {
	switch l.Relation {
	case graph.RelationServes, graph.RelationContributesTo, graph.RelationSupports:
		if in {
			w.entered[l.From] = append(w.entered[l.From], l.To)
		} else {
			w.left[l.From] = append(w.left[l.From], l.To)
		}
	}
}
