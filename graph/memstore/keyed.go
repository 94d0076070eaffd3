package memstore

import (
	"cmp"

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

// mergeKeyed gives the numbers of nodes that are in the order of a key, and of others that join them.
func mergeKeyed(stay []*node, came []keyedNode, key func(*node) string) []int32 {
	merged := make([]int32, 0, len(stay)+len(came))
	for _, n := range stay {
		if len(came) > 0 {
			for at := (keyedNode{key(n), n}); len(came) > 0 && came[0].compare(at) < 0; came = came[1:] {
				merged = append(merged, came[0].number)
			}
		}
		merged = append(merged, n.number)
	}
	for _, n := range came {
		merged = append(merged, n.number)
	}
	return merged
}
