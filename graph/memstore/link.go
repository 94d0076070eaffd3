package memstore

import (
	"cmp"
	"iter"
	"slices"
	"sort"

	"github.com/goldenthread/goldenthread/graph"
)

// A link is a link as questions work with it: what they look at most is at hand, the rest is asked of the snapshot.
type link struct {
	from, to int32
	Relation graph.Relation
	Basis    graph.Basis
	State    graph.LinkState
	held     *graph.Link
}

func newLink(l *graph.Link, from, to int32) *link {
	return &link{from: from, to: to, Relation: l.Relation, Basis: l.Basis, State: l.State, held: l}
}

// fullLink is all of a link, as answers have it.
func (s *snapshot) fullLink(l *link) *graph.Link { return l.held }

// linkID is the ID of a link. It is long: compareLinkIDs compares without making it.
func (s *snapshot) linkID(l *link) graph.ID { return l.held.ID }

func (s *snapshot) compareLinkIDs(a, b *link) int { return cmp.Compare(a.held.ID, b.held.ID) }

// rowsOf are the rows that a link carries, by ID. Nobody changes the list.
func (s *snapshot) rowsOf(l *link) []graph.ID { return l.held.Rows }

// scoreOf is how alike the ends of a link are; ok is false if it has no score.
func (s *snapshot) scoreOf(l *link) (score float64, ok bool) {
	if l.held.Score == nil {
		return 0, false
	}
	return *l.held.Score, true
}

// An edge is a link seen from one of its ends.
type edge struct {
	*link
	out bool
}

// other is the node at the other end.
func (e edge) other() int32 {
	if e.out {
		return e.to
	}
	return e.from
}

// otherID is the ID of the node at the other end of an edge.
func (s *snapshot) otherID(e edge) graph.ID { return s.nodes.at(e.other()).ID }

// edges are the active links at a node: by relation, then outgoing before incoming, then by the other end's ID.
func (s *snapshot) edges(number int32) iter.Seq[edge] {
	if j := s.joints.at(number); j != nil {
		return slices.Values(j.edges)
	}
	return func(func(edge) bool) {}
}

// edgesOf are the active links of one relation at a node that go from it, to it, or either way.
func (s *snapshot) edgesOf(number int32, r graph.Relation, d graph.Direction) iter.Seq[edge] {
	return func(yield func(edge) bool) {
		j := s.joints.at(number)
		if j == nil {
			return
		}
		start := sort.Search(len(j.edges), func(i int) bool { return j.edges[i].Relation >= r })
		for _, e := range j.edges[start:] {
			if e.Relation != r || d == graph.Out && !e.out {
				return
			}
			if d == graph.In && e.out {
				continue
			}
			if !yield(e) {
				return
			}
		}
	}
}

// linksAt are all links at a node, rejected ones too.
func (s *snapshot) linksAt(number int32) iter.Seq[*link] {
	return func(yield func(*link) bool) {
		j := s.joints.at(number)
		if j == nil {
			return
		}
		for _, e := range slices.Concat(j.edges, j.rejected) {
			if !yield(e.link) {
				return
			}
		}
	}
}
