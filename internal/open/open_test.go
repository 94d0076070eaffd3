package open_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

func TestAWriterSharesAFolderWithReadersOnly(t *testing.T) {
	url := open.Folder(filepath.Join(t.TempDir(), "new", "folder"))
	if _, err := open.Store(t.Context(), url, open.Options{ReadOnly: true}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("reading what is not there: %v", err)
	}
	writer, err := open.Store(t.Context(), url, open.Options{})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, writer)
	if _, err := open.Store(t.Context(), url, open.Options{}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a second writer: %v", err)
	}
	reader, err := open.Store(t.Context(), url, open.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	closing(t, reader)
	change := graph.Changes{Actor: "test", Put: []graph.Node{{ID: "site:a", Kind: graph.KindSite, Title: "A", Position: 1}}}
	if _, err := reader.Apply(t.Context(), change); !errors.Is(err, graph.ErrReadOnly) {
		t.Errorf("writing to a reader: %v", err)
	}
	if _, err := writer.Apply(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	if status, err := reader.Status(t.Context()); err != nil || status.Nodes != 1 || !status.ReadOnly {
		t.Errorf("the reader has %+v, %v", status, err)
	}
}

// closing closes a store when the test ends.
func closing(t *testing.T, s graph.Store) {
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func TestURLsThatNameNoStore(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, url := range []string{"", "data", "./data", "embedded:", ":data", "mysql:data"} {
		if _, err := open.Store(t.Context(), url, open.Options{}); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%q: %v", url, err)
		}
	}
	if made, err := os.ReadDir("."); err != nil || len(made) > 0 {
		t.Errorf("made %v, %v", made, err)
	}
}
