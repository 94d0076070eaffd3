package edit

import "github.com/goldenthread/goldenthread/graph"

// An Edit is one thing that somebody wants done.
type Edit interface {
	// do makes the edit in a draft and gives the ID of what it was about. What cannot be done is a *Fault.
	do(d *draft) (graph.ID, error)
	// recall gives the same ID when the edit was made before, by the entry that the journal has of it. IDs that other edits
	// of the request were about are taken.
	recall(d *draft, e *graph.Entry, taken map[graph.ID]bool) (graph.ID, error)
	// names are those that the edit will probably ask for.
	names() []Name
}

// Fields are values by the names that the schema has for a node's fields. They are as JSON gives them: texts, numbers,
// lists, objects, and nil for an explicit null, which clears a field. What is not in it is left alone.
type Fields map[string]any

// A Create makes a node. Its ID follows from its code or title.
type Create struct {
	Kind   graph.Kind
	Fields Fields
	// Links are the nodes it is linked to, by the name of the relation field that leads to them.
	Links map[string][]Name
	// Plans are the plans it is part of.
	Plans []Name
	// Ref is a name by which later edits of the same request may speak of it; empty is none.
	Ref string
}

// A Name names a node or a link: by its ID, a former ID, or "#" and the Ref of a Create earlier in the request.
type Name string

// An Update changes fields of a node.
type Update struct {
	ID Name
	// Kind is what it must be.
	Kind graph.Kind
	// Expect is the revision that the caller saw; 0 takes what stands.
	Expect graph.Revision
	Fields Fields
}

// A Delete removes a node with the links that go out from it. Links that lead to it are in use: they are removed only
// WithLinks.
type Delete struct {
	ID        Name
	Kind      graph.Kind
	Expect    graph.Revision
	WithLinks bool
}

// A Connect makes a link that a person vouches for.
type Connect struct {
	Relation graph.Relation
	From, To Name
	Note     string
	// Score is how alike the ends are, for a relation of likeness: 1 if it is nil.
	Score *float64
}

// A Disconnect removes a link. No import makes again what a person removed; see Reject, which keeps it in sight.
type Disconnect struct {
	ID     Name
	Expect graph.Revision
}

// A Confirm makes a link one that a person vouches for, a rejected one included.
type Confirm struct {
	ID     Name
	Expect graph.Revision
	// Note, if not nil, replaces the link's note.
	Note *string
}

// A Reject hides a link for good: no import brings it back.
type Reject struct {
	ID     Name
	Expect graph.Revision
	Note   *string
}

// A Merge makes one node of several: links, evidence and quarters move to it, and the others' IDs resolve to it.
type Merge struct {
	Into   Name
	From   []Name
	Expect graph.Revision
}

// A Restore brings a deleted node back, with those of its links whose other ends stand.
type Restore struct {
	ID graph.ID
}

// A Wrong is an edit that cannot be read: making it is the fault that it says.
type Wrong struct {
	// Field is the member that is at fault, Message what is wrong with it.
	Field, Message string
}

func (w Wrong) do(*draft) (graph.ID, error) { return "", fault(Invalid, w.Field, "%s", w.Message) }

func (w Wrong) recall(d *draft, _ *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return w.do(d)
}
