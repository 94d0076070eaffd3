package ocr

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// A Repairer repairs the passages of one document. It is not safe for concurrent use.
type Repairer struct {
	corrections []importer.Correction
	used        []bool
	own         func(string) bool
	split       words.Splitter

	whole      map[string]int     // how often a token stands in the document, in lower case
	names      map[string]int     // how often a capitalised token that no list has stands within a sentence
	capitals   map[string]int     // how often a capitalised token stands within a sentence
	vocabulary map[string]bool    // the names among them that are not surely words run together, in lower case; true if they surely are not
	pairs      map[[2]string]bool // words that follow each other in the document, in lower case
	codes      map[string]int     // how often a code in brackets has this letter
	damaged    bool               // words were found run together
	torn       int                // words were found torn apart, this often
	runs       int                // tokens that are run-together words beyond doubt
	tokens     int

	memo    map[string]reading
	repairs []importer.Repair
	doubts  []importer.Doubt
	recordN bool
}

// NewRepairer makes a repairer that takes the words for which own holds (given in lower case) for good English, and obeys
// the corrections.
func NewRepairer(own func(word string) bool, corrections []importer.Correction) *Repairer {
	r := &Repairer{
		corrections: corrections, used: make([]bool, len(corrections)), own: own,
		whole: map[string]int{}, names: map[string]int{}, capitals: map[string]int{}, vocabulary: map[string]bool{},
		codes: map[string]int{}, pairs: map[[2]string]bool{}, memo: map[string]reading{},
	}
	r.split = words.Splitter{Own: r.ownWord, OwnPair: func(a, b string) bool { return r.pairs[[2]string{a, b}] }}
	return r
}

// Learn reads all passages of the document once, before any is repaired: what stands whole in one place helps to read
// what does not in another. progress is called after each.
func (r *Repairer) Learn(passages [][]Line, progress func()) {
	for _, lines := range passages {
		inside := false
		for _, l := range lines {
			for _, f := range strings.Fields(l.Text) {
				r.count(f, inside)
				r.countCodes(f)
				inside = !endsSentence(f)
			}
		}
	}
	for _, lines := range passages {
		r.learn(lines)
		progress()
	}
	r.damaged = r.runs > 1 && r.runs*200 > r.tokens
	r.memo = map[string]reading{}
	r.learnNames()
}

// learnNames finds the names that stand whole, the shorter first: a longer one may be a shorter run together with others.
func (r *Repairer) learnNames() {
	names := slices.SortedFunc(maps.Keys(r.names), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	for _, n := range names {
		if got := r.interpret(n, "", "", false); len(n) > 3 && (got.why == "" || got.certainty < surest) {
			r.vocabulary[strings.ToLower(n)] = got.why == "" || r.names[n] > 1
		}
	}
}

func (r *Repairer) count(token string, inside bool) {
	core := strings.TrimFunc(token, func(c rune) bool { return !unicode.IsLetter(c) })
	if core == "" {
		return
	}
	r.tokens++
	low := strings.ToLower(core)
	r.whole[low]++
	if inside && capitalised(core) {
		r.capitals[core]++
		if !words.Known(core) {
			r.names[core]++
		}
	}
}

// learn notes the pairs of words in the passage as far as it can be read by now.
func (r *Repairer) learn(lines []Line) {
	d := r.repair(lines)
	prev := ""
	for _, p := range d.pieces {
		core := strings.ToLower(strings.TrimFunc(p.text, func(c rune) bool { return !unicode.IsLetter(c) }))
		if core != "" && prev != "" && p.space && r.sure(core) && r.sure(prev) {
			r.pairs[[2]string{prev, core}] = true
		}
		prev = core
		if strings.ContainsAny(p.text, ".,;:!?()") {
			prev = ""
		}
	}
}

// Repair repairs a passage, which is lines in the order that they are read. What it does is recorded.
func (r *Repairer) Repair(lines []Line) Passage {
	r.recordN = true
	d := r.repair(lines)
	r.recordN = false
	r.record(d)
	return d.passage()
}

func (r *Repairer) repair(lines []Line) *draft {
	d := r.draft(lines)
	r.dehyphenate(d)
	r.punctuate(d)
	r.decode(d)
	r.mend(d)
	r.read(d)
	return d
}

// Repairs are those made so far, by line.
func (r *Repairer) Repairs() []importer.Repair {
	sort.SliceStable(r.repairs, func(i, j int) bool { return r.repairs[i].Line < r.repairs[j].Line })
	return r.repairs
}

// Doubts are the words that look damaged and were left as printed, and the corrections that met nothing.
func (r *Repairer) Doubts() []importer.Doubt {
	for i, used := range r.used {
		if c := r.corrections[i]; !used {
			r.doubts = append(r.doubts, importer.Doubt{Line: c.Line, LastLine: c.Line, Text: c.Before, Why: "a reviewed correction met nothing that it could correct"})
			r.used[i] = true
		}
	}
	return r.doubts
}

func (r *Repairer) record(d *draft) {
	after := make([]string, len(d.groups))
	for i, p := range d.pieces {
		if i > 0 && p.space && after[p.group] != "" {
			after[p.group] += " "
		}
		after[p.group] += p.text
	}
	for i, g := range d.groups {
		if len(g.why) > 0 && g.before != after[i] {
			r.repairs = append(r.repairs, importer.Repair{
				Line: g.line, Before: g.before, After: after[i], Certainty: g.certainty, Why: strings.Join(g.why, "; "),
			})
		}
	}
}

func (d *draft) passage() Passage {
	var p Passage
	var b strings.Builder
	for i, q := range d.pieces {
		if i > 0 && q.space {
			b.WriteByte(' ')
		}
		if n := len(p.marks); n == 0 || p.marks[n-1].line != q.line {
			p.marks = append(p.marks, mark{b.Len(), q.line})
		}
		b.WriteString(q.text)
	}
	p.Text = b.String()
	return p
}

// ownWord reports whether a word, in lower case, is one of the caller's, or may be a name of the document's.
func (r *Repairer) ownWord(low string) bool {
	_, ok := r.vocabulary[low]
	return ok || r.own(low)
}

// knows reports whether a word, in any case, is good as it stands.
func (r *Repairer) knows(w string) bool {
	return w != "" && (words.Known(w) || len(w) > 1 && r.good(strings.ToLower(w)) || words.Derived(w))
}

// good reports whether a word, in lower case, is one of the caller's, or a name of the document's beyond doubt.
func (r *Repairer) good(low string) bool { return r.own(low) || r.vocabulary[low] }

// sure reports whether a word, in lower case, is surely not several run together: a common one, or one of the caller's.
func (r *Repairer) sure(w string) bool {
	f, ok := words.Frequency(w)
	return ok && f > commonest || len(w) > 1 && r.own(w)
}

// commonest is the frequency above which a listed word is taken as printed.
const commonest = -5.8

// reads reports whether letters are a word or can be read as several.
func (r *Repairer) reads(w string) bool {
	if r.knows(w) {
		return true
	}
	_, _, ok := r.split.Split(w, "", "")
	return ok
}

func capitalised(w string) bool {
	for i, c := range w {
		if i == 0 {
			if !unicode.IsUpper(c) {
				return false
			}
		} else if !unicode.IsLower(c) {
			return false
		}
	}
	return len(w) > 1
}
