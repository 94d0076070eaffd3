package graph

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Full text. A query's words must all occur in a node: as a word of its code or title, or of its description, whole or as
// the beginning of one (a single character only whole). A word scores 4 for a whole word of code or title, 3 for the
// beginning of one, 2 and 1 for the same in the description; the node's score is the sum over 4 times the number of
// distinct words. It needs no statistics of the corpus, so every store computes the same.
const (
	scoreWhole            = 4
	scorePrefix           = 3
	scoreDescription      = 2
	scoreDescriptionStart = 1
)

// Words are the distinct words of a text, folded, in order of their first occurrence: runs of letters and digits.
// Apostrophes inside a word are dropped, and a full stop between digits stays, so that codes are words.
func Words(text string) []string {
	var words []string
	eachWord(text, func(word string, _, _ int) {
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	})
	return words
}

// TitleWords are the words of a node's code and title, as full text knows them.
func (n *Node) TitleWords() []string { return Words(n.Code + " " + n.Title) }

// DescriptionWords are the words of a node's description, as full text knows them.
func (n *Node) DescriptionWords() []string { return Words(n.Description) }

// MatchText scores a node for the words of a query, 0 to 1; 0 is no match, and so is a query without words. The
// arguments are as Words, TitleWords and DescriptionWords give them.
func MatchText(query, title, description []string) float64 {
	if len(query) == 0 {
		return 0
	}
	sum := 0
	for _, word := range query {
		s := scoreWord(word, title, description)
		if s == 0 {
			return 0
		}
		sum += s
	}
	return TextScore(sum, len(query))
}

// TextScore is the score of a node whose words score a sum for a query of so many distinct words; 0 without words.
func TextScore(sum, words int) float64 {
	if words == 0 {
		return 0
	}
	return float64(sum) / float64(scoreWhole*words)
}

// WordScores are what a word of a node scores for the word of a query that it begins with, or whole is: where it stands in
// code or title, and where it stands in the description alone.
func WordScores(whole bool) (title, description int) {
	if whole {
		return scoreWhole, scoreDescription
	}
	return scorePrefix, scoreDescriptionStart
}

func scoreWord(word string, title, description []string) int {
	switch {
	case slices.Contains(title, word):
		return scoreWhole
	case hasPrefix(title, word):
		return scorePrefix
	case slices.Contains(description, word):
		return scoreDescription
	case hasPrefix(description, word):
		return scoreDescriptionStart
	}
	return 0
}

// PrefixWord reports whether a word of a query may match the beginning of a word.
func PrefixWord(word string) bool { return utf8.RuneCountInString(word) > 1 }

func hasPrefix(words []string, prefix string) bool {
	return PrefixWord(prefix) && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, prefix) })
}

// HasStem reports whether a word starts with one of the stems (see Wording).
func HasStem(words, stems []string) bool {
	for _, stem := range stems {
		for _, w := range words {
			if strings.HasPrefix(w, stem) {
				return true
			}
		}
	}
	return false
}

// A Span is a piece of a text, in bytes.
type Span struct{ Start, End int }

// Highlights are the words of a text that match a word of the query, in order.
func Highlights(query []string, text string) []Span {
	var spans []Span
	eachWord(text, func(word string, start, end int) {
		for _, q := range query {
			if word == q || PrefixWord(q) && strings.HasPrefix(word, q) {
				spans = append(spans, Span{start, end})
				return
			}
		}
	})
	return spans
}

// eachWord calls f for each word of the text, folded, with where it stands in the text.
func eachWord(text string, f func(word string, start, end int)) {
	start := -1
	for i, r := range text {
		if wordRune(text, i, r, start >= 0) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			giveWord(text, start, i, f)
			start = -1
		}
	}
	if start >= 0 {
		giveWord(text, start, len(text), f)
	}
}

// giveWord leaves out what is no word once it is folded: accents without a letter.
func giveWord(text string, start, end int, f func(word string, start, end int)) {
	if word := foldWord(text[start:end]); word != "" {
		f(word, start, end)
	}
}

// wordRune reports whether the rune at i is part of a word: inside one, an apostrophe before a letter and a full stop
// between digits are.
func wordRune(text string, i int, r rune, inside bool) bool {
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
		return true
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	next, _ := utf8.DecodeRuneInString(text[i+size:])
	switch {
	case !inside:
		return false
	case r == '\'' || r == '’':
		return unicode.IsLetter(next)
	case r == '.':
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		return unicode.IsDigit(before) && unicode.IsDigit(next)
	}
	return false
}

func foldWord(s string) string { return strings.ReplaceAll(Fold(s), "'", "") }
