package open_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

func TestThePastOfALateStoreComesWithTheStore(t *testing.T) {
	release, opened := make(chan struct{}), make(chan struct{})
	store := open.Later(t.Context(), open.Folder(filepath.Join(t.TempDir(), "data")), open.Options{}, quiet, func(ctx context.Context, s graph.Store) error {
		<-release
		defer close(opened)
		_, err := s.Apply(ctx, graph.Changes{Actor: "t", Put: []graph.Node{{ID: "site:a", Kind: graph.KindSite, Title: "A", Position: 1}}})
		return err
	})
	past := open.Past(store)
	if _, err := past.At(t.Context(), 1); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("the past of what is not there: %v", err)
	}
	close(release)
	<-opened
	for {
		v, err := past.At(t.Context(), 1)
		if errors.Is(err, graph.ErrUnavailable) {
			continue // it is about to be let through
		}
		if err != nil || v.Revision() != 1 {
			t.Errorf("%v", err)
		}
		break
	}
	if err := store.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
