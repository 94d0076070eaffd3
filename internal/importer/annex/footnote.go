package annex

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// noteSigns are the signs of footnotes, behind the text that has one and before the note.
const noteSigns = `[*†‡§#^¹²³]`

var signEnd = regexp.MustCompile(`\s*` + noteSigns + `{1,3}$`)

// unsigned is a text without the sign of a footnote behind it.
func unsigned(text string) string { return strings.TrimSuffix(text, signEnd.FindString(text)) }

// placeNotes takes the signs of footnotes off the texts that have them, and gives each note to the rows whose priority has
// its sign: annexes print them at the end of a page, or of the table. A note whose sign no priority has is of the row that it
// stands in.
func (d *document) placeNotes() {
	notes, signed := map[string][]*cell{}, map[string][]*row{}
	for _, r := range d.rows {
		for _, c := range r.cells {
			if c.sign != "" {
				notes[c.sign] = append(notes[c.sign], c)
			}
		}
	}
	for _, r := range d.rows {
		for _, c := range r.cells {
			sign := strings.TrimSpace(signEnd.FindString(c.passage.Text))
			if c.kind == graph.KindMeasure || sign == "" || notes[sign] == nil {
				continue
			}
			c.passage = c.passage.Slice(0, len(unsigned(c.passage.Text)))
			if c.kind == graph.KindPriority {
				signed[sign] = append(signed[sign], r)
			}
		}
	}
	for sign, rows := range signed {
		d.deal(notes[sign], rows)
	}
}

// deal gives notes of one sign to the rows that have it: one note to all of them, or as many as there are rows in turn.
func (d *document) deal(notes []*cell, rows []*row) {
	if len(notes) > 1 && len(notes) != len(rows) {
		for _, n := range notes {
			d.doubt(n.lines, "several footnotes have this sign, and other priorities; read as one of the row that it stands in")
		}
		return
	}
	for _, n := range notes {
		n.row.cells = slices.DeleteFunc(n.row.cells, func(c *cell) bool { return c == n })
	}
	for i, r := range rows {
		n := *notes[min(i, len(notes)-1)]
		n.row = r
		r.cells = append(r.cells, &n)
	}
}

// A note is what a footnote says of its row.
type note struct {
	cell       *cell
	references []reference
	measures   []span
}

// A reference is the priority that a footnote sends the reader to.
type reference struct {
	to    *row
	at    span
	basis graph.Basis
	note  string
}

var (
	seeWords    = regexp.MustCompile(`(?i)\b(?:please\s+)?(?:also\s+)?(?:see|refer(?:s)?\s+to|as\s+(?:for|per|above\s+in|under)|cf\.?|covered\s+(?:by|under))\b\s*(?:also\s+)?`)
	clauseBreak = regexp.MustCompile(`\s*(?:\+|;|\bplus\b|\band\s+also\b|\bas\s+well\s+as\b|\.\s)\s*`)
	measureLead = regexp.MustCompile(`(?i)\b(?:the\s+)?(?:total\s+)?(?:number|numbers|no\.|percentage|per\s?cent(?:age)?|%|proportion|share|rate|rates|count|level|levels|amount|volume|value|average|median|increase\s+in|decrease\s+in|reduction\s+in|frequency)\s+(?:of\s+|in\s+)?\S`)
	rowNumbers  = regexp.MustCompile(`(?i)\b(?:priorit(?:y|ies)|rows?|objectives?|outcomes?|numbers?|nos?\.?)?\s*((?:\d{1,3}\b(?:\s*(?:,|&|and|-|–|to)\s*)?)+)`)
	oneNumber   = regexp.MustCompile(`\d{1,3}`)
)

// plainKinds are words that say what sort of thing is referred to, and nothing about which.
var plainKinds = map[string]bool{}

func init() {
	for _, w := range strings.Fields("activity action promise priority row plan programme project work section above below note entry item objective list also") {
		plainKinds[phrase.Stem(w)] = true
	}
}

