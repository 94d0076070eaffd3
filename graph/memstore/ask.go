package memstore

import (
	"context"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// An asker answers one question over one snapshot.
type asker struct {
	*snapshot
	ctx  context.Context
	work int
	// looked is how many links were looked at.
	looked int
	// err stops the work; once set it stays.
	err error
	// under are the nodes that stand under a priority, for those asked about.
	under map[graph.ID]marks
	// spare is memory for what nodes reach.
	spare []*reached
	room  room
}

func (s *snapshot) ask(ctx context.Context) *asker {
	return &asker{snapshot: s, ctx: ctx}
}

// goOn reports whether to go on, and notices now and then that nobody waits any more.
func (a *asker) goOn() bool {
	a.work++
	if a.work%1024 == 0 && a.err == nil && a.ctx.Err() != nil {
		a.err = a.ctx.Err()
	}
	return a.err == nil
}

// marks is a set of node numbers.
type marks []uint64

func newMarks(size int) marks { return make(marks, (size+63)/64) }

func (m marks) set(n int32)      { m[n/64] |= 1 << (n % 64) }
func (m marks) has(n int32) bool { return m[n/64]&(1<<(n%64)) != 0 }

// A filter is a LinkFilter made ready.
type filter struct {
	basis  graph.BasisSet
	within bool
	row    graph.ID
	under  marks
}

func (a *asker) filter(f graph.LinkFilter) *filter {
	out := &filter{basis: f.Basis, within: f.Within != ""}
	if out.within {
		out.row = a.current(f.Within)
		out.under = a.standUnder(out.row)
	}
	return out
}

// current is the ID of the node that an ID or an alias names; an unknown one stays as it is.
func (a *asker) current(id graph.ID) graph.ID {
	if n, ok := a.resolve(id); ok {
		return a.nodes.at(n).ID
	}
	return id
}

func (a *asker) passes(f *filter, l *link) bool {
	if f.basis != 0 && !f.basis.Has(l.Basis) {
		return false
	}
	if !f.within {
		return true
	}
	rows := a.rowsOf(l)
	if len(rows) == 0 {
		return f.under.has(l.from) && f.under.has(l.to)
	}
	return slices.Contains(rows, f.row)
}

// standUnder gives the nodes that stand under a priority.
func (a *asker) standUnder(priority graph.ID) marks {
	if m, ok := a.under[priority]; ok {
		return m
	}
	m := newMarks(a.nodes.size())
	if a.under == nil {
		a.under = map[graph.ID]marks{}
	}
	a.under[priority] = m
	a.eachInRow(priority, func(l *link) bool {
		m.set(l.from)
		m.set(l.to)
		return true
	})
	if n, ok := a.resolve(priority); ok {
		m.set(n)
		for e := range a.edges(n) {
			m.set(e.other())
		}
	}
	return m
}

// eachInRow gives the active links that carry a row, in any order.
func (s *snapshot) eachInRow(row graph.ID, yield func(*link) bool) {
	for l := range s.base.inRow(row) {
		if s.stands(l) && !yield(l) {
			return
		}
	}
	from := rowLink{row: row}
	s.rows.each(&from, func(r rowLink) bool { return r.row == row && yield(r.link) })
}

// stands reports whether a link of the base is there as it was.
func (s *snapshot) stands(l *link) bool {
	if s.nodes.at(l.from) == nil || s.nodes.at(l.to) == nil {
		return false
	}
	now, ok := s.between(l.Relation, l.from, l.to)
	return ok && now == l
}
