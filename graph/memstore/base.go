package memstore

import (
	"cmp"
	"encoding/json"
	"hash/maphash"
	"slices"
	"sort"
	"sync/atomic"

	"github.com/goldenthread/goldenthread/graph"
)

// A base is a graph in dense columns: no pointers between nodes and links, only numbers, so that a million actions take
// some hundred megabytes and the garbage collector has next to nothing to look at. It never changes. A snapshot is a base and
// what was changed since; now and then that is folded into a new base (see fold).
type base struct {
	// nodes are in the order of their IDs; their places are their numbers.
	nodes []node
	// nodeData has what is not in the nodes, a record each; a node knows where its own begins.
	nodeData packed
	// links are the active ones, in the order of the edges that go out: by from, relation, to. Those of node n are
	// links[out[n]:out[n+1]].
	links []link
	out   []uint32
	// in are the edges that come in: those of node n are in[to[n]:to[n+1]], by relation, then from.
	in []inEdge
	to []uint32
	// linkData has what is not in the links, a record each; marks are where every markEvery-th begins.
	linkData packed
	marks    []uint32
	// rowSets are the lists of rows that links carry, and schedules the lists of quarters of nodes; the first is empty.
	rowSets   [][]graph.ID
	schedules [][]graph.Quarter
	cites     *citations
	// outdated is how many nodes and links there were whose citations are still kept.
	outdated int
	// byPosition, byTitle and byCode are the nodes of each kind in document order, by title, and by code those that have one.
	byPosition, byTitle, byCode [][]int32
	// kinds are the numbers of the nodes of each kind: IDs begin with the kind, so they follow each other.
	kinds []span
	// These are made when they are first asked for.
	rowIndex      rowIndex
	textIndex     textIndex
	scheduleIndex scheduleIndex
	// index finds numbers by ID: a hash table of numbers from 1.
	index []uint32
	seed  maphash.Seed
	// kept is set if a file of columns has the base.
	kept atomic.Bool
}

// An inEdge is a relation and the number of a link, in one word that compares as both do.
type inEdge uint32

const (
	linkBits = 27
	// maxLinks is how many links a base has room for.
	maxLinks  = 1 << linkBits
	markEvery = 8
)

func (e inEdge) relation() graph.Relation { return graph.Relation(e >> linkBits) }

func (e inEdge) link() int { return int(e & (maxLinks - 1)) }

func newBase() *base {
	return &base{out: []uint32{0}, to: []uint32{0}, rowSets: make([][]graph.ID, 1), schedules: make([][]graph.Quarter, 1), cites: newCitations(), seed: maphash.MakeSeed(),
		byPosition: byKind(), byTitle: byKind(), byCode: byKind(), kinds: make([]span, len(graph.AllKinds)+1)}
}

func byKind() [][]int32 { return make([][]int32, len(graph.AllKinds)+1) }

// parts is how many nodes and links there are.
func (b *base) parts() int { return len(b.nodes) + len(b.links) }

// find gives the number of the node with an ID.
func (b *base) find(id graph.ID) (int32, bool) {
	if len(b.index) == 0 {
		return 0, false
	}
	mask := uint64(len(b.index) - 1)
	for at := maphash.String(b.seed, string(id)) & mask; ; at = (at + 1) & mask {
		switch n := b.index[at]; {
		case n == 0:
			return 0, false
		case b.nodes[n-1].ID == id:
			return int32(n - 1), true
		}
	}
}

// makeIndex makes the index.
func (b *base) makeIndex() {
	size := 16
	for 2*size < 3*len(b.nodes) {
		size *= 2
	}
	b.index = make([]uint32, size)
	for i := range b.nodes {
		at := maphash.String(b.seed, string(b.nodes[i].ID)) & uint64(size-1)
		for b.index[at] != 0 {
			at = (at + 1) & uint64(size-1)
		}
		b.index[at] = uint32(i + 1)
	}
}

// A span is some numbers that follow each other: first is in it, end is not.
type span struct{ first, end int32 }

// findKinds finds the spans of the kinds.
func (b *base) findKinds() {
	for first := 0; first < len(b.nodes); {
		kind := b.nodes[first].Kind
		end := first + sort.Search(len(b.nodes)-first, func(i int) bool { return b.nodes[first+i].Kind != kind })
		b.kinds[kind] = span{int32(first), int32(end)}
		first = end
	}
}

// outgoing are the links of a node that go out, incoming those that come in.
func (b *base) outgoing(n int32) []link {
	if int(n) >= len(b.nodes) {
		return nil
	}
	return b.links[b.out[n]:b.out[n+1]]
}

func (b *base) incoming(n int32) []inEdge {
	if int(n) >= len(b.nodes) {
		return nil
	}
	return b.in[b.to[n]:b.to[n+1]]
}

