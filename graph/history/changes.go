package history

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
)

// Changes finds what was done to the graph up to the view's revision, oldest first.
func (v *View) Changes(ctx context.Context, q graph.ChangeQuery) (*graph.ChangePage, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	newest, err := v.Newest(ctx)
	if err != nil {
		return nil, err
	}
	if q.Since > newest {
		return nil, graph.Errorf(graph.ErrInvalid, "since: there is no revision %d yet: the newest is %d", q.Since, newest)
	}
	page := &graph.ChangePage{HasPrevious: q.Page.After != nil}
	if err := v.scan(ctx, &q, newest, page); err != nil {
		return nil, err
	}
	edges := make([]*graph.ChangeEdge, len(page.Edges))
	for i := range page.Edges {
		edges[i] = &page.Edges[i]
	}
	return page, v.changesStand(ctx, &q.ChangeSelection, edges)
}

// scan reads the journal up to a revision until the page has what it wants.
func (v *View) scan(ctx context.Context, q *graph.ChangeQuery, newest graph.Revision, page *graph.ChangePage) error {
	journal := graph.JournalQuery{After: q.Since, Until: newest}
	if after := q.Page.After; after != nil && !q.Total {
		journal.After = max(q.Since, graph.Revision(after.Keys[0].Int)-1)
	}
	subjects, only := q.Where.Only()
	if journal.After >= journal.Until || only && len(subjects) == 0 {
		return nil
	}
	journal.Subjects = subjects
	for e, err := range graph.Scan(ctx, v.journal, journal) {
		if err != nil {
			return err
		}
		changes := e.Each()
		for i := range changes {
			if q.Where.Holds(&changes[i]) {
				take(q, page, &changes[i])
			}
		}
		if page.HasNext && !q.Total {
			break
		}
	}
	return nil
}

// take lets a change into the page; they come oldest first.
func take(q *graph.ChangeQuery, page *graph.ChangePage, c *graph.Change) {
	page.Total++
	switch after := q.Page.After; {
	case after != nil && compare(c, after) <= 0:
	case len(page.Edges) < q.Page.Limit:
		page.Edges = append(page.Edges, graph.ChangeEdge{Change: c})
	default:
		page.HasNext = true
	}
}
