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
	s := Named()
	if s == nil {
		return Launch(context.Background(), "", Small)
	}
	name := fmt.Sprintf("goldenthread-neo4j-%x.lock", sha256.Sum256([]byte(s.URI)))
	var err error
	s.unlock, err = lockFile(filepath.Join(os.TempDir(), name))
	return s, err
})

// Own is a server for one test alone, which may stop, start and pause it.
func Own(t testing.TB) *Server {
	t.Helper()
	s, err := Launch(context.Background(), "", Small)
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
