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
// hashes of both are the same. Until then a target that was empty gives no views (see graph.Changes.Load). Progress is told
// after each revision and may be nil.
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
	load, err := loadOf(&source, &target)
	if err != nil {
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
			if at, err = replay(ctx, to, &entries[i], load); err != nil {
				return r, err
			}
			if progress != nil {
				progress(at, max(at, source.Revision))
			}
		}
	}
	if r, err = verify(ctx, from, to, r); err != nil || load == "" {
		return r, err
	}
	_, err = to.Apply(ctx, graph.Changes{Actor: bulk, Load: load, LoadEnds: true})
	return r, err
}

// bulk names the bulk load that the first copy into a store is.
const bulk = "copy"

// loadOf is the bulk load that a copy is a part of: a first copy is of no use before all of it is there. One that brings a
// complete copy up to date is none, since the target is what the source once was, at each revision.
func loadOf(source, target *graph.Status) (string, error) {
	switch {
	case source.Load != "":
		return "", graph.Unfinished(source.Load)
	case target.Load != "" && target.Load != bulk:
		return "", graph.Errorf(graph.ErrConflict, "the target is the beginning of something else (%s): copy to an empty store", target.Load)
	case target.Load == bulk || target.Revision == 0 && source.Revision > 0:
		return bulk, nil
	}
	return "", nil
}

// replay makes one revision again.
func replay(ctx context.Context, to graph.Store, e *graph.Entry, load string) (graph.Revision, error) {
	c := e.Changes()
	c.Load = load
	at, err := to.Apply(ctx, c)
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
