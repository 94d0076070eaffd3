package graph

import "context"

// A Store keeps one graph and the journal of how it came to be. Its promises are held by package graphtest, which every
// store passes without exception. A store is safe for use by many goroutines.
//
// A node "stands under" a priority if it is that priority, if an active link carries both it and that row, or if an
// active link joins it to the priority directly.
type Store interface {
	// View gives a view for one operation. The caller closes it. While a bulk load is unfinished there is none:
	// ErrUnavailable (see Changes.Load).
	View(ctx context.Context) (View, error)
	// Apply makes the changes, all or none, under one new revision and with one journal entry, and returns the revision
	// when they are durable. Changes that change nothing give the present revision.
	Apply(ctx context.Context, c Changes) (Revision, error)
	// Journal gives the entries that are asked for, oldest first unless Backward. It may wait for the next one. What it
	// gives, a view that is asked for afterwards shows.
	Journal(ctx context.Context, q JournalQuery) ([]Entry, error)
	// Status says how the store is.
	Status(ctx context.Context) (Status, error)
	// Close releases what the store holds. Calls under way may fail with ErrUnavailable.
	Close(ctx context.Context) error
}

// A View answers questions; all answers of one view are of one revision where the store promises that (the embedded
// one does). Questions that Check refuses give ErrInvalid.
type View interface {
	// Lookup finds nodes and links by ID, in the order asked; unknown ones are nil.
	Lookup(ctx context.Context, l Lookup) (*LookupAnswer, error)
	// Walk finds nodes, and everything reached from them.
	Walk(ctx context.Context, w Walk) (*NodePage, error)
	// Links finds links.
	Links(ctx context.Context, w LinkWalk) (*LinkPage, error)
	// Tally counts over two axes.
	Tally(ctx context.Context, t Tally) (*Matrix, error)
	// Quarters gives every quarter that something in the plan is scheduled to, earliest first; of all plans if it is empty.
	Quarters(ctx context.Context, plan ID) ([]Quarter, error)
	// Paths finds threads: shortest first, then strongest weakest basis, then by the IDs of nodes and links in turn.
	Paths(ctx context.Context, p PathQuery) ([]Thread, error)
	// Search finds nodes by full text: best score first, then by kind, position and ID.
	Search(ctx context.Context, s SearchQuery) (*SearchPage, error)
	// Revision is the one the answers are of.
	Revision() Revision
	// Close releases the view.
	Close() error
}

// Status is how a store is.
type Status struct {
	// Revision is the newest one.
	Revision Revision
	// Nodes and Links are how many there are, rejected links not counted.
	Nodes, Links int
	// ReadOnly stores refuse Apply.
	ReadOnly bool
	// Hash is the graph hash (see HashGraph) if the store knows it without work, else empty.
	Hash string
	// Load is the bulk load that is not finished; empty if there is none.
	Load string
	// Behind is by how many revisions the answers are behind what is known to be the newest; 0 but for a replica.
	Behind Revision
	// Trouble says in words what is wrong where answers are given all the same: a replica's source cannot be reached.
	Trouble string
}
