package memstore_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// nobody tells a process that it is the one without rights, and where it is to look.
const nobody = "MEMSTORE_NOBODY"

// TestReadOnlyFolders runs once more as a user who may write nowhere: permissions alone do not keep the superuser out.
func TestReadOnlyFolders(t *testing.T) {
	if base := os.Getenv(nobody); base != "" {
		useReadOnlyFolders(t, base)
		return
	}
	base := readOnlyFolders(t)
	before := listing(t, base)
	cmd := exec.CommandContext(t.Context(), filepath.Join(base, "test"), "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), nobody+"="+base)
	cmd.Dir = base
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if after := listing(t, base); after != before {
		t.Errorf("it left\n%s\ninstead of\n%s", after, before)
	}
}

// readOnlyFolders makes a folder of folders that nobody but the superuser may write to: a store that was closed, one that
// its writer left when it was killed, a copy of that, one of an older format; and this test's program.
func readOnlyFolders(t *testing.T) string {
	t.Helper()
	base := t.TempDir()
	closed, left := filepath.Join(base, "closed"), filepath.Join(base, "left")
	s := open(t, closed)
	apply(t, s, sites(0, 10))
	if err := os.CopyFS(left, os.DirFS(closed)); err != nil { // as a writer that is killed leaves it
		t.Fatal(err)
	}
	closeStore(t, s)
	copied := filepath.Join(base, "copied")
	if err := os.CopyFS(copied, os.DirFS(left)); err != nil { // as somebody copies it, without what is shared in memory
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(copied, "goldenthread.db-shm")); err != nil {
		t.Fatal(err)
	}
	old, _ := oldFile(t)
	if err := os.CopyFS(filepath.Join(base, "old"), os.DirFS(old)); err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(os.Args[0])
	if err == nil {
		err = os.WriteFile(filepath.Join(base, "test"), program, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	setModes(t, base, 0o555, 0o444)
	t.Cleanup(func() { setModes(t, base, 0o755, 0o644) })
	for _, path := range []string{filepath.Dir(base), filepath.Join(base, "test")} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return base
}

func setModes(t *testing.T, base string, folders, files fs.FileMode) {
	t.Helper()
	err := filepath.WalkDir(base, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.Chmod(path, folders)
		}
		return os.Chmod(path, files)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// listing is what there is in a folder, with sizes.
func listing(t *testing.T, base string) string {
	t.Helper()
	all := ""
	err := filepath.WalkDir(base, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			all += fmt.Sprintln(path, info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func useReadOnlyFolders(t *testing.T, base string) {
	t.Helper()
	for _, name := range []string{"closed", "left", "copied", "old", "new"} {
		dir := filepath.Join(base, name)
		_, err := memstore.Open(t.Context(), dir, memstore.Options{})
		wantKind(t, err, graph.ErrUnavailable, dir)
	}
	_, err := memstore.Open(t.Context(), filepath.Join(base, "copied"), memstore.Options{ReadOnly: true})
	wantKind(t, err, graph.ErrUnavailable, "a user who may write to the folder")
	same := memstore.New()
	defer closeStore(t, same)
	apply(t, same, sites(0, 10))
	want := status(t, same)
	want.ReadOnly = true
	for _, name := range []string{"closed", "left"} {
		reader, err := memstore.Open(t.Context(), filepath.Join(base, name), memstore.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer closeStore(t, reader)
		if got := status(t, reader); got != want {
			t.Errorf("%s reads %+v, not %+v", name, got, want)
		}
	}
	older, err := memstore.Open(t.Context(), filepath.Join(base, "old"), memstore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, older)
	want = oldStatus
	want.ReadOnly = true
	checkOld(t, older, want)
}
