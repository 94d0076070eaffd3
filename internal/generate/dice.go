package generate

import "math/rand/v2"

// A dice decides. The same seed and numbers make the same decisions.
type dice struct{ *rand.Rand }

// The streams of decisions that one seed gives, so that each can be repeated by itself.
const (
	streamSizes = iota
	streamStrategy
	streamLayout
	streamTexts
)

func newDice(seed uint64, stream, number int) dice {
	return dice{rand.New(rand.NewPCG(seed, uint64(number)<<8|uint64(stream)))}
}

// chance is true in so many of a hundred cases.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// skewed is a number below n, the lower ones more often: a tenth of them come up in a third of all cases,
// and the last ones hardly ever.
func (d dice) skewed(n int) int { return d.IntN(n) * d.IntN(n) / n }

// lower is the lower of two numbers below n: each comes up, the lower ones more often.
func (d dice) lower(n int) int { return min(d.IntN(n), d.IntN(n)) }

// pick takes one of some phrases, the first ones more often.
func (d dice) pick(phrases []string) string { return phrases[d.skewed(len(phrases))] }

// several is 1, seldom 2, more seldom 3.
func (d dice) several() int {
	switch n := d.IntN(100); {
	case n < 76:
		return 1
	case n < 95:
		return 2
	}
	return 3
}
