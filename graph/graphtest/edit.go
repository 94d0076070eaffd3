package graphtest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/edit"
)

var editPromises = []promise{
	{"ACreateCarriesItsLinks", editCreate},
	{"WhatExistsIsNotCreatedAgain", editDuplicate},
	{"AbsentLeavesAndNullClears", editUpdate},
	{"AnotherRevisionIsAConflict", editConflict},
	{"WhatIsInUseIsNotDeleted", editDelete},
	{"AConfirmedLinkIsCurated", editConfirm},
	{"ARejectedLinkIsNotMadeAgain", editReject},
	{"AMergeLosesNothing", editMerge},
	{"ADeletedNodeIsRestoredWithItsLinks", editRestore},
	{"AListIsAllOrNothing", editList},
	{"ARepeatedRequestIsOneChange", editKey},
	{"NoUpdateIsLost", editTogether},
}

// edit makes edits and wants no faults.
func (t *trial) edit(edits ...edit.Edit) edit.Result {
	t.Helper()
	r := t.run(edit.Request{Actor: "ann", Edits: edits})
	for _, f := range r.Faults {
		t.Errorf("edit %d, %s: %s: %s", f.Edit, f.Field, f.Code, f.Message)
	}
	return r
}

func (t *trial) run(r edit.Request) edit.Result {
	t.Helper()
	result, err := edit.Run(t.Context(), t.store, r)
	if err != nil {
		t.Fatal(err)
	}
	if err := t.view.Close(); err != nil {
		t.Error(err)
	}
	t.view = view(t, t.store)
	return result
}

// fault makes edits and wants one fault: "CODE field current".
func (t *trial) fault(want string, edits ...edit.Edit) {
	t.Helper()
	before := t.view.Revision()
	r := t.run(edit.Request{Actor: "ann", Edits: edits})
	if len(r.Faults) != 1 {
		t.Fatalf("%d faults, want %s: %v", len(r.Faults), want, r.Faults)
	}
	f := r.Faults[0]
	is(t, "fault of "+f.Message, fmt.Sprintf("%s %s %s", f.Code, f.Field, f.Current), want)
	is(t, "revision after a fault", t.view.Revision(), before)
}

// linkNow gives a link, rejected or not; nil if there is none.
func (t *trial) linkNow(id graph.ID) *graph.Link {
	t.Helper()
	a, err := t.view.Lookup(t.Context(), graph.Lookup{IDs: []graph.ID{id}, Link: graph.LinkSelection{Evidence: true}})
	if err != nil {
		t.Fatal(err)
	}
	if a.Links[0] == nil {
		return nil
	}
	return a.Links[0].Link
}

func (t *trial) nodeNow(id graph.ID) *graph.Node {
	t.Helper()
	return t.lookup(id, graph.Selection{Evidence: true}).Node
}

func editCreate(t *testing.T, open Opener) {
	s := try(t, open)
	r := s.edit(edit.Create{
		Kind: graph.KindAction, Plans: []edit.Name{"plan:county"},
		Fields: edit.Fields{"title": "Open a reading room", "schedule": []any{
			map[string]any{"year": "2022/23", "quarter": int64(3)}, map[string]any{"year": "2022/23", "quarter": int64(1)},
		}},
		Links: map[string][]edit.Name{"priorities": {"priority:5", "priority:3"}, "partners": {"partner:agency"}, "similar": {"action:alpha"}},
	})
	is(t, "ID", r.Subjects[0], "action:open-a-reading-room")
	is(t, "revision", r.Revision, 2)
	n := s.nodeNow("action:open-a-reading-room")
	is(t, "position", n.Position, 5)
	is(t, "schedule in order", plain(n.Schedule), `[{"year":"2022/23","quarter":1},{"year":"2022/23","quarter":3}]`)
	is(t, "priorities", pageSlugs(s.step(n.ID, "priorities", nil)), "3 5")
	l := s.linkNow("link:serves:action:open-a-reading-room>priority:5")
	is(t, "a person made the link", l.Basis, graph.BasisCurated)
	is(t, "in the plan", s.where(graph.KindAction, graph.InPlan{Plan: "plan:county"}), "alpha shared beta emile open-a-reading-room")
	is(t, "likeness without a score is certain", *s.linkNow(graph.LinkID(graph.RelationSimilarTo, "action:alpha", n.ID)).Score, 1)

	s.fault("INVALID title ", edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": " "}})
	s.fault("INVALID schedule ", edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "A", "schedule": []any{map[string]any{"year": "2022", "quarter": int64(5)}}}})
	s.fault("NOT_FOUND priorities ", edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "A"}, Links: map[string][]edit.Name{"priorities": {"priority:99"}}})
	s.fault("INVALID priorities ", edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "A"}, Links: map[string][]edit.Name{"priorities": {"theme:people"}}})
	s.fault("INVALID themes ", edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "A"}, Links: map[string][]edit.Name{"themes": {"theme:people"}}})
}

