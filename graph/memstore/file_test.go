package memstore_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// sites are changes that make sites with numbers from one to before another.
func sites(from, to int) graph.Changes {
	c := graph.Changes{Actor: "t"}
	for i := from; i < to; i++ {
		cite := graph.Citation{Plan: "plan:p", Document: "d.txt", Quote: strings.Repeat(fmt.Sprint("quote ", i, " "), 5), AsPrinted: "as printed"}
		c.Put = append(c.Put, graph.Node{ID: graph.NodeID(graph.KindSite, fmt.Sprint(i)), Kind: graph.KindSite, Title: fmt.Sprint("Site ", i), Position: i + 1, Evidence: []graph.Citation{cite}})
	}
	return c
}

func apply(t testing.TB, s graph.Store, c graph.Changes) {
	t.Helper()
	if _, err := s.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func closeStore(t testing.TB, s graph.Store) {
	t.Helper()
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func status(t testing.TB, s graph.Store) graph.Status {
	t.Helper()
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// wantKind fails unless an error is of a kind and its message has some words in it.
func wantKind(t *testing.T, err, kind error, words string) {
	t.Helper()
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), words) {
		t.Errorf("got %v, want it to be %v and to say %q", err, kind, words)
	}
}

func TestWhatWasKeptIsThereAgain(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	score := 0.5
	c := sites(0, 40)
	c.Put = append(c.Put,
		graph.Node{ID: "action:a", Kind: graph.KindAction, Code: "1.1", Title: "A", Description: "longer", Position: 1, Own: graph.Own{Schedule: []graph.ScheduledQuarter{{Quarter: graph.Quarter{Year: "2022/23", Number: 1}, Evidence: c.Put[0].Evidence}}}},
		graph.Node{ID: "action:b", Kind: graph.KindAction, Title: "B", Position: 2},
		graph.Node{ID: "partner:p", Kind: graph.KindPartner, Title: "P", Position: 1, Own: graph.Own{Type: graph.PartnerTypeGroup}},
		graph.Node{ID: "plan:p", Kind: graph.KindPlan, Title: "Plan", Position: 1, Own: graph.Own{Year: "2022/23", ColumnTitles: []graph.ColumnTitle{{Kind: graph.KindAction, Title: "Actions"}}}})
	c.Link = []graph.Link{
		{Relation: graph.RelationSimilarTo, From: "action:b", To: "action:a", Basis: graph.BasisInferred, State: graph.LinkStateActive, Score: &score, Note: "note"},
		{Relation: graph.RelationInvolves, From: "action:a", To: "partner:p", Basis: graph.BasisMentioned, State: graph.LinkStateRejected, Rows: []graph.ID{"priority:3"}, Evidence: c.Put[0].Evidence},
	}
	c.Alias = []graph.Alias{{Old: "site:former", New: "site:7"}}
	apply(t, s, c)
	before := status(t, s)
	closeStore(t, s)
	s = open(t, dir)
	defer closeStore(t, s)
	if after := status(t, s); after != before {
		t.Errorf("got %+v, want %+v", after, before)
	}
	nodes, links, err := graphtest.Dump(t.Context(), s)
	if err != nil || graph.HashGraph(nodes, links) != before.Hash {
		t.Errorf("what it answers with is something else: %v", err)
	}
}

func TestOneWriterAndItsReaders(t *testing.T) {
	dir := t.TempDir()
	_, err := memstore.Open(t.Context(), dir, memstore.Options{ReadOnly: true})
	wantKind(t, err, graph.ErrNotFound, dir)
	writer := open(t, dir)
	_, err = memstore.Open(t.Context(), dir, memstore.Options{})
	wantKind(t, err, graph.ErrUnavailable, dir)
	reader, err := memstore.Open(t.Context(), dir, memstore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, reader)
	_, err = reader.Apply(t.Context(), sites(0, 1))
	wantKind(t, err, graph.ErrReadOnly, "reading only")
	waited := make(chan int)
	go func() {
		entries, err := reader.Journal(t.Context(), graph.JournalQuery{After: 0, Wait: true})
		if err != nil {
			t.Error(err)
		}
		waited <- len(entries)
	}()
	apply(t, writer, sites(0, 1))
	if n := <-waited; n != 1 {
		t.Errorf("a reader that waited for the writer got %d entries", n)
	}
	apply(t, writer, sites(1, 3))
	apply(t, writer, graph.Changes{Actor: "t", Drop: []graph.ID{"site:1"}})
	want, got := status(t, writer), status(t, reader)
	want.ReadOnly = true
	if got != want {
		t.Errorf("the reader is at %+v, the writer at %+v", got, want)
	}
	closeStore(t, writer)
	if after := status(t, reader); after != want {
		t.Errorf("after the writer is gone the reader is at %+v", after)
	}
	closeStore(t, open(t, dir))
}

func TestABulkLoadIsUnfinishedForReadersAndAfterARestart(t *testing.T) {
	dir := t.TempDir()
	writer := open(t, dir)
	apply(t, writer, sites(0, 1))
	reader, err := memstore.Open(t.Context(), dir, memstore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, reader)
	part, end := sites(1, 2), graph.Changes{Actor: "t", Load: "sites", LoadEnds: true}
	part.Load = "sites"
	apply(t, writer, part)
	_, err = reader.View(t.Context())
	wantKind(t, err, graph.ErrUnavailable, "being loaded (sites)")
	closeStore(t, writer)
	writer = open(t, dir)
	defer closeStore(t, writer)
	if got := status(t, writer); got.Load != "sites" || got.Revision != 2 {
		t.Errorf("after a restart: %+v", got)
	}
	_, err = writer.View(t.Context())
	wantKind(t, err, graph.ErrUnavailable, "being loaded (sites)")
	apply(t, writer, end)
	for _, s := range []graph.Store{writer, reader} {
		v, err := s.View(t.Context())
		if err != nil || v.Revision() != 2 {
			t.Errorf("after the end: %v", err)
		}
	}
}

func TestFoldersMayHaveAnyName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a folder", "50% #1?mode=ro&é'\"")
	s := open(t, dir)
	apply(t, s, sites(0, 1))
	closeStore(t, s)
	if _, err := os.Stat(filepath.Join(dir, "goldenthread.db")); err != nil {
		t.Error(err)
	}
	s = open(t, dir)
	defer closeStore(t, s)
	if got := status(t, s).Nodes; got != 1 {
		t.Errorf("it holds %d nodes", got)
	}
}

