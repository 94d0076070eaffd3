package memstore

import (
	"sync"
	"sync/atomic"

	"github.com/goldenthread/goldenthread/graph"
)

// words are the words of a node as full text and wording know them.
type words struct {
	title, description []string
	// wording are those of title and description, without the code's.
	wording [2][]string
}

// mostWorded is up to how many nodes a base keeps their words: they take several times the memory of the nodes.
const mostWorded = 200_000

// wordCache keeps the words of a base's nodes that were asked for.
type wordCache struct {
	once sync.Once
	of   []atomic.Pointer[words]
}

func (n *node) words() *words {
	if n.held != nil || len(n.base.nodes) > mostWorded {
		return n.makeWords()
	}
	cache := &n.base.words
	cache.once.Do(func() { cache.of = make([]atomic.Pointer[words], len(n.base.nodes)) })
	kept := cache.of[n.number].Load()
	if kept == nil {
		kept = n.makeWords()
		cache.of[n.number].Store(kept)
	}
	return kept
}

func (n *node) makeWords() *words {
	full := n.plain()
	w := &words{title: full.TitleWords(), description: full.DescriptionWords()}
	w.wording = [2][]string{w.title, w.description}
	if full.Code != "" {
		w.wording[0] = graph.Words(n.Title)
	}
	return w
}

// match scores the node for the words of a query.
func (n *node) match(query []string) float64 {
	w := n.words()
	return graph.MatchText(query, w.title, w.description)
}

// hasStem reports whether a word of title or description starts with one of the stems.
func (n *node) hasStem(stems []string) bool {
	w := n.words()
	return graph.HasStem(w.wording[0], stems) || graph.HasStem(w.wording[1], stems)
}