func editDuplicate(t *testing.T, open Opener) {
	s := try(t, open)
	s.fault("DUPLICATE title action:emile", edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "emile’s WALK"}})
	s.fault("DUPLICATE code activity:rooms", edit.Create{Kind: graph.KindActivity, Fields: edit.Fields{"title": "More rooms", "code": "2.2"}})
	// In another plan it is something else, with an ID of its own.
	r := s.edit(edit.Create{Kind: graph.KindPriority, Fields: edit.Fields{"title": "Prosper", "code": "3"}, Plans: []edit.Name{"plan:city"}})
	is(t, "ID", r.Subjects[0], "priority:3-2")
}

func editUpdate(t *testing.T, open Opener) {
	s := try(t, open)
	s.edit(edit.Update{ID: "action:alpha", Kind: graph.KindAction, Fields: edit.Fields{"title": "Alpha, anew"}})
	n := s.nodeNow("action:alpha")
	is(t, "title", n.Title, "Alpha, anew")
	is(t, "description", n.Description, "Work with partners on books")
	is(t, "the quarter's evidence", len(n.Schedule[0].Evidence), 1)
	s.edit(edit.Update{ID: "action:alpha", Fields: edit.Fields{"description": nil, "schedule": nil}})
	n = s.nodeNow("action:alpha")
	is(t, "cleared", n.Description == "" && len(n.Schedule) == 0, true)
	is(t, "its evidence stays", len(n.Evidence), 1)
	r := s.edit(edit.Update{ID: "action:alpha", Fields: edit.Fields{"title": "Alpha, anew"}})
	is(t, "what changes nothing takes no revision", r.Revision, 3)
	s.edit(edit.Update{ID: "partner:agency", Fields: edit.Fields{"type": "SECTOR"}})
	is(t, "type", s.nodeNow("partner:agency").Type, graph.PartnerTypeSector)

	s.fault("INVALID title ", edit.Update{ID: "action:alpha", Fields: edit.Fields{"title": nil}})
	s.fault("INVALID type ", edit.Update{ID: "partner:agency", Fields: edit.Fields{"type": nil}})
	s.fault("INVALID position ", edit.Update{ID: "action:alpha", Fields: edit.Fields{"position": int64(0)}})
	s.fault("INVALID id ", edit.Update{ID: "alpha", Kind: graph.KindAction, Fields: edit.Fields{"title": "A"}})
	s.fault("INVALID id ", edit.Update{ID: "theme:people", Kind: graph.KindAction, Fields: edit.Fields{"title": "A"}})
	s.fault("NOT_FOUND id ", edit.Update{ID: "action:none", Fields: edit.Fields{"title": "A"}})
}

func editConflict(t *testing.T, open Opener) {
	s := try(t, open)
	s.edit(edit.Update{ID: "action:alpha", Expect: 1, Fields: edit.Fields{"title": "First"}})
	s.fault("CONFLICT expectedRevision action:alpha", edit.Update{ID: "action:alpha", Expect: 1, Fields: edit.Fields{"title": "Second"}})
	s.fault("CONFLICT expectedRevision action:alpha", edit.Delete{ID: "action:alpha", Expect: 1})
	s.edit(edit.Confirm{ID: "link:serves:action:alpha>priority:3"})
	s.fault("CONFLICT expectedRevision ", edit.Reject{ID: "link:serves:action:alpha>priority:3", Expect: 1})
	is(t, "title", s.nodeNow("action:alpha").Title, "First")
}

func editDelete(t *testing.T, open Opener) {
	s := try(t, open)
	s.fault("IN_USE id priority:3", edit.Delete{ID: "priority:3", Kind: graph.KindPriority})
	s.edit(edit.Delete{ID: "action:alpha", Kind: graph.KindAction}) // what goes out from it goes with it
	is(t, "actions", s.where(graph.KindAction, nil), "shared beta emile")
	is(t, "its links", s.linkNow("link:serves:action:alpha>priority:3") == nil, true)
	s.edit(edit.Delete{ID: "priority:3", WithLinks: true})
	is(t, "priorities", s.where(graph.KindPriority, nil), "4 5 6")
	s.fault("NOT_FOUND id ", edit.Delete{ID: "priority:3"})
}

