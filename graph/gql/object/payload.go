package object

import (
	"context"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A Payload is what came of a change.
type Payload struct {
	result edit.Result
	asked  *plan.Change
	// found has what the change was about and what stands in its way, looked up by ID.
	found *graph.LookupAnswer
	place *plan.Place
}

// NewPayload makes the payload of a change, with what was looked up for it: IDs as PayloadIDs gives them.
func NewPayload(r edit.Result, asked *plan.Change, found *graph.LookupAnswer, p *plan.Place) *Payload {
	return &Payload{r, asked, found, p}
}

// PayloadIDs are what has to be looked up for a payload: what the change was about, or what stands in its way.
func PayloadIDs(r edit.Result) []graph.ID {
	if len(r.Faults) == 0 {
		return r.Subjects
	}
	var ids []graph.ID
	for _, f := range r.Faults {
		if f.Current != "" {
			ids = append(ids, f.Current)
		}
	}
	return ids
}

// Revision is the one under which it was done, nil if nothing was.
func (p *Payload) Revision() *int {
	if len(p.result.Faults) > 0 {
		return nil
	}
	n := int(p.result.Revision)
	return &n
}

// ClientMutationID comes back as it came.
func (p *Payload) ClientMutationID() *string { return p.asked.ClientMutationID }

// UserErrors are what could not be done, and why.
func (p *Payload) UserErrors(ctx context.Context) []*UserError {
	at := p.place.At(ctx)
	out := make([]*UserError, 0, len(p.result.Faults))
	next := 0
	for _, f := range p.result.Faults {
		e := &UserError{fault: f, asked: p.asked, place: at}
		if f.Current != "" {
			e.current = p.found.Nodes[next]
			next++
		}
		out = append(out, e)
	}
	return out
}

// done reports whether the change was made.
func (p *Payload) done() bool { return len(p.result.Faults) == 0 }

// entity is what the change was about, nil if that is no entity.
func (p *Payload) entity(ctx context.Context) Entity {
	if !p.done() || p.found.Nodes[0] == nil {
		return nil
	}
	return New(p.found.Nodes[0], p.place.At(ctx))
}

// link is what the change was about, nil if that is no link.
func (p *Payload) link(ctx context.Context) *Link {
	if !p.done() || p.found.Links[0] == nil {
		return nil
	}
	return NewLink(p.found.Links[0], p.place.At(ctx))
}

// A UserError is why something could not be done.
type UserError struct {
	fault   *edit.Fault
	asked   *plan.Change
	current *graph.Found
	place   *plan.Place
}

// Field is the place in the input that is at fault, nil if it is no one place.
func (e *UserError) Field() []string {
	if e.fault.Field == "" {
		return nil
	}
	return append(e.asked.At(e.fault.Edit), strings.Split(e.fault.Field, ".")...)
}

// Message is what is wrong, and what would be right.
func (e *UserError) Message() string { return e.fault.Message }

// Code is what kind of fault it is.
func (e *UserError) Code() UserErrorCode { return UserErrorCode(e.fault.Code) }

// Current is what stands now, where that helps.
func (e *UserError) Current(ctx context.Context) Entity {
	if e.current == nil {
		return nil
	}
	return New(e.current, e.place.At(ctx))
}

// A ChangesApplyPayload is what came of changesApply.
type ChangesApplyPayload struct{ *Payload }

// A LinkCreatePayload is what came of linkCreate.
type LinkCreatePayload struct{ *Payload }

// Link is the link, nil if nothing came of it.
func (p *LinkCreatePayload) Link(ctx context.Context) *Link { return p.link(ctx) }

// A LinkDeletePayload is what came of linkDelete.
type LinkDeletePayload struct{ *Payload }

// Link is the link, nil if nothing came of it.
func (p *LinkDeletePayload) Link(ctx context.Context) *Link { return p.link(ctx) }

// A LinkConfirmPayload is what came of linkConfirm.
type LinkConfirmPayload struct{ *Payload }

// Link is the link, nil if nothing came of it.
func (p *LinkConfirmPayload) Link(ctx context.Context) *Link { return p.link(ctx) }

// A LinkRejectPayload is what came of linkReject.
type LinkRejectPayload struct{ *Payload }

// Link is the link, nil if nothing came of it.
func (p *LinkRejectPayload) Link(ctx context.Context) *Link { return p.link(ctx) }

// An EntitiesMergePayload is what came of entitiesMerge.
type EntitiesMergePayload struct{ *Payload }

// Entity is the entity, nil if nothing came of it.
func (p *EntitiesMergePayload) Entity(ctx context.Context) Entity { return p.entity(ctx) }

// An EntityRestorePayload is what came of entityRestore.
type EntityRestorePayload struct{ *Payload }

// Entity is the entity, nil if nothing came of it.
func (p *EntityRestorePayload) Entity(ctx context.Context) Entity { return p.entity(ctx) }

// Results are what each change was about.
func (p *ChangesApplyPayload) Results(ctx context.Context) []*ChangeResult {
	out := []*ChangeResult{}
	if !p.done() {
		return out
	}
	at := p.place.At(ctx)
	for i := range p.result.Subjects {
		out = append(out, &ChangeResult{p.found.Nodes[i], p.found.Links[i], at})
	}
	return out
}

// A ChangeResult is what one of several changes was about.
type ChangeResult struct {
	node  *graph.Found
	found *graph.FoundLink
	place *plan.Place
}

// Entity is the entity, nil if it is a link or was deleted.
func (r *ChangeResult) Entity(ctx context.Context) Entity {
	if r.node == nil {
		return nil
	}
	return New(r.node, r.place.At(ctx))
}

// Link is the link, nil if it is an entity or was removed.
func (r *ChangeResult) Link(ctx context.Context) *Link {
	if r.found == nil {
		return nil
	}
	return NewLink(r.found, r.place.At(ctx))
}
