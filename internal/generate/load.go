package generate

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
)

// Actor is who makes the changes.
const Actor = "generate"

// Load makes a plan in a store, part after part, as one bulk load: it is not served before it is complete. One that was
// interrupted goes on where it stopped; one that is there already is left alone. A store that holds anything else is
// refused with graph.ErrConflict. Progress is told after each part and may be nil.
func Load(ctx context.Context, to graph.Store, p *Plan, progress func(done, total int)) (graph.Status, error) {
	status, err := to.Status(ctx)
	if err != nil {
		return status, err
	}
	first, err := p.missing(ctx, to, &status)
	if err != nil {
		return status, err
	}
	for i := first; i < p.Steps(); i++ {
		c := p.Step(i)
		c.Load, c.LoadEnds = p.Name(), i == p.Steps()-1
		at, err := to.Apply(ctx, c)
		if err != nil {
			return status, err
		}
		if at != graph.Revision(i+1) {
			return status, graph.Errorf(graph.ErrConflict, "part %d became revision %d: something else writes to the store", i+1, at)
		}
		if progress != nil {
			progress(i+1, p.Steps())
		}
	}
	return to.Status(ctx)
}

// missing is the first part that the store does not have. Each part is one revision.
func (p *Plan) missing(ctx context.Context, in graph.Store, status *graph.Status) (int, error) {
	switch {
	case status.Load == p.Name(), status.Load == "" && status.Revision == 0:
		return int(status.Revision), nil
	case status.Load != "":
		return 0, graph.Errorf(graph.ErrConflict, "the store holds the beginning of something else (%s): generate into an empty store", status.Load)
	}
	last, err := in.Journal(ctx, graph.JournalQuery{After: status.Revision - 1, Limit: 1})
	if err != nil {
		return 0, err
	}
	if end := p.Steps(); len(last) == 1 && last[0].Revision == graph.Revision(end) && last[0].Reason == p.reason(end-1) {
		return end, nil
	}
	return 0, graph.Errorf(graph.ErrConflict, "the store holds a graph already (%d nodes, revision %d): generate into an empty store", status.Nodes, status.Revision)
}
