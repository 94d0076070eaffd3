package graphtest

import (
	"context"
	"flag"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

var (
	seedFlag   = flag.Uint64("graphtest.seed", 0, "repeat the random test with this seed, alone")
	roundsFlag = flag.Int("graphtest.rounds", 25, "how many random graphs to try")
)

// Opener opens an empty store for one test, which closes it at its end.
type Opener func(t *testing.T) graph.Store

// Run holds a store to everything that stores promise.
func Run(t *testing.T, open func(t *testing.T) graph.Store) {
	for _, group := range []struct {
		name     string
		promises []promise
	}{
		{"Order", orderPromises}, {"Page", pagePromises}, {"Where", wherePromises}, {"RowTruth", rowTruthPromises}, {"Select", selectPromises},
		{"Tally", tallyPromises}, {"Paths", pathPromises}, {"Search", searchPromises}, {"Links", linkPromises}, {"Write", writePromises}, {"Journal", journalPromises}, {"Edit", editPromises},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, p := range group.promises {
				t.Run(p.name, func(t *testing.T) { p.hold(t, open) })
			}
		})
	}
	t.Run("Random", func(t *testing.T) {
		t.Run("AnswersAreTheOracles", func(t *testing.T) { randomAnswers(t, open) })
		t.Run("ChangesAreTheModels", func(t *testing.T) { randomChanges(t, open) })
		t.Run("EditsAreWhatTheJournalSays", func(t *testing.T) { randomEdits(t, open) })
	})
}

// A promise is something that every store holds, by name.
type promise struct {
	name string
	hold func(t *testing.T, open Opener)
}

// eachSeed runs a random test with the seed asked for, or with as many as there are rounds. What fails prints its seed.
func eachSeed(t *testing.T, rounds int, test func(t *testing.T, seed uint64)) {
	t.Helper()
	if *seedFlag != 0 {
		test(t, *seedFlag)
		return
	}
	base := uint64(time.Now().UnixNano()) % 1_000_000_000
	for i := range uint64(rounds) {
		test(t, base+i)
		if t.Failed() {
			t.Fatalf("repeat it with -graphtest.seed=%d", base+i)
		}
	}
}

// questionsEach is how many questions each random graph is asked.
const questionsEach = 60

// randomAnswers asks a store and the oracle random questions over random graphs.
func randomAnswers(t *testing.T, open Opener) {
	eachSeed(t, *roundsFlag, func(t *testing.T, seed uint64) {
		d := newDice(seed)
		s := open(t)
		defer closeStore(t, s)
		o := newOracle()
		for range 1 + d.IntN(2) { // one change or two, so that revisions differ
			apply(t, s, d.graph())
		}
		o.take(t, s)
		v := view(t, s)
		defer v.Close()
		for range questionsEach {
			if !d.question().compare(t, o, v) {
				return
			}
		}
	})
}

// Compare asks two stores random questions and fails where their answers differ. Both are filled with the same random
// graphs; they must be empty.
func Compare(t *testing.T, openA, openB func(t *testing.T) graph.Store, rounds int) {
	t.Helper()
	eachSeed(t, rounds, func(t *testing.T, seed uint64) {
		d := newDice(seed)
		a, b := openA(t), openB(t)
		defer closeStore(t, a)
		defer closeStore(t, b)
		c := d.graph()
		apply(t, a, c)
		apply(t, b, c)
		va, vb := view(t, a), view(t, b)
		defer va.Close()
		defer vb.Close()
		for range questionsEach {
			if !d.question().compare(t, va, vb) {
				return
			}
		}
	})
}

// take has the oracle hold what the store holds.
func (o *oracle) take(t *testing.T, s graph.Store) {
	t.Helper()
	nodes, links, err := Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		o.nodes[n.ID] = n
	}
	for _, l := range links {
		o.links[l.ID] = l
	}
}

func apply(t testing.TB, s graph.Store, c graph.Changes) graph.Revision {
	t.Helper()
	revision, err := s.Apply(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func view(t testing.TB, s graph.Store) graph.View {
	t.Helper()
	v, err := s.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func closeStore(t testing.TB, s graph.Store) {
	t.Helper()
	if err := s.Close(context.Background()); err != nil {
		t.Error(err)
	}
}
