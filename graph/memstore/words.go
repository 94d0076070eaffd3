package memstore

import (
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// words are the words of a node as full text and wording know them, found when they are first needed.
type words struct {
	once               sync.Once
	title, description []string
	// wording are those of title and description, without the code's.
	wording [2][]string
}

func (n *node) words() *words {
	n.text.once.Do(func() {
		n.text.title, n.text.description = n.full().TitleWords(), n.full().DescriptionWords()
		n.text.wording = [2][]string{n.text.title, n.text.description}
		if n.code() != "" {
			n.text.wording[0] = graph.Words(n.Title)
		}
	})
	return &n.text
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
