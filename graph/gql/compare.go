package gql

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/object"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
	"github.com/goldenthread/goldenthread/graph/history"
)

// A comparer answers one compare.
type comparer struct {
	ctx context.Context
	// view knows both revisions; from and to are the moments.
	view     *bounded
	from, to plan.Moment
	plan     *plan.Comparison
}

// Compare answers compare.
func (q *queries) Compare(ctx context.Context, _, _ *int, _, _ *string) (*object.Comparison, error) {
	b, now, err := q.api.builder(ctx)
	if err != nil {
		return nil, err
	}
	from, to, err := b.Compared()
	if err != nil {
		return nil, err
	}
	view, err := viewAt(ctx, now)
	if err != nil {
		return nil, err
	}
	first, err := revisionOf(ctx, view, from)
	if err != nil {
		return nil, err
	}
	c := &comparer{ctx: ctx, view: view, from: plan.Then(first), to: now}
	last, err := view.Newest(ctx)
	if err == nil && to.Given {
		last, err = revisionOf(ctx, view, to)
		c.to = plan.Then(last)
	}
	if err != nil {
		return nil, err
	}
	if first > last {
		return nil, graph.Errorf(graph.ErrInvalid, "%s: revision %d comes after %d: compare an earlier one with a later one", from.Name, first, last)
	}
	p := &plan.Place{}
	if c.plan, err = b.Comparison(p, c.from, c.to); err != nil {
		return nil, err
	}
	lists, err := c.lists(first, last)
	if err != nil {
		return nil, err
	}
	covers, err := c.covers()
	if err != nil {
		return nil, err
	}
	return object.NewComparison(first, last, lists, covers, p), nil
}

// lists answers the lists of differences.
func (c *comparer) lists(from, to graph.Revision) ([]*object.DifferenceConnection, error) {
	if len(c.plan.Lists) == 0 {
		return nil, nil
	}
	all, err := c.view.Compare(c.ctx, from, to)
	if err != nil {
		return nil, err
	}
	var out []*object.DifferenceConnection
	for i := range c.plan.Lists {
		l := &c.plan.Lists[i]
		list := map[string][]graph.Difference{"added": all.Added, "removed": all.Removed, "changed": all.Changed}[l.Field]
		page, err := c.page(list, l)
		if err != nil {
			return nil, err
		}
		out = append(out, object.NewDifferenceConnection(page, l.Place))
	}
	return out, nil
}

func (c *comparer) page(list []graph.Difference, l *plan.DifferenceList) (*history.DifferencePage, error) {
	view := c.view
	if l.Entity != nil || l.Link != nil {
		var err error
		if view, err = viewAt(c.ctx, l.Place.Moment); err != nil {
			return nil, err
		}
	}
	return view.Differences(c.ctx, list, l.Page, l.ChangeSelection)
}

// A covered is how a priority was covered and is.
type covered struct {
	before, after object.Cover
	position      int
	id            graph.ID
}

// covers answers the lists of priorities whose cover differs.
func (c *comparer) covers() ([][]object.CoverChange, error) {
	if len(c.plan.Covers) == 0 {
		return nil, nil
	}
	all, err := c.changedCover()
	if err != nil {
		return nil, err
	}
	var out [][]object.CoverChange
	for i := range c.plan.Covers {
		l := &c.plan.Covers[i]
		list := slices.DeleteFunc(slices.Clone(all), func(p covered) bool {
			gained := slices.Index(object.AllCover, p.after) < slices.Index(object.AllCover, p.before)
			return gained && l.Field == "lostCover" || !gained && l.Field == "gainedCover"
		})
		changes, err := c.priorities(list, l)
		if err != nil {
			return nil, err
		}
		out = append(out, changes)
	}
	return out, nil
}

// changedCover finds the priorities whose cover differs, in document order. One that does not stand is not covered.
func (c *comparer) changedCover() ([]covered, error) {
	all := map[graph.ID]covered{}
	for _, at := range []struct {
		plan.Moment
		set func(*covered, object.Cover)
	}{
		{c.from, func(p *covered, level object.Cover) { p.before = level }},
		{c.to, func(p *covered, level object.Cover) { p.after = level }},
	} {
		question := plan.Covers()
		view, err := viewAt(c.ctx, at.Moment)
		if err != nil {
			return nil, err
		}
		page, err := view.Walk(c.ctx, question.Walk)
		if err != nil {
			return nil, err
		}
		if page.Total > plan.MostGaps {
			return nil, graph.Errorf(graph.ErrTooLarge, "one of the revisions has %d priorities, and the cover of at most %d is compared", page.Total, plan.MostGaps)
		}
		for _, e := range page.Edges {
			n := e.To.Node
			p, known := all[n.ID]
			if !known {
				p = covered{object.CoverNone, object.CoverNone, 0, n.ID}
			}
			p.position = n.Position
			at.set(&p, coverOf(question, e.To))
			all[n.ID] = p
		}
	}
	list := slices.DeleteFunc(slices.Collect(maps.Values(all)), func(p covered) bool { return p.before == p.after })
	slices.SortFunc(list, func(a, b covered) int { return cmp.Or(cmp.Compare(a.position, b.position), cmp.Compare(a.id, b.id)) })
	return list, nil
}

func coverOf(g *plan.GapQuestion, f *graph.Found) object.Cover {
	switch {
	case g.Own(f).Total > 0:
		return object.CoverOwn
	case len(g.ByReference(f)) > 0:
		return object.CoverByReference
	}
	return object.CoverNone
}

// priorities looks the priorities up: at the later revision, and those that are gone at the earlier one.
func (c *comparer) priorities(list []covered, l *plan.CoverList) ([]object.CoverChange, error) {
	found := make([]*graph.Found, len(list))
	places := make([]*plan.Place, len(list))
	for _, at := range []*plan.CoverPlace{&l.Stands, &l.Gone} {
		question := graph.Lookup{Select: at.Select}
		var missing []int
		for i := range list {
			if found[i] == nil {
				missing, question.IDs = append(missing, i), append(question.IDs, list[i].id)
			}
		}
		if len(missing) == 0 {
			break
		}
		view, err := viewAt(c.ctx, at.Place.Moment)
		if err != nil {
			return nil, err
		}
		answer, err := view.Lookup(c.ctx, question)
		if err != nil {
			return nil, err
		}
		for j, i := range missing {
			if n := answer.Nodes[j]; n != nil && n.Node.ID == list[i].id { // else it was merged into another
				found[i], places[i] = n, at.Place
			}
		}
	}
	changes := make([]object.CoverChange, len(list))
	for i, p := range list {
		changes[i] = object.NewCoverChange(p.before, p.after, found[i], places[i])
	}
	return changes, nil
}