func editConfirm(t *testing.T, open Opener) {
	s := try(t, open)
	note := "seen in the minutes"
	id := graph.ID("link:keeps:action:alpha>promise:lend")
	s.edit(edit.Confirm{ID: edit.Name(id), Note: &note})
	l := s.linkNow(id)
	is(t, "basis and note", fmt.Sprint(l.Basis, l.Note), "CURATED"+note)
	is(t, "it keeps its rows and evidence", len(l.Rows)+len(l.Evidence), 2)
	entries := s.journal(graph.JournalQuery{After: 1})
	is(t, "the old basis stays in the journal", entries[0].Links[0].Before.Basis, graph.BasisCoListed)
	is(t, "who did it", entries[0].Actor, "ann")
	s.edit(edit.Reject{ID: edit.Name(id)})
	s.edit(edit.Confirm{ID: edit.Name(id)})
	is(t, "a rejected link counts again", s.linkNow(id).State, graph.LinkStateActive)
}

func editReject(t *testing.T, open Opener) {
	s := try(t, open)
	id := graph.ID("link:serves:action:alpha>priority:3")
	s.edit(edit.Reject{ID: edit.Name(id)})
	is(t, "state", s.linkNow(id).State, graph.LinkStateRejected)
	s.fault("REJECTED_BEFORE  ", edit.Connect{Relation: graph.RelationServes, From: "action:alpha", To: "priority:3"})
	s.edit(edit.Connect{Relation: graph.RelationServes, From: "action:alpha", To: "priority:4", Note: "agreed"})
	s.fault("DUPLICATE  ", edit.Connect{Relation: graph.RelationServes, From: "action:alpha", To: "priority:4"})
	s.fault("INVALID to ", edit.Connect{Relation: graph.RelationServes, From: "action:alpha", To: "promise:lend"})
	s.fault("INVALID from ", edit.Connect{Relation: graph.RelationServes, From: "theme:people", To: "priority:4"})
	s.fault("INVALID score ", edit.Connect{Relation: graph.RelationServes, From: "action:alpha", To: "priority:5", Score: new(float64)})
	s.edit(edit.Disconnect{ID: "link:serves:action:alpha>priority:4"})
	is(t, "removed", s.linkNow("link:serves:action:alpha>priority:4") == nil, true)
	s.fault("NOT_FOUND id ", edit.Disconnect{ID: "link:serves:action:alpha>priority:4"})
}

func editMerge(t *testing.T, open Opener) {
	s := try(t, open)
	s.edit(edit.Reject{ID: "link:serves:action:beta>priority:4"})
	s.edit(edit.Merge{Into: "action:alpha", From: []edit.Name{"action:beta", "action:shared"}})
	n := s.nodeNow("action:beta")
	is(t, "the old ID leads to it", n.ID, "action:alpha")
	is(t, "former IDs", plain(n.PreviousIDs), `["action:beta","action:shared"]`)
	is(t, "quarters of all", len(n.Schedule), 2)
	is(t, "evidence of all", len(n.Evidence), 3)
	is(t, "priorities of all", pageSlugs(s.step("action:alpha", "priorities", nil)), "3")
	is(t, "what was rejected of one stays so", s.linkNow("link:serves:action:alpha>priority:4").State, graph.LinkStateRejected)
	is(t, "a likeness among them is gone", s.linkNow(graph.LinkID(graph.RelationSimilarTo, "action:alpha", "action:beta")) == nil, true)
	is(t, "one with another stays", pageSlugs(s.step("action:alpha", "similar", nil)), "emile")
	s.edit(edit.Update{ID: "action:beta", Fields: edit.Fields{"title": "All three"}})
	is(t, "a former ID may be used", s.nodeNow("action:alpha").Title, "All three")
	s.edit(edit.Merge{Into: "priority:4", From: []edit.Name{"priority:3"}})
	is(t, "rows move", plain(s.linkNow("link:has-theme:promise:lend>theme:people").Rows), `["priority:4"]`)
	s.fault("INVALID from ", edit.Merge{Into: "priority:4", From: []edit.Name{"priority:3"}})
	s.fault("INVALID from ", edit.Merge{Into: "priority:4", From: []edit.Name{"theme:people"}})
}

func editRestore(t *testing.T, open Opener) {
	s := try(t, open)
	s.edit(edit.Merge{Into: "action:alpha", From: []edit.Name{"action:beta"}})
	before := s.nodeNow("action:alpha")
	priorities := pageSlugs(s.step("action:alpha", "priorities", nil))
	s.edit(edit.Delete{ID: "action:alpha"})
	s.edit(edit.Delete{ID: "priority:4", WithLinks: true})
	s.edit(edit.Restore{ID: "action:alpha"})
	after := s.nodeNow("action:beta")
	is(t, "the same node", plain([]any{after.Title, after.Schedule, after.PreviousIDs}), plain([]any{before.Title, before.Schedule, before.PreviousIDs}))
	is(t, "priorities before", priorities, "3 4")
	is(t, "those that stand", pageSlugs(s.step("action:alpha", "priorities", nil)), "3")
	s.edit(edit.Restore{ID: "priority:4"})
	is(t, "links at both ends come back with the second", pageSlugs(s.step("priority:4", "promises", nil)), "lend late")
	s.fault("CONFLICT id action:alpha", edit.Restore{ID: "action:alpha"})
	s.fault("CONFLICT id action:alpha", edit.Restore{ID: "action:beta"})
	s.fault("NOT_FOUND id ", edit.Restore{ID: "action:none"})
	s.fault("INVALID id ", edit.Restore{ID: "link:serves:action:alpha>priority:3"})
}

