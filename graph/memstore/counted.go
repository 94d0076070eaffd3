package memstore

import (
	"slices"
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

func (g *grid) clone() *grid {
	made := *g
	made.cells, made.inRows, made.inColumns = slices.Clone(g.cells), slices.Clone(g.inRows), slices.Clone(g.inColumns)
	return &made
}

// A cell is how many nodes are in it on each ground; 0 stands for those where no link is involved.
type cell [graph.BasisCoListed + 1]int32

// count are all that are in it, stated those whose ground needs no inference, and weakest is the weakest ground.
func (c *cell) count() (count, stated int, weakest graph.Basis) {
	for i, n := range c {
		basis := graph.Basis(i)
		count += int(n)
		if basis == 0 || graph.StatedBases.Has(basis) {
			stated += int(n)
		}
		if n > 0 {
			weakest = basis
		}
	}
	return count, stated, weakest
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
// begins with every revision with nothing but what was counted at earlier ones.
type countCache struct {
	mu    sync.Mutex
	kept  map[countKey]*grid
	cells int
	// earlier is what was counted over the snapshots before. Nobody changes it.
	earlier map[countKey]counting
}

// A counting is what was counted over a snapshot.
type counting struct {
	grid *grid
	snap *snapshot
}

const (
	// maxCellsKept bounds a cache. A matrix counts as keptBesides cells more than it has.
	maxCellsKept = maxCells
	keptBesides  = 64
	// maxEarlier is how many matrices are taken over from one revision to the next.
	maxEarlier = 64
)

func newCountCache() *countCache { return &countCache{kept: map[countKey]*grid{}} }

// next begins the cache of the snapshot after one, whose lineage that is.
func (c *countCache) next(after *snapshot, l *lineage) *countCache {
	n := newCountCache()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.kept)+len(c.earlier) == 0 || l.before == nil && l != after.lineage {
		return n // what was is too long ago
	}
	n.earlier = map[countKey]counting{}
	cells := 0
	take := func(k countKey, from counting) {
		if cells += len(from.grid.cells); n.earlier[k].grid == nil && len(n.earlier) < maxEarlier && cells <= maxCellsKept {
			n.earlier[k] = from
		}
	}
	for k, g := range c.kept {
		take(k, counting{g, after})
	}
	for k, from := range c.earlier {
		take(k, from)
	}
	return n
}

// before gives what was counted earlier, if that was taken over.
func (c *countCache) before(k countKey) (counting, bool) {
	from, ok := c.earlier[k]
	return from, ok
}

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
