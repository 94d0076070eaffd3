package memstore

import (
	"cmp"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

func (a *asker) search(q *graph.SearchQuery) (*graph.SearchPage, error) {
	items, counts := a.matching(q)
	sortFirst(items, needed(len(items), q.Page), compareHits)
	to, summary := a.place(&q.Select), a.summariser(&q.Want, nil)
	start, end := window(len(items), q.Page, func(i int, c *graph.Cursor) int { return compareHit(&items[i], c) })
	page := &graph.SearchPage{NodePage: graph.NodePage{Summary: bounds(len(items), start, end)}}
	summary.summarise(&page.Summary, items)
	for i := range items[start:end] {
		it := &items[start+i]
		e := graph.NodeEdge{To: to.put(it.node), Score: it.score}
		if !q.Page.NoCursors {
			e.Cursor = hitCursor(it)
		}
		page.Edges = append(page.Edges, e)
	}
	if q.KindCounts {
		for _, k := range graph.AllKinds {
			if counts[k] > 0 {
				page.Kinds = append(page.Kinds, graph.KindCount{Kind: k, Count: counts[k]})
			}
		}
	}
	to.fill()
	summary.fill()
	return page, a.err
}

// matching are the nodes that match, in any order, and how many there are of each kind.
func (a *asker) matching(q *graph.SearchQuery) (items []item, counts []int) {
	words := graph.Words(q.Query)
	counts = make([]int, len(graph.AllKinds)+1)
	add := func(n *node, score float64) bool {
		if score > 0 && (q.Kinds == 0 || q.Kinds.Has(n.Kind)) {
			counts[n.Kind]++
			items = append(items, item{node: n, score: score})
		}
		return a.goOn()
	}
	text := a.base.text()
	found := text.match(len(a.base.nodes), words)
	defer text.forget(found)
	for _, number := range found.nodes {
		if n := a.nodes.at(number); n != nil && n.held == nil && !add(n, graph.TextScore(int(found.score[number]), len(words))) {
			break
		}
	}
	for n := range a.nodes.came {
		if !add(n, n.held.words.match(words)) {
			break
		}
	}
	return items, counts
}

// hitCursor is the place of a hit: by score, kind and position.
func hitCursor(it *item) graph.Cursor {
	keys := []graph.Value{graph.Float(it.score), graph.Int(int64(it.node.Kind)), graph.Int(int64(it.node.Position))}
	return graph.Cursor{Keys: keys, ID: it.node.ID}
}

// compareHits orders hits: the best first.
func compareHits(a, b item) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.node.Kind, b.node.Kind), byPosition(a.node, b.node))
}

func compareHit(it *item, c *graph.Cursor) int {
	at := hitCursor(it)
	return cmp.Or(
		c.Keys[0].Compare(at.Keys[0]),
		at.Keys[1].Compare(c.Keys[1]),
		at.Keys[2].Compare(c.Keys[2]),
		strings.Compare(string(at.ID), string(c.ID)),
	)
}