func editList(t *testing.T, open Opener) {
	s := try(t, open)
	r := s.edit(
		edit.Create{Kind: graph.KindPriority, Ref: "p", Fields: edit.Fields{"title": "New", "code": "7"}},
		edit.Create{Kind: graph.KindAction, Ref: "a", Fields: edit.Fields{"title": "One"}, Links: map[string][]edit.Name{"priorities": {"#p"}}},
		edit.Connect{Relation: graph.RelationServes, From: "#a", To: "priority:5"},
		edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "Two"}},
		edit.Delete{ID: "#a"},
		edit.Update{ID: "#p", Fields: edit.Fields{"title": "Newer"}},
	)
	is(t, "revision", r.Revision, 2)
	is(t, "subjects", plain(r.Subjects), `["priority:7","action:one","link:serves:action:one\u003epriority:5","action:two","action:one","priority:7"]`)
	is(t, "actions", s.where(graph.KindAction, nil), "alpha shared beta emile two")
	is(t, "title", s.nodeNow("priority:7").Title, "Newer")
	refused := s.run(edit.Request{Actor: "ann", Edits: []edit.Edit{
		edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "Three"}},
		edit.Create{Kind: graph.KindAction, Ref: "b", Fields: edit.Fields{"title": ""}},
		edit.Connect{Relation: graph.RelationServes, From: "#b", To: "priority:5"},
		edit.Connect{Relation: graph.RelationServes, From: "#c", To: "priority:5"},
	}})
	is(t, "what follows from another fault is not told", len(refused.Faults), 2)
	is(t, "edits at fault", refused.Faults[0].Edit+10*refused.Faults[1].Edit, 31)
	is(t, "nothing was made", s.where(graph.KindAction, nil), "alpha shared beta emile two")
	if r := s.run(edit.Request{Edits: []edit.Edit{edit.Delete{ID: "action:two"}}}); len(r.Faults) != 1 || r.Faults[0].Code != edit.Forbidden {
		t.Errorf("nobody: %v", r.Faults)
	}
}

func editKey(t *testing.T, open Opener) {
	s := try(t, open)
	request := edit.Request{Actor: "ann", Key: "k", Edits: []edit.Edit{
		edit.Create{Kind: graph.KindAction, Ref: "a", Fields: edit.Fields{"title": "One"}},
		edit.Connect{Relation: graph.RelationServes, From: "#a", To: "priority:5"},
	}}
	first := s.run(request)
	s.edit(edit.Update{ID: "action:one", Fields: edit.Fields{"title": "Otherwise"}})
	again := s.run(request)
	is(t, "the same result", plain(again), plain(first))
	is(t, "and no new revision", s.view.Revision(), 3)
	request.Edits = []edit.Edit{edit.Create{Kind: graph.KindAction, Fields: edit.Fields{"title": "Two"}}}
	if r := s.run(request); len(r.Faults) != 1 || r.Faults[0].Code != edit.Conflict {
		t.Errorf("the key of another request: %v", r.Faults)
	}
}

// editTogether has many writers change the same node at once: each reads, adds one, and writes on the condition that
// nobody was faster; the sum shows that no update was lost.
func editTogether(t *testing.T, open Opener) {
	s := try(t, open)
	const writers, rounds = 4, 5
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for range rounds {
				if err := increment(t, s.store, "action:alpha"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	s.view = view(t, s.store)
	is(t, "the sum", s.nodeNow("action:alpha").Position, 1+writers*rounds)
}

func increment(t *testing.T, store graph.Store, id graph.ID) error {
	for {
		v := view(t, store)
		a, err := v.Lookup(t.Context(), graph.Lookup{IDs: []graph.ID{id}})
		if err = errors.Join(err, v.Close()); err != nil {
			return err
		}
		n := a.Nodes[0].Node
		r, err := edit.Run(t.Context(), store, edit.Request{Actor: "ann", Edits: []edit.Edit{
			edit.Update{ID: edit.Name(id), Expect: n.Revision, Fields: edit.Fields{"position": int64(n.Position + 1)}},
		}})
		if err != nil {
			return err
		}
		if len(r.Faults) == 0 {
			return nil
		}
		if r.Faults[0].Code != edit.Conflict {
			return r.Faults[0]
		}
	}
}
