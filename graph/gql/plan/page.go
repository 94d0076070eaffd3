package plan

import "github.com/goldenthread/goldenthread/graph"

// page reads first, after, last and before for a list in an order.
func (b *Builder) page(a arguments, size int, order string) (graph.Page, error) {
	first, hasFirst, err := a.number("first")
	if err != nil {
		return graph.Page{}, err
	}
	last, hasLast, err := a.number("last")
	if err != nil {
		return graph.Page{}, err
	}
	if hasFirst && hasLast {
		return graph.Page{}, graph.Errorf(graph.ErrInvalid, "first and last exclude each other: give one of them")
	}
	p := graph.Page{Limit: size}
	name := "first"
	switch {
	case hasFirst:
		p.Limit = first
	case hasLast:
		p.Limit, p.Backward, name = last, true, "last"
	}
	if p.Limit < 0 || p.Limit > b.limits.MostEdges {
		return p, graph.Errorf(graph.ErrInvalid, "%s: %d is out of bounds: it is from 0 to %d", name, p.Limit, b.limits.MostEdges)
	}
	if p.After, err = cursor(a, "after", order); err == nil {
		p.Before, err = cursor(a, "before", order)
	}
	return p, err
}

func cursor(a arguments, name, order string) (*graph.Cursor, error) {
	s, ok := a.text(name)
	if !ok {
		return nil, nil
	}
	c, err := graph.DecodeCursor(s, order)
	if err != nil {
		return nil, graph.Errorf(graph.ErrInvalid, "%s: %v", name, err)
	}
	return &c, nil
}
