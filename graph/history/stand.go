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
		if err := v.changesStand(ctx, &step.ChangeSelection, edges[step]); err != nil {
			return err
		}
	}
	return nil
}

func (v *View) changesStand(ctx context.Context, s *graph.ChangeSelection, edges []*graph.ChangeEdge) error {
	ids := make([]graph.ID, len(edges))
	for i, e := range edges {
		ids[i] = e.Change.Subject()
	}
	all, err := v.standing(ctx, s, ids)
	if err != nil {
		return err
	}
	for i, e := range edges {
		e.Entity, e.Link = all[ids[i]].entity, all[ids[i]].link
	}
	return nil
}

// A standing is how something stands in a view.
type standing struct {
	entity *graph.Found
	link   *graph.FoundLink
}

// standing looks up how things stand, each once, if that is wanted.
func (v *View) standing(ctx context.Context, s *graph.ChangeSelection, ids []graph.ID) (map[graph.ID]standing, error) {
	var l graph.Lookup
	all := map[graph.ID]standing{}
	for _, id := range ids {
		if _, known := all[id]; known || id.IsLink() && s.Link == nil || !id.IsLink() && s.Entity == nil {
			continue
		}
		all[id] = standing{}
		l.IDs = append(l.IDs, id)
	}
	if len(l.IDs) == 0 {
		return all, nil
	}
	if s.Entity != nil {
		l.Select = *s.Entity
	}
	if s.Link != nil {
		l.Link = *s.Link
	}
	answer, err := v.Lookup(ctx, l)
	if err != nil {
		return nil, err
	}
	for i, id := range l.IDs {
		all[id] = standing{answer.Nodes[i], answer.Links[i]}
	}
	return all, nil
}
