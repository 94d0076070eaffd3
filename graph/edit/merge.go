package edit

import (
	"cmp"
	"math"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

func (m Merge) do(d *draft) (graph.ID, error) {
	into, err := d.node("into", m.Into, 0)
	if err != nil {
		return "", err
	}
	kept := into.after.ID
	if err := expect(kept, m.Expect, into.after.Revision); err != nil {
		return "", err
	}
	others, err := d.ends("from", into.after.Kind, m.From)
	if err != nil {
		return "", err
	}
	if len(others) == 0 || slices.Contains(others, kept) {
		return "", fault(Invalid, "from", "name at least one other %s than %s", into.after.Kind.Info().Singular, kept)
	}
	for _, other := range others {
		if err := d.absorb(kept, other); err != nil {
			return "", err
		}
	}
	return kept, nil
}

func (m Merge) recall(d *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return d.recallNode(e, m.Into)
}

// absorb moves all that one node has to another one of its kind.
func (d *draft) absorb(kept, other graph.ID) error {
	if _, err := d.linksOf(kept); err != nil { // read, so that links that meet become one
		return err
	}
	links, err := d.linksOf(other)
	if err != nil {
		return err
	}
	for _, l := range links {
		d.links[l.ID].after = nil
		if err := d.move(l, kept, other); err != nil {
			return err
		}
	}
	if err := d.moveRow(kept, other); err != nil {
		return err
	}
	a, b := d.nodes[kept].after, d.nodes[other].after
	made := *a
	made.Code, made.Description, made.Year = cmp.Or(a.Code, b.Code), cmp.Or(a.Description, b.Description), cmp.Or(a.Year, b.Year)
	made.Evidence = unionEvidence(a.Evidence, b.Evidence)
	made.Schedule = unionSchedule(a.Schedule, b.Schedule)
	made.ColumnTitles = union(a.ColumnTitles, b.ColumnTitles)
	d.put(&made)
	d.nodes[other].after = nil
	for _, old := range append([]graph.ID{other}, b.PreviousIDs...) {
		d.aliases = append(d.aliases, graph.Alias{Old: old, New: kept})
	}
	return nil
}

// move gives a link another end. One between the two nodes themselves says nothing any more.
func (d *draft) move(l *graph.Link, kept, other graph.ID) error {
	made := *l
	if made.From == other {
		made.From = kept
	}
	if made.To == other {
		made.To = kept
	}
	if made.From == made.To {
		return nil
	}
	made.ID, made.Revision = "", 0
	made = made.Normal()
	if err := d.load(made.ID); err != nil {
		return err
	}
	if now := d.links[made.ID].after; now != nil {
		made = *together(now, &made)
	}
	d.putLink(&made)
	return nil
}

// moveRow makes what was read in the row of one priority read in that of another.
func (d *draft) moveRow(kept, other graph.ID) error {
	if k, _ := other.Kind(); k != graph.KindPriority {
		return nil
	}
	page, err := d.view.Links(d.ctx, graph.LinkWalk{
		Row: other, States: graph.AllLinkStates, Page: graph.Page{Limit: math.MaxInt},
		Order: []graph.Order{{By: graph.ByRelation}}, Select: graph.LinkSelection{Evidence: true},
	})
	if err != nil {
		return err
	}
	for _, e := range page.Edges {
		d.seenLink(e.Link.Link)
	}
	for _, s := range d.links {
		if s.after == nil || !slices.Contains(s.after.Rows, other) {
			continue
		}
		made := *s.after
		made.Rows = union([]graph.ID{kept}, slices.DeleteFunc(slices.Clone(made.Rows), func(id graph.ID) bool { return id == other }))
		s.after = &made
	}
	return nil
}

// union is what either list has, in their order.
func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// unionEvidence is what either list has, in document order.
func unionEvidence(a, b []graph.Citation) []graph.Citation {
	out := union(a, b)
	slices.SortStableFunc(out, func(x, y graph.Citation) int {
		return cmp.Or(cmp.Compare(x.Plan, y.Plan), cmp.Compare(x.Document, y.Document), cmp.Compare(x.Line, y.Line))
	})
	return out
}

// unionSchedule is every quarter of either, earliest first.
func unionSchedule(a, b []graph.ScheduledQuarter) []graph.ScheduledQuarter {
	out := slices.Clone(a)
	for _, s := range b {
		i := slices.IndexFunc(out, func(o graph.ScheduledQuarter) bool { return o.Quarter == s.Quarter })
		if i < 0 {
			out = append(out, s)
			continue
		}
		out[i].Evidence = unionEvidence(out[i].Evidence, s.Evidence)
	}
	slices.SortFunc(out, func(x, y graph.ScheduledQuarter) int { return x.Compare(y.Quarter) })
	return out
}
