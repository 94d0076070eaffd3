package generate

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A builder gathers nodes and links. A link that is met again carries one row and some evidence more.
type builder struct {
	graph.Changes
	at map[graph.ID]int
}

func newBuilder() *builder { return &builder{at: map[graph.ID]int{}} }

func (b *builder) put(n graph.Node) { b.Put = append(b.Put, n) }

// link links two nodes, as read in a row; without one the row is empty. What it returns is good until the next link.
func (b *builder) link(r graph.Relation, from, to graph.ID, basis graph.Basis, row graph.ID, evidence ...graph.Citation) *graph.Link {
	id := graph.LinkID(r, from, to)
	i, ok := b.at[id]
	if !ok {
		i = len(b.Link)
		b.at[id] = i
		b.Link = append(b.Link, graph.Link{ID: id, Relation: r, From: from, To: to, Basis: basis, State: graph.LinkStateActive})
	}
	l := &b.Link[i]
	if row != "" {
		if at, found := slices.BinarySearch(l.Rows, row); !found {
			l.Rows = slices.Insert(l.Rows, at, row)
		}
	}
	l.Evidence = append(l.Evidence, evidence...)
	return l
}

// partOf says that a node stands in a plan, with where it was read there first.
func (b *builder) partOf(id, plan graph.ID, cited graph.Citation) {
	if _, ok := b.at[graph.LinkID(graph.RelationPartOf, id, plan)]; !ok {
		b.link(graph.RelationPartOf, id, plan, graph.BasisStated, "", cited)
	}
}
