package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold is how texts are made comparable: lower case letter by letter (unicode.ToLower), Latin letters without their
// accents, typographic quotes and dashes as plain ones, and any white space as one space. Stores compare folded texts by
// Unicode code point, so all of them agree on case, accents and order.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			continue // a combining accent
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteString(foldRune(unicode.ToLower(r)))
	}
	return b.String()
}

// plain reports whether folding would change nothing, which saves the copy.
func plain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}

func foldRune(r rune) string {
	if r < utf8.RuneSelf {
		return string(r)
	}
	if base, ok := bases[r]; ok {
		return base
	}
	return string(r)
}

// bases are the lower-case letters of Latin-1 and Latin Extended-A without their accents (Unicode's canonical
// decompositions, and the usual spelling of the letters that have none), and typographic marks as plain ones.
var bases = makeBases(map[string]string{
	"a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįı", "j": "ĵ",
	"k": "ķĸ", "l": "ĺļľŀł", "n": "ñńņňŋ", "o": "òóôõöøōŏő", "r": "ŕŗř", "s": "śŝşšſ", "t": "ţťŧ", "u": "ùúûüũūŭůűų",
	"w": "ŵ", "y": "ýÿŷ", "z": "źżž", "ae": "æ", "oe": "œ", "ss": "ß", "th": "þ", "ij": "ĳ",
	"'": "‘’‚‛ʼ", `"`: "“”„‟", "-": "‐‑‒–—―−",
})

func makeBases(letters map[string]string) map[rune]string {
	m := map[rune]string{}
	for base, accented := range letters {
		for _, r := range accented {
			m[r] = base
		}
	}
	return m
}

// CodeKey is a text whose order by code point is the natural order of codes: 2.2 before 2.10, 3 before 3a. Numbers are
// written with their length first, so that longer ones come later.
func CodeKey(code string) string {
	var b strings.Builder
	folded := Fold(code)
	for i := 0; i < len(folded); {
		if c := folded[i]; c < '0' || c > '9' {
			b.WriteByte(c)
			i++
			continue
		}
		end := i
		for end < len(folded) && folded[end] >= '0' && folded[end] <= '9' {
			end++
		}
		digits := strings.TrimLeft(folded[i:end], "0")
		// '0' + length keeps the length one byte for numbers of up to 70 digits; longer ones are no codes.
		b.WriteByte('0' + byte(min(len(digits), 70)))
		b.WriteString(digits)
		i = end
	}
	return b.String()
}
