package memstore

import (
	"cmp"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A snapshot is the graph at one revision. Nothing in it ever changes (what is filled in on demand is safe for many
// readers), so readers need no lock.
type snapshot struct {
	revision graph.Revision
	hash     graph.GraphHash
	// load is the bulk load that is not finished; empty if there is none.
	load string
	// names are all node IDs and aliases, in order.
	names table[name]
	// named are all titles and codes.
	named table[named]
	// nodes and joints are by node number; numbers of dropped nodes are free.
	nodes  column[*node]
	joints column[*joint]
	free   []int32
	next   int32
	// kinds are the nodes of each kind in document order, links the links of each relation by ID, rejected ones too.
	kinds []table[*node]
	links []table[*link]
	// rows are the active links by the rows they carry.
	rows   table[rowLink]
	active int
	sorted *sortCache
}

// A name is a node's ID or an alias of it.
type name struct {
	id   graph.ID
	node int32
}

// A joint is the links at one node.
type joint struct {
	owner *edit
	// edges are the active ones: by relation, then outgoing before incoming, then by the other end's ID.
	edges []edge
	// rejected are the rejected ones, in the same order.
	rejected []edge
}

// A rowLink is a link that carries a row.
type rowLink struct {
	row  graph.ID
	link *link
}

func newSnapshot() *snapshot {
	s := &snapshot{
		named: newTable(byName, nil),
		names: newTable(func(a, b name) int { return cmp.Compare(a.id, b.id) }, nil),
		rows: newTable(func(a, b rowLink) int {
			return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.link.held.ID, b.link.held.ID))
		}, nil),
		kinds:  make([]table[*node], len(graph.AllKinds)+1),
		links:  make([]table[*link], len(graph.AllRelations)+1),
		sorted: newSortCache(),
	}
	for k := range s.kinds {
		s.kinds[k] = newTable(byPosition, nil)
	}
	for r := range s.links {
		s.links[r] = newTable(byLinkID, nil)
	}
	return s
}

func byLinkID(a, b *link) int { return cmp.Compare(a.held.ID, b.held.ID) }

// byPosition is document order.
func byPosition(a, b *node) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
}

// byEnds is the order of the links at a node.
func byEnds(a, b edge) int {
	return cmp.Or(cmp.Compare(a.Relation, b.Relation), -compareBool(a.out, b.out), cmp.Compare(a.heldOther(), b.heldOther()))
}

func (e edge) heldOther() graph.ID {
	if e.out {
		return e.held.To
	}
	return e.held.From
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
	n, ok := s.names.find(name{id: id})
	return n.node, ok
}

// node gives the node with exactly this ID.
func (s *snapshot) node(id graph.ID) (*node, bool) {
	number, ok := s.resolve(id)
	if !ok || s.nodes.at(number).ID != id {
		return nil, false
	}
	return s.nodes.at(number), true
}

// link gives the link with this ID, rejected or not.
func (s *snapshot) link(id graph.ID) (*link, bool) {
	relation, ok := relationOf(id)
	if !ok {
		return nil, false
	}
	return s.links[relation].find(&link{held: &graph.Link{ID: id}})
}

// relationNames are the relations as links' IDs write them.
var relationNames = func() map[string]graph.Relation {
	names := map[string]graph.Relation{}
	for _, r := range graph.AllRelations {
		id := string(graph.LinkID(r, "", ""))
		names[id[:len(id)-2]] = r
	}
	return names
}()

func relationOf(id graph.ID) (graph.Relation, bool) {
	prefix, rest, _ := strings.Cut(string(id), ":")
	relation, _, ok := strings.Cut(rest, ":")
	r, known := relationNames[prefix+":"+relation]
	return r, ok && known
}
