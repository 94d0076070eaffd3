package keyfile

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/access"
)

const header = "# API keys of goldenthread: name, role, hash. 'goldenthread key' makes and revokes them; a line that is deleted is revoked.\n"

// maxFile is the most bytes of a file of keys: tens of thousands of them.
const maxFile = 4 << 20

// Read reads the keys of a file. The error is graph.ErrNotFound if there is none, and graph.ErrInvalid with the line if one
// cannot be read.
func Read(path string) ([]Key, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, graph.Errorf(graph.ErrNotFound, "there is no file of keys %s: make one with 'goldenthread key create NAME --keys %s'", path, path)
	case err == nil && info.Size() > maxFile:
		return nil, graph.Errorf(graph.ErrInvalid, "%s is larger than %d MiB: it is no file of keys", path, maxFile>>20)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, graph.Errorf(graph.ErrUnavailable, "the file of keys cannot be read: %v", err)
	}
	var keys []Key
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		k, err := parse(line)
		if err == nil && slices.ContainsFunc(keys, func(other Key) bool { return other.Name == k.Name }) {
			err = graph.Errorf(graph.ErrInvalid, "there is another key called %s", k.Name)
		}
		if err != nil {
			return nil, graph.Errorf(graph.ErrInvalid, "%s, line %d: %v", path, n, err)
		}
		keys = append(keys, k)
	}
	return keys, nil
}

// Create makes a key, adds it to the file, which it makes if there is none, and gives the key's text: it cannot be had
// again. The error is graph.ErrConflict if there is one of that name.
func Create(path, name string, role access.Role, created, expires time.Time) (secret string, err error) {
	if err := checkName(name); err != nil {
		return "", err
	}
	secret = generate()
	return secret, change(path, func(keys []Key) ([]Key, error) {
		if slices.ContainsFunc(keys, func(k Key) bool { return k.Name == name }) {
			return nil, graph.Errorf(graph.ErrConflict, "there is a key called %s already: revoke it first, or choose another name", name)
		}
		return append(keys, Key{Name: name, Role: role, Hash: sha256.Sum256([]byte(secret)), Created: created, Expires: expires}), nil
	})
}

// Revoke takes a key out of the file. Servers that use the file notice within a second. The error is graph.ErrNotFound if
// there is none of that name.
func Revoke(path, name string) error {
	return change(path, func(keys []Key) ([]Key, error) {
		rest := slices.DeleteFunc(slices.Clone(keys), func(k Key) bool { return k.Name == name })
		if len(rest) == len(keys) {
			return nil, graph.Errorf(graph.ErrNotFound, "there is no key called %s", name)
		}
		return rest, nil
	})
}

// change rewrites the file, one process at a time, so that readers see it as it was or as it will be.
func change(path string, to func([]Key) ([]Key, error)) (err error) {
	lock := flock.New(path + ".lock")
	if err := lock.Lock(); err != nil {
		return graph.Errorf(graph.ErrUnavailable, "the file of keys cannot be locked: %v", err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	keys, err := Read(path)
	if err != nil && !errors.Is(err, graph.ErrNotFound) {
		return err
	}
	if keys, err = to(keys); err != nil {
		return err
	}
	text := bytes.NewBufferString(header)
	for _, k := range keys {
		text.WriteString(k.String() + "\n")
	}
	if err := replace(path, text.Bytes()); err != nil {
		return graph.Errorf(graph.ErrUnavailable, "the file of keys cannot be written: %v", err)
	}
	return nil
}

// replace writes a file that only its owner may read, at once or not at all.
func replace(path string, text []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // its mode is 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
