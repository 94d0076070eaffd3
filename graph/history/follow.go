package history

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// A Set is what one revision did, as far as a filter holds. It has at least one change.
type Set struct {
	Revision graph.Revision
	At       time.Time
	Actor    string
	Reason   string
	Changes  []graph.Change
}

// Pauses between tries to read a journal that cannot be reached.
type Pauses struct {
	// First is the pause after the first failure; each one after it is twice as long.
	First time.Duration
	// Tries is how many failures one after the other end the following.
	Tries int
}

// DefaultPauses try for about a quarter of a minute.
var DefaultPauses = Pauses{First: 250 * time.Millisecond, Tries: 7}

// Follow gives what is done after a revision, as it happens: a set for each revision of which the filter holds for
// something. It waits for what is not there yet, holds no more than a piece of the journal, and ends with the context. A
// journal that cannot be reached is tried again: since it is known where the following stands, nothing is lost or told
// twice. In the end it is the last thing told, as is any other fault.
func Follow(ctx context.Context, j graph.Journaler, since graph.Revision, where *graph.ChangeFilter, p Pauses) iter.Seq2[*Set, error] {
	return func(yield func(*Set, error) bool) {
		f := &follower{journal: j, at: since, pauses: p, size: graph.FirstPiece}
		for {
			entries, err := f.next(ctx)
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range entries {
				if set := setOf(&entries[i], where); set != nil && !yield(set, nil) {
					return
				}
			}
		}
	}
}

// A follower knows how far it has come.
type follower struct {
	journal graph.Journaler
	at      graph.Revision
	pauses  Pauses
	size    graph.Piece
}

// next waits for the next entries.
func (f *follower) next(ctx context.Context) ([]graph.Entry, error) {
	pause := f.pauses.First
	for failed := 1; ; failed++ {
		entries, err := f.journal.Journal(ctx, graph.JournalQuery{After: f.at, Limit: int(f.size), Wait: true})
		switch {
		case err == nil && len(entries) > 0:
			f.at, f.size = entries[len(entries)-1].Revision, f.size.Next(entries)
			return entries, nil
		case err != nil && (!errors.Is(err, graph.ErrUnavailable) || failed >= f.pauses.Tries):
			return nil, err
		}
		if err == nil { // it was woken for nothing
			failed = 0
			continue
		}
		if err := rest(ctx, pause); err != nil {
			return nil, err
		}
		pause *= 2
	}
}

func rest(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// setOf is what an entry did of what is wanted, nil if it did nothing of it.
func setOf(e *graph.Entry, where *graph.ChangeFilter) *Set {
	s := &Set{Revision: e.Revision, At: e.At, Actor: e.Actor, Reason: e.Reason}
	for _, c := range e.Each() {
		if where.Holds(&c) {
			s.Changes = append(s.Changes, c)
		}
	}
	if len(s.Changes) == 0 {
		return nil
	}
	return s
}

// Stand gives changes with how what changed stands in the view, if that is wanted.
func (v *View) Stand(ctx context.Context, changes []graph.Change, s graph.ChangeSelection) (*graph.ChangePage, error) {
	page := &graph.ChangePage{Edges: make([]graph.ChangeEdge, len(changes))}
	edges := make([]*graph.ChangeEdge, len(changes))
	for i := range changes {
		page.Edges[i].Change = &changes[i]
		edges[i] = &page.Edges[i]
	}
	return page, v.changesStand(ctx, &s, edges)
}
