package history

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
)

// stand looks up how what changed now stands, where the steps of the lists want that: once for each step.
func (v *View) stand(ctx context.Context, lists []*list) error {
	var steps []*graph.HistoryStep
	edges := map[*graph.HistoryStep][]*graph.ChangeEdge{}
	for _, l := range lists {
		if _, known := edges[l.step]; !known {
			steps, edges[l.step] = append(steps, l.step), nil
		}
		for i := range l.page.Edges {
			edges[l.step] = append(edges[l.step], &l.page.Edges[i])
		}
	}
	for _, step := range steps {
		if err := v.standing(ctx, &step.ChangeSelection, edges[step]); err != nil {
			return err
		}
	}
	return nil
}

// standing looks up how what changed stands in the view, if that is wanted.
func (v *View) standing(ctx context.Context, s *graph.ChangeSelection, edges []*graph.ChangeEdge) error {
	var l graph.Lookup
	at := map[graph.ID]int{}
	for _, e := range edges {
		id := e.Change.Subject()
		if _, known := at[id]; known || id.IsLink() && s.Link == nil || !id.IsLink() && s.Entity == nil {
			continue
		}
		at[id] = len(l.IDs)
		l.IDs = append(l.IDs, id)
	}
	if len(l.IDs) == 0 {
		return nil
	}
	if s.Entity != nil {
		l.Select = *s.Entity
	}
	if s.Link != nil {
		l.Link = *s.Link
	}
	answer, err := v.Lookup(ctx, l)
	if err != nil {
		return err
	}
	for _, e := range edges {
		if i, wanted := at[e.Change.Subject()]; wanted {
			e.Entity, e.Link = answer.Nodes[i], answer.Links[i]
		}
	}
	return nil
}
