package memstore

import (
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// A grid is what a matrix counts. Nobody changes it once it is made.
type grid struct {
	// width is how many columns there can be; cells are row after row. Each axis can have one value more than are listed, of
	// what is unplaced.
	width int
	cells []cell
	// inRows and inColumns are the nodes counted in each row and column, total those counted at all.
	inRows, inColumns []int
	total             int
	// rowUnplaced and columnUnplaced are set if something has no value there.
	rowUnplaced, columnUnplaced bool
}

// A countKey is a matrix of all that a snapshot has of a kind.
type countKey struct {
	rows, columns graph.Axis
	count         graph.Kind
	basis         graph.BasisSet
	unplaced      bool
	plan          graph.ID
}

// A countCache keeps what matrices counted over one snapshot: counting looks at every node of a kind. It is bounded, and
// begins empty with every revision.
type countCache struct {
	mu    sync.Mutex
	kept  map[countKey]*grid
	cells int
}

const (
	// maxCellsKept bounds a cache. A matrix counts as keptBesides cells more than it has.
	maxCellsKept = maxCells
	keptBesides  = 64
)

func newCountCache() *countCache { return &countCache{kept: map[countKey]*grid{}} }

// get gives what is kept; nil if nothing is.
func (c *countCache) get(k countKey) *grid {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept[k]
}

// put keeps a grid, and lets go of all others where there is no room.
func (c *countCache) put(k countKey, made *grid) {
	size := len(made.cells) + keptBesides
	if size > maxCellsKept {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept[k] != nil {
		return
	}
	if c.cells += size; c.cells > maxCellsKept {
		clear(c.kept)
		c.cells = size
	}
	c.kept[k] = made
}
