// Package ingest brings what an importer read into a store: it reads what stands and what people did, has package revise
// work out what the document changes, and makes that change; anew if somebody else was faster.
package ingest

import (
	"context"
	"errors"
	"fmt"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
)

// An Outcome is what became of a document.
type Outcome struct {
	// Account says what it changes.
	Account *importer.Account
	// Changed says whether the graph did, and Revision at which it stands.
	Changed  bool
	Revision graph.Revision
	// ID gives the ID in the graph of something that the document gave an ID; empty for what stays out.
	ID func(graph.ID) graph.ID
}

// attempts is how often a document is worked out anew because somebody changed the graph meanwhile.
const attempts = 5

// Apply makes the change that a document is, under one revision; none if it says nothing new. Errors are those of
// [revise.New] and of the store; graph.ErrConflict is one of them only if others keep changing what the document is about.
func Apply(ctx context.Context, store graph.Store, r *revise.Reading, opt revise.Options) (*Outcome, error) {
	for i := 1; ; i++ {
		out, err := attempt(ctx, store, r, opt)
		switch {
		case !errors.Is(err, graph.ErrConflict):
			return out, err
		case i == attempts:
			return nil, fmt.Errorf("the graph was changed each of the %d times that the document had been worked out; try again: %w", attempts, err)
		}
	}
}

func attempt(ctx context.Context, store graph.Store, r *revise.Reading, opt revise.Options) (*Outcome, error) {
	changes, out, err := work(ctx, store, r, opt)
	if err != nil || changes.Empty() {
		return out, err
	}
	at, err := store.Apply(ctx, changes)
	if err != nil {
		return nil, err
	}
	out.Changed, out.Revision = at != out.Revision, at
	return out, nil
}

// Preview says what a document would change, and changes nothing.
func Preview(ctx context.Context, store graph.Store, r *revise.Reading, opt revise.Options) (*Outcome, error) {
	_, out, err := work(ctx, store, r, opt)
	return out, err
}

// work works out what a document changes in the graph as it stands.
func work(ctx context.Context, store graph.Store, r *revise.Reading, opt revise.Options) (c graph.Changes, out *Outcome, err error) {
	view, err := store.View(ctx)
	if err != nil {
		return c, nil, err
	}
	defer func() { err = errors.Join(err, view.Close()) }()
	nodes, err := readNodes(ctx, view)
	if err != nil {
		return c, nil, err
	}
	history, err := readHistory(ctx, store, view.Revision(), r.Changes.Actor)
	if err != nil {
		return c, nil, err
	}
	rev, err := revise.New(r, nodes, history, opt)
	if err != nil {
		return c, nil, err
	}
	if err := readLinks(ctx, view, rev); err != nil {
		return c, nil, err
	}
	changes, account := rev.Work()
	return changes, &Outcome{Account: account, Revision: view.Revision(), ID: rev.ID}, nil
}
