package graph

import (
	"context"
	"iter"
)

// A Journaler gives journal entries, as every Store does.
type Journaler interface {
	Journal(ctx context.Context, q JournalQuery) ([]Entry, error)
}

// A Piece is how many entries of a journal are read at once: entries may be as large as an import, so a piece grows
// while they are small and shrinks when they are not.
type Piece int

// FirstPiece is enough for most questions and little even if the entries are large; no piece is larger than mostPiece.
const (
	FirstPiece Piece = 32
	mostPiece  Piece = 1024
)

// The number of nodes and links in a piece above which pieces shrink.
const heavy = 20_000

// Next is the size of the next piece, after one with some entries.
func (p Piece) Next(entries []Entry) Piece {
	parts := 0
	for i := range entries {
		parts += len(entries[i].Nodes) + len(entries[i].Links)
	}
	if parts > heavy {
		return max(p/2, 1)
	}
	return min(2*p, mostPiece)
}

// Scan gives the entries that a query asks for, however many there are, without holding more than a piece of them. It ends
// after an error. A query that waits, or with a limit, is asked of the store itself.
func Scan(ctx context.Context, j Journaler, q JournalQuery) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for size := FirstPiece; ; {
			q.Limit = int(size)
			entries, err := j.Journal(ctx, q)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range entries {
				if !yield(&entries[i], nil) {
					return
				}
			}
			if len(entries) < q.Limit || !q.goOn(entries[len(entries)-1].Revision) {
				return
			}
			size = size.Next(entries)
		}
	}
}

// goOn lets the query ask for what comes after a revision, or before it if it goes backward; it reports whether there can
// be anything.
func (q *JournalQuery) goOn(from Revision) bool {
	if q.Backward {
		q.Until = from - 1
		return q.Until > q.After
	}
	q.After = from
	return q.Until == 0 || q.Until > q.After
}
