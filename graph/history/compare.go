package history

import (
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A Comparison is how two revisions differ in the end, whatever happened in between: nodes first, by kind and in document
// order, then links, by relation and ID. What was merged or got another ID is removed under the former one.
type Comparison struct {
	Added, Removed, Changed []graph.Difference
}

// mostDifferences bounds what is compared at once.
const mostDifferences = 1_000_000

// Compare tells how two revisions of the view's history differ. The first must not come after the second.
func (v *View) Compare(ctx context.Context, from, to graph.Revision) (*Comparison, error) {
	newest, err := v.Newest(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range []graph.Revision{from, to} {
		if r < 0 || r > newest {
			return nil, graph.Errorf(graph.ErrInvalid, "there is no revision %d: the newest is %d, and 0 is before the first", r, newest)
		}
	}
	if from > to {
		return nil, graph.Errorf(graph.ErrInvalid, "revision %d comes after %d: compare an earlier one with a later one", from, to)
	}
	net := map[graph.ID]*graph.Difference{}
	if from < to {
		for e, err := range graph.Scan(ctx, v.journal, graph.JournalQuery{After: from, Until: to}) {
			if err != nil {
				return nil, err
			}
			gather(net, e)
			if len(net) > mostDifferences {
				return nil, graph.Errorf(graph.ErrTooLarge, "more than %d things changed from revision %d to %d: compare revisions that are nearer to each other", mostDifferences, from, to)
			}
		}
	}
	return sum(net), nil
}

// gather adds what an entry did to what was done before it: what stood first and what stands last remains.
func gather(net map[graph.ID]*graph.Difference, e *graph.Entry) {
	for _, c := range e.Nodes {
		if d := net[c.ID()]; d != nil {
			d.Node.After = c.After
		} else {
			net[c.ID()] = &graph.Difference{Node: &c}
		}
	}
	for _, c := range e.Links {
		if d := net[c.ID()]; d != nil {
			d.Link.After = c.After
		} else {
			net[c.ID()] = &graph.Difference{Link: &c}
		}
	}
}

// sum sorts out what differs in the end.
func sum(net map[graph.ID]*graph.Difference) *Comparison {
	c := &Comparison{}
	for _, d := range net {
		switch {
		case d.Created() && d.Deleted():
		case d.Created():
			c.Added = append(c.Added, *d)
		case d.Deleted():
			c.Removed = append(c.Removed, *d)
		case len(d.Delta().Fields) > 0:
			c.Changed = append(c.Changed, *d)
		}
	}
	for _, list := range [][]graph.Difference{c.Added, c.Removed, c.Changed} {
		slices.SortFunc(list, func(a, b graph.Difference) int { return compareCursors(cursorOf(&a), cursorOf(&b)) })
	}
	return c
}
