package memstore

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A link is a link as questions work with it: what they look at most is at hand, the rest is asked of the snapshot.
type link struct {
	from, to int32
	// rows is the number of a list of rows in the base; of one that is held, its number among those held.
	rows     uint32
	Relation graph.Relation
	Basis    graph.Basis
	State    graph.LinkState
	held     bool
}

// readLink is a link as answers have it, as read is a node.
func (s *snapshot) readLink(l *link, evidence bool) *graph.Link {
	if l.held {
		return s.held.at(int32(l.rows))
	}
	return s.base.link(l, evidence)
}

// fullLink is a link with its evidence, plainLink one with it or without.
func (s *snapshot) fullLink(l *link) *graph.Link  { return s.readLink(l, true) }
func (s *snapshot) plainLink(l *link) *graph.Link { return s.readLink(l, false) }

// linkID is the ID of a link. It is long: compareLinkIDs compares without making it.
func (s *snapshot) linkID(l *link) graph.ID {
	return graph.LinkID(l.Relation, s.nodes.at(l.from).ID, s.nodes.at(l.to).ID)
}

// compareLinkIDs compares links as their IDs do: by the relation's name, the one end, the other end.
func (s *snapshot) compareLinkIDs(a, b *link) int {
	if a == b {
		return 0
	}
	return cmp.Or(
		strings.Compare(relationPrefix[a.Relation], relationPrefix[b.Relation]),
		compareFrom(s.nodes.at(a.from).ID, s.nodes.at(b.from).ID),
		cmp.Compare(s.nodes.at(a.to).ID, s.nodes.at(b.to).ID),
	)
}

// compareFrom compares IDs as they stand in those of links, where a > follows.
func compareFrom(a, b graph.ID) int {
	switch n := min(len(a), len(b)); {
	case a[:n] != b[:n]:
		return cmp.Compare(a, b)
	case len(a) < len(b):
		return cmp.Compare('>', b[n])
	case len(a) > len(b):
		return cmp.Compare(a[n], '>')
	}
	return 0
}

// relationPrefix is how the IDs of a relation's links begin.
var relationPrefix = func() []string {
	prefixes := make([]string, len(graph.AllRelations)+1)
	for _, r := range graph.AllRelations {
		prefixes[r] = strings.TrimSuffix(string(graph.LinkID(r, "", "")), ">")
	}
	return prefixes
}()

// rowsOf are the rows that a link carries, by ID. Nobody changes the list.
func (s *snapshot) rowsOf(l *link) []graph.ID {
	if l.held {
		return s.held.at(int32(l.rows)).Rows
	}
	return s.base.rowSets[l.rows]
}

