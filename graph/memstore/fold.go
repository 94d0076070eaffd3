package memstore

import (
	"github.com/goldenthread/goldenthread/graph"
)

const (
	// leastFolded is how much must have changed before it is folded, and foldShare of how many nodes and links it must be one.
	leastFolded = 20_000
	foldShare   = 6
)

// overgrown reports whether so much was changed since the base was made that it is time for a new one. A
// replica may follow a store of more links than a base numbers.
func (s *snapshot) overgrown() bool {
	return s.changed > leastFolded && s.changed > s.base.parts()/foldShare && s.active <= maxLinks
}

// A folding makes a snapshot anew on another base.
type folding struct {
	*packing
	old *snapshot
	// numbers are the new numbers of the nodes, by the old ones.
	numbers []int32
	// renew packs everything anew instead of taking it over as it is.
	renew bool
}

// fold gives the same snapshot on a new base, with nothing changed since.
func (s *snapshot) fold() *snapshot {
	f := &folding{old: s, numbers: make([]int32, s.nodes.size())}
	from, outdated := s.base, s.base.outdated+s.outdated
	if outdated > s.parts()/2+leastFolded { // so much of the evidence that is kept is in use no more
		from, outdated, f.renew = newBase(), 0, true
	}
	f.packing = from.pack()
	f.outdated = outdated
	for n := range s.inIDOrder() {
		f.numbers[n.number] = int32(len(f.nodes))
		f.node(n)
	}
	f.number()
	for n := range s.inIDOrder() {
		for l := range s.leaving(n.number) {
			f.link(l)
		}
	}
	b := f.seal()
	if s.base.textIndex.made.Load() {
		b.text() // it will be asked for again, and nobody waits now
	}
	if s.base.scheduleIndex.made.Load() {
		b.scheduleLists()
	}
	for _, k := range graph.AllKinds {
		s.kinds[k].all(func(n *node) bool {
			b.byPosition[k] = append(b.byPosition[k], f.numbers[n.number])
			return true
		})
		b.byTitle[k] = f.keyed(k, s.base.byTitle[k], titleKey)
		b.byCode[k] = f.keyed(k, s.base.byCode[k], codeKey)
	}
	return f.snapshot()
}

func (f *folding) node(n *node) {
	if n.held == nil && !f.renew {
		f.keepNode(f.old.base, n)
	} else {
		f.addNode(n.full())
	}
}

func (f *folding) link(l *link) {
	from, to := f.numbers[l.from], f.numbers[l.to]
	if l.held || f.renew {
		f.addLink(f.packLink(f.old.fullLink(l), from, to))
		return
	}
	made := *l
	made.from, made.to = from, to
	f.addLink(made, f.old.base.linkRecord(f.old.base.place(l)))
}

// snapshot is what was folded, on the new base.
func (f *folding) snapshot() *snapshot {
	aliases, rejected := f.old.beside()
	made := on(f.base).with(f.old.revision, f.old.hash, aliases, rejected)
	made.load = f.old.load
	return made
}

// beside is what a snapshot has that no base holds: former IDs, and rejected links.
func (s *snapshot) beside() (aliases []graph.Alias, rejected []*graph.Link) {
	s.names.all(func(n name) bool {
		if id := s.nodes.at(n.node).ID; id != n.id {
			aliases = append(aliases, graph.Alias{Old: n.id, New: id})
		}
		return true
	})
	s.rejected.all(func(r rejectedLink) bool {
		rejected = append(rejected, s.fullLink(r.link))
		return true
	})
	return aliases, rejected
}

// on is the snapshot of a base and nothing else, but for its revision and hash.
func on(b *base) *snapshot {
	s := emptyOn(b)
	for _, k := range graph.AllKinds {
		list := make([]*node, len(b.byPosition[k]))
		for i, n := range b.byPosition[k] {
			list[i] = &b.nodes[n]
		}
		s.kinds[k] = newTable(byPosition, list)
	}
	return s
}

// keyed are the new numbers of the nodes of a kind in the order of a key, given that of the old base.
func (f *folding) keyed(k graph.Kind, old []int32, key func(*node) string) []int32 {
	nodes := f.old.inKeyOrder(k, old, key)
	numbers := make([]int32, len(nodes))
	for i, n := range nodes {
		numbers[i] = f.numbers[n.number]
	}
	return numbers
}
