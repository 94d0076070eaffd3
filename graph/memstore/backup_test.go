package memstore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// names are what stands in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func restore(t *testing.T, path, dir string, force bool) (status graph.Status, aside string) {
	t.Helper()
	status, aside, err := memstore.Restore(t.Context(), path, dir, force, nil)
	if err != nil {
		t.Fatal(err)
	}
	return status, aside
}

// Backups are made while a writer writes; each is what the graph was at one revision.
func TestBackupOfAStoreInUse(t *testing.T) {
	dir, to := t.TempDir(), t.TempDir()
	s := open(t, dir)
	defer closeStore(t, s)
	// history is the graph's hash at each revision.
	const revisions = 150
	history := map[graph.Revision]string{}
	begun, written := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(written)
		for i := range revisions {
			revision, err := s.Apply(t.Context(), sites(i, i+2))
			st, statusErr := s.Status(t.Context())
			if err != nil || statusErr != nil || st.Revision != revision {
				t.Error(err, statusErr, st)
			}
			history[revision] = st.Hash
			if i == 0 {
				close(begun)
			}
		}
	}()
	<-begun
	var kept []graph.Status
	for i := range 4 {
		st, err := memstore.Backup(t.Context(), dir, filepath.Join(to, fmt.Sprint(i, ".db")), false, nil)
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, st)
	}
	<-written
	if got := names(t, to); !slices.Equal(got, []string{"0.db", "1.db", "2.db", "3.db"}) {
		t.Errorf("it left %v", got)
	}
	for i, st := range kept {
		if st.Hash != history[st.Revision] || i > 0 && st.Revision < kept[i-1].Revision {
			t.Errorf("backup %d is %+v, not of hash %s", i, st, history[st.Revision])
		}
		again := filepath.Join(t.TempDir(), "new folder")
		if restored, _ := restore(t, filepath.Join(to, fmt.Sprint(i, ".db")), again, false); restored != st {
			t.Errorf("restored it is %+v, not %+v", restored, st)
		}
		r := open(t, again)
		entries, err := r.Journal(t.Context(), graph.JournalQuery{})
		if got := status(t, r); got != st || err != nil || len(entries) != int(st.Revision) {
			t.Errorf("opened it is %+v with %d entries, %v", got, len(entries), err)
		}
		apply(t, r, sites(500, 501))
		closeStore(t, r)
	}
}

func TestRestoreKeepsWhatWasThere(t *testing.T) {
	from, dir := t.TempDir(), t.TempDir()
	s := open(t, from)
	apply(t, s, sites(0, 3))
	want := status(t, s)
	closeStore(t, s)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := memstore.Backup(t.Context(), from, backup, false, nil); err != nil {
		t.Fatal(err)
	}

	// A writer that was killed has left its log.
	live := t.TempDir()
	writer := open(t, live)
	apply(t, writer, sites(0, 40))
	before := status(t, writer)
	if err := os.CopyFS(dir, os.DirFS(live)); err != nil {
		t.Fatal(err)
	}
	_, _, err := memstore.Restore(t.Context(), backup, live, true, nil)
	wantKind(t, err, graph.ErrUnavailable, "in use")
	closeStore(t, writer)

	_, _, err = memstore.Restore(t.Context(), backup, dir, false, nil)
	wantKind(t, err, graph.ErrInvalid, "holds a graph already")
	_, aside := restore(t, backup, dir, true)
	for path, want := range map[string]graph.Status{filepath.Join(dir, "goldenthread.db"): want, aside: before} {
		again := t.TempDir()
		if err := os.Rename(path, filepath.Join(again, "goldenthread.db")); err != nil {
			t.Fatal(err)
		}
		s := open(t, again)
		if got := status(t, s); got != want {
			t.Errorf("%s is %+v, not %+v", path, got, want)
		}
		closeStore(t, s)
	}
}

// What is too damaged to be opened is kept as it is, with its log.
func TestRestoreOverADamagedFile(t *testing.T) {
	from, dir := t.TempDir(), t.TempDir()
	s := open(t, from)
	apply(t, s, sites(0, 3))
	want := status(t, s)
	closeStore(t, s)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := memstore.Backup(t.Context(), from, backup, false, nil); err != nil {
		t.Fatal(err)
	}
	damaged := map[string]string{"goldenthread.db": strings.Repeat("no database ", 500), "goldenthread.db-wal": strings.Repeat("no log ", 100)}
	for name, text := range damaged {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, aside := restore(t, backup, dir, true)
	if text, err := os.ReadFile(aside); err != nil || string(text) != damaged["goldenthread.db"] {
		t.Errorf("what was there is gone: %v", err)
	}
	r := open(t, dir)
	defer closeStore(t, r)
	if got := status(t, r); got != want {
		t.Errorf("it is %+v, not %+v", got, want)
	}
}

func TestDamagedBackupsAreNotRestored(t *testing.T) {
	from, dir := t.TempDir(), t.TempDir()
	s := open(t, from)
	apply(t, s, sites(0, 3))
	apply(t, s, sites(3, 6))
	closeStore(t, s)
	for _, text := range []string{
		"UPDATE nodes SET title = 'other' WHERE id = 'site:1'",
		"UPDATE journal SET actor = 'other' WHERE revision = 1",
		"DELETE FROM journal WHERE revision = 1",
	} {
		backup := t.TempDir()
		path := filepath.Join(backup, "goldenthread.db")
		if _, err := memstore.Backup(t.Context(), from, path, false, nil); err != nil {
			t.Fatal(err)
		}
		change(t, backup, text)
		_, _, err := memstore.Restore(t.Context(), path, filepath.Join(dir, "new"), false, nil)
		wantKind(t, err, graph.ErrDamaged, path)
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); !os.IsNotExist(err) {
		t.Errorf("a folder was made for a damaged backup: %v", err)
	}
	// What is in use is no backup.
	writer := open(t, from)
	apply(t, writer, sites(6, 7))
	_, _, err := memstore.Restore(t.Context(), filepath.Join(from, "goldenthread.db"), filepath.Join(dir, "new"), false, nil)
	wantKind(t, err, graph.ErrInvalid, "make a backup")
	closeStore(t, writer)
	// A damaged store makes no backup.
	change(t, from, "UPDATE journal SET actor = 'other' WHERE revision = 1")
	_, err = memstore.Backup(t.Context(), from, filepath.Join(dir, "backup.db"), false, nil)
	wantKind(t, err, graph.ErrDamaged, "revision 1")
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

func TestNoRoomForABackup(t *testing.T) {
	if !apart(t) {
		return
	}
	dir, to := t.TempDir(), t.TempDir()
	s := open(t, dir)
	defer closeStore(t, s)
	apply(t, s, sites(0, 1000))
	path := filepath.Join(to, "backup.db")
	if err := os.WriteFile(path, []byte("the one before"), 0o600); err != nil {
		t.Fatal(err)
	}
	lift := limitFiles(t, 64<<10)
	_, err := memstore.Backup(t.Context(), dir, path, true, nil)
	lift()
	wantKind(t, err, graph.ErrUnavailable, path+" cannot be written")
	if text, err := os.ReadFile(path); err != nil || string(text) != "the one before" || len(names(t, to)) != 1 {
		t.Errorf("it left %v: %q, %v", names(t, to), text, err)
	}
	st, err := memstore.Backup(t.Context(), dir, path, true, nil)
	if err != nil || st.Nodes != 1000 {
		t.Errorf("with room it is %+v, %v", st, err)
	}
}
