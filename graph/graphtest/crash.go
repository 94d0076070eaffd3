package graphtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// crashWriters is how many write at once to a store whose process is to be killed.
const crashWriters = 8

// WriteUntilKilled has writers change a store that Crash has begun with, all at once and on and on, and says on standard
// output what was acknowledged, one line for each change. It is for a process that is to be killed, and ends only with it,
// or when the store cannot be reached any more.
func WriteUntilKilled(ctx context.Context, s graph.Store, round int) {
	var work sync.WaitGroup
	for w := range crashWriters {
		work.Go(func() {
			for t := (turn{round: round, writer: w}); ; t.number++ {
				revision, done, err := t.take(ctx, s)
				if errors.Is(err, graph.ErrUnavailable) {
					return
				}
				if err != nil {
					fmt.Fprintf(os.Stderr, "%v: %v\n", t, err)
					os.Exit(1)
				}
				// One call, so that the line is there whole or is not there.
				_, _ = os.Stdout.WriteString(acknowledgement{revision, done}.String())
			}
		})
	}
	work.Wait()
}

// take makes the turn's change, and once more if it has a key. done is the turn with what it has seen of the counter.
func (t turn) take(ctx context.Context, s graph.Store) (revision graph.Revision, done turn, err error) {
	for {
		if t.counts() {
			if t.count, t.seen, err = nextCount(ctx, s); err != nil {
				return 0, t, err
			}
		}
		revision, err = s.Apply(ctx, t.change())
		if !errors.Is(err, graph.ErrConflict) {
			break
		}
	}
	if err != nil || !t.keyed() {
		return revision, t, err
	}
	again, err := s.Apply(ctx, t.change())
	if err == nil && again != revision {
		err = fmt.Errorf("made again it is revision %d, not %d", again, revision)
	}
	return revision, t, err
}

// nextCount reads the counter.
func nextCount(ctx context.Context, s graph.Store) (count int, seen graph.Revision, err error) {
	v, err := s.View(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	a, err := v.Lookup(ctx, graph.Lookup{IDs: []graph.ID{crashCounter}})
	if err != nil {
		return 0, 0, err
	}
	n := a.Nodes[0].Node
	return n.Position, n.Revision, nil
}

// An acknowledgement is what a writer was told.
type acknowledgement struct {
	revision graph.Revision
	turn     turn
}

func (a acknowledgement) String() string { return fmt.Sprintf("%d %v\n", a.revision, a.turn) }

func parseAcknowledgement(line string) (a acknowledgement, err error) {
	revision, text, _ := strings.Cut(line, " ")
	if _, err = fmt.Sscan(revision, &a.revision); err == nil {
		a.turn, err = parseTurn(text)
	}
	return a, err
}
