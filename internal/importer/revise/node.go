package revise

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// mapped are citations of the plan by its ID in the graph.
func (w *work) mapped(citations []graph.Citation) []graph.Citation {
	out := slices.Clone(citations)
	for i := range out {
		if id := w.ids2[out[i].Plan]; id != "" {
			out[i].Plan = id
		}
	}
	return out
}

// read is a node as the document has it, by its ID and its plan's in the graph.
func (w *work) read(t *thing) graph.Node {
	n := *t.node
	n.ID, n.Evidence, n.Schedule = t.id, w.mapped(n.Evidence), slices.Clone(n.Schedule)
	for i := range n.Schedule {
		n.Schedule[i].Evidence = w.mapped(n.Schedule[i].Evidence)
	}
	return n
}

// putAll puts what is new and what has changed.
func (w *work) putAll() {
	folded := map[graph.ID][]*thing{} // what people merged: several things of the document are one
	for _, t := range w.things {
		switch {
		case t.id == "":
			l := t.to.life
			w.keep(t.to.ids[0], t.node.Title, importer.KeptRemoved, of(l))
		case w.nodes[t.id] == nil:
			w.changes.Put = append(w.changes.Put, w.read(t))
			w.changes.Expect[t.id] = 0
			w.account.Added = append(w.account.Added, thingOf(t.node, t.id))
		default:
			folded[t.id] = append(folded[t.id], t)
		}
	}
	for _, t := range w.things {
		if all := folded[t.id]; len(all) > 0 && all[0] == t {
			w.revised(w.nodes[t.id], all)
		}
	}
}

func thingOf(n *graph.Node, id graph.ID) importer.Thing {
	return importer.Thing{ID: id, Kind: n.Kind, Code: n.Code, Title: n.Title}
}

// revised works out what becomes of a node of which the document says something.
func (w *work) revised(stands *graph.Node, things []*thing) {
	w.matched[stands.ID] = true
	said := first(things)
	says := w.read(said)
	schedule := says.Schedule // with what all of them cite
	for _, t := range things {
		if t != said {
			also := w.read(t)
			says.Evidence, schedule = union(says.Evidence, also.Evidence), append(schedule, also.Schedule...)
		}
	}
	result, fields := *stands, []importer.Field{}
	if w.ids.governs(stands) || stands.ID == w.plan {
		base, by := w.history.node(stands)
		var conflicts []conflict[graph.Node]
		result, fields, conflicts = weigh(nodeFacets, base, stands, &says)
		w.dispute(stands, &says, by, conflicts)
		if !slices.ContainsFunc(conflicts, func(c conflict[graph.Node]) bool { return c.facet.name == "schedule" }) {
			result.Schedule = w.ids.reciteSchedule(result.Schedule, schedule)
		}
	}
	result.Evidence = w.ids.recite(stands.Evidence, says.Evidence)
	how := said.how
	if stands.ID == w.plan {
		how = match{"plan", 1}
	}
	w.revisions[stands.ID] = &importer.Changed{
		Thing: thingOf(&result, stands.ID), By: how.by, Certainty: round(how.certainty), PreviousIDs: w.aliased[stands.ID], Fields: fields,
	}
	w.order = append(w.order, stands.ID)
	if len(fields) > 0 || result.Position != stands.Position || !sameEvidence(stands, &result) {
		w.changes.Put = append(w.changes.Put, result)
		w.recited[stands.ID] = true
	}
}

// first is the thing whose word counts, of several that people merged: the one that stands by itself, and is worded
// likest to it.
func first(things []*thing) *thing {
	if len(things) == 1 {
		return things[0]
	}
	best, highest := things[0], -1.0
	for _, t := range things {
		rank := 0.0
		if t.to.life == nil {
			rank = 1
			for _, key := range t.to.keys {
				rank = max(rank, 1+phrase.Letters(t.key, key))
			}
		}
		if rank > highest {
			best, highest = t, rank
		}
	}
	return best
}

func sameEvidence(a, b *graph.Node) bool {
	return slices.Equal(a.Evidence, b.Evidence) && slices.EqualFunc(a.Schedule, b.Schedule, func(x, y graph.ScheduledQuarter) bool {
		return x.Quarter == y.Quarter && slices.Equal(x.Evidence, y.Evidence)
	})
}

// dispute tells what people say otherwise than the document.
func (w *work) dispute(stands, says *graph.Node, by *life[graph.Node], conflicts []conflict[graph.Node]) {
	for _, c := range conflicts {
		if c.facet.minor {
			continue
		}
		d := of(by)
		d.Stands, d.Document = c.facet.say(stands), c.facet.say(says)
		who := cmp.Or(d.Actor, "people")
		if !c.news {
			w.keep(stands.ID, stands.Title, c.facet.name, d)
			continue
		}
		w.account.Review = append(w.account.Review, importer.Review{
			Code: importer.ReviewConflict, ID: stands.ID, Title: stands.Title, Dispute: d,
			Why: fmt.Sprintf("%s changed its %s, and so does the document; what %s said stays, what the document says is in the evidence", who, importer.FieldName(c.facet.name), who),
		})
	}
}

// keep tells of something that stays as people left it.
func (w *work) keep(id graph.ID, title, what string, d importer.Dispute) {
	w.account.Kept = append(w.account.Kept, importer.Kept{ID: id, Title: title, What: what, Dispute: d})
}

// of says who changed something last.
func of[T any](l *life[T]) importer.Dispute {
	if l == nil {
		return importer.Dispute{}
	}
	return importer.Dispute{Actor: l.actor, Revision: l.revision}
}
