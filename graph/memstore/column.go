package memstore

import "slices"

// A column is a list by node number that is never copied whole, like a table.
type column[T any] struct {
	pieces []*columnPiece[T]
	owner  *edit
}

type columnPiece[T any] struct {
	items [pieceSize]T
	owner *edit
}

// at gives the item of a node; the zero item if it has none.
func (c *column[T]) at(n int32) T { return c.pieces[n/pieceSize].items[n%pieceSize] }

// size is above every node number.
func (c *column[T]) size() int { return len(c.pieces) * pieceSize }

// put sets the item of a node.
func (c *column[T]) put(e *edit, n int32, item T) {
	if c.owner != e {
		c.pieces, c.owner = slices.Clone(c.pieces), e
	}
	p := int(n / pieceSize)
	for p >= len(c.pieces) {
		c.pieces = append(c.pieces, &columnPiece[T]{owner: e})
	}
	if c.pieces[p].owner != e {
		c.pieces[p] = &columnPiece[T]{items: c.pieces[p].items, owner: e}
	}
	c.pieces[p].items[n%pieceSize] = item
}
