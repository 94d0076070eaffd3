package graph

import (
	"context"
	"iter"
)

// Nodes gives all that a Walk finds, however many there are, without holding more than one of its pages. It ends after an
// error.
func Nodes(ctx context.Context, v View, w Walk) iter.Seq2[*NodeEdge, error] {
	return paged(func(after *Cursor) ([]NodeEdge, bool, error) {
		w.Page.After = after
		page, err := v.Walk(ctx, w)
		if err != nil {
			return nil, false, err
		}
		return page.Edges, page.HasNext, nil
	}, func(e *NodeEdge) *Cursor { return &e.Cursor })
}

// Links gives all that a LinkWalk finds, in the same way.
func Links(ctx context.Context, v View, w LinkWalk) iter.Seq2[*LinkEdge, error] {
	return paged(func(after *Cursor) ([]LinkEdge, bool, error) {
		w.Page.After = after
		page, err := v.Links(ctx, w)
		if err != nil {
			return nil, false, err
		}
		return page.Edges, page.HasNext, nil
	}, func(e *LinkEdge) *Cursor { return &e.Cursor })
}

// paged gives the edges of one page after the other: that after a cursor, as long as there are more.
func paged[E any](page func(after *Cursor) (edges []E, more bool, err error), at func(*E) *Cursor) iter.Seq2[*E, error] {
	return func(yield func(*E, error) bool) {
		for after := (*Cursor)(nil); ; {
			edges, more, err := page(after)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range edges {
				if !yield(&edges[i], nil) {
					return
				}
			}
			if !more || len(edges) == 0 {
				return
			}
			after = at(&edges[len(edges)-1])
		}
	}
}
