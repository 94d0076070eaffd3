package ocr

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// surest is how certain a repair must be to be made; what is less is a doubt.
const surest = 0.5

// read repairs the words of the pieces.
func (r *Repairer) read(d *draft) {
	sentence := true // a sentence starts here
	prev := ""
	var out []piece
	for i, p := range d.pieces {
		if p.fixed {
			out = append(out, p)
			prev, sentence = strings.ToLower(lastLetters(p.text)), endsSentence(p.text)
			continue
		}
		next := ""
		if i+1 < len(d.pieces) {
			next = strings.ToLower(letters([]rune(strings.TrimLeft(d.pieces[i+1].text, opening))))
		}
		text, last := r.readPiece(p, prev, next, sentence, &d.groups[p.group])
		for j, w := range strings.Fields(text) {
			q := p
			q.text = w
			if j > 0 {
				q.space, q.wraps = true, false
			}
			out = append(out, q)
		}
		prev, sentence = last, endsSentence(p.text)
	}
	d.pieces = out
}

func endsSentence(text string) bool {
	c, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, closing+"'’"))
	return c == '.' || c == '!' || c == '?' || c == ':' || c == '/'
}

// readPiece repairs the words of one piece and gives the last of them.
func (r *Repairer) readPiece(p piece, prev, next string, sentence bool, g *group) (text, last string) {
	if strings.Contains(p.text, "://") || strings.Contains(p.text, "@") || strings.Contains(p.text, "www.") {
		return p.text, ""
	}
	var b strings.Builder
	for at := 0; at < len(p.text); {
		end := at + coreLength(p.text[at:])
		if end == at {
			_, n := utf8.DecodeRuneInString(p.text[at:])
			b.WriteString(p.text[at : at+n])
			if p.text[at] == '/' {
				prev, sentence = "", true
			} else if p.text[at] == '-' {
				prev = ""
			}
			at += n
			continue
		}
		core := p.text[at:end]
		after := next
		if end < len(p.text) {
			after = ""
		}
		if b.Len() > 0 && isApostrophe(lastRune(b.String())) && len(core) <= 2 {
			b.WriteString(core) // the s of a possessive, the t of "don’t"
		} else {
			b.WriteString(r.readWord(core, prev, after, sentence, p.line, g))
		}
		prev, sentence = strings.ToLower(lastLetters(b.String())), false
		at = end
	}
	return b.String(), prev
}

func lastRune(s string) rune {
	c, _ := utf8.DecodeLastRuneInString(s)
	return c
}

// coreLength is how many bytes of letters and digits the text starts with; 0 if there is no letter among them.
func coreLength(text string) int {
	found, end := false, len(text)
	for i, c := range text {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '|' {
			end = i
			break
		}
		found = found || unicode.IsLetter(c)
	}
	if !found {
		return 0
	}
	return end
}

// readWord repairs one word and notes why.
func (r *Repairer) readWord(core, prev, next string, sentence bool, line int, g *group) string {
	if !sentence && prev == "" && capitalised(core) {
		sentence = false
	}
	key := core + "\x00" + prev + "\x00" + next
	if sentence {
		key += "\x00"
	}
	got, ok := r.memo[key]
	if !ok {
		got = r.interpret(core, prev, next, sentence)
		r.memo[key] = got
	}
	switch {
	case got.why == "":
		return core
	case got.certainty < surest:
		if r.recordN {
			r.doubts = append(r.doubts, importer.Doubt{
				Line: line, LastLine: line, Text: core, Why: "it may be “" + got.text() + "”; left as printed",
			})
		}
		return core
	}
	g.changed(got.certainty, got.why)
	if !r.recordN && got.certainty >= 0.9 {
		r.runs++
	}
	return got.text()
}

// A reading is what a printed word may be.
type reading struct {
	parts     []string
	score     float64
	certainty float64
	why       string // empty when the word is good as it stands
}

func (r reading) text() string { return strings.Join(r.parts, " ") }

// asPrinted is the reading of a word that is good, or that nothing better is known for.
var asPrinted = reading{}

// interpret finds what a printed word may be.
func (r *Repairer) interpret(core, prev, next string, sentence bool) reading {
	if utf8.RuneCountInString(core) == 1 {
		if core == "l" || core == "|" {
			return reading{parts: []string{"I"}, certainty: 0.7, why: "l for I"}
		}
		return asPrinted
	}
	if r.knows(core) {
		return r.bothWays(core, prev, next)
	}
	if at := caseBreak(core); code(core) && (at == 0 || !words.Function(core[:at])) {
		return asPrinted
	}
	if got, ok := r.cased(core, prev, next, sentence); ok {
		return got
	}
	if acronym(core) {
		return asPrinted
	}
	best := asPrinted
	for _, v := range variants(core) {
		got, ok := r.spell(v, core, prev, next, sentence)
		if ok && (best.why == "" || got.score > best.score) {
			best = got
		}
	}
	if best.why != "" && r.name(core, best, sentence) {
		return asPrinted
	}
	return best
}

// code reports whether a word with digits in it is a code ("Q1", "A40", "2nd", "CO2") and not a damaged word.
func code(w string) bool {
	digits, lower := 0, 0
	for _, c := range w {
		if unicode.IsDigit(c) {
			digits++
		} else if unicode.IsLower(c) {
			lower++
		}
	}
	return digits > 0 && (lower < 3 || digits > 1)
}

// acronym reports whether a word is one: capitals, with the s of a plural.
func acronym(w string) bool {
	w = strings.TrimSuffix(w, "s")
	return len(w) > 1 && strings.ToUpper(w) == w
}
