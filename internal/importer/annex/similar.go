package annex

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// Actions are alike by the words that they share: the Dice coefficient of their content words' stems, each weighted by
// its rarity among the document's actions, so that "review" says less than "volunteer". A common opening of three or
// more words takes the score up by a quarter of what is missing from 1: plans that are written together start alike.
// From alike on, a pair is linked.
const (
	alike        = 0.44
	opening      = 3 // words of a common start
	object       = 4 // words of a common object
	verbs        = 2 // words that may stand before an object
	openingBonus = 0.25
	// crowded is how many actions a word may stand in and still bring them together as candidates: beyond it pairs are
	// found by their rarer words only, so that the work grows with the number of actions and not with its square.
	crowded = 400
	// nearest is how many later actions an action is compared with, the likest first.
	nearest = 40
)

// A pair is two actions worded nearly alike.
type pair struct {
	first, second *thing
	score         float64
	reason        string
}

// A wordBag is the content words of an action's title.
type wordBag struct {
	stems  []string          // in order, each once
	word   map[string]string // what each stands for
	weight float64
}

// findSimilar finds the pairs of actions worded nearly alike, best first.
func findSimilar(actions []*thing) []pair {
	bags := make([]wordBag, len(actions))
	in := map[string][]int{}
	for i, a := range actions {
		bags[i] = bagOf(a.node.Title)
		for _, s := range bags[i].stems {
			in[s] = append(in[s], i)
		}
	}
	weight := func(s string) float64 { return math.Log(1 + float64(len(actions)+4)/float64(len(in[s]))) }
	for i := range bags {
		for _, s := range bags[i].stems {
			bags[i].weight += weight(s)
		}
	}
	var pairs []pair
	for i := range bags {
		for _, j := range candidates(i, bags, in, weight) {
			first, second := i, j // as the link has its ends
			if actions[j].node.ID < actions[i].node.ID {
				first, second = j, i
			}
			if p, ok := compare(actions[first], actions[second], bags[first], bags[second], weight); ok {
				pairs = append(pairs, p)
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.first.node.Position, b.first.node.Position),
			cmp.Compare(a.second.node.Position, b.second.node.Position))
	})
	return pairs
}

// candidates are the later actions that share words enough with the action at i to be alike, at most the nearest few.
func candidates(i int, bags []wordBag, in map[string][]int, weight func(string) float64) (js []int) {
	shared := map[int]float64{}
	unseen := 0.0 // what the crowded words may add
	for _, s := range bags[i].stems {
		if len(in[s]) > crowded {
			unseen += weight(s)
			continue
		}
		w := weight(s)
		later := in[s][sort.SearchInts(in[s], i+1):]
		for _, j := range later {
			shared[j] += w
		}
	}
	for j, w := range shared {
		most := 2 * (w + unseen) / (bags[i].weight + bags[j].weight)
		if most+(1-most)*openingBonus >= alike {
			js = append(js, j)
		}
	}
	slices.SortFunc(js, func(a, b int) int {
		return cmp.Or(cmp.Compare(shared[b]/(bags[i].weight+bags[b].weight), shared[a]/(bags[i].weight+bags[a].weight)), cmp.Compare(a, b))
	})
	return js[:min(len(js), nearest)]
}

func compare(first, second *thing, a, b wordBag, weight func(string) float64) (pair, bool) {
	var shared, onlyA, onlyB []string
	common := 0.0
	for _, s := range a.stems {
		if _, ok := b.word[s]; ok {
			shared = append(shared, a.word[s])
			common += weight(s)
		} else {
			onlyA = append(onlyA, a.word[s])
		}
	}
	for _, s := range b.stems {
		if _, ok := a.word[s]; !ok {
			onlyB = append(onlyB, b.word[s])
		}
	}
	score := 2 * common / (a.weight + b.weight)
	start := commonStart(a.stems, b.stems)
	if start > 0 {
		score += (1 - score) * openingBonus
	}
	if score < alike || len(shared) < 2 {
		return pair{}, false
	}
	reason := "both say " + strings.Join(shared, ", ")
	if start > 0 {
		reason += fmt.Sprintf(", %d of them in the same order at the start", start)
	}
	reason += only("the first", onlyA) + only("the second", onlyB)
	return pair{first, second, math.Round(score*1000) / 1000, reason}, true
}

// commonStart is how many words two titles have in the same order at their start, or right behind their verbs; 0 if too
// few to tell.
func commonStart(a, b []string) int {
	best := 0
	for i := 0; i <= verbs; i++ {
		for j := 0; j <= verbs; j++ {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
				n++
			}
			if n >= object || i == 0 && j == 0 && n >= opening {
				best = max(best, n)
			}
		}
	}
	return best
}

func only(which string, ws []string) string {
	if len(ws) == 0 {
		return ""
	}
	return "; only " + which + ": " + strings.Join(ws, ", ")
}

func bagOf(title string) wordBag {
	b := wordBag{word: map[string]string{}}
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if words.Function(w) || len(w) < 2 {
			continue
		}
		s := stem(w)
		if _, ok := b.word[s]; !ok {
			b.word[s] = w
			b.stems = append(b.stems, s)
		}
	}
	return b
}

// stem takes the common endings off a word, so that "libraries" and "library", "increasing" and "increase" are one.
func stem(w string) string {
	for _, e := range [...][2]string{
		{"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"ments", "ment"}, {"ings", ""}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}, {"e", ""},
	} {
		base, ok := strings.CutSuffix(w, e[0])
		if !ok || len(base) < 3 || e[0] == "s" && (strings.HasSuffix(base, "s") || strings.HasSuffix(base, "u") || strings.HasSuffix(base, "i")) {
			continue
		}
		if base += e[1]; len(base) > 3 && e[1] == "" && base[len(base)-1] == base[len(base)-2] && !strings.ContainsRune("ls", rune(base[len(base)-1])) {
			base = base[:len(base)-1]
		}
		return base
	}
	return w
}