func TestClosedStoresSaySo(t *testing.T) {
	s := open(t, t.TempDir())
	closeStore(t, s)
	closeStore(t, s)
	_, err := s.View(t.Context())
	wantKind(t, err, graph.ErrUnavailable, "closed")
	_, err = s.Apply(t.Context(), sites(0, 1))
	wantKind(t, err, graph.ErrUnavailable, "closed")
	_, err = s.Journal(t.Context(), graph.JournalQuery{})
	wantKind(t, err, graph.ErrUnavailable, "closed")
}

func TestFoldersThatCannotBeUsed(t *testing.T) {
	_, err := memstore.Open(t.Context(), "/proc/goldenthread", memstore.Options{})
	wantKind(t, err, graph.ErrUnavailable, "/proc/goldenthread")
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = memstore.Open(t.Context(), file, memstore.Options{})
	wantKind(t, err, graph.ErrUnavailable, file)
}

// change runs SQL on the file of a store that nobody has open.
func change(t *testing.T, dir, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "goldenthread.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), text); err != nil {
		t.Fatal(err)
	}
}

func TestChangesBehindTheStoresBackAreDamage(t *testing.T) {
	for name, c := range map[string]struct{ sql, words string }{
		"a title":           {"UPDATE nodes SET title = 'other' WHERE id = 'site:3'", "its nodes and links are not those of revision 1"},
		"a node":            {"DELETE FROM nodes WHERE id = 'site:3'", "its nodes and links are not those of revision 1"},
		"a kind":            {"UPDATE nodes SET kind = 'COLOUR' WHERE id = 'site:3'", "table nodes"},
		"an end":            {"INSERT INTO links (id, relation, from_id, to_id, basis, state, revision) VALUES ('x', 'SERVES', 'a', 'b', 'STATED', 'ACTIVE', 1)", "an end of x"},
		"evidence":          {"UPDATE nodes SET evidence = '[' WHERE id = 'site:3'", "table nodes"},
		"the revision":      {"UPDATE meta SET value = '7' WHERE name = 'revision'", "its journal ends at revision 1"},
		"the journal's end": {"DELETE FROM journal", "its journal ends at revision 0"},
		"another database":  {"DROP TABLE meta", "no store of Golden Thread"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			apply(t, s, sites(0, 10))
			closeStore(t, s)
			change(t, dir, c.sql)
			_, err := memstore.Open(t.Context(), dir, memstore.Options{})
			wantKind(t, err, graph.ErrDamaged, c.words)
			wantKind(t, err, graph.ErrDamaged, dir)
		})
	}
}

