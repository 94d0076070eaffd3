package memstore

import (
	"iter"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/goldenthread/goldenthread/graph"
)

// A textIndex finds the nodes of a base by their words. It is made when it is first asked for.
type textIndex struct {
	onDemand
	// words are those that occur, in order.
	words []string
	// postings are where they occur: those of word i are postings[starts[i]:starts[i+1]], by node. Each is packed as what its
	// node's number is more than the one before it, because there are ten times as many of them as nodes.
	postings packed
	starts   []uint32
	// spare are matches whose lists can be used again: each has a place for every node.
	spare sync.Pool
}

// A posting is a node's number with where in it a word occurs.
type posting uint32

// Where a word occurs: in code or title, in the description, in the title or the description without regard to the code.
const (
	inTitle posting = 1 << iota
	inDescription
	inWording
	postingBits = iota
	anywhere    = inTitle | inDescription | inWording
)

func (p posting) node() int32 { return int32(p >> postingBits) }

// text is the index of the base.
func (b *base) text() *textIndex {
	x := &b.textIndex
	x.make(func() { x.index(b) })
	return x
}

func (x *textIndex) index(b *base) {
	ids := map[string]uint32{}
	var words []string
	var ofWord []uint32
	var found []posting
	for i := range b.nodes {
		for word, where := range wordsOf(b.nodes[i].plain()).where() {
			id, ok := ids[word]
			if !ok {
				id = uint32(len(words))
				ids[word], words = id, append(words, strings.Clone(word))
			}
			ofWord, found = append(ofWord, id), append(found, posting(i)<<postingBits|where)
		}
	}
	x.words = slices.Sorted(slices.Values(words))
	rank := make([]uint32, len(words))
	for at, word := range x.words {
		rank[ids[word]] = uint32(at)
	}
	all := make([]posting, len(found))
	starts := bucket(len(found), len(words), func(i int) uint32 { return rank[ofWord[i]] },
		func(place uint32, i int) { all[place] = found[i] })
	x.pack(all, starts)
}

// pack packs the postings of all words.
func (x *textIndex) pack(all []posting, starts []uint32) {
	x.starts = make([]uint32, len(starts))
	for i := range x.words {
		last := posting(0)
		for _, p := range all[starts[i]:starts[i+1]] {
			x.postings.uint(uint64(p - last&^anywhere))
			last = p
		}
		x.starts[i+1] = uint32(len(x.postings))
	}
	x.postings = fit(x.postings)
}

// of are the postings of the word at a place in the list.
func (x *textIndex) of(word int) iter.Seq[posting] {
	return func(yield func(posting) bool) {
		u, last := unpacker{x.postings[x.starts[word]:x.starts[word+1]]}, posting(0)
		for len(u.left) > 0 {
			p := last&^anywhere + posting(u.uint())
			if !yield(p) {
				return
			}
			last = p
		}
	}
}

// beginning gives the words that begin with a text, as places in the list.
func (x *textIndex) beginning(text string) (from, to int) {
	from, _ = slices.BinarySearch(x.words, text)
	to = from + sort.Search(len(x.words)-from, func(i int) bool { return !strings.HasPrefix(x.words[from+i], text) })
	return from, to
}

// matching gives the words that a word of a query matches, as places in the list.
func (x *textIndex) matching(word string) (from, to int) {
	if graph.PrefixWord(word) {
		return x.beginning(word)
	}
	from, found := slices.BinarySearch(x.words, word)
	if !found {
		return from, from
	}
	return from, from + 1
}

// stemmed are the nodes whose wording has a word that begins with one of the stems.
func (x *textIndex) stemmed(size int, stems []string) marks {
	m := newMarks(size)
	for _, stem := range stems {
		from, to := x.beginning(stem)
		for word := from; word < to; word++ {
			for p := range x.of(word) {
				if p&inWording != 0 {
					m.set(p.node())
				}
			}
		}
	}
	return m
}

// Matches are the nodes of a base that match a query, with the sums of what their words score (see graph.MatchText).
type matches struct {
	nodes []int32
	score []uint16
	// best is what the word at hand scores. It is all zero between matches, and so is score where no node matches.
	best []uint8
}

// matches are empty ones.
func (x *textIndex) matches(size int) *matches {
	if m, ok := x.spare.Get().(*matches); ok {
		return m
	}
	return &matches{score: make([]uint16, size), best: make([]uint8, size)}
}

// forget takes back what match gave.
func (x *textIndex) forget(m *matches) {
	for _, n := range m.nodes {
		m.score[n] = 0
	}
	m.nodes = m.nodes[:0]
	x.spare.Put(m)
}

// match finds the nodes that have all words of a query: first those of the word that occurs least, then which of them
// have the others.
func (x *textIndex) match(size int, query []string) *matches {
	m := x.matches(size)
	words := slices.Clone(query)
	occurrences := func(word string) uint32 {
		from, to := x.matching(word)
		return x.starts[to] - x.starts[from]
	}
	slices.SortFunc(words, func(a, b string) int { return int(occurrences(a)) - int(occurrences(b)) })
	for i, word := range words {
		x.scoreWord(word, m.best, func(n int32) {
			if i == 0 {
				m.nodes = append(m.nodes, n)
			}
		})
		stay := m.nodes[:0]
		for _, n := range m.nodes {
			if m.best[n] == 0 {
				m.score[n] = 0
				continue
			}
			m.score[n] += uint16(m.best[n])
			stay = append(stay, n)
		}
		m.nodes = stay
		clear(m.best)
	}
	return m
}

// scoreWord scores each node for a word of a query, and tells of each once.
func (x *textIndex) scoreWord(word string, best []uint8, first func(n int32)) {
	from, to := x.matching(word)
	for at := from; at < to; at++ {
		title, description := graph.WordScores(x.words[at] == word)
		for p := range x.of(at) {
			score := description
			if p&inTitle != 0 {
				score = title
			}
			n := p.node()
			if best[n] == 0 {
				first(n)
			}
			best[n] = max(best[n], uint8(score))
		}
	}
}
