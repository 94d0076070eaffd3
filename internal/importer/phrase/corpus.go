package phrase

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// Wordings are alike by the words that they share: the Dice coefficient of their content words' stems, each weighted by
// its rarity in the corpus, so that "review" says less than "volunteer". A common opening of three or more words takes
// the score up by a quarter of what is missing from 1: plans that are written together start alike.
const (
	opening      = 3 // words of a common start
	object       = 4 // words of a common object
	verbs        = 2 // words that may stand before an object
	openingBonus = 0.25
	// crowded is how many wordings a word may stand in and still bring them together as candidates: beyond it pairs are
	// found by their rarer words only, so that the work grows with the number of wordings and not with its square.
	crowded = 400
	// nearest is how many others a wording is compared with, the likest first.
	nearest = 40
)

// A Corpus is many wordings, known by their numbers, among which words are rare or common.
type Corpus struct {
	bags []Bag
	in   map[string][]int
	// others are how many more wordings each word stands in, and size is how many there are in all.
	others map[string]int
	size   int
}

// NewCorpus makes a corpus of wordings, numbered from 0. The others have no numbers: they only say which words are common.
func NewCorpus(texts []string, others ...string) *Corpus {
	c := &Corpus{bags: make([]Bag, len(texts)), in: map[string][]int{}, others: map[string]int{}, size: len(texts) + len(others)}
	for _, text := range others {
		for _, s := range BagOf(text).Stems {
			c.others[s]++
		}
	}
	for i, text := range texts {
		c.bags[i] = BagOf(text)
		for _, s := range c.bags[i].Stems {
			c.in[s] = append(c.in[s], i)
		}
	}
	for i := range c.bags {
		for _, s := range c.bags[i].Stems {
			c.bags[i].weight += c.weight(s)
		}
	}
	return c
}

func (c *Corpus) weight(stem string) float64 {
	return math.Log(1 + float64(c.size+4)/float64(len(c.in[stem])+c.others[stem]))
}

// Near gives the wordings from a number on that share words enough with the one at i to be as alike as least; at most
// the nearest few, the likest first.
func (c *Corpus) Near(i, from int, least float64) (js []int) {
	shared := map[int]float64{}
	unseen := 0.0 // what the crowded words may add
	for _, s := range c.bags[i].Stems {
		w := c.weight(s)
		if len(c.in[s]) > crowded {
			unseen += w
			continue
		}
		for _, j := range c.in[s][sort.SearchInts(c.in[s], from):] {
			shared[j] += w
		}
	}
	for j, w := range shared {
		most := 2 * (w + unseen) / (c.bags[i].weight + c.bags[j].weight)
		if j != i && most+(1-most)*openingBonus >= least {
			js = append(js, j)
		}
	}
	slices.SortFunc(js, func(a, b int) int {
		return cmp.Or(cmp.Compare(shared[b]/(c.bags[i].weight+c.bags[b].weight), shared[a]/(c.bags[i].weight+c.bags[a].weight)), cmp.Compare(a, b))
	})
	return js[:min(len(js), nearest)]
}

// A Likeness is what two wordings have in common and what not, in words.
type Likeness struct {
	// Score is how alike they are, 0 to 1.
	Score float64
	// Shared are the words of both, OnlyFirst and OnlySecond those of one, in order.
	Shared, OnlyFirst, OnlySecond []string
	// Start is how many words both have in the same order at their start, or right behind their verbs; 0 if too few to
	// tell.
	Start int
}

// Compare says how alike the wordings at i and j are.
func (c *Corpus) Compare(i, j int) Likeness {
	a, b := &c.bags[i], &c.bags[j]
	var l Likeness
	common := 0.0
	for _, s := range a.Stems {
		if _, ok := b.Word[s]; ok {
			l.Shared = append(l.Shared, a.Word[s])
			common += c.weight(s)
		} else {
			l.OnlyFirst = append(l.OnlyFirst, a.Word[s])
		}
	}
	for _, s := range b.Stems {
		if _, ok := a.Word[s]; !ok {
			l.OnlySecond = append(l.OnlySecond, b.Word[s])
		}
	}
	if common == 0 {
		return l
	}
	l.Score = 2 * common / (a.weight + b.weight)
	if l.Start = commonStart(a.Stems, b.Stems); l.Start > 0 {
		l.Score += (1 - l.Score) * openingBonus
	}
	return l
}

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
