// Package transfer moves a graph with its history from one store to another, by replaying the journal.
package transfer

import (
	"context"

	"github.com/goldenthread/goldenthread/graph"
)

// batch is how many journal entries are read at once.
const batch = 100

// A Result says what a copy did.
type Result struct {
	// From is where the target stood before, To where both stand now.
	From, To graph.Revision
	// Nodes and Links are how many there are now, and Hash is the graph hash of both ends.
	Nodes, Links int
	Hash         string
}

// Copy replays what the target does not have yet: from nothing, or from where an interrupted copy stopped. It refuses,
// with graph.ErrConflict, a target whose history is not the beginning of the source's; and it ends only when the graph
// hashes of both are the same. Progress is told after each revision and may be nil.
func Copy(ctx context.Context, from, to graph.Store, progress func(done, total graph.Revision)) (Result, error) {
	source, err := from.Status(ctx)
	if err != nil {
		return Result{}, err
	}
	target, err := to.Status(ctx)
	if err != nil {
		return Result{}, err
	}
	if err := sameBeginning(ctx, from, to, source.Revision, target.Revision); err != nil {
		return Result{}, err
	}
	r := Result{From: target.Revision}
	for at := target.Revision; at < source.Revision; {
		entries, err := from.Journal(ctx, graph.JournalQuery{After: at, Limit: batch})
		if err != nil {
			return r, err
		}
		if len(entries) == 0 {
			return r, graph.Errorf(graph.ErrDamaged, "the source says that it is at revision %d, but its journal ends at %d", source.Revision, at)
		}
		for i := range entries {
			if at, err = replay(ctx, to, &entries[i]); err != nil {
				return r, err
			}
			if progress != nil {
				progress(at, max(at, source.Revision))
			}
		}
	}
	return verify(ctx, from, to, r)
}

// replay makes one revision again.
func replay(ctx context.Context, to graph.Store, e *graph.Entry) (graph.Revision, error) {
	at, err := to.Apply(ctx, e.Changes())
	if err != nil {
		return 0, err
	}
	if at != e.Revision {
		return 0, graph.Errorf(graph.ErrConflict, "revision %d of the source became revision %d: something else writes to the target", e.Revision, at)
	}
	return at, nil
}

// sameBeginning checks that the target's last revision is the source's too.
func sameBeginning(ctx context.Context, from, to graph.Store, source, target graph.Revision) error {
	if target == 0 {
		return nil
	}
	if target > source {
		return graph.Errorf(graph.ErrConflict, "the target is at revision %d, the source only at %d: it is no copy of it; copy to an empty store", target, source)
	}
	a, err := entryAt(ctx, from, target)
	if err != nil {
		return err
	}
	b, err := entryAt(ctx, to, target)
	if err != nil {
		return err
	}
	if !a.At.Equal(b.At) || a.Actor != b.Actor || len(a.Nodes) != len(b.Nodes) || len(a.Links) != len(b.Links) {
		return graph.Errorf(graph.ErrConflict, "revision %d of the target is not that of the source: it is no copy of it; copy to an empty store", target)
	}
	return nil
}

func entryAt(ctx context.Context, s graph.Store, r graph.Revision) (graph.Entry, error) {
	entries, err := s.Journal(ctx, graph.JournalQuery{After: r - 1, Limit: 1})
	if err != nil {
		return graph.Entry{}, err
	}
	if len(entries) == 0 || entries[0].Revision != r {
		return graph.Entry{}, graph.Errorf(graph.ErrDamaged, "the journal has no revision %d", r)
	}
	return entries[0], nil
}

// verify compares both ends.
func verify(ctx context.Context, from, to graph.Store, r Result) (Result, error) {
	a, err := from.Status(ctx)
	if err != nil {
		return r, err
	}
	b, err := to.Status(ctx)
	if err != nil {
		return r, err
	}
	r.To, r.Nodes, r.Links, r.Hash = b.Revision, b.Nodes, b.Links, b.Hash
	switch {
	case a.Revision != b.Revision:
		return r, graph.Errorf(graph.ErrConflict, "the source went on to revision %d while it was copied; copy again to have the rest", a.Revision)
	case a.Hash != b.Hash:
		return r, graph.Errorf(graph.ErrDamaged, "the copy is not the graph: at revision %d its hash is %s, the source's %s", b.Revision, b.Hash, a.Hash)
	}
	return r, nil
}
