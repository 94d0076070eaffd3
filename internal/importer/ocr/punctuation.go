package ocr

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

const (
	opening = "([{‘“"
	closing = ")]}”"
)

// punctuate puts spaces where punctuation lost them, and takes out those that strayed.
func (r *Repairer) punctuate(d *draft) {
	var out []piece
	for _, p := range d.pieces {
		if p.fixed {
			out = append(out, p)
			continue
		}
		for i, text := range r.cut(p.text) {
			q := p
			q.text = text
			if i > 0 {
				q.space, q.wraps = true, false
				d.groups[p.group].changed(0.97, "space lost at punctuation")
			}
			out = append(out, q)
		}
	}
	d.pieces = out
	for i := 1; i < len(d.pieces); i++ {
		d.unstray(i)
	}
}

// unstray takes out the space before the piece if punctuation next to it has none.
func (d *draft) unstray(i int) {
	p, before := &d.pieces[i], &d.pieces[i-1]
	if !p.space || p.fixed || before.fixed {
		return
	}
	first, _ := utf8.DecodeRuneInString(p.text)
	last, _ := utf8.DecodeLastRuneInString(before.text)
	switch {
	case strings.ContainsRune(",;:!?.", first) && strings.Trim(p.text, ",;:!?.)]") == "" && !strings.HasPrefix(p.text, ".."),
		strings.ContainsRune(closing, first):
	case strings.ContainsRune("([", last):
	case last == '/' && len(before.text) > 1, first == '/' && len(p.text) > 1 && unicode.IsLetter(rune(p.text[1])):
		if p.wraps {
			p.space = false
			return
		}
	default:
		return
	}
	p.space = false
	d.merge(d.pieces[i:], *p, before.group, 0.97, "space strayed next to punctuation")
}

// merge makes the group of a piece, which the pieces given start with, part of the group before it.
func (d *draft) merge(pieces []piece, p piece, to int, certainty float64, why string) {
	from := p.group
	if from == to {
		return
	}
	sep := " "
	if p.wraps {
		sep = "\n"
	}
	g := &d.groups[to]
	g.before += sep + d.groups[from].before
	g.changed(min(certainty, d.groups[from].certainty), why)
	for j := 0; j < len(pieces) && pieces[j].group == from; j++ {
		pieces[j].group = to
	}
	d.groups[from].before = ""
}

// cut takes a piece apart where punctuation shows that a space is lost.
func (r *Repairer) cut(text string) []string {
	if strings.Contains(text, "://") || strings.Contains(text, "www.") || strings.Contains(text, "@") {
		return []string{text}
	}
	var out []string
	start := 0
	runes := []rune(text)
	at := 0
	for i, c := range runes {
		if i > 0 && r.parts(runes, i) {
			out = append(out, text[start:at])
			start = at
		}
		at += utf8.RuneLen(c)
	}
	return append(out, text[start:])
}

// parts reports whether a space is lost before the rune at i.
func (r *Repairer) parts(runes []rune, i int) bool {
	prev, c := runes[i-1], runes[i]
	word := unicode.IsLetter(c) || c == '(' || c == '‘' || c == '“'
	switch {
	case strings.ContainsRune(",;!?", prev):
		return word
	case prev == '+':
		return unicode.IsLetter(c) && i > 1 && unicode.IsLetter(runes[i-2])
	case prev == ':':
		return unicode.IsLetter(c)
	case c == '(' || c == '[':
		return (unicode.IsLetter(prev) || unicode.IsDigit(prev)) && !plural(runes[i:])
	case prev == ')' || prev == ']':
		return (unicode.IsLetter(c) || unicode.IsDigit(c)) && !shortBracket(runes[:i])
	case prev == '.':
		return unicode.IsUpper(c) && i > 3 && unicode.IsLower(runes[i-2]) && unicode.IsLetter(runes[i-3]) && unicode.IsLetter(runes[i-4])
	case unicode.IsLetter(c):
		return r.possessive(runes, i) || r.numeral(runes, i)
	case unicode.IsDigit(c):
		return r.beforeNumber(runes, i)
	}
	return false
}

// plural reports whether a bracket is the "(s)" of "partner(s)".
func plural(runes []rune) bool {
	s := string(runes)
	return strings.HasPrefix(s, "(s)") || strings.HasPrefix(s, "(es)") || strings.HasPrefix(s, "(ies)")
}

// shortBracket reports whether what was read is the "(re)" of "(re)design".
func shortBracket(runes []rune) bool {
	return runes[0] == '(' && len(runes) <= 5 && unicode.IsLower(runes[1])
}

// beforeNumber reports whether a number that starts at i lost its space to the word before it: one of a year, or, in a
// document where much is run together, any behind a word that no code starts with.
func (r *Repairer) beforeNumber(runes []rune, i int) bool {
	word := string(runes[:i])
	if len(letters(runes[:i])) != i || i < 2 || !r.knows(word) && !(r.damaged && r.reads(word)) {
		return false
	}
	n := i
	for n < len(runes) && unicode.IsDigit(runes[n]) {
		n++
	}
	return n-i >= 4 || r.damaged && (i > 3 || words.Function(word))
}

// numeral reports whether a word that starts at i lost its space to the number before it: "1st" and "20mph" did not.
func (r *Repairer) numeral(runes []rune, i int) bool {
	word := letters(runes[i:])
	if !unicode.IsDigit(runes[i-1]) || len(word) < 4 && !binding[strings.ToLower(word)] || !r.knows(word) {
		return false
	}
	return r.damaged || i > 1 && unicode.IsDigit(runes[i-2])
}

// letters are those that the runes start with.
func letters(runes []rune) string {
	n := 0
	for n < len(runes) && unicode.IsLetter(runes[n]) {
		n++
	}
	return string(runes[:n])
}

// possessive reports whether a new word starts at i, right after the apostrophe, or the apostrophe and s, of a
// possessive.
func (r *Repairer) possessive(runes []rune, i int) bool {
	if i > 2 && isApostrophe(runes[i-2]) && runes[i-1] == 's' && unicode.IsLetter(runes[i-3]) {
		rest := letters(runes[i:])
		return !r.possessive(runes, i-1) && r.reads(rest)
	}
	if i > 1 && isApostrophe(runes[i-1]) && runes[i-2] == 's' {
		rest := letters(runes[i:])
		return len(rest) > 2 && r.knows(rest)
	}
	return false
}

func isApostrophe(c rune) bool { return c == '’' || c == '\'' || c == 'ʼ' }
