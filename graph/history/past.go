package history

import (
	"context"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A Past gives the graph as it stood at a revision, 0 being before any change. The caller closes the view. A revision that
// is not there yet is graph.ErrInvalid.
type Past interface {
	At(ctx context.Context, r graph.Revision) (graph.View, error)
}

// RevisionAt is the last revision of the view's history that was made at or before a time, 0 if none was. The times are
// those of the writers' clocks. If a clock went back in between, it is one that was made by then and whose successor was
// not.
func (v *View) RevisionAt(ctx context.Context, at time.Time) (graph.Revision, error) {
	newest, err := v.Newest(ctx)
	if err != nil {
		return 0, err
	}
	// What is known: made was made by then, later was not.
	made, later := graph.Revision(0), newest+1
	for later-made > 1 {
		middle := made + (later-made)/2
		entries, err := v.journal.Journal(ctx, graph.JournalQuery{After: middle - 1, Until: middle, Limit: 1})
		switch {
		case err != nil:
			return 0, err
		case len(entries) == 0:
			return 0, graph.Errorf(graph.ErrDamaged, "the journal has no revision %d", middle)
		case entries[0].At.After(at):
			later = middle
		default:
			made = middle
		}
	}
	return made, nil
}
