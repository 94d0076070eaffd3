package generate

import (
	"math"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// alike is how alike two wordings must be to be linked.
const alike = 0.44

// similar links the actions that were worded after each other.
func (t *table) similar() {
	for i := range t.actions {
		if after := t.actions[i].after; after >= 0 {
			t.likeness(&t.actions[after], &t.actions[i])
		}
	}
}

// likeness links two actions if they share enough words: the Dice coefficient of their words.
func (t *table) likeness(a, b *line) {
	first, second := graph.Words(a.Title), graph.Words(b.Title)
	var shared []string
	for _, word := range first {
		if slices.Contains(second, word) {
			shared = append(shared, word)
		}
	}
	score := math.Round(2000*float64(len(shared))/float64(len(first)+len(second))) / 1000
	if score < alike {
		return
	}
	ends := graph.Link{Relation: graph.RelationSimilarTo, From: a.ID, To: b.ID}.Normal()
	l := t.link(ends.Relation, ends.From, ends.To, graph.BasisInferred, "", a.Evidence[0], b.Evidence[0])
	l.Score, l.Note = &score, "both say "+strings.Join(shared, ", ")
}
