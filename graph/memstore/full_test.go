package memstore_test

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// wantFull makes a change for which there is no room, and checks that it is refused with some words and that the store is
// as before.
func wantFull(t *testing.T, s graph.Store, words string) {
	t.Helper()
	before := status(t, s)
	for range 2 {
		_, err := s.Apply(t.Context(), sites(10, 2000))
		wantKind(t, err, graph.ErrUnavailable, "nothing was changed: ")
		wantKind(t, err, graph.ErrUnavailable, words)
		if after := status(t, s); after != before {
			t.Errorf("it left %+v instead of %+v", after, before)
		}
	}
	entries, err := s.Journal(t.Context(), graph.JournalQuery{Subjects: []graph.ID{"site:1500"}})
	if err != nil || len(entries) != 0 {
		t.Errorf("the journal has %d entries of it, %v", len(entries), err)
	}
}

// wantRoom makes the change when there is room again, and opens the file once more.
func wantRoom(t *testing.T, s graph.Store, dir string) {
	t.Helper()
	apply(t, s, sites(10, 2000))
	want := status(t, s)
	closeStore(t, s)
	s = open(t, dir)
	defer closeStore(t, s)
	if got := status(t, s); got != want || got.Nodes != 2000 {
		t.Errorf("opened again it is %+v, not %+v", got, want)
	}
}

func TestFullDiskChangesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	apply(t, s, sites(0, 10))
	if err := s.LimitPages(t.Context(), 40); err != nil {
		t.Fatal(err)
	}
	wantFull(t, s, "the disk is full")
	if err := s.LimitPages(t.Context(), 1<<30); err != nil {
		t.Fatal(err)
	}
	wantRoom(t, s, dir)
}

// apart runs a test once more in a process of its own, and reports whether this is that one.
func apart(t *testing.T) bool {
	t.Helper()
	const variable = "MEMSTORE_APART"
	if os.Getenv(variable) != "" {
		return true
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), variable+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return false
}

// limitFiles keeps every file of this process, which is apart, from growing beyond a size, and gives the way back. Writing beyond it is an
// error of the disk to SQLite, half-way through what it writes.
func limitFiles(t *testing.T, size uint64) (lift func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	set := func(l syscall.Rlimit) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
			t.Fatal(err)
		}
	}
	set(syscall.Rlimit{Cur: size, Max: was.Max})
	lifted := false
	lift = func() {
		if !lifted {
			lifted = true
			set(was)
		}
	}
	t.Cleanup(lift)
	return lift
}

func TestFailedWritesChangeNothing(t *testing.T) {
	if !apart(t) {
		return
	}
	dir := t.TempDir()
	s := open(t, dir)
	apply(t, s, sites(0, 10))
	lift := limitFiles(t, 256<<10)
	wantFull(t, s, "the disk or a limit on files does not let it")
	apply(t, s, sites(10, 11)) // what there is room for is kept
	lift()
	wantRoom(t, s, dir)
}

// A store for which there is no room is not begun, and can be when there is.
func TestNoRoomForAStore(t *testing.T) {
	if !apart(t) {
		return
	}
	dir := t.TempDir()
	lift := limitFiles(t, 8<<10)
	_, err := memstore.Open(t.Context(), dir, memstore.Options{})
	wantKind(t, err, graph.ErrUnavailable, dir)
	lift()
	_, err = memstore.Open(t.Context(), dir, memstore.Options{ReadOnly: true})
	wantKind(t, err, graph.ErrNotFound, dir)
	s := open(t, dir)
	apply(t, s, sites(0, 10))
	wantRoom(t, s, dir)
}

// A file for whose copy there is no room is not upgraded.
func TestNoRoomForAnUpgrade(t *testing.T) {
	if !apart(t) {
		return
	}
	dir, old := oldFile(t)
	lift := limitFiles(t, uint64(len(old)-1<<10)) // less than the copy; what SQLite shares among readers and writers is smaller
	_, err := memstore.Open(t.Context(), dir, memstore.Options{})
	lift()
	wantKind(t, err, graph.ErrUnavailable, oldCopy+" cannot be written")
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || strings.Contains(strings.Join(left, " "), "format1") {
		t.Errorf("it left %v, %v", left, err)
	}
	if got := metaOf(t, filepath.Join(dir, "goldenthread.db"), "format"); got != "1" {
		t.Errorf("the format is %s", got)
	}
	s := open(t, dir)
	defer closeStore(t, s)
	checkOld(t, s, oldStatus)
}
