package annex

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// alike is how alike two actions must be worded to be linked (see [phrase.Corpus]).
const alike = 0.44

// A pair is two actions worded nearly alike.
type pair struct {
	first, second *thing
	score         float64
	reason        string
}

// findSimilar finds the pairs of actions worded nearly alike, best first.
func findSimilar(actions []*thing) []pair {
	titles := make([]string, len(actions))
	for i, a := range actions {
		titles[i] = a.node.Title
	}
	corpus := phrase.NewCorpus(titles)
	var pairs []pair
	for i := range actions {
		for _, j := range corpus.Near(i, i+1, alike) {
			first, second := i, j // as the link has its ends
			if actions[j].node.ID < actions[i].node.ID {
				first, second = j, i
			}
			l := corpus.Compare(first, second)
			if l.Score >= alike && len(l.Shared) >= 2 {
				pairs = append(pairs, pair{actions[first], actions[second], math.Round(l.Score*1000) / 1000, reason(l)})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.first.node.Position, b.first.node.Position),
			cmp.Compare(a.second.node.Position, b.second.node.Position))
	})
	return pairs
}

// reason says what two wordings share and what they do not.
func reason(l phrase.Likeness) string {
	why := "both say " + strings.Join(l.Shared, ", ")
	if l.Start > 0 {
		why += fmt.Sprintf(", %d of them in the same order at the start", l.Start)
	}
	return why + only("the first", l.OnlyFirst) + only("the second", l.OnlySecond)
}

func only(which string, ws []string) string {
	if len(ws) == 0 {
		return ""
	}
	return "; only " + which + ": " + strings.Join(ws, ", ")
}
