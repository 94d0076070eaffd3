package graph

import (
	"slices"
	"time"
)

// A Change is what one revision did to one node or link, as people speak of it.
type Change struct {
	Revision Revision
	// Index is its place among the entry's changes, from 0.
	Index int
	At    time.Time
	Actor string
	// Reason is why, in the writer's words; it may be empty.
	Reason string
	Verb   ChangeVerb
	Difference
}

// Each gives what the entry did, one node or link after the other: the nodes first, then the links, each in ID order.
func (e *Entry) Each() []Change {
	changes := make([]Change, 0, len(e.Nodes)+len(e.Links))
	add := func(verb ChangeVerb, d Difference) {
		changes = append(changes, Change{e.Revision, len(changes), e.At, e.Actor, e.Reason, verb, d})
	}
	for i := range e.Nodes {
		add(e.nodeVerb(&e.Nodes[i]), Difference{Node: &e.Nodes[i]})
	}
	for i := range e.Links {
		add(e.linkVerb(&e.Links[i]), Difference{Link: &e.Links[i]})
	}
	return changes
}

// nodeVerb says what was done to a node. One that goes and whose ID becomes an alias was merged into another, or renamed,
// which is the same thing.
func (e *Entry) nodeVerb(c *NodeChange) ChangeVerb {
	switch {
	case c.Before == nil && e.restored(c.After.ID):
		return ChangeVerbRestored
	case c.Before == nil:
		return ChangeVerbCreated
	case c.After != nil:
		return ChangeVerbUpdated
	case slices.ContainsFunc(e.Aliases, func(a Alias) bool { return a.Old == c.Before.ID }):
		return ChangeVerbMerged
	}
	return ChangeVerbDeleted
}

// linkVerb says what was done to a link. To confirm is to give it a person's word: also when that overrules a rejection.
func (e *Entry) linkVerb(c *LinkChange) ChangeVerb {
	switch before, after := c.Before, c.After; {
	case after == nil:
		return ChangeVerbUnlinked
	case after.State == LinkStateRejected && (before == nil || before.State != LinkStateRejected):
		return ChangeVerbRejected
	case before == nil && e.restored(after.ID):
		return ChangeVerbRestored
	case before == nil:
		return ChangeVerbLinked
	case after.Basis == BasisCurated && after.State == LinkStateActive && (before.Basis != BasisCurated || before.State != LinkStateActive):
		return ChangeVerbConfirmed
	}
	return ChangeVerbUpdated
}

func (e *Entry) restored(id ID) bool {
	_, found := slices.BinarySearch(e.Restored, id)
	return found
}

// Revived gives those of some IDs that the entry brings into being, in ID order: what stood before is not restored.
func (e *Entry) Revived(ids []ID) []ID {
	var revived []ID
	for i := range e.Nodes {
		if c := &e.Nodes[i]; c.Before == nil && slices.Contains(ids, c.After.ID) {
			revived = append(revived, c.After.ID)
		}
	}
	for i := range e.Links {
		if c := &e.Links[i]; c.Before == nil && slices.Contains(ids, c.After.ID) {
			revived = append(revived, c.After.ID)
		}
	}
	slices.Sort(revived)
	return revived
}
