package series

import (
	"cmp"
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// mergeNodes gives the nodes their IDs and positions, and keeps what other plans and people say of those that stand.
func (p *placer) mergeNodes() {
	put := make([]graph.Node, 0, len(p.Changes.Put))
	expect := map[graph.ID]graph.Revision{}
	for _, n := range p.Changes.Put {
		old := p.kept[n.ID]
		given := n.ID
		n.ID = p.ids[given]
		if old == nil {
			n.Position += p.last[n.Kind]
		} else {
			n = p.merge(*old, n, given)
			expect[n.ID] = old.Revision
		}
		put = append(put, n)
	}
	if p.known.nodes[p.plan] == nil {
		expect[p.plan] = 0
	}
	p.Changes.Put = distinct(put)
	p.Changes.Expect = expect
}

// distinct leaves one of the nodes that have come to be the same: one that was merged into another is what that one is.
func distinct(nodes []graph.Node) []graph.Node {
	seen := map[graph.ID]bool{}
	return slices.DeleteFunc(nodes, func(n graph.Node) bool {
		twice := seen[n.ID]
		seen[n.ID] = true
		return twice
	})
}

// merge is a node that stands with what the plan says of it now: the plan's own things as it says, those of others and
// what people changed as they stand.
func (p *placer) merge(old, n graph.Node, given graph.ID) graph.Node {
	now := n
	people := p.byPeople[old.ID]
	if p.shared[given] || people {
		now = old
	}
	if !p.plain {
		now.Position = old.Position
	}
	if n.Kind == graph.KindPlan && n.ID != p.plan {
		now.ColumnTitles = mergeTitles(old.ColumnTitles, n.ColumnTitles)
	}
	if !people {
		now.Schedule = p.mergeSchedule(old.Schedule, n.Schedule)
	}
	now.Evidence = p.mergeCitations(old.Evidence, n.Evidence)
	now.PreviousIDs, now.Revision = old.PreviousIDs, old.Revision
	return now
}

// mergeCitations are those of other plans with the plan's new ones. If the plan says what it said, all stay as they are.
func (p *placer) mergeCitations(old, now []graph.Citation) []graph.Citation {
	var others, mine []graph.Citation
	for _, c := range old {
		if c.Plan == p.plan {
			mine = append(mine, c)
		} else {
			others = append(others, c)
		}
	}
	if slices.Equal(mine, now) {
		return old
	}
	return append(others, now...)
}

func (p *placer) mergeSchedule(old, now []graph.ScheduledQuarter) []graph.ScheduledQuarter {
	var merged []graph.ScheduledQuarter
	for _, q := range old {
		i := slices.IndexFunc(now, func(o graph.ScheduledQuarter) bool { return o.Quarter == q.Quarter })
		if i >= 0 {
			q.Evidence = p.mergeCitations(q.Evidence, now[i].Evidence)
		} else {
			q.Evidence = p.mergeCitations(q.Evidence, nil)
		}
		if len(q.Evidence) > 0 {
			merged = append(merged, q)
		}
	}
	for _, q := range now {
		if !slices.ContainsFunc(merged, func(o graph.ScheduledQuarter) bool { return o.Quarter == q.Quarter }) {
			merged = append(merged, q)
		}
	}
	slices.SortFunc(merged, func(a, b graph.ScheduledQuarter) int { return a.Compare(b.Quarter) })
	return merged
}

func mergeTitles(old, now []graph.ColumnTitle) []graph.ColumnTitle {
	merged := slices.Clone(old)
	for _, t := range now {
		if !slices.Contains(merged, t) {
			merged = append(merged, t)
		}
	}
	return merged
}

// placedLink is a link between the things as they are called in the graph.
func (p *placer) placedLink(l graph.Link) graph.Link {
	l.From, l.To = p.ID(l.From), p.ID(l.To)
	rows := make([]graph.ID, 0, len(l.Rows))
	for _, r := range l.Rows {
		rows = append(rows, p.ID(r))
	}
	slices.Sort(rows)
	if l.Rows = slices.Compact(rows); len(rows) == 0 {
		l.Rows = nil
	}
	return l.Normal()
}

func (p *placer) linkIDs() (ids []graph.ID) {
	for _, l := range p.Changes.Link {
		ids = append(ids, p.placedLink(l).ID)
	}
	return ids
}

// mergeLinks gives the links their ends, and keeps what other plans and people say of those that stand.
func (p *placer) mergeLinks() {
	var links []graph.Link
	at := map[graph.ID]int{}
	for _, l := range p.Changes.Link {
		l = p.placedLink(l)
		if l.From == l.To {
			continue // its ends were merged
		}
		if old := p.links.links[l.ID]; old != nil {
			l = p.mergeLink(*old, l)
		}
		if i, ok := at[l.ID]; ok {
			links[i] = union(links[i], l)
			continue
		}
		at[l.ID] = len(links)
		links = append(links, l)
	}
	p.Changes.Link = links
}

func (p *placer) mergeLink(old, l graph.Link) graph.Link {
	now := l
	now.Evidence = p.mergeCitations(old.Evidence, l.Evidence)
	if slices.ContainsFunc(old.Evidence, func(c graph.Citation) bool { return c.Plan != p.plan }) {
		now.Basis = min(old.Basis, l.Basis)
		now.Rows = joined(old.Rows, l.Rows)
		now.Note = cmp.Or(old.Note, l.Note)
	}
	if old.Basis == graph.BasisCurated {
		now.Basis, now.Note, now.Rows = old.Basis, old.Note, old.Rows
	}
	return now
}

func union(a, b graph.Link) graph.Link {
	a.Basis, a.Rows = min(a.Basis, b.Basis), joined(a.Rows, b.Rows)
	for _, c := range b.Evidence {
		if !slices.Contains(a.Evidence, c) {
			a.Evidence = append(slices.Clip(a.Evidence), c)
		}
	}
	return a
}

func joined(a, b []graph.ID) []graph.ID {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// changed are the revisions at which the nodes that stand were changed last.
func (p *placer) changed() map[graph.Revision][]graph.ID {
	at := map[graph.Revision][]graph.ID{}
	for _, old := range p.kept {
		at[old.Revision] = append(at[old.Revision], old.ID)
	}
	return at
}

// byPeople are the nodes that somebody else than the actor of an import changed last.
func byPeople(ctx context.Context, store graph.Store, actor string, at map[graph.Revision][]graph.ID) (map[graph.ID]bool, error) {
	found := map[graph.ID]bool{}
	for revision, ids := range at {
		entries, err := store.Journal(ctx, graph.JournalQuery{After: revision - 1, Until: revision, Limit: 1})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			for _, id := range ids {
				found[id] = found[id] || e.Actor != actor
			}
		}
	}
	return found, nil
}
