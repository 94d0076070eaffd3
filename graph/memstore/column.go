package memstore

import "slices"

// A column is a list by number that is never copied whole, like a table. It may have gaps.
type column[T any] struct {
	pieces []*columnPiece[T]
	owner  *edit
}

type columnPiece[T any] struct {
	items [pieceSize]T
	owner *edit
}

// at gives the item of a node; the zero item if it has none.
func (c *column[T]) at(n int32) T {
	if p := int(n / pieceSize); p < len(c.pieces) && c.pieces[p] != nil {
		return c.pieces[p].items[n%pieceSize]
	}
	var none T
	return none
}

// each gives the items of the pieces that there are, with their numbers.
func (c *column[T]) each(yield func(int32, T) bool) {
	for p, piece := range c.pieces {
		if piece == nil {
			continue
		}
		for i, item := range piece.items {
			if !yield(int32(p*pieceSize+i), item) {
				return
			}
		}
	}
}

// size is above every node number.
func (c *column[T]) size() int { return len(c.pieces) * pieceSize }

// put sets the item of a node.
func (c *column[T]) put(e *edit, n int32, item T) {
	if c.owner != e {
		c.pieces, c.owner = slices.Clone(c.pieces), e
	}
	p := int(n / pieceSize)
	if p >= len(c.pieces) {
		c.pieces = append(c.pieces, make([]*columnPiece[T], p+1-len(c.pieces))...)
	}
	switch piece := c.pieces[p]; {
	case piece == nil:
		c.pieces[p] = &columnPiece[T]{owner: e}
	case piece.owner != e:
		c.pieces[p] = &columnPiece[T]{items: piece.items, owner: e}
	}
	c.pieces[p].items[n%pieceSize] = item
}
