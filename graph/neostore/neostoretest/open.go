// Package neostoretest opens Neo4j stores for tests.
package neostoretest

import (
	"context"
	"testing"

	"github.com/goldenthread/goldenthread/graph/neostore"
	"github.com/goldenthread/goldenthread/internal/neotest"
)

// Open gives an empty store in the Neo4j that the process shares. It is closed with the test. The database is one, so of
// several stores open at the same time each sees what the others write.
func Open(t testing.TB) *neostore.Store {
	t.Helper()
	s := Dial(t, neotest.Shared(t))
	if err := s.Erase(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// Dial opens the store in a server as it is.
func Dial(t testing.TB, server *neotest.Server) *neostore.Store {
	t.Helper()
	s, err := neostore.Open(context.Background(), server.URI, neostore.Options{User: server.User, Password: server.Password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}
