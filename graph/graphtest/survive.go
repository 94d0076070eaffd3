package graphtest

import (
	"math/rand/v2"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// Check looks at a store whose writers were killed. Every change that was acknowledged is there, once; no change is there
// by half; the graph is what its journal says, and what the writers' changes make of an empty store; and a change that is
// made again by its key is not made again.
func (c *Crash) Check(t *testing.T, s graph.Store, told []acknowledgement) {
	t.Helper()
	entries, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil {
		t.Fatal(err)
	}
	checkAcknowledged(t, entries, told)
	status, err := s.Status(t.Context())
	if err != nil || int(status.Revision) != len(entries) {
		t.Fatalf("status %+v, %v, of %d entries", status, err, len(entries))
	}
	sameGraph(t, s, status.Hash)
	c.checkReplay(t, status.Hash, entries, "what the journal says", (*graph.Entry).Changes)
	c.checkReplay(t, status.Hash, entries, "what the writers did", func(e *graph.Entry) graph.Changes { return madeBy(t, e) })
	checkTouched(t, s, entries)
	checkRepeated(t, s, told)
}

// checkAcknowledged looks for each change at its revision, and for changes that are there twice.
func checkAcknowledged(t *testing.T, entries []graph.Entry, told []acknowledgement) {
	t.Helper()
	made := map[string]bool{}
	for i := range entries {
		e := &entries[i]
		if int(e.Revision) != i+1 {
			t.Fatalf("entry %d of the journal is revision %d", i+1, e.Revision)
		}
		if made[e.Reason] {
			t.Errorf("%s is there twice", e.Reason)
		}
		made[e.Reason] = true
	}
	for _, a := range told {
		switch at := int(a.revision); {
		case at < 1 || at > len(entries):
			t.Errorf("acknowledged, and lost: %v", a)
		case !a.turn.idle() && entries[at-1].Reason != a.turn.String():
			t.Errorf("acknowledged, and lost: %v; instead there is %s", a, entries[at-1].Reason)
		}
	}
}

// madeBy is the change that an entry was made by.
func madeBy(t *testing.T, e *graph.Entry) graph.Changes {
	t.Helper()
	if setup := crashSetup(); e.Reason == setup.Reason {
		return setup
	}
	turn, err := parseTurn(e.Reason)
	if err != nil {
		t.Fatalf("revision %d was made by nobody: %q, %v", e.Revision, e.Reason, err)
	}
	return turn.change()
}

// checkReplay makes the changes of the entries in an empty store, and compares the graphs.
func (c *Crash) checkReplay(t *testing.T, hash string, entries []graph.Entry, what string, changes func(*graph.Entry) graph.Changes) {
	t.Helper()
	replayed := c.Empty()
	defer closeStore(t, replayed)
	for i := range entries {
		at, err := replayed.Apply(t.Context(), changes(&entries[i]))
		if err != nil || at != entries[i].Revision {
			t.Fatalf("made again by %s, revision %d is revision %d, %v", what, entries[i].Revision, at, err)
		}
	}
	status, err := replayed.Status(t.Context())
	if err != nil || status.Hash != hash {
		t.Errorf("made again by %s, the graph has hash %s, %v, not %s", what, status.Hash, err, hash)
	}
}

// checkTouched asks for the history of some of what is there.
func checkTouched(t *testing.T, s graph.Store, entries []graph.Entry) {
	t.Helper()
	m := newModel()
	var all []graph.ID
	for i := range entries {
		m.touched[entries[i].Revision] = map[graph.ID]bool{}
		for _, id := range entries[i].Subjects() {
			m.touched[entries[i].Revision][id] = true
			all = append(all, id)
		}
	}
	for range 5 {
		q := graph.JournalQuery{Subjects: []graph.ID{all[rand.IntN(len(all))]}}
		got, err := s.Journal(t.Context(), q)
		if want := m.wanted(entries, q); err != nil || plain(got) != plain(want) {
			t.Errorf("%s was touched by %s, %v, not by %s", q.Subjects[0], plain(got), err, plain(want))
		}
	}
}

// checkRepeated makes changes once more that have a key, the last of each writer.
func checkRepeated(t *testing.T, s graph.Store, told []acknowledgement) {
	t.Helper()
	last := map[int]acknowledgement{}
	for _, a := range told {
		if a.turn.keyed() {
			last[a.turn.writer] = a
		}
	}
	for _, a := range last {
		if again := apply(t, s, a.turn.change()); again != a.revision {
			t.Errorf("made again by its key, %v is revision %d", a, again)
		}
	}
}
