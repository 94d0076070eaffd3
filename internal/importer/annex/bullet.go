package annex

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bulletRunes are the signs that are bullets wherever they start a line.
const bulletRunes = "-‐‑–—−•·∙●○▪▫■□◆◇❖◦*‣⁃»▶►➢➤✓✔"

// letterBullets are the letters that recognition makes of bullets, or that the fonts of bullets have for them.
const letterBullets = "oenlvxquüØ"

// enumerator is a number or a letter that enumerates the points of a cell.
var enumerator = regexp.MustCompile(`^(\(?)(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})([.)])\s+`)

// leastUnusual is how often a sign that is not always a bullet has to start lines to be taken for one.
const leastUnusual = 3

// commonest is the sign that the document's bullets have: 0 if there are none. Points are enumerated only where hardly
// anything else marks them: elsewhere they are lists within a point.
func (m *marks) commonest() rune {
	sign, enumerator := m.commonestOf(func(c rune) bool { return !enumerates(c) }), m.commonestOf(enumerates)
	if sign != 0 && m.bullets[sign]*10 >= m.bullets[enumerator] {
		return sign
	}
	return cmp.Or(enumerator, sign)
}

func (m *marks) commonestOf(of func(rune) bool) (main rune) {
	for c, n := range m.bullets {
		if !of(c) || n < leastUnusual && !alwaysBullet(c) {
			continue
		}
		if most := m.bullets[main]; n > most || n == most && c < main {
			main = c
		}
	}
	return main
}

// enumerates reports whether a sign is that of an enumerator.
func enumerates(c rune) bool { return c == '(' || c == ')' || c == enumeratorDot }

// enumeratorDot stands for the dot of an enumerator, as a dot may be a bullet too.
const enumeratorDot = '⒈'

// isBullet reports whether a mark at a line's start is a bullet here: it is the document's commonest, or recognition may
// have made it of that.
func (m *marks) isBullet(c rune, after string) bool {
	switch {
	case c == m.main:
		return true
	case alwaysBullet(c):
		return m.bullets[c]*10 >= m.bullets[m.main] || upperStart(after)
	}
	return m.main != 0 && !unicode.IsLetter(c) && !enumerates(c) && m.bullets[c] >= leastUnusual && upperStart(after)
}

// alwaysBullet reports whether a sign is a bullet wherever it starts a line. Fonts of signs keep theirs for private use.
func alwaysBullet(c rune) bool {
	return strings.ContainsRune(bulletRunes, c) || c >= 0xe000 && c <= 0xf8ff
}

// cutBullet parts a bullet that is one in any document from the text behind it.
func cutBullet(text string) (c rune, rest string, ok bool) {
	c, rest, ok = cutAnyBullet(text)
	return c, rest, ok && alwaysBullet(c)
}

// cutAnyBullet parts what may be a bullet, if the document writes them so, from the text behind it. Enumerators are given
// as the sign that they are made with.
func cutAnyBullet(text string) (c rune, rest string, ok bool) {
	if m := enumerator.FindStringSubmatch(text); m != nil && beginsText(text[len(m[0]):]) {
		c, _ = utf8.DecodeRuneInString(m[1] + strings.Replace(m[2], ".", string(enumeratorDot), 1))
		return c, text[len(m[0]):], true
	}
	c, n := utf8.DecodeRuneInString(text)
	after := strings.TrimLeft(text[n:], " ")
	glued := after == text[n:]
	switch {
	case !beginsText(after):
		return 0, "", false
	case alwaysBullet(c):
		first, _ := utf8.DecodeRuneInString(after)
		return c, after, !glued || unicode.IsLetter(first)
	case strings.ContainsRune(letterBullets, c):
		return c, after, !glued && (c == 'o' || upperStart(after))
	}
	return c, after, !glued && unusual(c)
}

// unusual reports whether a sign is none that text starts or goes on with.
func unusual(c rune) bool {
	return (unicode.IsPunct(c) || unicode.IsSymbol(c)) && !strings.ContainsRune("&%£$€/\\,;:!?([{)]}‘’“”\"'", c)
}

// beginsText reports whether a text starts as the text behind a bullet does.
func beginsText(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(first) || unicode.IsDigit(first) || text != "" && strings.ContainsRune("‘“\"'(", first)
}
