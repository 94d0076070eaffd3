package graphtest

import (
	"context"
	"errors"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var journalPromises = []promise{
	{"OneEntryForEachRevisionOldestFirst", journalEntries},
	{"AnEntrySaysWhatStoodBeforeAndWhatStandsAfter", journalBefore},
	{"AfterAndLimit", journalPages},
	{"WaitWaitsForTheNext", journalWait},
	{"TheHashIsThatOfWhatStands", journalHash},
}

func (t *trial) journal(q graph.JournalQuery) []graph.Entry {
	t.Helper()
	entries, err := t.store.Journal(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func journalEntries(t *testing.T, open Opener) {
	s := try(t, open, graph.Changes{Put: []graph.Node{site("a", "A")}, Reason: "a reason", IdempotencyKey: "k"})
	entries := s.journal(graph.JournalQuery{})
	is(t, "entries", len(entries), 2)
	is(t, "the first", entries[0].Revision, 1)
	is(t, "its nodes", len(entries[0].Nodes), len(smallPlan().Put))
	second := entries[1]
	is(t, "the second", plain([]any{second.Revision, second.Actor, second.Reason, second.Key}), `[2,"graphtest","a reason","k"]`)
	is(t, "its time is known", second.At.IsZero(), false)
	is(t, "and not before the first's", second.At.Before(entries[0].At), false)
}

func journalBefore(t *testing.T, open Opener) {
	s := try(t, open,
		graph.Changes{Put: []graph.Node{site("a", "A")}},
		graph.Changes{Put: []graph.Node{site("a", "B")}, Reject: []graph.ID{"link:serves:action:beta>priority:4"}},
		graph.Changes{Drop: []graph.ID{"site:a"}},
	)
	entries := s.journal(graph.JournalQuery{After: 1})
	created, changed, dropped := entries[0].Nodes[0], entries[1].Nodes[0], entries[2].Nodes[0]
	is(t, "created", created.Before == nil && created.After.Title == "A" && created.After.Revision == 2, true)
	is(t, "changed", changed.Before.Title+changed.After.Title, "AB")
	is(t, "dropped", dropped.Before.Title == "B" && dropped.After == nil, true)
	link := entries[1].Links[0]
	is(t, "rejected", link.Before.State.String()+" "+link.After.State.String(), "ACTIVE REJECTED")
}

func journalPages(t *testing.T, open Opener) {
	s := try(t, open, graph.Changes{Put: []graph.Node{site("a", "A")}}, graph.Changes{Put: []graph.Node{site("b", "B")}})
	is(t, "after the first", len(s.journal(graph.JournalQuery{After: 1})), 2)
	page := s.journal(graph.JournalQuery{After: 1, Limit: 1})
	is(t, "one of them", len(page), 1)
	is(t, "the older", page[0].Revision, 2)
	is(t, "after the last", len(s.journal(graph.JournalQuery{After: 3})), 0)
	_, err := s.store.Journal(t.Context(), graph.JournalQuery{Limit: -1})
	is(t, "a negative limit", errorKind(err), errorKind(graph.ErrInvalid))
}

func journalWait(t *testing.T, open Opener) {
	s := try(t, open)
	got := make(chan []graph.Entry)
	go func() {
		entries, err := s.store.Journal(t.Context(), graph.JournalQuery{After: 1, Wait: true})
		if err != nil {
			t.Error(err)
		}
		got <- entries
	}()
	apply(t, s.store, graph.Changes{Actor: "x", Put: []graph.Node{site("a", "A")}})
	entries := <-got
	is(t, "entries", len(entries), 1)
	is(t, "revision", entries[0].Revision, 2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.store.Journal(ctx, graph.JournalQuery{After: 2, Wait: true})
	is(t, "nobody waits any more", errors.Is(err, context.Canceled), true)
}

func journalHash(t *testing.T, open Opener) {
	s := try(t, open)
	m := newModel()
	if _, err := m.apply(smallPlan()); err != nil {
		t.Fatal(err)
	}
	sameGraph(t, s.store, m.hash())
}
