package main

import (
	"context"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

// openData opens a data folder for reading until the test ends.
func openData(t *testing.T, dir string) graph.Store {
	t.Helper()
	return openStore(t, dir, open.Options{ReadOnly: true})
}

func openStore(t *testing.T, dir string, opt open.Options) graph.Store {
	t.Helper()
	store, err := open.Store(t.Context(), open.Folder(dir), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return store
}
