package history

import (
	"context"
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A list is the history of one thing on its way to being filled.
type list struct {
	step     *graph.HistoryStep
	page     *graph.ChangePage
	subjects []graph.ID
}

// take lets a change into the list; they come newest first.
func (l *list) take(c *graph.Change) {
	l.page.Total++
	switch after := l.step.Page.After; {
	case after != nil && compare(c, after) >= 0:
	case len(l.page.Edges) < l.step.Page.Limit:
		l.page.Edges = append(l.page.Edges, graph.ChangeEdge{Change: c})
	default:
		l.page.HasNext = true
	}
}

// full reports whether older changes would make no difference.
func (l *list) full() bool { return l.page.HasNext && !l.step.Total }

// compare tells where a change stands, seen from a place among the changes: later ones are greater.
func compare(c *graph.Change, at *graph.Cursor) int {
	own := c.Cursor()
	for i := range own.Keys {
		if d := own.Keys[i].Compare(at.Keys[i]); d != 0 {
			return d
		}
	}
	return 0
}

// fill reads the journal back from the view's revision until all lists have what they want, for all of them at once.
func (v *View) fill(ctx context.Context, lists []*list) error {
	if len(lists) == 0 {
		return nil
	}
	newest, err := v.Newest(ctx)
	if err != nil {
		return err
	}
	waiting := slices.Clone(lists)
	until := from(newest, lists)
	for size := graph.FirstPiece; len(waiting) > 0 && until > 0; {
		wanting := bySubject(waiting)
		entries, err := v.journal.Journal(ctx, graph.JournalQuery{
			Until: until, Subjects: slices.Sorted(maps.Keys(wanting)), Limit: int(size), Backward: true,
		})
		if err != nil {
			return err
		}
		for i := range entries {
			deliver(entries[i].Each(), wanting)
		}
		if len(entries) < int(size) {
			break
		}
		until = entries[len(entries)-1].Revision - 1
		waiting = slices.DeleteFunc(waiting, (*list).full)
		size = size.Next(entries)
	}
	return v.stand(ctx, lists)
}

// from is the newest revision that one of the lists wants something of, of those up to one.
func from(until graph.Revision, lists []*list) graph.Revision {
	var newest graph.Revision
	for _, l := range lists {
		wants := until
		if after := l.step.Page.After; after != nil && !l.step.Total {
			wants = min(wants, graph.Revision(after.Keys[0].Int))
		}
		newest = max(newest, wants)
	}
	return newest
}

func bySubject(lists []*list) map[graph.ID][]*list {
	wanting := map[graph.ID][]*list{}
	for _, l := range lists {
		for _, id := range l.subjects {
			wanting[id] = append(wanting[id], l)
		}
	}
	return wanting
}

// deliver gives the changes of an entry, the last first, to the lists that want them.
func deliver(changes []graph.Change, wanting map[graph.ID][]*list) {
	for i := range slices.Backward(changes) {
		for _, l := range wanting[changes[i].Subject()] {
			l.take(&changes[i])
		}
	}
}
