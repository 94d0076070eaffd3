package memstore_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

func TestInMemory(t *testing.T) {
	graphtest.Run(t, func(*testing.T) graph.Store { return memstore.New() })
}

func TestInFile(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graph.Store { return open(t, t.TempDir()) })
}

func open(t testing.TB, dir string) *memstore.Store {
	t.Helper()
	s, err := memstore.Open(t.Context(), dir, memstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
