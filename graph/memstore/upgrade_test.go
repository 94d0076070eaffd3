package memstore_test

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// oldStatus is how the store was whose file testdata/format1.db.gz is. The program that wrote it is the one that was
// current before format 2.
var oldStatus = graph.Status{Revision: 6, Nodes: 4, Hash: "55a057a71bb2c91baf1bc7d9fe353c4a1a79d7d614a038bc7af62ce34a587d2e"}

// oldHistory is what the journal's entries touched.
var oldHistory = map[graph.ID]string{
	"priority:1": "[1]", "action:a": "[1 2 4 6]", "action:b": "[1 6]", "action:c": "[1 4 6]", "action:d": "[3 6]", "action:former": "[6]",
	"link:serves:action:a>priority:1": "[1 5]", "link:serves:action:b>priority:1": "[1 3]", "site:none": "[]",
}

// oldFile puts a file of format 1 in a folder, and gives what is in it.
func oldFile(t *testing.T) (dir string, old []byte) {
	t.Helper()
	packed, err := os.Open("testdata/format1.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	if old, err = io.ReadAll(unpacked); err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "goldenthread.db"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, old
}

// checkOld holds a store to what was in the old file.
func checkOld(t *testing.T, s graph.Store, want graph.Status) {
	t.Helper()
	if got := status(t, s); got != want {
		t.Errorf("it is %+v, not %+v", got, want)
	}
	for id, want := range oldHistory {
		for _, backward := range []bool{false, true} {
			entries, err := s.Journal(t.Context(), graph.JournalQuery{Subjects: []graph.ID{id}, Backward: backward})
			var got []graph.Revision
			for _, e := range entries {
				if backward {
					got = append([]graph.Revision{e.Revision}, got...)
				} else {
					got = append(got, e.Revision)
				}
			}
			if fmt.Sprint(got) != want || err != nil {
				t.Errorf("%s was touched by %v, %v, not %s", id, got, err, want)
			}
		}
	}
}

// metaOf reads a value from a file that nobody has open.
func metaOf(t *testing.T, path, name string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var value string
	if err := db.QueryRowContext(t.Context(), "SELECT value FROM meta WHERE name = ?", name).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

const oldCopy = "goldenthread.db.format1-revision6"

func TestOlderFilesAreUpgraded(t *testing.T) {
	dir, _ := oldFile(t)
	s := open(t, dir)
	checkOld(t, s, oldStatus)
	revision, err := s.Apply(t.Context(), graph.Changes{Actor: "t", Drop: []graph.ID{"action:a"}, IdempotencyKey: "key-1"})
	if err != nil || revision != 2 {
		t.Errorf("a key of the old file gives revision %d, %v", revision, err)
	}
	apply(t, s, sites(0, 3))
	closeStore(t, s)
	s = open(t, dir)
	defer closeStore(t, s)
	after := oldStatus
	st := status(t, s)
	after.Revision, after.Nodes, after.Hash = 7, 7, st.Hash
	checkOld(t, s, after)

	// The file as it was is kept, and is a store of its own.
	if got := metaOf(t, filepath.Join(dir, oldCopy), "format"); got != "1" {
		t.Errorf("the copy is of format %s", got)
	}
	again := t.TempDir()
	if err := os.Rename(filepath.Join(dir, oldCopy), filepath.Join(again, "goldenthread.db")); err != nil {
		t.Fatal(err)
	}
	restored := open(t, again)
	defer closeStore(t, restored)
	checkOld(t, restored, oldStatus)
}

// An upgraded file has the same tables as a new one.
func TestUpgradedFilesAreLikeNewOnes(t *testing.T) {
	tables := func(dir string) (all []string) {
		db, err := sql.Open("sqlite", filepath.Join(dir, "goldenthread.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		rows, err := db.QueryContext(t.Context(), "SELECT name, sql FROM sqlite_schema ORDER BY name")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			var text sql.NullString
			if err := rows.Scan(&name, &text); err != nil {
				t.Fatal(err)
			}
			all = append(all, name+": "+text.String)
		}
		return all
	}
	dir, _ := oldFile(t)
	fresh := t.TempDir()
	closeStore(t, open(t, dir))
	closeStore(t, open(t, fresh))
	if got, want := fmt.Sprint(tables(dir)), fmt.Sprint(tables(fresh)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := metaOf(t, filepath.Join(dir, "goldenthread.db"), "format"), metaOf(t, filepath.Join(fresh, "goldenthread.db"), "format"); got != want {
		t.Errorf("the format is %s, not %s", got, want)
	}
}

func TestReadersOfOlderFilesLeaveThemAlone(t *testing.T) {
	dir, old := oldFile(t)
	s, err := memstore.Open(t.Context(), dir, memstore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	want := oldStatus
	want.ReadOnly = true
	checkOld(t, s, want)
	entries, err := s.Journal(t.Context(), graph.JournalQuery{Subjects: []graph.ID{"action:a"}, After: 1, Until: 5, Limit: 1, Backward: true})
	if err != nil || len(entries) != 1 || entries[0].Revision != 4 {
		t.Errorf("the newest of a few is %+v, %v", entries, err)
	}
	now, err := os.ReadFile(filepath.Join(dir, "goldenthread.db"))
	if err != nil || !bytes.Equal(now, old) {
		t.Errorf("reading has changed the file: %v", err)
	}
	// Beside the reader somebody upgrades it, and writes.
	writer := open(t, dir)
	apply(t, writer, sites(0, 1))
	want = status(t, writer)
	want.ReadOnly = true
	closeStore(t, writer)
	checkOld(t, s, want)
	closeStore(t, s)
}

// A file whose journal is damaged is not upgraded, and stays as it was.
func TestDamagedOlderFilesAreNotUpgraded(t *testing.T) {
	dir, _ := oldFile(t)
	change(t, dir, "UPDATE journal SET actor = 'someone else' WHERE revision = 4")
	for range 2 {
		_, err := memstore.Open(t.Context(), dir, memstore.Options{})
		wantKind(t, err, graph.ErrDamaged, "revision 4")
		if got := metaOf(t, filepath.Join(dir, "goldenthread.db"), "format"); got != "1" {
			t.Errorf("the format is %s", got)
		}
	}
}

// What stands in the way of the copy stands in the way of the upgrade.
func TestWithoutACopyThereIsNoUpgrade(t *testing.T) {
	dir, _ := oldFile(t)
	if err := os.MkdirAll(filepath.Join(dir, oldCopy, "in the way"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := memstore.Open(t.Context(), dir, memstore.Options{})
	wantKind(t, err, graph.ErrUnavailable, oldCopy)
	if got := metaOf(t, filepath.Join(dir, "goldenthread.db"), "format"); got != "1" {
		t.Errorf("the format is %s", got)
	}
	if _, err := os.Stat(filepath.Join(dir, oldCopy+".part")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what was begun is still there: %v", err)
	}
}
