package graphtest

import (
	"fmt"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

var writePromises = []promise{
	{"AllOrNothing", writeAll},
	{"WhatChangesNothingTakesNoRevision", writeNothing},
	{"AKeyMakesARepeatedChangeOne", writeKey},
	{"WhatWasExpectedMustStand", writeExpect},
	{"ARejectedLinkComesBackOnlyCurated", writeReject},
	{"ANewLinkDoesNotChangeItsEnds", writeEnds},
	{"DroppedNodesTakeTheirLinksAlong", writeDrop},
	{"MergedNodesAreFoundByTheirFormerIDs", writeMerge},
	{"OneLinkForARelationAndAPair", writePair},
	{"WhatTheCallerChangesAfterwardsDoesNotMatter", writeAliasing},
	{"AViewStaysAtItsRevision", writeView},
	{"AGlanceSeesWhatStands", writeGlance},
	{"ABulkLoadIsNotServedBeforeItEnds", writeLoad},
	{"WritersAndReadersTogether", writeTogether},
}

func site(slug, title string) graph.Node {
	return graph.Node{ID: graph.NodeID(graph.KindSite, slug), Kind: graph.KindSite, Title: title, Position: 1}
}

// must makes changes and wants a revision; refuse wants an error of a kind.
func (t *trial) must(c graph.Changes, revision graph.Revision) {
	t.Helper()
	c.Actor = "graphtest"
	is(t, "revision", apply(t, t.store, c), revision)
	t.view = view(t, t.store)
	is(t, "revision of a view", t.view.Revision(), revision)
}

func (t *trial) refuse(c graph.Changes, kind error) {
	t.Helper()
	c.Actor = "graphtest"
	if _, err := t.store.Apply(t.Context(), c); errorKind(err) != errorKind(kind) {
		t.Errorf("got %v, want it to be %v", err, kind)
	}
	status, err := t.store.Status(t.Context())
	if err != nil || status.Revision != t.view.Revision() {
		t.Errorf("what was refused left revision %d, %v", status.Revision, err)
	}
}

func serves(action, priority graph.ID, b graph.Basis) graph.Link {
	return graph.Link{Relation: graph.RelationServes, From: action, To: priority, Basis: b, State: graph.LinkStateActive}
}

func writeAll(t *testing.T, open Opener) {
	s := try(t, open)
	s.refuse(graph.Changes{Put: []graph.Node{site("a", "A")}, Link: []graph.Link{serves("action:none", "priority:3", graph.BasisStated)}}, graph.ErrInvalid)
	s.refuse(graph.Changes{Put: []graph.Node{site("a", "A")}, Drop: []graph.ID{"site:none"}}, graph.ErrNotFound)
	s.refuse(graph.Changes{Put: []graph.Node{site("a", "A")}, Reject: []graph.ID{"link:serves:action:none>priority:3"}}, graph.ErrNotFound)
	is(t, "sites", s.where(graph.KindSite, nil), "")
}

func writeNothing(t *testing.T, open Opener) {
	s := try(t, open)
	s.must(smallPlan(), 1)
	s.must(graph.Changes{}, 1)
	s.must(graph.Changes{Put: []graph.Node{site("a", "A")}, Drop: []graph.ID{"site:a"}}, 1)
	s.must(graph.Changes{Put: []graph.Node{site("a", "A")}}, 2)
}

func writeKey(t *testing.T, open Opener) {
	s := try(t, open)
	s.must(graph.Changes{Put: []graph.Node{site("a", "A")}, IdempotencyKey: "k"}, 2)
	s.must(graph.Changes{Put: []graph.Node{site("b", "B")}}, 3)
	again, err := s.store.Apply(t.Context(), graph.Changes{Actor: "x", Drop: []graph.ID{"site:a"}, IdempotencyKey: "k"})
	is(t, "the first one's revision", again, 2)
	is(t, "error", err, nil)
	is(t, "nothing was dropped", s.where(graph.KindSite, nil), "a b")
	s.must(graph.Changes{Put: []graph.Node{site("b", "B")}, IdempotencyKey: "idle"}, 3)
	s.must(graph.Changes{Put: []graph.Node{site("c", "C")}}, 4)
	again, err = s.store.Apply(t.Context(), graph.Changes{Actor: "x", Drop: []graph.ID{"site:a"}, IdempotencyKey: "idle"})
	is(t, "where it stood when the key was used without a difference", again, 3)
	is(t, "error", err, nil)
	is(t, "nothing was dropped either", s.where(graph.KindSite, nil), "a b c")
	s.refuse(graph.Changes{Drop: []graph.ID{"site:none"}, IdempotencyKey: "refused"}, graph.ErrNotFound)
	s.must(graph.Changes{Put: []graph.Node{site("d", "D")}, IdempotencyKey: "refused"}, 5)
}

func writeExpect(t *testing.T, open Opener) {
	s := try(t, open)
	link := graph.ID("link:serves:action:beta>priority:4")
	s.refuse(graph.Changes{Put: []graph.Node{site("a", "A")}, Expect: map[graph.ID]graph.Revision{"action:beta": 2}}, graph.ErrConflict)
	s.refuse(graph.Changes{Put: []graph.Node{site("a", "A")}, Expect: map[graph.ID]graph.Revision{"action:beta": 0}}, graph.ErrConflict)
	s.refuse(graph.Changes{Unlink: []graph.ID{link}, Expect: map[graph.ID]graph.Revision{link: 7}}, graph.ErrConflict)
	s.refuse(graph.Changes{Put: []graph.Node{site("a", "A")}, Expect: map[graph.ID]graph.Revision{"site:b": 1}}, graph.ErrConflict)
	s.must(graph.Changes{Put: []graph.Node{site("a", "A")}, Expect: map[graph.ID]graph.Revision{"action:beta": 1, link: 1, "site:a": 0}}, 2)
	s.refuse(graph.Changes{Put: []graph.Node{site("a", "A2")}, Expect: map[graph.ID]graph.Revision{"site:a": 0}}, graph.ErrConflict)
	s.must(graph.Changes{Put: []graph.Node{site("a", "A2")}, Expect: map[graph.ID]graph.Revision{"site:a": 2}}, 3)
}

func writeReject(t *testing.T, open Opener) {
	s := try(t, open)
	s.must(graph.Changes{Reject: []graph.ID{"link:serves:action:beta>priority:4"}}, 2)
	s.must(graph.Changes{Reject: []graph.ID{"link:serves:action:beta>priority:4"}}, 2)
	s.must(smallPlan(), 2) // the next import does not bring it back
	s.must(graph.Changes{Link: []graph.Link{serves("action:beta", "priority:4", graph.BasisCurated)}}, 3)
	is(t, "back", pageSlugs(s.step("action:beta", "priorities", nil)), "4")
}

func writeEnds(t *testing.T, open Opener) {
	s := try(t, open)
	s.must(graph.Changes{Link: []graph.Link{serves("action:beta", "priority:5", graph.BasisCurated)}}, 2)
	is(t, "the action's revision", s.lookup("action:beta", graph.Selection{}).Node.Revision, 1)
	is(t, "the link's", s.step("action:beta", "priorities", nil).Edges[1].Link.Link.Revision, 2)
}

func writeDrop(t *testing.T, open Opener) {
	s := try(t, open)
	s.must(graph.Changes{Reject: []graph.ID{"link:serves:action:beta>priority:4"}}, 2)
	s.must(graph.Changes{Drop: []graph.ID{"action:beta"}}, 3)
	is(t, "actions of priority 4", pageSlugs(s.step("priority:4", "actions", nil)), "shared emile")
	left := s.links(graph.LinkWalk{States: graph.AllLinkStates})
	for _, e := range left.Edges {
		if e.Link.Link.From == "action:beta" || e.Link.Link.To == "action:beta" {
			t.Errorf("%s is still there", e.Link.Link.ID)
		}
	}
	s.must(graph.Changes{Put: []graph.Node{{ID: "action:beta", Kind: graph.KindAction, Title: "Beta again", Position: 1}}}, 4)
	is(t, "it comes back without them", pageSlugs(s.step("action:beta", "priorities", nil)), "")
	s.must(graph.Changes{Link: []graph.Link{serves("action:beta", "priority:3", graph.BasisCurated)}, Drop: []graph.ID{"action:beta"}}, 5)
	is(t, "nor does a link of the same change stay", pageSlugs(s.step("priority:3", "actions", nil)), "alpha shared")
}

func writeMerge(t *testing.T, open Opener) {
	s := try(t, open)
	s.refuse(graph.Changes{Alias: []graph.Alias{{Old: "action:beta", New: "action:alpha"}}}, graph.ErrInvalid)
	s.must(graph.Changes{Drop: []graph.ID{"action:beta"}, Alias: []graph.Alias{{Old: "action:beta", New: "action:alpha"}}}, 2)
	n := s.lookup("action:beta", graph.Selection{}).Node
	is(t, "the former ID leads to", n.ID, "action:alpha")
	is(t, "which has changed", n.Revision, 2)
	s.must(graph.Changes{Alias: []graph.Alias{{Old: "action:beta", New: "action:alpha"}}}, 2)
	s.refuse(graph.Changes{Put: []graph.Node{{ID: "action:beta", Kind: graph.KindAction, Title: "Beta", Position: 1}}}, graph.ErrConflict)
	s.refuse(graph.Changes{Link: []graph.Link{serves("action:beta", "priority:3", graph.BasisCurated)}}, graph.ErrInvalid)
	s.must(graph.Changes{Alias: []graph.Alias{{Old: "action:beta", New: "action:emile"}}}, 3)
	is(t, "it leads elsewhere now", s.lookup("action:beta", graph.Selection{}).Node.ID, "action:emile")
	is(t, "and no longer there", len(s.lookup("action:alpha", graph.Selection{}).Node.PreviousIDs), 0)
	s.must(graph.Changes{Drop: []graph.ID{"action:emile"}}, 4)
	a, err := s.view.Lookup(t.Context(), graph.Lookup{IDs: []graph.ID{"action:beta"}})
	if err != nil || a.Nodes[0] != nil {
		t.Errorf("it leads nowhere in the end, not to %v, %v", a.Nodes[0], err)
	}
}

func writePair(t *testing.T, open Opener) {
	s := try(t, open)
	score := 0.9
	turned := graph.Link{Relation: graph.RelationSimilarTo, From: "action:beta", To: "action:alpha", Basis: graph.BasisCurated, State: graph.LinkStateActive, Score: &score}
	s.must(graph.Changes{Link: []graph.Link{turned}}, 2)
	page := s.links(graph.LinkWalk{Relations: graph.Relations(graph.RelationSimilarTo), Basis: graph.Bases(graph.BasisCurated)})
	is(t, "replaced whole, whichever way it is given", linkPageIDs(page), "link:similar-to:action:alpha>action:beta\n")
	is(t, "note", page.Edges[0].Link.Link.Note, "")
}

func writeAliasing(t *testing.T, open Opener) {
	s := try(t, open)
	c := graph.Changes{Put: []graph.Node{{ID: "action:new", Kind: graph.KindAction, Title: "New", Position: 1, Evidence: cite("before")}}, Link: []graph.Link{serves("action:new", "priority:3", graph.BasisStated)}}
	c.Link[0].Rows = []graph.ID{"priority:4", "priority:3"}
	s.must(c, 2)
	c.Put[0].Evidence[0].Quote, c.Link[0].Rows[0] = "after", "priority:5"
	is(t, "evidence", s.lookup("action:new", graph.Selection{Evidence: true}).Node.Evidence[0].Quote, "before")
	is(t, "rows, in order", plain(s.step("action:new", "priorities", nil).Edges[0].Link.Link.Rows), `["priority:3","priority:4"]`)
}

func writeView(t *testing.T, open Opener) {
	s := try(t, open)
	before := s.view
	s.must(graph.Changes{Put: []graph.Node{site("a", "A")}}, 2)
	is(t, "a new view", s.where(graph.KindSite, nil), "a")
	is(t, "the old view's revision", before.Revision(), 1)
}

func writeGlance(t *testing.T, open Opener) {
	s := try(t, open)
	s.must(graph.Changes{Put: []graph.Node{site("a", "A")}}, 2)
	var err error
	if s.view, err = graph.Glance(t.Context(), s.store); err != nil {
		t.Fatal(err)
	}
	is(t, "what stands", s.where(graph.KindSite, nil), "a")
	for range 2 {
		r, err := graph.RevisionOf(t.Context(), s.view)
		is(t, "its revision", plain([]any{r, err}), "[2,null]")
		apply(t, s.store, graph.Changes{Actor: "x", Put: []graph.Node{site("b", "B")}})
	}
}

func writeLoad(t *testing.T, open Opener) {
	s := open(t)
	defer closeStore(t, s)
	part := func(c graph.Changes) graph.Changes {
		c.Actor, c.Load = "graphtest", "small plan"
		return c
	}
	is(t, "the first part", apply(t, s, part(smallPlan())), 1)
	_, err := s.View(t.Context())
	is(t, "no view", errorKind(err), errorKind(graph.ErrUnavailable))
	v, err := graph.Glance(t.Context(), s)
	if err == nil {
		_, err = v.Walk(t.Context(), graph.Walk{Kind: graph.KindSite, Page: everything})
		_, newest := graph.RevisionOf(t.Context(), v)
		is(t, "no revision", errorKind(newest), errorKind(graph.ErrUnavailable))
	}
	is(t, "nothing to glance at", errorKind(err), errorKind(graph.ErrUnavailable))
	status, err := s.Status(t.Context())
	is(t, "status", plain([]any{status.Load, status.Revision, err}), `["small plan",1,null]`)
	_, err = s.Apply(t.Context(), graph.Changes{Actor: "somebody else", Put: []graph.Node{site("b", "B")}})
	is(t, "another change", errorKind(err), errorKind(graph.ErrUnavailable))
	_, err = s.Apply(t.Context(), graph.Changes{Actor: "graphtest", Load: "another", LoadEnds: true})
	is(t, "another load", errorKind(err), errorKind(graph.ErrUnavailable))
	is(t, "the second part", apply(t, s, part(graph.Changes{Put: []graph.Node{site("a", "A")}})), 2)
	is(t, "the journal is there", len((&trial{T: t, store: s}).journal(graph.JournalQuery{})), 2)
	is(t, "a last part without changes takes no revision", apply(t, s, part(graph.Changes{LoadEnds: true})), 2)
	is(t, "a view", view(t, s).Revision(), 2)
	is(t, "other changes", apply(t, s, graph.Changes{Actor: "somebody else", Put: []graph.Node{site("b", "B")}}), 3)
	status, err = s.Status(t.Context())
	is(t, "status in the end", plain([]any{status.Load, status.Revision, err}), `["",3,null]`)
}

// writeTogether has writers add an action with its link in one change, and readers look at both: they never see one
// without the other.
func writeTogether(t *testing.T, open Opener) {
	s := try(t, open)
	const writers, each = 4, 15
	var work sync.WaitGroup
	done := make(chan struct{})
	for w := range writers {
		work.Go(func() {
			for i := range each {
				id := graph.NodeID(graph.KindAction, fmt.Sprintf("w%d-%d", w, i))
				c := graph.Changes{Actor: "writer", Put: []graph.Node{{ID: id, Kind: graph.KindAction, Title: "Written", Position: 9}}, Link: []graph.Link{serves(id, "priority:5", graph.BasisStated)}}
				if _, err := s.store.Apply(t.Context(), c); err != nil {
					t.Error(err)
				}
			}
		})
	}
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() { readUntil(t, s.store, done) })
	}
	work.Wait()
	close(done)
	readers.Wait()
	status, err := s.store.Status(t.Context())
	is(t, "error", err, nil)
	is(t, "one revision each", status.Revision, 1+writers*each)
}

func readUntil(t *testing.T, s graph.Store, done <-chan struct{}) {
	for last := graph.Revision(0); ; {
		v, err := s.View(t.Context())
		if err != nil {
			t.Error(err)
			return
		}
		step := graph.Step{Route: route(graph.KindAction, "priorities"), Page: everything}
		page, err := v.Walk(t.Context(), graph.Walk{Kind: graph.KindAction, Where: title(graph.OpEq, false, "Written"), Page: everything, Select: graph.Selection{Steps: []graph.Step{step}}})
		if err != nil || v.Revision() < last {
			t.Errorf("revision %d after %d: %v", v.Revision(), last, err)
			return
		}
		for _, e := range page.Edges {
			if len(e.To.Pages[0].Edges) != 1 {
				t.Errorf("%s stands there without its link", e.To.Node.ID)
			}
		}
		last = v.Revision()
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}
