package keyfile_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/access/keyfile"
)

func open(t *testing.T, path string) (v *keyfile.Verifier, at *time.Time) {
	t.Helper()
	v, err := keyfile.Open(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	at = new(time.Time)
	*at = day
	keyfile.SetClock(v, func() time.Time { return *at })
	return v, at
}

func verify(t *testing.T, v *keyfile.Verifier, secret string) (actor string) {
	t.Helper()
	i, err := v.Verify(t.Context(), secret)
	if err != nil && !errors.Is(err, access.ErrUnauthenticated) {
		t.Errorf("%s: %v", secret, err)
	}
	return i.Actor
}

// A server need not be started again for a key that is made or revoked.
func TestChangesOfTheFileAreNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	a := create(t, path, "a", access.Editor, time.Time{})
	v, at := open(t, path)
	if verify(t, v, a) != "a" || verify(t, v, a+"x") != "" || verify(t, v, keyfile.Prefix) != "" {
		t.Error("a key is not known, or others are")
	}
	b := create(t, path, "b", access.Viewer, time.Time{})
	if err := keyfile.Revoke(path, "a"); err != nil {
		t.Fatal(err)
	}
	*at = at.Add(2 * time.Second)
	if verify(t, v, b) != "b" || verify(t, v, a) != "" {
		t.Error("the change was not noticed")
	}
	if err := os.WriteFile(path, []byte("damage"), 0o600); err != nil {
		t.Fatal(err)
	}
	*at = at.Add(2 * time.Second)
	if verify(t, v, b) != "" {
		t.Error("a key of a file that cannot be read is good")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	c := create(t, path, "c", access.Viewer, time.Time{})
	*at = at.Add(2 * time.Second)
	if verify(t, v, c) != "c" {
		t.Error("the file was mended, and that was not noticed")
	}
}

func TestKeysExpire(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	secret := create(t, path, "a", access.Editor, day.AddDate(0, 0, 1))
	v, at := open(t, path)
	if verify(t, v, secret) != "a" {
		t.Error("a key is not good on its last day")
	}
	*at = day.AddDate(0, 0, 1)
	if verify(t, v, secret) != "" {
		t.Error("an expired key is good")
	}
}
