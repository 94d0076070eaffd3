package neostore_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/neotest"
)

// makeOld turns a database into one of format 1: that is what it was without Touch nodes and their index, and without the
// index of links by basis.
func makeOld(t *testing.T, s *neostore.Store) {
	t.Helper()
	for _, text := range []string{"MATCH (t:Touch) DELETE t", "DROP INDEX touch IF EXISTS", "DROP INDEX involves_basis IF EXISTS", "MATCH (m:Meta) SET m.format = 1"} {
		if _, err := s.Raw(t.Context(), text, nil); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOlderDatabasesAreUpgraded(t *testing.T) {
	s := neostoretest.Open(t)
	fill(t, s, 30)
	site := graph.Changes{Actor: "test", Put: []graph.Node{{ID: "site:a", Kind: graph.KindSite, Title: "A", Position: 1}}}
	if _, err := s.Apply(t.Context(), site); err != nil {
		t.Fatal(err)
	}
	makeOld(t, s)
	// More entries than one piece of an upgrade takes.
	const last = 520
	if _, err := s.Raw(t.Context(), `MATCH (c:Change {revision: 2}) UNWIND range(3, $last) AS r
CREATE (:Change {revision: r, entry: replace(c.entry, '"revision":2', '"revision":' + r)})`, map[string]any{"last": last}); err != nil {
		t.Fatal(err)
	}

	o := options(neotest.Shared(t))
	o.ReadOnly = true
	_, err := neostore.Open(t.Context(), neotest.Shared(t).URI, o)
	if !errors.Is(err, graph.ErrReadOnly) || !strings.Contains(err.Error(), "open it once for writing") {
		t.Errorf("read-only it gives %v", err)
	}
	_, err = s.Apply(t.Context(), onePriority)
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "format 1") {
		t.Errorf("a program that has it open and writes another format gets %v", err)
	}
	// Two programs start at the same time.
	var opening sync.WaitGroup
	for range 2 {
		opening.Go(func() { neostoretest.Dial(t, neotest.Shared(t)) })
	}
	opening.Wait()
	entries, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil || len(entries) != last {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	touches := 0
	for i := range entries {
		touches += len(entries[i].Subjects())
	}
	rows, err := s.Raw(t.Context(), "MATCH (t:Touch) RETURN count(*), count(DISTINCT t.revision + ' ' + t.subject)", nil)
	if err != nil || fmt.Sprint(rows) != fmt.Sprintf("[[%d %d]]", touches, touches) {
		t.Errorf("%v touches are kept of %d, %v", rows, touches, err)
	}
	newest, err := s.Journal(t.Context(), graph.JournalQuery{Subjects: []graph.ID{"site:a"}, Backward: true})
	if err != nil || len(newest) != last-1 || newest[0].Revision != last || newest[last-2].Revision != 2 {
		t.Errorf("the site was touched by %d entries, %v", len(newest), err)
	}
}

func TestNewerDatabasesAreRefused(t *testing.T) {
	s := neostoretest.Open(t)
	if _, err := s.Raw(t.Context(), "MATCH (m:Meta) SET m.format = 99", nil); err != nil {
		t.Fatal(err)
	}
	defer func() { // or the next test would be refused too
		if _, err := s.Raw(t.Context(), "MATCH (m:Meta) DELETE m", nil); err != nil {
			t.Error(err)
		}
	}()
	_, err := neostore.Open(t.Context(), neotest.Shared(t).URI, options(neotest.Shared(t)))
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "newer program") {
		t.Errorf("it gives %v", err)
	}
}

// The history of one thing is looked up, however long the journal is.
func TestHistoryIsLookedUp(t *testing.T) {
	s := neostoretest.Open(t)
	fill(t, s, 100)
	for _, q := range []graph.JournalQuery{
		{Subjects: []graph.ID{"action:1"}},
		{Subjects: []graph.ID{"action:1", "action:2"}, After: 3, Until: 9, Limit: 5, Backward: true},
	} {
		plan, err := s.Explain(t.Context(), neostore.JournalText(q))
		if err != nil {
			t.Fatal(err)
		}
		seeks := 0
		for _, op := range plan {
			switch {
			case strings.Contains(op[0], "Scan"):
				t.Errorf("%+v is answered with a %s: %s", q, op[0], op[1])
			case strings.Contains(op[0], "IndexSeek"):
				seeks++
			}
		}
		if seeks != 2 {
			t.Errorf("%+v is answered with %v", q, plan)
		}
	}
}
