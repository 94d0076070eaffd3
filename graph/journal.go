package graph

import "slices"

// A JournalQuery asks for journal entries: those after one revision and until another, of which it may want only those
// that touch certain nodes and links. Entries are whole, whatever is asked for.
type JournalQuery struct {
	// After is the revision after which entries are wanted; 0 is all.
	After Revision
	// Until is the last revision wanted; 0 is the newest.
	Until Revision
	// Subjects are nodes and links: only entries that touch any of them are wanted; empty is all. Unknown ones are touched
	// by nothing. See [Entry.Subjects].
	Subjects []ID
	// Key is an idempotency key: only the entry of the change that was made with it is wanted; empty is all.
	Key string
	// Except is an actor: entries of changes that others made are wanted; empty is all.
	Except string
	// Limit is the most wanted; 0 is all.
	Limit int
	// Backward gives the newest first, so that Limit counts from there.
	Backward bool
	// Wait waits until there is at least one, there can be none any more (the graph has come to Until), or the context
	// ends.
	Wait bool
}

// Check refuses queries that make no sense: negative bounds, and subjects that are no IDs.
func (q JournalQuery) Check() error {
	switch {
	case q.After < 0 || q.Until < 0:
		return Errorf(ErrInvalid, "journal entries are wanted after revision %d and until %d: revisions count from 1, and 0 stands for no bound", q.After, q.Until)
	case q.Limit < 0:
		return Errorf(ErrInvalid, "at most %d journal entries are wanted: give 1 or more, or 0 for all", q.Limit)
	}
	for _, id := range q.Subjects {
		if err := checkID(id); err != nil {
			return err
		}
	}
	return nil
}

// Subjects are what the entry touches, in ID order: the nodes and links that it changes, and the IDs that it makes
// aliases. A link touches neither of its ends.
func (e *Entry) Subjects() []ID {
	ids := make([]ID, 0, len(e.Nodes)+len(e.Links)+len(e.Aliases))
	for _, c := range e.Nodes {
		ids = append(ids, c.ID())
	}
	for _, c := range e.Links {
		ids = append(ids, c.ID())
	}
	for _, a := range e.Aliases {
		ids = append(ids, a.Old)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