// ofRelation is the part of sorted edges that is of a relation.
func ofRelation[T any](edges []T, r graph.Relation, relation func(*T) graph.Relation) []T {
	start := sort.Search(len(edges), func(i int) bool { return relation(&edges[i]) >= r })
	edges = edges[start:]
	return edges[:sort.Search(len(edges), func(i int) bool { return relation(&edges[i]) > r })]
}

func outRelation(l *link) graph.Relation { return l.Relation }

func inRelation(e *inEdge) graph.Relation { return e.relation() }

// place is the place of a link of the base.
func (b *base) place(l *link) int {
	links := b.outgoing(l.from)
	i, _ := slices.BinarySearchFunc(links, l, func(a link, l *link) int { return cmp.Or(cmp.Compare(a.Relation, l.Relation), cmp.Compare(a.to, l.to)) })
	return int(b.out[l.from]) + i
}

// What a record of a node or link has besides what it always has.
const (
	hasCode = 1 << iota
	hasDescription
	hasPrevious
	hasOwn
	hasEvidence
	hasScheduled
	hasScore
	hasNote
)

// nodeRecord is what is kept of a node besides its columns.
func (b *base) nodeRecord(n *node) unpacker {
	u := unpacker{b.nodeData[n.at:]}
	return unpacker{u.record()}
}

// code is a node's code. It and the schedule stand first.
func (b *base) code(n *node) string {
	u := b.nodeRecord(n)
	if u.uint()&hasCode == 0 {
		return ""
	}
	u.uint()
	return u.text()
}

// quarters are those of a node's schedule. Nobody changes the list.
func (b *base) quarters(n *node) []graph.Quarter {
	return b.schedules[b.schedule(n)]
}

// schedule is the number of the list of quarters of a node.
func (b *base) schedule(n *node) uint32 {
	u := b.nodeRecord(n)
	u.uint()
	return uint32(u.uint())
}

// node makes all of a node, without its evidence if that is not wanted.
func (b *base) node(n *node, out *graph.Node, evidence bool) {
	u := b.nodeRecord(n)
	out.ID, out.Kind, out.Title, out.Position = n.ID, n.Kind, n.Title, int(n.Position)
	has, schedule := u.uint(), u.uint()
	if has&hasCode != 0 {
		out.Code = u.text()
	}
	if has&hasDescription != 0 {
		out.Description = u.text()
	}
	out.Revision = graph.Revision(u.uint())
	if has&hasPrevious != 0 {
		out.PreviousIDs = make([]graph.ID, u.uint())
		for i := range out.PreviousIDs {
			out.PreviousIDs[i] = graph.ID(u.text())
		}
	}
	if has&hasOwn != 0 {
		if err := json.Unmarshal(u.record(), &out.Own); err != nil {
			panic("memstore: the fields of " + string(n.ID) + " that were packed cannot be read: " + err.Error())
		}
	}
	if quarters := b.schedules[schedule]; len(quarters) > 0 {
		out.Schedule = make([]graph.ScheduledQuarter, len(quarters))
		for i, q := range quarters {
			out.Schedule[i].Quarter = q
		}
	}
	if !evidence {
		return
	}
	if has&hasEvidence != 0 {
		out.Evidence = b.cites.at(u.numbers())
	}
	if has&hasScheduled != 0 {
		for i := range out.Schedule {
			out.Schedule[i].Evidence = b.cites.at(u.numbers())
		}
	}
}

// linkRecord is what is kept of a link besides its columns.
func (b *base) linkRecord(place int) []byte {
	u := unpacker{b.linkData[b.marks[place/markEvery]:]}
	for range place % markEvery {
		u.record()
	}
	return u.record()
}

// link is all of a link, without its evidence if that is not wanted.
func (b *base) link(l *link, evidence bool) *graph.Link {
	from, to := b.nodes[l.from].ID, b.nodes[l.to].ID
	out := &graph.Link{ID: graph.LinkID(l.Relation, from, to), Relation: l.Relation, From: from, To: to, Basis: l.Basis, State: l.State, Rows: b.rowSets[l.rows]}
	u := unpacker{b.linkRecord(b.place(l))}
	has := u.uint()
	out.Revision = graph.Revision(u.uint())
	if has&hasScore != 0 {
		score := u.float()
		out.Score = &score
	}
	if has&hasNote != 0 {
		out.Note = u.text()
	}
	if evidence && has&hasEvidence != 0 {
		out.Evidence = b.cites.at(u.numbers())
	}
	return out
}

// score is how alike the ends of a link are.
func (b *base) score(l *link) (score float64, ok bool) {
	u := unpacker{b.linkRecord(b.place(l))}
	if u.uint()&hasScore == 0 {
		return 0, false
	}
	u.uint()
	return u.float(), true
}
