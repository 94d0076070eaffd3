package revise

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// How alike wordings must be, 0 to 1.
const (
	// somewhat is enough where a code or an ID is the same.
	somewhat = 0.4
	// inRow is enough in the same row, anywhere enough in any.
	inRow, anywhere = 0.5, 0.65
	// sameName is how alike names are that only recognition tells apart.
	sameName = 0.9
	// clearly is how much liker the likest must be than the next.
	clearly = 0.1
	// few is how many free things and targets of a row are compared one by one, whatever words they share.
	few = 20
	// sweeps is how often what is matched may settle what else was not clear.
	sweeps = 5
)

// likes says how alike the things and targets are that no surer way has matched.
type likes struct {
	corpus  *phrase.Corpus
	things  map[*thing]int
	targets map[*target][]int
	owner   []*target // of the corpus's wordings, from the first target's on
	first   int
}

func (m *matcher) newLikes() *likes {
	l := &likes{things: map[*thing]int{}, targets: map[*target][]int{}}
	var texts []string
	for _, t := range m.things {
		l.things[t] = len(texts)
		texts = append(texts, t.node.Title)
	}
	l.first = len(texts)
	for _, g := range m.targets {
		for _, text := range g.texts {
			l.targets[g] = append(l.targets[g], len(texts))
			l.owner = append(l.owner, g)
			texts = append(texts, text)
		}
	}
	var others []string // those that are matched say which words are common
	for _, t := range m.all[m.kind] {
		if t.to != nil {
			others = append(others, t.node.Title)
		}
	}
	l.corpus = phrase.NewCorpus(texts, others...)
	return l
}

// letters is how alike two are by their letters.
func (l *likes) letters(t *thing, g *target) (best float64) {
	for _, key := range g.keys {
		best = max(best, phrase.Letters(t.key, key))
	}
	return best
}

// score is how alike two are by their words or their letters, whatever says more.
func (l *likes) score(t *thing, g *target) float64 {
	best := l.letters(t, g)
	for _, i := range l.targets[g] {
		best = max(best, l.corpus.Compare(l.things[t], i).Score)
	}
	return best
}

func (m *matcher) somewhatAlike(t *thing, g *target) bool {
	return m.likes.score(t, g) >= somewhat && (g.node == nil || g.member || shared(m.kind))
}

// A pairing is a thing and a target that are alike.
type pairing struct {
	thing  *thing
	target *target
	score  float64
	inRow  bool
}

// rank is what pairings are ordered by: the same row counts.
func (p pairing) rank() float64 {
	if p.inRow {
		return p.score + clearly
	}
	return p.score
}

// byLikeness matches things and targets that are clearly likest to each other. What is not clear is left for a person.
func (m *matcher) byLikeness(inRow, anywhere float64) {
	pairings := m.pairings(inRow, anywhere)
	ofThing, ofTarget := map[*thing][]pairing{}, map[*target][]pairing{}
	for _, p := range pairings {
		ofThing[p.thing], ofTarget[p.target] = append(ofThing[p.thing], p), append(ofTarget[p.target], p)
	}
	for range sweeps {
		found := false
		for _, p := range pairings {
			if p.thing.to == nil && !p.target.taken && clearest(p, ofThing[p.thing]) && clearest(p, ofTarget[p.target]) {
				m.take(p.thing, p.target, match{"likeness", p.score})
				found = true
			}
		}
		if !found {
			break
		}
	}
	for _, t := range m.things {
		if t.to == nil {
			m.doubt(t, ofThing[t])
		}
	}
}

// clearest reports whether a pairing is better than every other one that is still free: by a tenth, or half as far from
// being the same.
func clearest(p pairing, others []pairing) bool {
	return !slices.ContainsFunc(others, func(o pairing) bool {
		if o.target.taken && o.target != p.target || o.thing.to != nil || o == p {
			return false
		}
		return o.rank() > p.rank()-clearly && (1-o.score) < 2*(1-p.score) || o.rank() >= p.rank()
	})
}

// pairings are the things and targets that are alike enough, likest first.
func (m *matcher) pairings(inRow, anywhere float64) (all []pairing) {
	byRow := map[graph.ID][]*target{}
	for _, g := range m.targets {
		for _, row := range g.rows {
			if !g.taken {
				byRow[row] = append(byRow[row], g)
			}
		}
	}
	for _, t := range m.things {
		if t.to != nil {
			continue
		}
		for _, g := range m.candidates(t, byRow, min(inRow, anywhere)) {
			p := pairing{t, g, m.likes.score(t, g), overlap(t.rows, g.rows)}
			if p.score >= anywhere || p.inRow && p.score >= inRow {
				all = append(all, p)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pairing) int { return cmp.Compare(b.rank(), a.rank()) })
	return all
}

// candidates are the free targets that share rare words with a thing, and those of its rows if they are few.
func (m *matcher) candidates(t *thing, byRow map[graph.ID][]*target, least float64) (all []*target) {
	add := func(g *target) {
		// What people removed for good is known again only by its very words.
		if !g.taken && g.node != nil && (g.member || g.life != nil) && !slices.Contains(all, g) {
			all = append(all, g)
		}
	}
	for _, i := range m.likes.corpus.Near(m.likes.things[t], m.likes.first, least) {
		add(m.likes.owner[i-m.likes.first])
	}
	for _, row := range t.rows {
		if len(byRow[row]) <= few {
			for _, g := range byRow[row] {
				add(g)
			}
		}
	}
	return all
}

// doubt notes a thing that may be one of several that stand, or that somebody else has a claim to.
func (m *matcher) doubt(t *thing, pairings []pairing) {
	var open []pairing
	for _, p := range pairings {
		if !p.target.taken {
			open = append(open, p)
		}
	}
	if len(open) > 0 {
		m.doubts = append(m.doubts, doubtful{t, open})
	}
}

// A doubtful thing may be several that stand, and is taken for none of them.
type doubtful struct {
	thing    *thing
	pairings []pairing
}
