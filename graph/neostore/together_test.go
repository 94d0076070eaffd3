package neostore_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

// Writers that come while a transaction is under way share the next one. Each is told its own revision, those whose change
// is impossible why; a key is used once; and the journal has an entry for each change.
func TestWritersShareATransaction(t *testing.T) {
	s := neostoretest.Open(t)
	if _, err := s.Apply(t.Context(), onePriority); err != nil {
		t.Fatal(err)
	}
	release, err := s.Hold(t.Context()) // the first writer waits for it, the others for him
	if err != nil {
		t.Fatal(err)
	}
	const writers = 24
	var (
		wait      sync.WaitGroup
		revisions [writers]graph.Revision
		failures  [writers]error
	)
	for i := range writers {
		wait.Go(func() { revisions[i], failures[i] = s.Apply(t.Context(), proposed(i)) })
		s.AwaitWriters(i)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	wait.Wait()
	want := graph.Revision(1)
	for i := range writers {
		switch i % 6 {
		case 3: // links what is not there
			if !errors.Is(failures[i], graph.ErrInvalid) {
				t.Errorf("writer %d is told %v", i, failures[i])
			}
			continue
		case 4: // repeats the writer before the last
			if revisions[i] != revisions[i-2] || failures[i] != nil {
				t.Errorf("writer %d made revision %d, not %d again: %v", i, revisions[i], revisions[i-2], failures[i])
			}
			continue
		case 5: // changes nothing, now and later
			if again, err := s.Apply(t.Context(), proposed(i)); revisions[i] != want || again != want || failures[i] != nil || err != nil {
				t.Errorf("writer %d stands at revision %d, and again at %d, want %d: %v, %v", i, revisions[i], again, want, failures[i], err)
			}
			continue
		}
		if want++; revisions[i] != want || failures[i] != nil {
			t.Errorf("writer %d made revision %d, want %d: %v", i, revisions[i], want, failures[i])
		}
	}
	entries, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil || len(entries) != int(want) {
		t.Errorf("the journal has %d entries, want %d: %v", len(entries), want, err)
	}
	nodes, links, err := graphtest.Dump(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if status, err := s.Status(t.Context()); err != nil || graph.HashGraph(nodes, links) != status.Hash {
		t.Errorf("the hash is not that of what stands: %v", err)
	}
}

// What is large, part of a bulk load, drops a node or makes an alias has a transaction to itself, in its turn.
func TestWhatSharesATransaction(t *testing.T) {
	small := onePriority
	large := graph.Changes{Put: make([]graph.Node, 101)}
	drop := graph.Changes{Drop: []graph.ID{"priority:1"}}
	alias := graph.Changes{Alias: []graph.Alias{{Old: "priority:0", New: "priority:1"}}}
	load, end := graph.Changes{Load: "a plan"}, graph.Changes{LoadEnds: true}
	got := neostore.Together([]graph.Changes{small, small, large, small, drop, alias, small, small, small, load, end, small})
	if want := []int{2, 1, 1, 1, 1, 3, 1, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("transactions of %d changes, want %d", got, want)
	}
	if got, want := neostore.Together(slices.Repeat([]graph.Changes{small}, 100)), []int{64, 36}; !slices.Equal(got, want) {
		t.Errorf("transactions of %d changes, want %d", got, want)
	}
}

// proposed is what a writer would change: in turn a new action that serves the priority, another title for the priority, a
// new action under a key, an impossible link, the one under the key again, and the title that the priority has, under a key.
func proposed(i int) graph.Changes {
	c := graph.Changes{Actor: fmt.Sprint("writer ", i)}
	action := graph.Node{ID: graph.NodeID(graph.KindAction, fmt.Sprint(i)), Kind: graph.KindAction, Title: fmt.Sprint("Action ", i), Position: i + 1}
	serves := graph.Link{Relation: graph.RelationServes, From: action.ID, To: "priority:1", Basis: graph.BasisCurated, State: graph.LinkStateActive}
	switch i % 6 {
	case 0:
		c.Put, c.Link = []graph.Node{action}, []graph.Link{serves}
	case 1:
		priority := onePriority.Put[0]
		priority.Title = fmt.Sprint("Renamed by ", i)
		c.Put = []graph.Node{priority}
	case 2:
		c.Put, c.IdempotencyKey = []graph.Node{action}, fmt.Sprint("key ", i)
	case 3:
		c.Link = []graph.Link{serves}
	case 4:
		return proposed(i - 2)
	case 5:
		c = proposed(i - 4)
		c.IdempotencyKey = fmt.Sprint("key ", i)
	}
	return c
}
