package history

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
)

// A View is a store's view that also answers for the past: what happened up to the view's revision. The histories that a
// question's selections want are filled in however deep they stand, from one reading of the journal.
type View struct {
	graph.View
	journal graph.Journaler
}

var _ graph.View = (*View)(nil)

// Over gives the view of a store the past from its journal. Closing it closes the view.
func Over(v graph.View, j graph.Journaler) *View { return &View{v, j} }

// Newest is the revision of the view (see graph.RevisionOf).
func (v *View) Newest(ctx context.Context) (graph.Revision, error) {
	return graph.RevisionOf(ctx, v.View)
}

// Lookup finds nodes and links by ID.
func (v *View) Lookup(ctx context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	answer, err := v.View.Lookup(ctx, l)
	return filled(ctx, v, answer, err, func(c *collector) {
		c.founds(&l.Select, answer.Nodes)
		c.links(&l.Link, answer.Links)
	})
}

// Walk finds nodes, and everything reached from them.
func (v *View) Walk(ctx context.Context, w graph.Walk) (*graph.NodePage, error) {
	page, err := v.View.Walk(ctx, w)
	return filled(ctx, v, page, err, func(c *collector) { c.page(page, place{&w.Select, &w.Want, nil, w.Via}) })
}

// Links finds links.
func (v *View) Links(ctx context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	page, err := v.View.Links(ctx, w)
	return filled(ctx, v, page, err, func(c *collector) { c.linkPage(page, nil, &w.Select) })
}

// Tally counts over two axes.
func (v *View) Tally(ctx context.Context, t graph.Tally) (*graph.Matrix, error) {
	m, err := v.View.Tally(ctx, t)
	return filled(ctx, v, m, err, func(c *collector) {
		c.axis(&t.Select, m.Rows)
		c.axis(&t.Select, m.Columns)
		for i := range m.Cells {
			for j, page := range m.Cells[i].Pages {
				c.page(page, place{&t.Cells[j].Select, &t.Cells[j].Want, nil, nil})
			}
		}
	})
}

// Paths finds threads.
func (v *View) Paths(ctx context.Context, p graph.PathQuery) ([]graph.Thread, error) {
	threads, err := v.View.Paths(ctx, p)
	return filled(ctx, v, threads, err, func(c *collector) {
		for i := range threads {
			c.founds(&p.Select, threads[i].Nodes)
			c.links(&p.Link, threads[i].Links)
			c.founds(&p.Select, threads[i].Rows)
		}
	})
}

// Search finds nodes by full text.
func (v *View) Search(ctx context.Context, s graph.SearchQuery) (*graph.SearchPage, error) {
	page, err := v.View.Search(ctx, s)
	return filled(ctx, v, page, err, func(c *collector) { c.page(&page.NodePage, place{&s.Select, &s.Want, nil, nil}) })
}

// filled fills the histories in that an answer wants; what collect finds wants them.
func filled[T any](ctx context.Context, v *View, answer T, err error, collect func(*collector)) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	c := &collector{asked: map[any]bool{}, seen: map[any]bool{}}
	collect(c)
	if err := v.fill(ctx, c.lists); err != nil {
		return none, err
	}
	return answer, nil
}