// scoreOf is how alike the ends of a link are; ok is false if it has no score.
func (s *snapshot) scoreOf(l *link) (score float64, ok bool) {
	if !l.held {
		return s.base.score(l)
	}
	if p := s.held.at(int32(l.rows)).Score; p != nil {
		return *p, true
	}
	return 0, false
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

// compareEdges is the order of the edges at a node: by relation, then outgoing before incoming, then by the other end's ID.
func (s *snapshot) compareEdges(a, b edge) int {
	return cmp.Or(cmp.Compare(a.Relation, b.Relation), -compareBool(a.out, b.out), cmp.Compare(s.otherID(a), s.otherID(b)))
}

// edges are the active links at a node, in the order of compareEdges.
func (s *snapshot) edges(number int32) iter.Seq[edge] {
	if j := s.joints.at(number); j != nil {
		return j.edges.all
	}
	return func(yield func(edge) bool) {
		outgoing, incoming := s.base.outgoing(number), s.base.incoming(number)
		for len(outgoing) > 0 || len(incoming) > 0 {
			var e edge
			if len(outgoing) > 0 && (len(incoming) == 0 || outgoing[0].Relation <= incoming[0].relation()) {
				e, outgoing = edge{&outgoing[0], true}, outgoing[1:]
			} else {
				e, incoming = edge{&s.base.links[incoming[0].link()], false}, incoming[1:]
			}
			if !yield(e) {
				return
			}
		}
	}
}

// edgesOf are the active links of one relation at a node that go from it, to it, or either way, in the order of compareEdges.
func (s *snapshot) edgesOf(number int32, r graph.Relation, d graph.Direction) iter.Seq[edge] {
	return func(yield func(edge) bool) {
		if j := s.joints.at(number); j != nil {
			j.edgesOf(r, d, yield)
			return
		}
		if d != graph.In {
			links := ofRelation(s.base.outgoing(number), r, outRelation)
			for i := range links {
				if !yield(edge{&links[i], true}) {
					return
				}
			}
		}
		if d == graph.Out {
			return
		}
		for _, in := range ofRelation(s.base.incoming(number), r, inRelation) {
			if !yield(edge{&s.base.links[in.link()], false}) {
				return
			}
		}
	}
}

func (j *joint) edgesOf(r graph.Relation, d graph.Direction, yield func(edge) bool) {
	j.edges.from(func(e edge) bool { return e.Relation < r }, func(e edge) bool {
		return e.Relation == r && (d != graph.Both && e.out != (d == graph.Out) || yield(e))
	})
}

// degree is how many active links a node has, degreeOf how many of a relation go from it or to it.
func (s *snapshot) degree(number int32) int {
	if j := s.joints.at(number); j != nil {
		return j.edges.size
	}
	return len(s.base.outgoing(number)) + len(s.base.incoming(number))
}

func (s *snapshot) degreeOf(number int32, r graph.Relation, d graph.Direction) int {
	switch j := s.joints.at(number); {
	case j != nil:
		return j.edges.before(func(e edge) bool { return e.Relation <= r }) - j.edges.before(func(e edge) bool { return e.Relation < r })
	case d == graph.Out:
		return len(ofRelation(s.base.outgoing(number), r, outRelation))
	}
	return len(ofRelation(s.base.incoming(number), r, inRelation))
}

// leaving are the active links that go out from a node, in the order of compareEdges.
func (s *snapshot) leaving(number int32) iter.Seq[*link] {
	return func(yield func(*link) bool) {
		if j := s.joints.at(number); j != nil {
			j.edges.all(func(e edge) bool { return !e.out || yield(e.link) })
			return
		}
		links := s.base.outgoing(number)
		for i := range links {
			if !yield(&links[i]) {
				return
			}
		}
	}
}

// linksAt are all links at a node, rejected ones too.
func (s *snapshot) linksAt(number int32) iter.Seq[*link] {
	return func(yield func(*link) bool) {
		for e := range s.edges(number) {
			if !yield(e.link) {
				return
			}
		}
		s.rejectedAt.each(&rejectedEnd{number: number}, func(r rejectedEnd) bool { return r.number == number && yield(r.link) })
	}
}

// linksOfRelation are the links of a relation, rejected ones too, by ID.
func (s *snapshot) linksOfRelation(r graph.Relation) iter.Seq[*link] {
	return func(yield func(*link) bool) {
		var rejected []rejectedLink
		s.rejected.all(func(l rejectedLink) bool {
			if l.Relation == r {
				rejected = append(rejected, l)
			}
			return true
		})
		for n := range s.linkOrder() {
			for e := range s.edgesOf(n.number, r, graph.Out) {
				for len(rejected) > 0 && s.compareLinkIDs(rejected[0].link, e.link) < 0 {
					if !yield(rejected[0].link) {
						return
					}
					rejected = rejected[1:]
				}
				if !yield(e.link) {
					return
				}
			}
		}
		for _, l := range rejected {
			if !yield(l.link) {
				return
			}
		}
	}
}

// linkOrder are the nodes in the order that their IDs have in those of links: an ID comes after those that it is the
// beginning of, if what follows there is less than the > that follows here.
func (s *snapshot) linkOrder() iter.Seq[*node] {
	return func(yield func(*node) bool) {
		var held []*node
		for n := range s.inIDOrder() {
			for len(held) > 0 && compareFrom(held[len(held)-1].ID, n.ID) < 0 {
				if !yield(held[len(held)-1]) {
					return
				}
				held = held[:len(held)-1]
			}
			held = append(held, n)
		}
		for _, n := range slices.Backward(held) {
			if !yield(n) {
				return
			}
		}
	}
}

// inIDOrder are all nodes by ID.
func (s *snapshot) inIDOrder() iter.Seq[*node] {
	return func(yield func(*node) bool) {
		next := int32(0)
		upTo := func(id graph.ID, all bool) bool { // those of the base before an ID
			for ; int(next) < len(s.base.nodes) && (all || s.base.nodes[next].ID < id); next++ {
				if n := s.nodes.at(next); n != nil && !yield(n) {
					return false
				}
			}
			return true
		}
		goOn := true
		s.names.all(func(name name) bool {
			if int(name.node) < len(s.base.nodes) || s.nodes.at(name.node).ID != name.id {
				return true // an alias
			}
			goOn = upTo(name.id, false) && yield(s.nodes.at(name.node))
			return goOn
		})
		if goOn {
			upTo("", true)
		}
	}
}
