package phrase

import (
	"strings"
	"unicode"
)

// confused are letters that recognition takes for each other, as one of them.
var confused = map[rune]rune{'i': 'l', '1': 'l', '|': 'l', '0': 'o'}

// Squeeze gives what is left of a wording when everything is taken out that OCR gets wrong: its letters and digits
// without spaces, case, accents and punctuation, with letters that are confused taken for one. Two prints of the same
// wording squeeze to the same text, repaired or not.
func Squeeze(text string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(unaccent.Replace(strings.ReplaceAll(text, "&", "and"))) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '|' {
			continue
		}
		if d, ok := confused[c]; ok {
			c = d
		}
		b.WriteRune(c)
	}
	return b.String()
}

var unaccent = strings.NewReplacer(
	"á", "a", "à", "a", "â", "a", "ä", "a", "ã", "a", "å", "a", "Á", "A", "À", "A", "Â", "A", "Ä", "A", "Å", "A",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "É", "E", "È", "E", "Ê", "E", "Ë", "E",
	"í", "i", "ì", "i", "î", "i", "ï", "i", "Í", "I", "Ì", "I", "Î", "I", "Ï", "I",
	"ó", "o", "ò", "o", "ô", "o", "ö", "o", "õ", "o", "ø", "o", "Ó", "O", "Ò", "O", "Ô", "O", "Ö", "O", "Ø", "O",
	"ú", "u", "ù", "u", "û", "u", "ü", "u", "Ú", "U", "Ù", "U", "Û", "U", "Ü", "U",
	"ŵ", "w", "ŷ", "y", "Ŵ", "W", "Ŷ", "Y", "ñ", "n", "ç", "c", "Ñ", "N", "Ç", "C", "ý", "y", "ÿ", "y", "ß", "ss", "æ", "ae", "œ", "oe",
)

// Letters is how alike two squeezed wordings are, 0 to 1, by their triples of letters: what recognition gets wrong, and
// spaces, count little. Wordings of fewer than three letters are like nothing.
func Letters(a, b string) float64 {
	if len(a) < 3 || len(b) < 3 {
		return 0
	}
	count := map[string]int{}
	for i := 0; i+3 <= len(a); i++ {
		count[a[i:i+3]]++
	}
	shared := 0
	for i := 0; i+3 <= len(b); i++ {
		if count[b[i:i+3]] > 0 {
			count[b[i:i+3]]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b)-4)
}
