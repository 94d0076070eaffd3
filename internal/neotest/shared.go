package neotest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Shared is the server that all tests of this process share: the one the environment names, or one of our own that ends
// with the process. Other processes that share it wait until this one ends, so a test may delete what it finds there.
func Shared(t testing.TB) *Server {
	t.Helper()
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var shared = sync.OnceValues(func() (*Server, error) {
	s := named()
	if s == nil {
		return Launch(context.Background(), "")
	}
	name := fmt.Sprintf("goldenthread-neo4j-%x.lock", sha256.Sum256([]byte(s.URI)))
	var err error
	held, err = lockFile(filepath.Join(os.TempDir(), name))
	return s, err
})

// held lets the lock on the shared server go. Nobody calls it, for the lock is held until the process ends; but without a
// reference the lock's file would be closed when it is collected.
var held func()

// Own is a server for one test alone, which may stop, start and pause it.
func Own(t testing.TB) *Server {
	t.Helper()
	s, err := Launch(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
