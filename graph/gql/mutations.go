package gql

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
	"github.com/goldenthread/goldenthread/graph/gql/exec"
	"github.com/goldenthread/goldenthread/graph/gql/object"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
	"github.com/goldenthread/goldenthread/graph/history"
)

// Mutation answers the changes.
func (r *resolvers) Mutation() exec.MutationResolver { return &mutations{r.api} }

// mutations turns each root field into one request of package edit. Like queries, it reads the arguments from the document.
type mutations struct{ api *API }

// change makes the change that a field asks for, and looks up what its payload shows.
func (m *mutations) change(ctx context.Context, kind graph.Kind) (*object.Payload, error) {
	b, _, err := m.api.builder(ctx)
	if err != nil {
		return nil, err
	}
	p := &plan.Place{}
	c, err := b.Change(p, kind)
	if err != nil {
		return nil, err
	}
	c.Actor = actorOf(ctx)
	var before *graph.LookupAnswer
	if c.Deletes() {
		if before, err = m.before(ctx, c); err != nil {
			return nil, err
		}
	}
	result, err := edit.Run(ctx, m.api.store, c.Request)
	if err != nil {
		return nil, err
	}
	if before != nil && len(result.Faults) == 0 {
		return object.NewPayload(result, c, before, p), nil
	}
	found, err := m.lookup(ctx, object.PayloadIDs(result), c, len(result.Faults) > 0)
	if err != nil {
		return nil, err
	}
	return object.NewPayload(result, c, found, p), nil
}

// before is what a deletion is about, as it stands before.
func (m *mutations) before(ctx context.Context, c *plan.Change) (*graph.LookupAnswer, error) {
	var id edit.Name
	switch e := c.Edits[0].(type) {
	case edit.Delete:
		id = e.ID
	case edit.Disconnect:
		id = e.ID
	}
	if !graph.ID(id).Valid() {
		return &graph.LookupAnswer{}, nil // what is wrong with it, the edit says
	}
	return m.lookup(ctx, []graph.ID{graph.ID(id)}, c, false)
}

// lookup finds what a payload shows, as it stands now.
func (m *mutations) lookup(ctx context.Context, ids []graph.ID, c *plan.Change, current bool) (*graph.LookupAnswer, error) {
	if len(ids) == 0 {
		return &graph.LookupAnswer{}, nil
	}
	view, err := graph.Glance(ctx, m.api.store)
	if err != nil {
		return nil, err
	}
	defer view.Close() // nothing was written
	l := graph.Lookup{IDs: ids, Select: c.Select, Link: c.Link}
	if current {
		l.Select, l.Link = c.Current, graph.LinkSelection{}
	}
	return history.Over(view, m.api.store).Lookup(ctx, l)
}

// LinkCreate answers linkCreate.
func (m *mutations) LinkCreate(ctx context.Context, _ map[string]any) (*object.LinkCreatePayload, error) {
	p, err := m.change(ctx, 0)
	return &object.LinkCreatePayload{Payload: p}, err
}

// LinkDelete answers linkDelete.
func (m *mutations) LinkDelete(ctx context.Context, _ map[string]any) (*object.LinkDeletePayload, error) {
	p, err := m.change(ctx, 0)
	return &object.LinkDeletePayload{Payload: p}, err
}

// LinkConfirm answers linkConfirm.
func (m *mutations) LinkConfirm(ctx context.Context, _ map[string]any) (*object.LinkConfirmPayload, error) {
	p, err := m.change(ctx, 0)
	return &object.LinkConfirmPayload{Payload: p}, err
}

// LinkReject answers linkReject.
func (m *mutations) LinkReject(ctx context.Context, _ map[string]any) (*object.LinkRejectPayload, error) {
	p, err := m.change(ctx, 0)
	return &object.LinkRejectPayload{Payload: p}, err
}

// EntitiesMerge answers entitiesMerge.
func (m *mutations) EntitiesMerge(ctx context.Context, _ map[string]any) (*object.EntitiesMergePayload, error) {
	p, err := m.change(ctx, 0)
	return &object.EntitiesMergePayload{Payload: p}, err
}

// EntityRestore answers entityRestore.
func (m *mutations) EntityRestore(ctx context.Context, _ map[string]any) (*object.EntityRestorePayload, error) {
	p, err := m.change(ctx, 0)
	return &object.EntityRestorePayload{Payload: p}, err
}

// ChangesApply answers changesApply.
func (m *mutations) ChangesApply(ctx context.Context, _ map[string]any) (*object.ChangesApplyPayload, error) {
	p, err := m.change(ctx, 0)
	return &object.ChangesApplyPayload{Payload: p}, err
}
