package edit

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A Request is edits that belong together: all of them are made, under one revision, or none.
type Request struct {
	// Actor is who wants them. Empty may change nothing.
	Actor string
	// Reason says why, in words; it may be empty.
	Reason string
	// Key, if not empty, makes a repeated request one change.
	Key   string
	Edits []Edit
}

// A Result is what became of a request.
type Result struct {
	// Revision is the one under which the edits were made, or that stood when they changed nothing.
	Revision graph.Revision
	// Subjects are the IDs of what each edit was about.
	Subjects []graph.ID
	// Faults are why nothing was changed; empty if all went well.
	Faults []*Fault
}

// tries bounds how often a request is worked out anew because somebody else was faster.
const tries = 50

// Run makes the edits of a request. What a person can mend is in the Result's Faults; an error is the store's.
func Run(ctx context.Context, store graph.Store, r Request) (Result, error) {
	if r.Actor == "" {
		return refused(fault(Forbidden, "", "nobody may change the graph here: it was said neither who asks nor that anybody may")), nil
	}
	pause := time.Millisecond
	for tried := 1; ; tried++ {
		result, err := attempt(ctx, store, &r)
		if !errors.Is(err, graph.ErrConflict) {
			return result, err
		}
		if tried == tries {
			return refused(asFault(err)), nil
		}
		pause = min(2*pause, 50*time.Millisecond)
		if err := wait(ctx, pause/2+rand.N(pause)); err != nil {
			return Result{}, err
		}
	}
}

func refused(faults ...*Fault) Result { return Result{Faults: faults} }

func wait(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
