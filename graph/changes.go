package graph

import "time"

// Changes is one change of the graph: all of it or none, under one new revision and one journal entry. The parts apply
// in the order of the fields. Changes that change nothing take no revision.
type Changes struct {
	// Actor is who makes the change ("import", a user's name). Never empty.
	Actor string `json:"actor"`
	// Reason says why, in words; it may be empty.
	Reason string `json:"reason,omitempty"`
	// Put creates nodes, or replaces those with the same ID whole. PreviousIDs and Revision are the store's. An ID that is
	// an alias of another node is ErrConflict.
	Put []Node `json:"put,omitempty"`
	// Link creates links, or replaces those with the same relation and ends whole. Both ends must exist, by their present
	// IDs. Rows need not: they are where the link was read.
	Link []Link `json:"link,omitempty"`
	// Reject marks links as rejected: kept, hidden, and not created again by a Link whose basis is not Curated.
	Reject []ID `json:"reject,omitempty"`
	// Unlink removes links by ID. To reject or remove what does not exist is ErrNotFound.
	Unlink []ID `json:"unlink,omitempty"`
	// Drop removes nodes with their links and their aliases.
	Drop []ID `json:"drop,omitempty"`
	// Alias makes an old ID resolve to a node, which changes that node's PreviousIDs; another node that it resolved to
	// loses it. No node may have the old ID (any more).
	Alias []Alias `json:"alias,omitempty"`
	// Restored says which of Put and Link bring back what was deleted, by ID: history calls them restored, not created. What
	// stands already is not restored.
	Restored []ID `json:"restored,omitempty"`
	// Expect is the revision that the writer saw of each node or link named; 0 means that it must not exist. A mismatch
	// is ErrConflict.
	Expect map[ID]Revision `json:"expect,omitempty"`
	// At is when the change was made, if that is not now: a journal that moves from one store to another keeps its times.
	At time.Time `json:"at,omitzero"`
	// IdempotencyKey, if not empty, makes a repeated change one change: a second Apply with the same key answers with
	// the first one's revision.
	IdempotencyKey string `json:"idempotencyKey,omitempty"`
	// Load, if not empty, names the bulk load that this change is a part of: many revisions that only together are the
	// graph. From the first part to the one with LoadEnds the store gives no views and takes no change that is not part of
	// the same load (ErrUnavailable), also after a restart. The journal says nothing of it.
	Load string `json:"load,omitempty"`
	// LoadEnds marks the last part of a bulk load, which may change nothing.
	LoadEnds bool `json:"loadEnds,omitempty"`
}

// Empty reports whether the change is one of nothing.
func (c *Changes) Empty() bool {
	return len(c.Put)+len(c.Link)+len(c.Reject)+len(c.Unlink)+len(c.Drop)+len(c.Alias) == 0
}

// Fits refuses a change that a store with an unfinished bulk load, empty if there is none, does not take.
func (c *Changes) Fits(load string) error {
	if load != "" && c.Load != load {
		return Unfinished(load)
	}
	return nil
}

// Loading is the bulk load that is unfinished after the change; empty if none is.
func (c *Changes) Loading() string {
	if c.LoadEnds {
		return ""
	}
	return c.Load
}

// Unfinished is the error for a store whose bulk load has not ended.
func Unfinished(load string) error {
	return Errorf(ErrUnavailable, "the graph is incomplete: it is being loaded (%s). If that was interrupted, start it again: it goes on where it stopped", load)
}

// Stale is the error of a change that expected a node or link at a revision at which it does not stand (any more); 0 is not at
// all (see Changes.Expect). It is ErrConflict.
func Stale(id ID, seen, stands Revision) error {
	switch {
	case stands == 0:
		return Errorf(ErrConflict, "%s was expected at revision %d, but it does not exist (any more)", id, seen)
	case seen == 0:
		return Errorf(ErrConflict, "%s was expected not to exist, but it does, at revision %d", id, stands)
	}
	return Errorf(ErrConflict, "%s was expected at revision %d, but it is at revision %d", id, seen, stands)
}

// An Alias makes an old ID resolve to a node.
type Alias struct {
	Old ID `json:"old"`
	New ID `json:"new"`
}

// An Entry is what the journal keeps of one revision.
type Entry struct {
	Revision Revision  `json:"revision"`
	At       time.Time `json:"at"`
	Actor    string    `json:"actor"`
	Reason   string    `json:"reason,omitempty"`
	// Key is the idempotency key of the change, if it had one.
	Key string `json:"key,omitempty"`
	// Nodes and Links are what changed, each with what stood before and what stands after: nil where nothing did or does.
	Nodes []NodeChange `json:"nodes,omitempty"`
	Links []LinkChange `json:"links,omitempty"`
	// Aliases are those added.
	Aliases []Alias `json:"aliases,omitempty"`
	// Restored are the nodes and links that the change brought back, in ID order.
	Restored []ID `json:"restored,omitempty"`
}

// A NodeChange is what one revision did to a node. Before or After is nil where it did not exist.
type NodeChange struct {
	Before *Node `json:"before,omitempty"`
	After  *Node `json:"after,omitempty"`
}

// ID is the node's.
func (c NodeChange) ID() ID {
	if c.After != nil {
		return c.After.ID
	}
	return c.Before.ID
}

// A LinkChange is what one revision did to a link. Before or After is nil where it did not exist.
type LinkChange struct {
	Before *Link `json:"before,omitempty"`
	After  *Link `json:"after,omitempty"`
}

// ID is the link's.
func (c LinkChange) ID() ID {
	if c.After != nil {
		return c.After.ID
	}
	return c.Before.ID
}
