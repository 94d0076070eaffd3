package memstore

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A keyedNode is a node with a text that it is put in order by. Nodes with the same text are in the order of their IDs, which
// in a base is that of their numbers.
type keyedNode struct {
	key string
	*node
}

func (a keyedNode) compare(b keyedNode) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.ID, b.ID))
}

// titleKey and codeKey are texts by which people look nodes up, folded; the code's is empty if there is none.
func titleKey(n *node) string { return graph.Fold(n.Title) }

func codeKey(n *node) string { return graph.Fold(n.code()) }

// inKeyOrder are the nodes of a kind that have a key, in its order: those of the base, whose order is given, and those that
// came since.
func (s *snapshot) inKeyOrder(k graph.Kind, order []int32, key func(*node) string) []*node {
	var came []keyedNode
	for n := range s.nodes.came {
		if n.Kind != k {
			continue
		}
		if text := key(n); text != "" {
			came = append(came, keyedNode{text, n})
		}
	}
	slices.SortFunc(came, keyedNode.compare)
	merged := make([]*node, 0, len(order)+len(came))
	for _, number := range order {
		n := s.nodes.at(number)
		if n == nil || n.held != nil {
			continue
		}
		if len(came) > 0 {
			for at := (keyedNode{key(n), n}); len(came) > 0 && came[0].compare(at) < 0; came = came[1:] {
				merged = append(merged, came[0].node)
			}
		}
		merged = append(merged, n)
	}
	for _, n := range came {
		merged = append(merged, n.node)
	}
	return merged
}
