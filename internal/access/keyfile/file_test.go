package keyfile_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/access/keyfile"
)

var day = time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC)

func create(t *testing.T, path, name string, role access.Role, expires time.Time) string {
	t.Helper()
	secret, err := keyfile.Create(path, name, role, day, expires)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestAKeyIsKeptAsItsHashAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	secret := create(t, path, "planner@council", access.Editor, day.AddDate(0, 3, 0))
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(secret, keyfile.Prefix) || len(secret) < len(keyfile.Prefix)+26 ||
		strings.Contains(string(text), strings.TrimPrefix(secret, keyfile.Prefix)) {
		t.Errorf("the key %s is in the file:\n%s", secret, text)
	}
	if !strings.Contains(string(text), "planner@council editor sha256:") || !strings.Contains(string(text), "created:2027-04-01 expires:2027-07-01") {
		t.Errorf("the file is\n%s", text)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the file: %v %v", info.Mode(), err)
	}
	if other := create(t, path, "another", access.Viewer, time.Time{}); other == secret {
		t.Error("two keys are the same")
	}
	keys, err := keyfile.Read(path)
	if err != nil || len(keys) != 2 || keys[0].Role != access.Editor || !keys[1].Expires.IsZero() {
		t.Errorf("read %+v, %v", keys, err)
	}
}

func TestNamesAreGivenOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	create(t, path, "a", access.Viewer, time.Time{})
	if _, err := keyfile.Create(path, "a", access.Admin, day, time.Time{}); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("a second key called a: %v", err)
	}
	for _, name := range []string{"", "two words", "line\nbreak", strings.Repeat("x", 65), "#"} {
		if _, err := keyfile.Create(path, name, access.Admin, day, time.Time{}); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("a key called %q: %v", name, err)
		}
	}
	if err := keyfile.Revoke(path, "b"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("revoking what is not there: %v", err)
	}
	if err := keyfile.Revoke(path, "a"); err != nil {
		t.Error(err)
	}
	create(t, path, "a", access.Admin, time.Time{})
}

func TestManyMakeKeysAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			if _, err := keyfile.Create(path, fmt.Sprint("k", i), access.Viewer, day, time.Time{}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if keys, err := keyfile.Read(path); err != nil || len(keys) != 16 {
		t.Errorf("%d keys, %v", len(keys), err)
	}
}

func TestAFileThatCannotBeReadSaysWhere(t *testing.T) {
	hash := " sha256:" + strings.Repeat("0a", 32)
	for line, want := range map[string]string{
		"a editor":                              "a name, a role and sha256",
		"a king" + hash:                         `no role "king"`,
		"a editor sha256:12":                    "64 hexadecimal digits",
		"a editor created:2027-01-01":           "no sha256",
		"a editor" + hash + " expires:tomorrow": "no date",
		"a editor" + hash + " x:y":              `no "x"`,
		"a/b editor" + hash:                     "no name for a key",
		"b editor" + hash:                       "another key called b",
	} {
		path := filepath.Join(t.TempDir(), "keys")
		if err := os.WriteFile(path, []byte("# keys\n\nb viewer"+hash+"\n"+line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := keyfile.Read(path); !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "line 4") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", line, err, want)
		}
	}
	if _, err := keyfile.Read(filepath.Join(t.TempDir(), "none")); !errors.Is(err, graph.ErrNotFound) || !strings.Contains(err.Error(), "key create") {
		t.Errorf("no file: %v", err)
	}
}

// FuzzRead: whatever a file holds, it is read or refused with its line, and what was read is written as it stands.
func FuzzRead(f *testing.F) {
	path := filepath.Join(f.TempDir(), "keys.txt")
	if _, err := keyfile.Create(path, "ann", access.Editor, time.Unix(0, 0), time.Time{}); err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("ann editor\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "keys.txt")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		keys, err := keyfile.Read(path)
		if err != nil {
			if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "line ") {
				t.Errorf("%v is not ErrInvalid with a line", err)
			}
			return
		}
		var again strings.Builder
		for _, k := range keys {
			again.WriteString(k.String() + "\n")
		}
		if err := os.WriteFile(path, []byte(again.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if same, err := keyfile.Read(path); err != nil || !slices.Equal(same, keys) {
			t.Errorf("%v was read again as %v: %v", keys, same, err)
		}
	})
}
