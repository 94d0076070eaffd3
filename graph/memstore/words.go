package memstore

import (
	"iter"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// words are the words of a node as full text and wording know them.
type words struct {
	title, description []string
	// titled are those of the title without the code's.
	titled []string
}

func wordsOf(n *graph.Node) *words {
	w := &words{title: n.TitleWords(), description: n.DescriptionWords()}
	if w.titled = w.title; n.Code != "" {
		w.titled = graph.Words(n.Title)
	}
	return w
}

// where gives each word with where it occurs.
func (w *words) where() iter.Seq2[string, posting] {
	return func(yield func(string, posting) bool) {
		for _, word := range w.title {
			where := inTitle
			if slices.Contains(w.titled, word) {
				where |= inWording
			}
			if slices.Contains(w.description, word) {
				where |= inDescription | inWording
			}
			if !yield(word, where) {
				return
			}
		}
		for _, word := range w.description {
			if !slices.Contains(w.title, word) && !yield(word, inDescription|inWording) {
				return
			}
		}
	}
}

// match scores a node that is held for the words of a query.
func (w *words) match(query []string) float64 {
	return graph.MatchText(query, w.title, w.description)
}

// hasStem reports whether a word of title or description starts with one of the stems.
func (w *words) hasStem(stems []string) bool {
	return graph.HasStem(w.titled, stems) || graph.HasStem(w.description, stems)
}

// matched scores nodes for the words of a query: those of the base by its index, which is asked once.
func (a *asker) matched(query []string) func(*node) float64 {
	var found *matches
	return func(n *node) float64 {
		if n.held != nil {
			return n.held.words.match(query)
		}
		if found == nil {
			found = a.base.text().match(len(a.base.nodes), query)
		}
		return graph.TextScore(int(found.score[n.number]), len(query))
	}
}

// stemmed reports of nodes whether a word of title or description starts with one of the stems.
func (a *asker) stemmed(stems []string) predicate {
	var yes marks
	return func(n *node) bool {
		if n.held != nil {
			return n.held.words.hasStem(stems)
		}
		if yes == nil {
			yes = a.base.text().stemmed(len(a.base.nodes), stems)
		}
		return yes.has(n.number)
	}
}