// readNote reads a footnote: which priorities it refers to, and which measures it names.
func (d *document) readNote(c *cell) note {
	n := note{cell: c}
	text := c.passage.Text
	for _, clause := range clauses(text) {
		if m := measureLead.FindStringIndex(clause.text); m != nil && !seeWords.MatchString(clause.text[m[0]:]) {
			from := clause.from + m[0]
			n.measures = append(n.measures, span{from, clause.to, strings.TrimRight(text[from:clause.to], " .;,")})
			clause = span{clause.from, from, strings.TrimRight(clause.text[:m[0]], " ,")}
			clause.text = strings.TrimSuffix(clause.text, " and")
		}
		if at := seeWords.FindStringIndex(clause.text); at != nil {
			n.references = append(n.references, d.resolve(c.row, clause, clause.text[at[1]:])...)
		} else if len(n.references) > 0 && len(n.measures) == 0 {
			n.references = append(n.references, d.resolve(c.row, clause, clause.text)...)
		}
	}
	if len(n.references) == 0 && len(n.measures) == 0 {
		d.doubt(c.lines, "a footnote that names no measure and no row that could be found")
		d.doubts[len(d.doubts)-1].Unread = true
	}
	return n
}

func clauses(text string) (out []span) {
	at := 0
	for _, m := range append(clauseBreak.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		if strings.TrimSpace(text[at:m[0]]) != "" {
			out = append(out, span{at, m[0], text[at:m[0]]})
		}
		at = m[1]
	}
	return out
}

// resolve finds the rows that words refer to: by number, or by the words that they share with a priority's title.
func (d *document) resolve(from *row, at span, words string) []reference {
	if refs := d.byNumber(from, at, words); len(refs) > 0 {
		return refs
	}
	if r, why := d.byWords(from, words); r != nil {
		return []reference{{r, at, graph.BasisInferred, why}}
	}
	var refs []reference
	for _, part := range regexp.MustCompile(`\s*(?:,|\band\b|&)\s*`).Split(words, -1) {
		if r, why := d.byWords(from, part); r != nil {
			refs = append(refs, reference{r, at, graph.BasisInferred, why})
		}
	}
	return refs
}

func (d *document) byNumber(from *row, at span, words string) (refs []reference) {
	for _, r := range d.rows {
		if r.label[0] > '9' && r != from && slices.Contains(strings.FieldsFunc(words, notInLabel), r.label) {
			refs = append(refs, reference{r, at, graph.BasisStated, "row " + r.label + " by its number"})
		}
	}
	if refs != nil {
		return refs
	}
	m := rowNumbers.FindStringSubmatch(words)
	if m == nil {
		return nil
	}
	for _, n := range oneNumber.FindAllString(m[1], -1) {
		for _, r := range d.rows {
			if r.label == n && r != from {
				refs = append(refs, reference{r, at, graph.BasisStated, "row " + n + " by its number"})
			}
		}
	}
	return refs
}

func notInLabel(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }

// byWords finds the priority whose title has most of the words, rare words counting more; nil if none has half of them.
func (d *document) byWords(from *row, text string) (*row, string) {
	in := map[string]int{}
	bags := make([]phrase.Bag, len(d.rows))
	for i, r := range d.rows {
		bags[i] = phrase.BagOf(r.title())
		for _, s := range bags[i].Stems {
			in[s]++
		}
	}
	wanted := phrase.BagOf(text)
	var best *row
	var bestShared []string
	top, all := 0.0, 0.0
	for _, s := range wanted.Stems {
		if !plainKinds[s] {
			all += 1 / float64(1+in[s])
		}
	}
	for i, r := range d.rows {
		score := 0.0
		var shared []string
		for _, s := range wanted.Stems {
			if _, ok := bags[i].Word[s]; ok && !plainKinds[s] {
				score += 1 / float64(1+in[s])
				shared = append(shared, bags[i].Word[s])
			}
		}
		if r != from && score > top {
			best, top, bestShared = r, score, shared
		}
	}
	if best == nil || top*2 < all || !telling(bestShared) {
		return nil, ""
	}
	return best, "resolved by the words that it shares with the priority’s title: " + strings.Join(bestShared, ", ")
}

// telling reports whether words say enough to refer by: two of them, or a rare one.
func telling(shared []string) bool {
	if len(shared) != 1 {
		return len(shared) > 1
	}
	f, ok := words.Frequency(shared[0])
	return !ok || f < -4
}

func (r *row) title() string {
	for _, c := range r.cells {
		if c.kind == graph.KindPriority {
			return c.title
		}
	}
	return ""
}
