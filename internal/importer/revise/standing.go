package revise

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// standing is what stands in the graph, as far as it was read.
type standing struct {
	nodes  map[graph.ID]*graph.Node
	kinds  map[graph.Kind][]*graph.Node
	former map[graph.ID]*graph.Node
	links  map[graph.ID]*graph.Link
	at     map[graph.ID][]*graph.Link
}

func newStanding(nodes []*graph.Node) *standing {
	s := &standing{
		nodes: make(map[graph.ID]*graph.Node, len(nodes)), kinds: map[graph.Kind][]*graph.Node{}, former: map[graph.ID]*graph.Node{},
		links: map[graph.ID]*graph.Link{}, at: map[graph.ID][]*graph.Link{},
	}
	for _, n := range nodes {
		s.nodes[n.ID] = n
		s.kinds[n.Kind] = append(s.kinds[n.Kind], n)
		for _, old := range n.PreviousIDs {
			s.former[old] = n
		}
	}
	return s
}

func (s *standing) add(links []*graph.Link) {
	for _, l := range links {
		if s.links[l.ID] != nil {
			continue
		}
		s.links[l.ID] = l
		s.at[l.From] = append(s.at[l.From], l)
		s.at[l.To] = append(s.at[l.To], l)
	}
}

// find gives the node that an ID names now, by a former ID too; nil if there is none.
func (s *standing) find(id graph.ID) *graph.Node {
	if n := s.nodes[id]; n != nil {
		return n
	}
	return s.former[id]
}

// names are the IDs that a node is known by.
func names(n *graph.Node) []graph.ID { return append([]graph.ID{n.ID}, n.PreviousIDs...) }

// A circle is the IDs of one plan: the present one and former ones, for citations keep those they were made with.
type circle map[graph.ID]bool

// cites reports whether any of the citations is of the plan, foreign whether any is not.
func (c circle) cites(all []graph.Citation) bool {
	return slices.ContainsFunc(all, func(ct graph.Citation) bool { return c[ct.Plan] })
}

func (c circle) foreign(all []graph.Citation) bool {
	return slices.ContainsFunc(all, func(ct graph.Citation) bool { return !c[ct.Plan] })
}

// governs reports whether what the plan's document says of a thing counts: the first plan that a thing is read in words it.
func (c circle) governs(n *graph.Node) bool { return len(n.Evidence) == 0 || c[n.Evidence[0].Plan] }
