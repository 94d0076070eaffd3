package graph

import (
	"cmp"
	"slices"
)

// Row truth. A co-listed link says only that both its ends stand in one row. So a way over several links holds if none
// of them is co-listed, or if all of them that carry rows carry a row in common. A Reach is what is known of all the ways
// to a node at once; extending and merging it gives exactly what trying every way would, because "there is a way whose
// rows all include r" can be carried along row by row.

// A Reach says how a node is reached: over ways without a co-listed link, over ways without rows, and in which rows. A
// way's strength is the basis of its weakest link; of several ways the strongest counts. 0 stands for "no such way".
type Reach struct {
	// Free is the strongest way without a co-listed link.
	Free Basis
	// Open is the strongest way none of whose links carries a row: it joins with any row.
	Open Basis
	// Rows are the rows in which there is a way, each with the strongest, in ID order. Ways that count in Open do not
	// stand here.
	Rows []RowBasis
}

// A RowBasis is a row and the strongest way in it.
type RowBasis struct {
	Row   ID
	Basis Basis
}

// Start is the reach of the node a way starts from.
func Start() Reach { return Reach{Free: BasisCurated, Open: BasisCurated} }

// Holds reports whether some way to the node is row-true.
func (r Reach) Holds() bool { return r.Best() != 0 }

// Best is the strongest row-true way, 0 if none is.
func (r Reach) Best() Basis {
	best := stronger(r.Free, r.Open)
	for _, row := range r.Rows {
		best = stronger(best, row.Basis)
	}
	return best
}

// Extend is the reach of the other end of a link.
func (r Reach) Extend(l *Link) Reach { return r.Over(l.Basis, l.Rows) }

// Over is the reach of the other end of a link that is believed on a ground and carries rows, in ID order.
func (r Reach) Over(basis Basis, rows []ID) Reach { return new(RowSpace).Over(r, basis, rows) }

// Merge is the reach of a node that is reached in both ways.
func (r Reach) Merge(o Reach) Reach {
	merged, _ := new(RowSpace).Merge(r, o)
	return merged
}

// A RowSpace is where the rows of many reaches stand one after the other, so that making a reach allocates nothing. The
// zero RowSpace is empty. The reaches that it made hold until it is cleared.
type RowSpace struct{ rows []RowBasis }

// Clear makes the space free again.
func (s *RowSpace) Clear() { s.rows = s.rows[:0] }

// from is what was added since the space had so many rows.
func (s *RowSpace) from(start int) []RowBasis {
	if start == len(s.rows) {
		return nil
	}
	return s.rows[start:len(s.rows):len(s.rows)]
}

// Over is [Reach.Over] in the space.
func (s *RowSpace) Over(r Reach, basis Basis, rows []ID) Reach {
	var out Reach
	start := len(s.rows)
	if basis != BasisCoListed {
		out.Free = weaker(r.Free, basis)
	}
	if len(rows) == 0 {
		out.Open = weaker(r.Open, basis)
		for _, row := range r.Rows {
			s.rows = append(s.rows, RowBasis{row.Row, weaker(row.Basis, basis)})
		}
	}
	for _, row := range rows {
		if b := weaker(stronger(r.row(row), r.Open), basis); b != 0 {
			s.rows = append(s.rows, RowBasis{row, b})
		}
	}
	out.Rows = s.from(start)
	return out
}

// Merge is [Reach.Merge] in the space. It reports whether o makes a difference to r.
func (s *RowSpace) Merge(r, o Reach) (Reach, bool) {
	out := Reach{Free: stronger(r.Free, o.Free), Open: stronger(r.Open, o.Open), Rows: r.Rows}
	changed := out.Free != r.Free || out.Open != r.Open
	if r.covers(o.Rows) {
		return out, changed
	}
	start := len(s.rows)
	i, j := 0, 0
	for i < len(r.Rows) || j < len(o.Rows) {
		switch {
		case j == len(o.Rows) || i < len(r.Rows) && r.Rows[i].Row < o.Rows[j].Row:
			s.rows = append(s.rows, r.Rows[i])
			i++
		case i == len(r.Rows) || o.Rows[j].Row < r.Rows[i].Row:
			s.rows = append(s.rows, o.Rows[j])
			j++
		default:
			s.rows = append(s.rows, RowBasis{r.Rows[i].Row, stronger(r.Rows[i].Basis, o.Rows[j].Basis)})
			i, j = i+1, j+1
		}
	}
	out.Rows = s.from(start)
	return out, true
}

// covers reports whether the reach has all of some rows, each at least as strong.
func (r Reach) covers(rows []RowBasis) bool {
	for _, row := range rows {
		if had := r.row(row.Row); stronger(had, row.Basis) != had {
			return false
		}
	}
	return true
}

// Join is the strongest row-true way that goes along both: from a node over one to it and over the other onwards. 0 if
// there is none. An alignment matrix joins what is counted with its row and its column so.
func (r Reach) Join(o Reach) Basis {
	best := weaker(r.Free, o.Free)
	best = stronger(best, weaker(r.Open, o.Open))
	for _, row := range r.Rows {
		best = stronger(best, weaker(row.Basis, stronger(o.row(row.Row), o.Open)))
	}
	for _, row := range o.Rows {
		best = stronger(best, weaker(row.Basis, r.Open))
	}
	return best
}

// row is the strongest way in a row; 0 if there is none.
func (r Reach) row(id ID) Basis {
	if len(r.Rows) == 1 { // as in nearly every reach
		if r.Rows[0].Row == id {
			return r.Rows[0].Basis
		}
		return 0
	}
	i, ok := slices.BinarySearchFunc(r.Rows, id, func(row RowBasis, id ID) int { return cmp.Compare(row.Row, id) })
	if !ok {
		return 0
	}
	return r.Rows[i].Basis
}

// stronger is the stronger of two bases; 0, which is none, loses.
func stronger(a, b Basis) Basis {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// weaker is the weaker of two bases that both must hold; 0, which is none, makes none.
func weaker(a, b Basis) Basis {
	if a == 0 || b == 0 {
		return 0
	}
	return max(a, b)
}
