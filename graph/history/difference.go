package history

import (
	"cmp"
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A DifferencePage is a page of differences.
type DifferencePage struct {
	Edges []DifferenceEdge
	// HasNext and HasPrevious say whether the list goes on after or before the page; Total is its length.
	HasNext, HasPrevious bool
	Total                int
}

// A DifferenceEdge is a difference in a list. Entity and Link are what differs, as far as that was looked up.
type DifferenceEdge struct {
	*graph.Difference
	Entity *graph.Found
	Link   *graph.FoundLink
}

// Cursor is its place in the order.
func (e *DifferenceEdge) Cursor() graph.Cursor { return cursorOf(e.Difference) }

func cursorOf(d *graph.Difference) graph.Cursor {
	class, rank, position := 0, int(d.Kind()), 0
	switch {
	case d.Link != nil:
		class, rank = 1, int(d.Relation())
	case d.Node.After != nil:
		position = d.Node.After.Position
	default:
		position = d.Node.Before.Position
	}
	return graph.Cursor{Keys: []graph.Value{graph.Int(int64(class)), graph.Int(int64(rank)), graph.Int(int64(position))}, ID: d.Subject()}
}

func checkPage(p graph.Page) error {
	if p.Limit < 0 {
		return graph.Errorf(graph.ErrInvalid, "a page has at least 0 entries, not %d", p.Limit)
	}
	for _, c := range []*graph.Cursor{p.After, p.Before} {
		if c != nil && (len(c.Keys) != 3 || slices.ContainsFunc(c.Keys, func(v graph.Value) bool { return v.Type != graph.IntValue })) {
			return graph.Errorf(graph.ErrInvalid, "the cursor does not belong to this order: use it with the list it came from")
		}
	}
	return nil
}

func compareCursors(a, b graph.Cursor) int {
	for i := range a.Keys {
		if c := a.Keys[i].Compare(b.Keys[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.ID, b.ID)
}

// Differences gives a page of some differences, with how what differs stands in the view, if that is wanted.
func (v *View) Differences(ctx context.Context, list []graph.Difference, p graph.Page, s graph.ChangeSelection) (*DifferencePage, error) {
	if err := checkPage(p); err != nil {
		return nil, err
	}
	page := cut(list, p)
	ids := make([]graph.ID, len(page.Edges))
	for i := range page.Edges {
		ids[i] = page.Edges[i].Subject()
	}
	all, err := v.standing(ctx, &s, ids)
	if err != nil {
		return nil, err
	}
	for i := range page.Edges {
		page.Edges[i].Entity, page.Edges[i].Link = all[ids[i]].entity, all[ids[i]].link
	}
	return page, nil
}

// cut cuts a page out of a list of differences.
func cut(list []graph.Difference, p graph.Page) *DifferencePage {
	page := &DifferencePage{Total: len(list)}
	place := func(c *graph.Cursor, otherwise int, past bool) int {
		if c == nil {
			return otherwise
		}
		i, found := slices.BinarySearchFunc(list, *c, func(d graph.Difference, c graph.Cursor) int { return compareCursors(cursorOf(&d), c) })
		if found && past {
			i++
		}
		return i
	}
	first := place(p.After, 0, true)
	last := max(first, place(p.Before, len(list), false))
	if n := last - first; n > p.Limit {
		if p.Backward {
			first = last - p.Limit
		} else {
			last = first + p.Limit
		}
	}
	page.HasPrevious, page.HasNext = first > 0, last < len(list)
	for i := range list[first:last] {
		page.Edges = append(page.Edges, DifferenceEdge{Difference: &list[first+i]})
	}
	return page
}
