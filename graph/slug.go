package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// slugLength is how long a slug may be, in bytes, before it is cut at a word's end.
const slugLength = 60

// Slug makes the part of an ID that names a title: folded words joined by hyphens, whole words as long as they fit.
// A title without letters and digits is "untitled".
func Slug(title string) string {
	title = strings.NewReplacer("'", "", "&", " and ", "+", " plus ").Replace(Fold(title))
	var b strings.Builder
	for _, word := range strings.FieldsFunc(title, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if b.Len() > 0 && b.Len()+1+len(word) > slugLength {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(string([]rune(word)[:min(utf8.RuneCountInString(word), slugLength)]))
	}
	if b.Len() == 0 {
		return "untitled"
	}
	return b.String()
}

// CodeSlug makes the part of an ID that names a code: "3.1", "lh-12".
func CodeSlug(code string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(code), func(c rune) bool { return unicode.IsSpace(c) || foreign(c) }), "-")
}
