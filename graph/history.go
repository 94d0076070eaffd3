package graph

import "slices"

// A HistoryStep asks for what was done to a node or a link, newest first. What was done under its former IDs belongs to it;
// for a link, those that its ends' former IDs give.
type HistoryStep struct {
	// Page is of the list as it is ordered: newest first.
	Page Page
	// Total counts the whole list.
	Total bool
	ChangeSelection
}

// A ChangeSelection says what is wanted of changes: of the nodes and links as they now stand. Nil means that they are not
// wanted.
type ChangeSelection struct {
	Entity *Selection
	Link   *LinkSelection
}

// A ChangeQuery asks for what was done to a graph, oldest first.
type ChangeQuery struct {
	// Since is the revision after which changes are wanted; 0 is all.
	Since Revision
	// Where says which are wanted; nil is all.
	Where *ChangeFilter
	Page  Page
	// Total counts the whole list.
	Total bool
	ChangeSelection
}

// A ChangeFilter holds for a change if any of its parts does: an empty one for none.
type ChangeFilter struct {
	// Kinds are the kinds of nodes, Relations those of links.
	Kinds     KindSet
	Relations RelationSet
	// Subjects are nodes and links, LinksOf nodes at the ends of links; all by the ID at that time.
	Subjects, LinksOf []ID
}

// Holds reports whether the filter holds for a change.
func (f *ChangeFilter) Holds(c *Change) bool {
	switch {
	case f == nil:
		return true
	case c.Node != nil && f.Kinds.Has(c.Kind()), c.Link != nil && f.Relations.Has(c.Relation()):
		return true
	case slices.Contains(f.Subjects, c.Subject()):
		return true
	}
	_, from, to, _ := c.Subject().Link()
	return c.Link != nil && (slices.Contains(f.LinksOf, from) || slices.Contains(f.LinksOf, to))
}

// Only gives the subjects that alone can have changes for which the filter holds; ok is false if others can too.
func (f *ChangeFilter) Only() (subjects []ID, ok bool) {
	if f == nil || f.Kinds != 0 || f.Relations != 0 || len(f.LinksOf) > 0 {
		return nil, false
	}
	return f.Subjects, true
}

// A ChangePage is a page of changes.
type ChangePage struct {
	Edges []ChangeEdge
	// HasNext and HasPrevious say whether the list goes on after or before the page.
	HasNext, HasPrevious bool
	// Total is filled if wanted.
	Total int
}

// A ChangeEdge is a change in a list. Entity and Link are what it was done to as it now stands, if that was wanted and is
// there.
type ChangeEdge struct {
	Change *Change
	Entity *Found
	Link   *FoundLink
}

// Cursor is the change's place in the order.
func (c *Change) Cursor() Cursor {
	return Cursor{Keys: []Value{Int(int64(c.Revision)), Int(int64(c.Index))}, ID: c.Subject()}
}

// Check refuses queries that make no sense.
func (q ChangeQuery) Check() error {
	if q.Since < 0 {
		return Errorf(ErrInvalid, "changes are wanted since revision %d: revisions count from 1, and 0 is all of them", q.Since)
	}
	if f := q.Where; f != nil {
		if err := firstError(checkKinds(f.Kinds), checkRelations(f.Relations), checkEach(f.Subjects, checkID), checkEach(f.LinksOf, checkNode)); err != nil {
			return err
		}
	}
	return firstError(checkChangePage(&q.Page), q.ChangeSelection.check())
}

func (s *ChangeSelection) check() error {
	return firstError(checkSelection(s.Entity, allKinds), checkLinkSelection(s.Link))
}

func checkHistories(steps []HistoryStep) error {
	for i := range steps {
		if err := firstError(checkChangePage(&steps[i].Page), steps[i].ChangeSelection.check()); err != nil {
			return err
		}
	}
	return nil
}

// checkChangePage checks a page of changes: these lists only go forward.
func checkChangePage(p *Page) error {
	if p.Backward || p.Before != nil {
		return Errorf(ErrInvalid, "changes are only paged forward: with a limit and the cursor after which they are wanted")
	}
	return checkPage(p, []ValueType{IntValue, IntValue})
}

func checkEach(ids []ID, check func(ID) error) error {
	for _, id := range ids {
		if err := check(id); err != nil {
			return err
		}
	}
	return nil
}
