package keyfile

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/goldenthread/goldenthread/internal/access"
)

// lookEvery is how often at most the file is looked at: the longest that a revoked key still works.
const lookEvery = time.Second

// A Verifier knows the keys of a file, and what becomes of them while it is used.
type Verifier struct {
	path string
	log  *slog.Logger
	now  func() time.Time

	mu     sync.RWMutex
	keys   map[[sha256.Size]byte]Key
	state  os.FileInfo // the file when it was read
	looked time.Time
}

// Open reads a file of keys. The errors are those of Read. The log hears when the file changes, and if it cannot be read
// any more: then nobody's key is good until it can.
func Open(path string, log *slog.Logger) (*Verifier, error) {
	v := &Verifier{path: path, log: log, now: time.Now}
	if err := v.read(); err != nil {
		return nil, err
	}
	return v, nil
}

// Len is the number of keys.
func (v *Verifier) Len() int {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return len(v.keys)
}

func (v *Verifier) read() error {
	v.looked = v.now()
	state, _ := os.Stat(v.path) // if that fails, reading does too
	keys, err := Read(v.path)
	v.state, v.keys = state, map[[sha256.Size]byte]Key{}
	for _, k := range keys {
		v.keys[k.Hash] = k
	}
	return err
}

// Recognises implements access.Verifier.
func (v *Verifier) Recognises(secret string) bool { return strings.HasPrefix(secret, Prefix) }

// Verify implements access.Verifier.
func (v *Verifier) Verify(_ context.Context, secret string) (access.Identity, error) {
	v.look()
	v.mu.RLock()
	k, ok := v.keys[sha256.Sum256([]byte(secret))]
	v.mu.RUnlock()
	switch {
	case !ok:
		return access.Identity{}, access.Unauthenticated("this key is not known here, or was revoked")
	case k.expired(v.now()):
		return access.Identity{}, access.Unauthenticated("the key %s expired on %s", k.Name, k.Expires.Format(time.DateOnly))
	}
	return access.Identity{Actor: k.Name, Role: k.Role}, nil
}

// look reads the file again if it is another than it was.
func (v *Verifier) look() {
	v.mu.RLock()
	fresh := v.now().Sub(v.looked) < lookEvery
	v.mu.RUnlock()
	if fresh {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.looked = v.now()
	state, err := os.Stat(v.path)
	if err == nil && v.state != nil && os.SameFile(state, v.state) && state.ModTime().Equal(v.state.ModTime()) && state.Size() == v.state.Size() {
		return
	}
	if err := v.read(); err != nil {
		v.log.Error("the keys cannot be read any more: none is good until they can", "error", err)
		return
	}
	v.log.Info("the keys were read again", "keys", len(v.keys))
}
