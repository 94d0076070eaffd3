package annex

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A mark is what a line starts with, and thereby what the cell is that it starts.
type mark int

const (
	plain mark = iota // no mark: a promise, or more of the cell before
	rowNumber
	code
	bullet
	footnote
)

// marks knows how the document writes its bullets and codes.
type marks struct {
	bullets map[rune]int   // how often each bullet starts a line
	main    rune           // the commonest bullet; 0 if there are none
	shapes  map[string]int // how often each shape of code starts a line
	best    int            // how often the commonest does
}

// codeWord is a word that may stand before an activity's code and is no part of it.
const codeWord = `(?i:activity|strand|work\s?stream|work\s?package|objective|project|programme|aim|priority)`

var (
	codeMark    = regexp.MustCompile(`^(?:` + codeWord + `\s+)?[(\[]?([A-Z]{1,4}[ .\-]?[0-9]{1,3}(?:[.\-][0-9]{1,3}){0,2}[a-z]?|[a-z][.\-][0-9]{1,3}|[0-9lIO|]{1,3}(?:[.\-][0-9lIO|]{1,3}){1,2}[a-z]?|[0-9]{1,3}[a-z]|[0-9]{1,3}[A-Z]{1,2}[0-9]{0,3})[)\]]?[.:]?(\s+|$|[A-Za-z‘“(])`)
	codeDash    = regexp.MustCompile(`^\s*[-–—]\s+`)
	quarterCode = regexp.MustCompile(`^(?i:q)\s?[1-4]$`)
	footnoteSee = regexp.MustCompile(`^(?i:(please\s+)?(also\s+)?see\b|see[A-Z]|refer(s)?\s+to|as\s+(for|per|above|under)\b|cf\.?\s|note[:\s]|n\.?b\.?[:\s]|covered\s+(by|under)\b)`)
	footnoteRef = regexp.MustCompile(`^(\*{1,3}|†|‡|§|#|\^|[¹²³])\s*`)
)

// learnMarks counts the bullets and the shapes of codes that lines start with, other than those that are numbered in the
// style of rows.
func learnMarks(lines []line, rows string) *marks {
	m := &marks{bullets: map[rune]int{}, shapes: map[string]int{}}
	for _, l := range lines {
		row, isRow := parseRowMark(l.text)
		if c, rest, ok := cutAnyBullet(l.text); ok && !footnoteSee.MatchString(rest) && (!isRow || row.style != rows) {
			m.bullets[c]++
		}
		if c, _, ok := cutCode(l.text); ok {
			m.shapes[shape(c)]++
			m.best = max(m.best, m.shapes[shape(c)])
		}
	}
	m.main = m.commonest()
	return m
}

// of is what a line starts with, and the text behind it; for a code, also the code, for a footnote its sign.
func (m *marks) of(text string) (what mark, codeText, rest string) {
	if r := footnoteRef.FindString(text); r != "" {
		after := text[len(r):]
		c, _ := utf8.DecodeRuneInString(r)
		if footnoteSee.MatchString(after) || c != m.main && m.bullets[c] < 2 {
			return footnote, strings.TrimSpace(r), after
		}
	}
	if c, after, ok := cutAnyBullet(text); ok && m.isBullet(c, after) {
		if footnoteSee.MatchString(after) {
			return footnote, "", after
		}
		return bullet, "", after
	}
	if footnoteSee.MatchString(text) && !strings.HasPrefix(strings.ToLower(text), "as ") && upperStart(text) {
		return footnote, "", text
	}
	if c, after, ok := cutCode(text); ok && m.shapes[shape(c)]*5 >= m.best {
		return code, c, after
	}
	return plain, "", text
}

// cutCode parts a code from the text behind it.
func cutCode(text string) (c, rest string, ok bool) {
	m := codeMark.FindStringSubmatchIndex(text)
	if m == nil {
		return "", "", false
	}
	to, glued := m[3], m[4] == m[5] || text[m[4]] != ' '
	for glued && to == m[4] && strings.Contains(text[m[2]:to], ".") && (text[to-1] < '0' || text[to-1] > '9') { // "2.2ldentify" is 2.2 and what follows
		to--
		m[4]--
	}
	c, rest = text[m[2]:to], strings.TrimSpace(codeDash.ReplaceAllString(text[m[4]:], ""))
	last := c[len(c)-1]
	if quarterCode.MatchString(c) || glued && rest != "" && (last < '0' || last > '9') || !strings.ContainsAny(c, "0123456789") {
		return "", "", false
	}
	if c[0] < 'A' || c[0] > 'Z' || c[0] == 'I' || c[0] == 'O' {
		if strings.ContainsAny(c, ".-") {
			c = digits.Replace(c)
		}
	}
	return c, rest, true
}

var (
	someDigits  = regexp.MustCompile(`[0-9]+`)
	someLetters = regexp.MustCompile(`[A-Z]+`)
	oneLetter   = regexp.MustCompile(`[a-z]`)
)

// shape is what codes of one kind have in common: "2.10" and "3.1" are "9.9", "LH-12" is "A-9".
func shape(c string) string {
	return oneLetter.ReplaceAllString(someLetters.ReplaceAllString(someDigits.ReplaceAllString(c, "9"), "A"), "a")
}

// upperStart reports whether a text starts with a capital. An l before a consonant is an I: no English word starts so.
func upperStart(text string) bool {
	text = strings.TrimLeft(text, "‘“\"'([ ")
	c, n := utf8.DecodeRuneInString(text)
	if (c == 'l' || c == '|') && len(text) > n && strings.ContainsRune("bcdfghjkmnpqrstvwxz", rune(text[n])) {
		return true
	}
	return unicode.IsUpper(c)
}
