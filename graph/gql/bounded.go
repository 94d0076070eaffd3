package gql

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/history"
)

// A bounded view holds each answer of the store to a time, those of one operation together to a number of objects, and those
// of all operations at one time to another.
type bounded struct {
	*history.View
	limits Limits
	*tally
}

// A tally counts the objects of the answers of one operation, of whatever views they are.
type tally struct {
	objects atomic.Int64
	// writing counts the objects of all answers that are being written, held those of this operation among them.
	writing *semaphore.Weighted
	held    atomic.Int64
}

// Close implements graph.View. Its answers have been written by then.
func (v *bounded) Close() error {
	v.writing.Release(v.held.Swap(0))
	return v.View.Close()
}

// take counts the objects of an answer before it is written.
func (v *bounded) take(n int64) error {
	if all := v.objects.Add(n); all > int64(v.limits.MaxObjects) {
		return graph.Errorf(graph.ErrTooLarge, "the answer would have %s nodes and links: at most %d are sent; ask for smaller pages, or in several requests", objectWords(all), v.limits.MaxObjects)
	}
	if n <= small {
		return nil
	}
	if !v.writing.TryAcquire(n) {
		return errBusy
	}
	v.held.Add(n)
	return nil
}

// errBusy says that too much is being answered for one more large answer.
var errBusy = errors.New("too many large answers are being written just now: ask again in a moment, or for smaller pages")

// objectWords are a number of objects; counting may have been given up.
func objectWords(n int64) string {
	if n >= countless {
		return "more than a thousand million"
	}
	return strconv.FormatInt(n, 10)
}

// asked asks the view one question and weighs the answer.
func asked[A any](ctx context.Context, v *bounded, ask func(context.Context) (A, error), weigh func(*weigher, A)) (A, error) {
	inner := ctx
	if v.limits.StoreTimeout > 0 {
		var cancel context.CancelFunc
		inner, cancel = context.WithTimeout(ctx, v.limits.StoreTimeout)
		defer cancel()
	}
	answer, err := ask(inner)
	if err != nil {
		if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
			err = storeTimeout{v.limits.StoreTimeout}
		}
		return answer, err
	}
	var w weigher
	weigh(&w, answer)
	if err := v.take(int64(w.sum)); err != nil {
		var none A
		return none, err
	}
	return answer, nil
}

// storeTimeout says that the store took too long.
type storeTimeout struct{ after time.Duration }

func (e storeTimeout) Error() string {
	return "the store took longer than " + e.after.String() + " over this question, which is the most that is waited for it"
}

func (storeTimeout) Unwrap() error { return context.DeadlineExceeded }

// Lookup implements graph.View.
func (v *bounded) Lookup(ctx context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	return asked(ctx, v, func(ctx context.Context) (*graph.LookupAnswer, error) { return v.View.Lookup(ctx, l) }, (*weigher).lookup)
}

// Walk implements graph.View.
func (v *bounded) Walk(ctx context.Context, w graph.Walk) (*graph.NodePage, error) {
	return asked(ctx, v, func(ctx context.Context) (*graph.NodePage, error) { return v.View.Walk(ctx, w) }, (*weigher).page)
}

// Links implements graph.View.
func (v *bounded) Links(ctx context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	return asked(ctx, v, func(ctx context.Context) (*graph.LinkPage, error) { return v.View.Links(ctx, w) }, (*weigher).linkPage)
}

// Tally implements graph.View.
func (v *bounded) Tally(ctx context.Context, t graph.Tally) (*graph.Matrix, error) {
	return asked(ctx, v, func(ctx context.Context) (*graph.Matrix, error) { return v.View.Tally(ctx, t) }, (*weigher).matrix)
}

// Quarters implements graph.View.
func (v *bounded) Quarters(ctx context.Context, plan graph.ID) ([]graph.Quarter, error) {
	return asked(ctx, v, func(ctx context.Context) ([]graph.Quarter, error) { return v.View.Quarters(ctx, plan) },
		func(w *weigher, quarters []graph.Quarter) { w.add(len(quarters)) })
}

// Paths implements graph.View.
func (v *bounded) Paths(ctx context.Context, p graph.PathQuery) ([]graph.Thread, error) {
	return asked(ctx, v, func(ctx context.Context) ([]graph.Thread, error) { return v.View.Paths(ctx, p) }, (*weigher).threads)
}

// Search implements graph.View.
func (v *bounded) Search(ctx context.Context, s graph.SearchQuery) (*graph.SearchPage, error) {
	return asked(ctx, v, func(ctx context.Context) (*graph.SearchPage, error) { return v.View.Search(ctx, s) },
		func(w *weigher, page *graph.SearchPage) { w.page(&page.NodePage) })
}

// Changes finds what was done to the graph.
func (v *bounded) Changes(ctx context.Context, q graph.ChangeQuery) (*graph.ChangePage, error) {
	return asked(ctx, v, func(ctx context.Context) (*graph.ChangePage, error) { return v.View.Changes(ctx, q) }, (*weigher).changes)
}

// Compare tells how two revisions differ. What of it is written is counted page by page.
func (v *bounded) Compare(ctx context.Context, from, to graph.Revision) (*history.Comparison, error) {
	return asked(ctx, v, func(ctx context.Context) (*history.Comparison, error) { return v.View.Compare(ctx, from, to) },
		func(*weigher, *history.Comparison) {})
}

// Differences gives a page of differences.
func (v *bounded) Differences(ctx context.Context, list []graph.Difference, p graph.Page, s graph.ChangeSelection) (*history.DifferencePage, error) {
	return asked(ctx, v, func(ctx context.Context) (*history.DifferencePage, error) { return v.View.Differences(ctx, list, p, s) },
		(*weigher).differences)
}

// Stand gives changes with how what changed stands.
func (v *bounded) Stand(ctx context.Context, changes []graph.Change, s graph.ChangeSelection) (*graph.ChangePage, error) {
	return asked(ctx, v, func(ctx context.Context) (*graph.ChangePage, error) { return v.View.Stand(ctx, changes, s) }, (*weigher).changes)
}
