package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// clusters puts the nodes of a kind that satisfy a condition together where similarity links join them, directly or
// through others. It gives the first node of each cluster with the cluster's links, by ID.
func (a *asker) clusters(kind graph.Kind, where predicate, g *graph.Grouping) map[*node][]*link {
	members := newMarks(a.nodes.size())
	a.kinds[kind].all(func(n *node) bool {
		if where(n) {
			members.set(n.number)
		}
		return a.goOn()
	})
	hop := &graph.Hop{Relation: g.Relation, Direction: graph.Both, MinScore: g.MinScore}
	seen := newMarks(a.nodes.size())
	clusters := map[*node][]*link{}
	a.kinds[kind].all(func(first *node) bool { // in document order, so the first one met is the one that stays
		if members.has(first.number) && !seen.has(first.number) {
			clusters[first] = a.cluster(first.number, hop, members, seen)
		}
		return a.goOn()
	})
	return clusters
}

// cluster marks the members of the cluster of a node and gives its links.
func (a *asker) cluster(first int32, hop *graph.Hop, members, seen marks) []*link {
	var links []*link
	seen.set(first)
	for queue := []int32{first}; len(queue) > 0; queue = queue[1:] {
		a.follow(queue[0], hop, &filter{}, func(e edge) bool {
			if !members.has(e.other()) {
				return true
			}
			links = append(links, e.link)
			if !seen.has(e.other()) {
				seen.set(e.other())
				queue = append(queue, e.other())
			}
			return true
		})
	}
	slices.SortFunc(links, a.compareLinkIDs)
	return slices.Compact(links)
}
