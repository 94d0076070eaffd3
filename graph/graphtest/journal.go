package graphtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var journalPromises = []promise{
	{"OneEntryForEachRevisionOldestFirst", journalEntries},
	{"AnEntrySaysWhatStoodBeforeAndWhatStandsAfter", journalBefore},
	{"AnEntrySaysWhatItBroughtBack", journalRestored},
	{"AfterAndLimit", journalPages},
	{"UntilAndBackward", journalBackward},
	{"SubjectsWantWhatTouchesThem", journalSubjects},
	{"ExceptLeavesOutWhatAnActorDid", journalExcept},
	{"WaitWaitsForTheNext", journalWait},
	{"WaitWaitsForWhatIsWanted", journalWaitWanted},
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

// journalRestored brings a link's end and the link back, and says the same of what stands already; and of what its own
// change drops again.
func journalRestored(t *testing.T, open Opener) {
	link := serves("action:beta", "priority:4", graph.BasisStated)
	s := try(t, open,
		graph.Changes{Drop: []graph.ID{"action:beta"}},
		graph.Changes{
			Put:      []graph.Node{{ID: "action:beta", Kind: graph.KindAction, Title: "Beta", Position: 1}, {ID: "action:alpha", Kind: graph.KindAction, Title: "Alpha again", Position: 1}, site("a", "A")},
			Link:     []graph.Link{link},
			Drop:     []graph.ID{"site:a"},
			Restored: []graph.ID{"action:beta", "action:alpha", "site:a", link.Normal().ID},
		},
	)
	all := s.journal(graph.JournalQuery{})
	restored := plain([]graph.ID{"action:beta", link.Normal().ID})
	is(t, "restored", plain(all[2].Restored), restored)
	is(t, "of the entry before", len(all[1].Restored), 0)
	s.refuse(graph.Changes{Restored: []graph.ID{"action:beta"}}, graph.ErrInvalid)
	other := open(t) // last, since it may take the first one's place
	defer closeStore(t, other)
	for i := range all {
		apply(t, other, all[i].Changes())
	}
	again, err := other.Journal(t.Context(), graph.JournalQuery{After: 2})
	is(t, "error", err, nil)
	is(t, "restored in a copy", plain(again[0].Restored), restored)
}

func journalPages(t *testing.T, open Opener) {
	s := try(t, open, graph.Changes{Put: []graph.Node{site("a", "A")}}, graph.Changes{Put: []graph.Node{site("b", "B")}})
	is(t, "after the first", len(s.journal(graph.JournalQuery{After: 1})), 2)
	page := s.journal(graph.JournalQuery{After: 1, Limit: 1})
	is(t, "one of them", len(page), 1)
	is(t, "the older", page[0].Revision, 2)
	is(t, "after the last", len(s.journal(graph.JournalQuery{After: 3})), 0)
	for _, q := range []graph.JournalQuery{{Limit: -1}, {After: -1}, {Until: -1}, {Subjects: []graph.ID{"a"}}} {
		_, err := s.store.Journal(t.Context(), q)
		is(t, "what cannot be asked", errorKind(err), errorKind(graph.ErrInvalid))
	}
}

// revisions are those of the entries asked for.
func (t *trial) revisions(q graph.JournalQuery) string {
	t.Helper()
	var list []graph.Revision
	for _, e := range t.journal(q) {
		list = append(list, e.Revision)
	}
	return fmt.Sprint(list)
}

func journalBackward(t *testing.T, open Opener) {
	s := try(t, open, graph.Changes{Put: []graph.Node{site("a", "A")}}, graph.Changes{Put: []graph.Node{site("b", "B")}}, graph.Changes{Put: []graph.Node{site("c", "C")}})
	is(t, "until the third", s.revisions(graph.JournalQuery{Until: 3}), "[1 2 3]")
	is(t, "until what is still to come", s.revisions(graph.JournalQuery{After: 2, Until: 9}), "[3 4]")
	is(t, "until before the first", s.revisions(graph.JournalQuery{After: 3, Until: 2}), "[]")
	is(t, "the newest", s.revisions(graph.JournalQuery{Backward: true, Limit: 1}), "[4]")
	is(t, "the two before the newest", s.revisions(graph.JournalQuery{Backward: true, Until: 3, Limit: 2}), "[3 2]")
	is(t, "down to the second", s.revisions(graph.JournalQuery{Backward: true, After: 1}), "[4 3 2]")
}

func journalSubjects(t *testing.T, open Opener) {
	const beta, link = "action:beta", "link:serves:action:beta>priority:4"
	s := try(t, open,
		graph.Changes{Put: []graph.Node{site("a", "A")}},
		graph.Changes{Put: []graph.Node{site("a", "A2"), site("b", "B")}},
		graph.Changes{Reject: []graph.ID{link}},
		graph.Changes{Drop: []graph.ID{beta}, Alias: []graph.Alias{{Old: beta, New: "action:alpha"}}},
		graph.Changes{Alias: []graph.Alias{{Old: beta, New: "action:emile"}, {Old: "action:older", New: "action:emile"}}},
	)
	for _, c := range []struct {
		name, want string
		q          graph.JournalQuery
	}{
		{"a node", "[2 3]", graph.JournalQuery{Subjects: []graph.ID{"site:a"}}},
		{"a link, until its end goes", "[1 4 5]", graph.JournalQuery{Subjects: []graph.ID{link}}},
		{"one end, which its link does not touch; then an alias", "[1 5 6]", graph.JournalQuery{Subjects: []graph.ID{beta}}},
		{"the other end", "[1]", graph.JournalQuery{Subjects: []graph.ID{"priority:4"}}},
		{"what gets an alias and loses it", "[1 5 6]", graph.JournalQuery{Subjects: []graph.ID{"action:alpha"}}},
		{"an alias that was never a node", "[6]", graph.JournalQuery{Subjects: []graph.ID{"action:older"}}},
		{"several, each entry once", "[1 2 3 4 5]", graph.JournalQuery{Subjects: []graph.ID{"site:a", link, "site:b", "site:a"}}},
		{"after and until", "[3 4]", graph.JournalQuery{Subjects: []graph.ID{"site:a", link}, After: 2, Until: 4}},
		{"the newest of them", "[5 4]", graph.JournalQuery{Subjects: []graph.ID{"site:a", link}, Backward: true, Limit: 2}},
		{"the oldest of them", "[1 2]", graph.JournalQuery{Subjects: []graph.ID{"site:a", link}, Limit: 2}},
		{"nothing that is known", "[]", graph.JournalQuery{Subjects: []graph.ID{"site:none"}}},
	} {
		is(t, c.name, s.revisions(c.q), c.want)
	}
	is(t, "an entry is whole", len(s.journal(graph.JournalQuery{Subjects: []graph.ID{"site:b"}})[0].Nodes), 2)
}

func journalExcept(t *testing.T, open Opener) {
	s := try(t, open)
	for i, actor := range []string{"ada", "ben", "ada", "graphtest"} {
		apply(t, s.store, graph.Changes{Actor: actor, Put: []graph.Node{site("a", fmt.Sprint("A", i))}})
	}
	is(t, "but one", s.revisions(graph.JournalQuery{Except: "ada"}), "[1 3 5]")
	is(t, "but another", s.revisions(graph.JournalQuery{Except: "graphtest"}), "[2 3 4]")
	is(t, "but nobody who was there", s.revisions(graph.JournalQuery{Except: "eve"}), "[1 2 3 4 5]")
	is(t, "the newest two", s.revisions(graph.JournalQuery{Except: "ada", Backward: true, Limit: 2}), "[5 3]")
	is(t, "of a thing", s.revisions(graph.JournalQuery{Except: "ben", Subjects: []graph.ID{"site:a"}, Limit: 2}), "[2 4]")
	is(t, "between", s.revisions(graph.JournalQuery{Except: "ben", After: 1, Until: 4}), "[2 4]")
}

func journalWaitWanted(t *testing.T, open Opener) {
	s := try(t, open)
	got := make(chan []graph.Entry)
	go func() {
		entries, err := s.store.Journal(t.Context(), graph.JournalQuery{Subjects: []graph.ID{"site:b"}, After: 1, Wait: true})
		if err != nil {
			t.Error(err)
		}
		got <- entries
	}()
	apply(t, s.store, graph.Changes{Actor: "x", Put: []graph.Node{site("a", "A")}})
	apply(t, s.store, graph.Changes{Actor: "x", Put: []graph.Node{site("b", "B")}})
	entries := <-got
	is(t, "entries", len(entries), 1)
	is(t, "revision", entries[0].Revision, 3)
	is(t, "nobody waits for what cannot come any more", s.revisions(graph.JournalQuery{Subjects: []graph.ID{"site:c"}, Until: 3, Wait: true}), "[]")
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
