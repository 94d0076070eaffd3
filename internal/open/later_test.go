package open_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

var quiet = slog.New(slog.DiscardHandler)

func TestALateStoreSaysWhyItIsNotThereYet(t *testing.T) {
	asked := make(chan struct{})
	release := make(chan struct{})
	store := open.Later(t.Context(), open.Folder(filepath.Join(t.TempDir(), "data")), open.Options{}, quiet, func(context.Context, graph.Store) error {
		close(asked)
		<-release
		return nil
	})
	<-asked
	if _, err := store.View(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("a view of what is not there: %v", err)
	}
	if _, err := store.Status(t.Context()); !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "opened") {
		t.Errorf("its status: %v", err)
	}
	close(release)
	for {
		if _, err := store.Status(t.Context()); err == nil {
			break
		}
	}
	if err := store.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestALateStoreIsTriedAgain(t *testing.T) {
	tries := make(chan int, 8)
	n := 0
	store := open.Later(t.Context(), open.Folder(filepath.Join(t.TempDir(), "data")), open.Options{}, quiet, func(context.Context, graph.Store) error {
		n++
		tries <- n
		if n < 2 {
			return graph.Errorf(graph.ErrUnavailable, "not yet")
		}
		return nil
	})
	<-tries
	if second := <-tries; second != 2 {
		t.Errorf("the second try was number %d", second)
	}
	if err := store.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestALateStoreThatNeverComesCanBeClosed(t *testing.T) {
	store := open.Later(t.Context(), "neo4j://127.0.0.1:1", open.Options{}, quiet, func(context.Context, graph.Store) error { return nil })
	if _, err := store.Apply(t.Context(), graph.Changes{}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	if _, err := store.Journal(t.Context(), graph.JournalQuery{}); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	if err := store.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
