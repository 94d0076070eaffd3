package edit

import (
	"context"
	"errors"

	"github.com/goldenthread/goldenthread/graph"
)

// errFollows is of an edit that speaks of something whose creation failed: that fault is told, this one follows from it.
var errFollows = errors.New("follows from an earlier fault")

// attempt works a request out on what stands now and has the store make it. If somebody else was faster it is
// graph.ErrConflict.
func attempt(ctx context.Context, store graph.Store, r *Request) (Result, error) {
	view, err := graph.Glance(ctx, store)
	if err != nil {
		return Result{}, err
	}
	defer view.Close() // nothing was written
	d := newDraft(ctx, view, store)
	if r.Key != "" {
		if e, err := keyed(ctx, store, r.Key); err != nil || e != nil {
			return recall(d, r, e, err)
		}
	}
	result, err := d.make(r.Edits)
	if err != nil || len(result.Faults) > 0 {
		return result, err
	}
	c := d.changes()
	c.Actor, c.Reason, c.IdempotencyKey = r.Actor, r.Reason, r.Key
	if result.Revision, err = store.Apply(ctx, c); err != nil {
		if f := asFault(err); f != nil && f.Code != Conflict {
			return refused(f), nil
		}
		return Result{}, err
	}
	if r.Key == "" {
		return result, nil
	}
	// The same request may have come twice at the same time; then it was the other one that was made.
	if e, err := keyed(ctx, store, r.Key); err != nil || e != nil {
		return recall(d, r, e, err)
	}
	return result, nil
}

// make makes edits in the draft, and tells of all that cannot be.
func (d *draft) make(edits []Edit) (Result, error) {
	var result Result
	if err := d.foresee(edits); err != nil {
		return result, err
	}
	for i, e := range edits {
		id, err := e.do(d)
		if err != nil {
			create, isCreate := e.(Create)
			if isCreate && create.Ref != "" {
				d.refs[create.Ref] = ""
			}
			if errors.Is(err, errFollows) {
				continue
			}
			f := asFault(err)
			if f == nil {
				return Result{}, err
			}
			f.Edit = i
			result.Faults = append(result.Faults, f)
			continue
		}
		result.Subjects = append(result.Subjects, id)
	}
	return result, nil
}

// keyed finds the journal entry that a key led to; nil if there is none.
func keyed(ctx context.Context, j journal, key string) (*graph.Entry, error) {
	entries, err := j.Journal(ctx, graph.JournalQuery{Key: key, Limit: 1})
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	return &entries[0], nil
}

// recall gives the result of a request that was made before, from what the journal says of it.
func recall(d *draft, r *Request, e *graph.Entry, err error) (Result, error) {
	if err != nil {
		return Result{}, err
	}
	result := Result{Revision: e.Revision}
	taken := map[graph.ID]bool{}
	for i, edit := range r.Edits {
		id, err := edit.recall(d, e, taken)
		if err != nil {
			f := asFault(err)
			if f == nil {
				return Result{}, err
			}
			if f.Edit != Whole {
				f.Edit = i
			}
			return refused(f), nil
		}
		taken[id] = true
		result.Subjects = append(result.Subjects, id)
	}
	return result, nil
}
