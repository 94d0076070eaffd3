package memstore

import (
	"cmp"

	"github.com/goldenthread/goldenthread/graph"
)

// A snapshot is the graph at one revision: a base, and what was changed since. Nothing in it ever changes (what is filled in
// on demand is safe for many readers), so readers need no lock.
type snapshot struct {
	revision graph.Revision
	hash     graph.GraphHash
	// load is the bulk load that is not finished; empty if there is none.
	load string
	base *base
	// nodes and joints are by node number. Numbers from the size of the base on are of nodes that came since.
	nodes  nodes
	joints column[*joint]
	next   int32
	// held are the links that came since, by the numbers that they have for that.
	held     column[*graph.Link]
	nextHeld int32
	// names are the IDs of the nodes that came since, and all aliases, in order.
	names table[name]
	// named are the titles and codes of the nodes that came since.
	named table[named]
	// kinds are the nodes of each kind in document order.
	kinds []table[*node]
	// rejected are the rejected links by ID, rejectedAt by both ends.
	rejected   table[rejectedLink]
	rejectedAt table[rejectedEnd]
	// rows are the active links that came since by the rows they carry.
	rows   table[rowLink]
	active int
	// changed is how much was changed since the base was made, outdated how much of the base is no more.
	changed, outdated int
	sorted            *sortCache
	counted           *countCache
	lineage           *lineage
	ranks             *rankCache
}

// A name is a node's ID or an alias of it.
type name struct {
	id   graph.ID
	node int32
}

// A joint is the active links at one node, in the order of compareEdges, if that has changed since the base was made. A
// table, because some nodes have a great many.
type joint struct {
	owner *edit
	edges table[edge]
}

// joined are the edges of a joint as a snapshot compares them.
func (s *snapshot) joined(j *joint) *table[edge] {
	t := j.edges
	t.order = s.compareEdges
	return &t
}

type rejectedLink struct {
	*link
	id graph.ID
}

type rejectedEnd struct {
	number int32
	rejectedLink
}

// A rowLink is a link that carries a row.
type rowLink struct {
	row graph.ID
	id  graph.ID
	*link
}

// Nodes are the nodes by number: those of a base, and those that came since.
type nodes struct {
	base *base
	over column[*node]
}

// gone stands for a node of the base that is there no more.
var gone = &node{}

// at gives a node, nil if there is none.
func (c *nodes) at(n int32) *node {
	switch over := c.over.at(n); {
	case over == gone:
		return nil
	case over != nil:
		return over
	case int(n) < len(c.base.nodes):
		return &c.base.nodes[n]
	}
	return nil
}

// came gives the nodes that came or changed since the base was made.
func (c *nodes) came(yield func(*node) bool) {
	c.over.each(func(_ int32, n *node) bool { return n == nil || n == gone || yield(n) })
}

// size is above every node number.
func (c *nodes) size() int { return max(len(c.base.nodes), c.over.size()) }

func newSnapshot() *snapshot { return emptyOn(newBase()) }

// emptyOn is a snapshot that has everything of a base but its kinds.
func emptyOn(b *base) *snapshot {
	s := &snapshot{
		base: b, nodes: nodes{base: b}, next: int32(len(b.nodes)), active: len(b.links),
		named:      newTable(byName, nil),
		names:      newTable(func(a, b name) int { return cmp.Compare(a.id, b.id) }, nil),
		rows:       newTable(func(a, b rowLink) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.id, b.id)) }, nil),
		rejected:   newTable(func(a, b rejectedLink) int { return cmp.Compare(a.id, b.id) }, nil),
		rejectedAt: newTable(func(a, b rejectedEnd) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.id, b.id)) }, nil),
		kinds:      make([]table[*node], len(graph.AllKinds)+1),
		sorted:     newSortCache(),
		counted:    newCountCache(),
		lineage:    &lineage{},
		ranks:      newRankCache(),
	}
	for k := range s.kinds {
		s.kinds[k] = newTable(byPosition, nil)
	}
	return s
}

// byPosition is document order.
func byPosition(a, b *node) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// size is how many nodes there are.
func (s *snapshot) size() int {
	n := 0
	for k := range s.kinds {
		n += s.kinds[k].size
	}
	return n
}

// resolve gives the number of a node by its ID or an alias.
func (s *snapshot) resolve(id graph.ID) (int32, bool) {
	if n, ok := s.names.find(name{id: id}); ok {
		return n.node, true
	}
	n, ok := s.base.find(id)
	return n, ok && s.nodes.at(n) != nil
}

// node gives the node with exactly this ID.
func (s *snapshot) node(id graph.ID) (*node, bool) {
	number, ok := s.resolve(id)
	if !ok {
		return nil, false
	}
	n := s.nodes.at(number)
	return n, n.ID == id
}

// isOf reports whether the node with a number is of a kind. Of one of the base the number alone says so.
func (s *snapshot) isOf(k graph.Kind, number int32) bool {
	if int(number) < len(s.base.nodes) {
		in := s.base.kinds[k]
		return in.first <= number && number < in.end
	}
	return s.nodes.at(number).Kind == k
}

// link gives the link with this ID, rejected or not.
func (s *snapshot) link(id graph.ID) (*link, bool) {
	if r, ok := s.rejected.find(rejectedLink{id: id}); ok {
		return r.link, true
	}
	relation, from, to, ok := id.Link()
	if !ok {
		return nil, false
	}
	start, ok := s.node(from)
	if !ok {
		return nil, false
	}
	end, ok := s.node(to)
	if !ok {
		return nil, false
	}
	return s.between(relation, start.number, end.number)
}

// between gives the active link of a relation from one node to another.
func (s *snapshot) between(r graph.Relation, from, to int32) (*link, bool) {
	if j := s.joints.at(from); j != nil {
		e, ok := s.joined(j).find(edge{&link{from: from, to: to, Relation: r}, true})
		return e.link, ok
	}
	if links := s.base.outgoing(from); len(links) > 0 {
		key := &link{from: from, to: to, Relation: r}
		if i := s.base.place(key) - int(s.base.out[from]); i < len(links) && links[i].Relation == r && links[i].to == to {
			return &links[i], true
		}
	}
	return nil, false
}

// parts is how many nodes and links there are, those that are rejected too.
func (s *snapshot) parts() int { return s.size() + s.active + s.rejected.size }
