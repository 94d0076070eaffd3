package words

import (
	"math"
	"strings"
)

const (
	longestWord  = 24  // letters of the longest word looked for
	longestRun   = 160 // letters of the longest run taken apart
	backoff      = 0.4 // the cost of a pair that no list has
	perWord      = 0.5 // the cost of each word more
	ownFrequency = -5  // what a word or a pair of the document's own counts for
	bestStep     = -0.1
)

// A Splitter takes runs of letters apart into words. Beside the list it may know words and pairs of its own.
type Splitter struct {
	// Own reports whether a word, in lower case, is one beside the list; nil for none.
	Own func(word string) bool
	// OwnPair reports whether two words, in lower case, are known to follow each other; nil for none.
	OwnPair func(first, second string) bool
}

// A candidate is a word that ends at a position of the run.
type candidate struct {
	start  int
	number int // in the list, or -1
	score  float64
	before int // index of the candidate it follows, among those that end at start
}

// Split finds the likeliest words that the letters are made of, in the company of the words before and after, each of
// which may be empty. The score is a decimal logarithm, as of [Splitter.Score]. ok is false when the letters cannot be
// taken apart into words that a text joins (rare short words, which would explain anything, do not count).
func (s Splitter) Split(letters, prev, next string) (parts []string, score float64, ok bool) {
	run := strings.ToLower(letters)
	if len(run) < 2 || len(run) > longestRun {
		return nil, 0, false
	}
	prev, next = strings.ToLower(prev), strings.ToLower(next)
	ends := make([][]candidate, len(run)+1)
	for end := 1; end <= len(run); end++ {
		for start := max(0, end-longestWord); start < end; start++ {
			s.consider(run, prev, ends, start, end)
		}
	}
	best, score := -1, math.Inf(-1)
	for i, c := range ends[len(run)] {
		if v := c.score + s.step(run[c.start:], next); c.start > 0 && v > score {
			best, score = i, v
		}
	}
	if best < 0 {
		return nil, 0, false
	}
	for end := len(run); end > 0; {
		c := ends[end][best]
		parts = append([]string{letters[c.start:end]}, parts...)
		end, best = c.start, c.before
	}
	return parts, score, true
}

// consider adds the word from start to end, if it is one, behind the best word that ends where it starts.
func (s Splitter) consider(run, prev string, ends [][]candidate, start, end int) {
	if start > 0 && len(ends[start]) == 0 {
		return
	}
	w := run[start:end]
	n := number(w)
	if !s.joins(w, n) {
		return
	}
	c := candidate{start: start, number: n, score: math.Inf(-1)}
	if start == 0 {
		c.score = s.step(prev, w) - perWord
	}
	for i, b := range ends[start] {
		if v := b.score + s.step(run[b.start:start], w) - perWord; v > c.score {
			c.score, c.before = v, i
		}
	}
	ends[end] = append(ends[end], c)
}

// short are the words of one or two letters that text runs together.
const short = " a of to in is it on at as by we us or be an if so up do no go he my me "

// joins reports whether a word is one that runs of letters are taken apart into: the shorter, the commoner it must be.
func (s Splitter) joins(w string, n int) bool {
	if len(w) <= 2 {
		return strings.Contains(short, " "+w+" ")
	}
	if n >= 0 {
		f := frequency(n)
		return f > -7.4 && (len(w) > 4 || f > -6 && len(w) == 4 || f > -4.7)
	}
	return len(w) > 3 && s.Own != nil && s.Own(w)
}

// Score is the decimal logarithm of how likely the words are in this order, between the words before and after. Unlisted
// words count by their length.
func (s Splitter) Score(parts []string, prev, next string) float64 {
	total := 0.0
	before := strings.ToLower(prev)
	for _, p := range parts {
		p = strings.ToLower(p)
		total += s.step(before, p)
		before = p
	}
	return total + s.step(before, strings.ToLower(next))
}

// step is the logarithm of how likely w follows prev.
func (s Splitter) step(prev, w string) float64 {
	if w == "" {
		return 0
	}
	n := number(w)
	alone := -1 - logTotal - float64(len(w))
	if n >= 0 {
		alone = frequency(n)
	} else if s.Own != nil && s.Own(w) {
		alone = ownFrequency
	}
	if prev == "" {
		return alone
	}
	p := number(prev)
	if s.OwnPair != nil && s.OwnPair(prev, w) {
		alone = max(alone, -2.5)
	}
	if p >= 0 && n >= 0 {
		if f, ok := pairFrequency(p, n); ok {
			return min(bestStep, max(f-frequency(p), alone-backoff))
		}
	}
	return alone - backoff
}
