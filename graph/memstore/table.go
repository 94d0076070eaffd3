package memstore

import (
	"slices"
	"sort"
)

// An edit is one series of changes on its way to a new snapshot. What it has copied it may change in place: readers do
// not see it before the snapshot is published, and no later edit is the same one.
type edit struct{ _ byte }

// A table is a sorted list that is never copied whole: an edit copies the piece that it touches and the list of pieces.
// Readers of the table as it was before see nothing of that.
type table[T any] struct {
	order  func(a, b T) int
	pieces []*piece[T]
	size   int
	owner  *edit
}

type piece[T any] struct {
	items []T
	owner *edit
}

// pieceSize is how many items a new piece has; it is split at twice as many.
const pieceSize = 256

// newTable makes a table of items that are sorted already.
func newTable[T any](order func(a, b T) int, sorted []T) table[T] {
	t := table[T]{order: order, size: len(sorted)}
	for part := range slices.Chunk(sorted, pieceSize) {
		t.pieces = append(t.pieces, &piece[T]{items: slices.Clip(part)})
	}
	return t
}

// find gives the item that compares as equal to key.
func (t *table[T]) find(key T) (T, bool) {
	if p, i, ok := t.search(key); ok {
		return t.pieces[p].items[i], true
	}
	var none T
	return none, false
}

// search finds where an item is or belongs: the piece and the place in it.
func (t *table[T]) search(key T) (p, i int, found bool) {
	p, _ = slices.BinarySearchFunc(t.pieces, key, func(c *piece[T], key T) int { return t.order(c.items[len(c.items)-1], key) })
	if p == len(t.pieces) {
		if p == 0 {
			return 0, 0, false
		}
		return p - 1, len(t.pieces[p-1].items), false
	}
	i, found = slices.BinarySearchFunc(t.pieces[p].items, key, t.order)
	return p, i, found
}

// each gives the items in order, from the first that does not compare as less than from, if there is a from.
func (t *table[T]) each(from *T, yield func(T) bool) {
	p, i := 0, 0
	if from != nil {
		p, i, _ = t.search(*from)
	}
	t.goOn(p, i, yield)
}

// goOn gives the items in order from a place in a piece.
func (t *table[T]) goOn(p, i int, yield func(T) bool) {
	for ; p < len(t.pieces); p, i = p+1, 0 {
		for _, item := range t.pieces[p].items[i:] {
			if !yield(item) {
				return
			}
		}
	}
}

// from gives the items in order from the first of which less does not hold; it holds of the items up to some place.
func (t *table[T]) from(less, yield func(T) bool) {
	p, i := t.seek(less)
	t.goOn(p, i, yield)
}

// before is how many items less holds of.
func (t *table[T]) before(less func(T) bool) int {
	p, i := t.seek(less)
	for _, whole := range t.pieces[:p] {
		i += len(whole.items)
	}
	return i
}

// seek finds the first item of which less does not hold: the piece and the place in it.
func (t *table[T]) seek(less func(T) bool) (p, i int) {
	p = sort.Search(len(t.pieces), func(p int) bool {
		items := t.pieces[p].items
		return !less(items[len(items)-1])
	})
	if p < len(t.pieces) {
		items := t.pieces[p].items
		i = sort.Search(len(items), func(i int) bool { return !less(items[i]) })
	}
	return p, i
}

// all gives the items in order.
func (t *table[T]) all(yield func(T) bool) { t.each(nil, yield) }

// put adds an item, or replaces the one that compares as equal.
func (t *table[T]) put(e *edit, item T) {
	t.own(e)
	if len(t.pieces) == 0 {
		t.pieces = append(t.pieces, &piece[T]{items: []T{item}, owner: e})
		t.size++
		return
	}
	p, i, found := t.search(item)
	c := t.piece(e, p)
	if found {
		c.items[i] = item
		return
	}
	c.items = slices.Insert(c.items, i, item)
	t.size++
	if len(c.items) >= 2*pieceSize {
		rest := &piece[T]{items: slices.Clone(c.items[pieceSize:]), owner: e}
		c.items = slices.Clip(c.items[:pieceSize])
		t.pieces = slices.Insert(t.pieces, p+1, rest)
	}
}

// remove takes the item out that compares as equal to key, if there is one.
func (t *table[T]) remove(e *edit, key T) {
	p, i, found := t.search(key)
	if !found {
		return
	}
	t.own(e)
	c := t.piece(e, p)
	c.items = slices.Delete(c.items, i, i+1)
	t.size--
	if len(c.items) == 0 {
		t.pieces = slices.Delete(t.pieces, p, p+1)
	}
}

func (t *table[T]) own(e *edit) {
	if t.owner != e {
		t.pieces, t.owner = slices.Clone(t.pieces), e
	}
}

func (t *table[T]) piece(e *edit, p int) *piece[T] {
	c := t.pieces[p]
	if c.owner != e {
		c = &piece[T]{items: slices.Clone(c.items), owner: e}
		t.pieces[p] = c
	}
	return c
}