func TestNewerFormatsAreRefused(t *testing.T) {
	dir := t.TempDir()
	closeStore(t, open(t, dir))
	change(t, dir, "UPDATE meta SET value = '99' WHERE name = 'format'")
	_, err := memstore.Open(t.Context(), dir, memstore.Options{})
	wantKind(t, err, graph.ErrUnavailable, "newer version: its format is 99")
}

// The history of one thing is looked up, however long the journal is.
func TestHistoryIsLookedUp(t *testing.T) {
	s := open(t, t.TempDir())
	defer closeStore(t, s)
	for _, q := range []graph.JournalQuery{
		{Subjects: []graph.ID{"site:1"}},
		{Subjects: []graph.ID{"site:1", "site:2"}, After: 3, Until: 9, Limit: 5, Backward: true},
	} {
		plan, err := s.JournalPlan(t.Context(), q)
		if err != nil || !strings.Contains(plan, "SEARCH touched USING PRIMARY KEY (subject=? AND revision>? AND revision<?)") ||
			!strings.Contains(plan, "SEARCH journal USING INTEGER PRIMARY KEY") || strings.Contains(plan, "SCAN journal") || strings.Contains(plan, "SCAN touched") {
			t.Errorf("%+v is answered by\n%s%v", q, plan, err)
		}
	}
}

func TestJournalEntriesAreCheckedAsTheyAreRead(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	apply(t, s, sites(0, 10))
	closeStore(t, s)
	change(t, dir, "UPDATE journal SET actor = 'someone else'")
	s = open(t, dir)
	defer closeStore(t, s)
	_, err := s.Journal(t.Context(), graph.JournalQuery{})
	wantKind(t, err, graph.ErrDamaged, "revision 1")
}

// TestDamagedFilesNeverAnswerWrongly flips bytes and cuts the file off at random: either damage is reported, or what is
// answered is what was kept.
func TestDamagedFilesNeverAnswerWrongly(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	apply(t, s, sites(0, 30))
	apply(t, s, sites(10, 60))
	want := status(t, s)
	closeStore(t, s)
	whole, err := os.ReadFile(filepath.Join(dir, "goldenthread.db"))
	if err != nil {
		t.Fatal(err)
	}
	lock, err := os.ReadFile(filepath.Join(dir, "goldenthread.lock"))
	if err != nil {
		t.Fatal(err)
	}
	reported := 0
	for i := range 60 {
		seed := rand.Uint64()
		r := rand.New(rand.NewPCG(seed, 0))
		damaged := append([]byte(nil), whole...)
		if i%6 == 0 {
			damaged = damaged[:r.IntN(len(damaged))/512*512]
		} else {
			for range 1 + r.IntN(3) {
				damaged[r.IntN(len(damaged))] ^= byte(1 + r.IntN(255))
			}
		}
		if openDamaged(t, damaged, lock, want) {
			reported++
		}
		if t.Failed() {
			t.Fatalf("with seed %d, round %d", seed, i)
		}
	}
	if reported < 20 {
		t.Errorf("damage was reported %d times only", reported)
	}
}

// openDamaged opens a damaged file and reports whether the damage was reported.
func openDamaged(t *testing.T, damaged, lock []byte, want graph.Status) bool {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string][]byte{"goldenthread.db": damaged, "goldenthread.lock": lock} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := memstore.Open(t.Context(), dir, memstore.Options{})
	if err != nil {
		wantKind(t, err, graph.ErrDamaged, dir)
		return true
	}
	defer s.Close(t.Context())
	if got := status(t, s); got != want {
		t.Errorf("the damaged file answers with %+v, not %+v", got, want)
	}
	if _, err := s.Journal(t.Context(), graph.JournalQuery{}); err != nil {
		wantKind(t, err, graph.ErrDamaged, dir)
		return true
	}
	return false
}
