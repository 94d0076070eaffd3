package phrase

import (
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// A Bag is the content words of a wording.
type Bag struct {
	// Stems are those of its words, in order, each once.
	Stems []string
	// Word is what each stem stands for.
	Word   map[string]string
	weight float64
}

// BagOf gives the content words of a wording: all but those that hold sentences together.
func BagOf(text string) Bag {
	b := Bag{Word: map[string]string{}}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if words.Function(w) || len(w) < 2 {
			continue
		}
		s := Stem(w)
		if _, ok := b.Word[s]; !ok {
			b.Word[s] = w
			b.Stems = append(b.Stems, s)
		}
	}
	return b
}

// Stem takes the common endings off a word, so that "libraries" and "library", "increasing" and "increase" are one.
func Stem(w string) string {
	for _, e := range [...][2]string{
		{"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"ments", "ment"}, {"ings", ""}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}, {"e", ""},
	} {
		base, ok := strings.CutSuffix(w, e[0])
		if !ok || len(base) < 3 || e[0] == "s" && (strings.HasSuffix(base, "s") || strings.HasSuffix(base, "u") || strings.HasSuffix(base, "i")) {
			continue
		}
		if base += e[1]; len(base) > 3 && e[1] == "" && base[len(base)-1] == base[len(base)-2] && !strings.ContainsRune("ls", rune(base[len(base)-1])) {
			base = base[:len(base)-1]
		}
		return base
	}
	return w
}
