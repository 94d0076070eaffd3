package words

import "strings"

var prefixes = strings.Fields("co re de un non pre multi micro inter eco cyber bio anti sub semi neuro geo tele e socio psycho pseudo ultra infra intra post self")

var suffixes = strings.Fields("s es d ed r er ers or ors ing ings isation isations ise ises ised ising ize ized izing ment ments ness ly able ible ful less ship ships hood wide")

// Derived reports whether the word is one of the list with a common prefix or ending ("combatting", "decarbonise"): a
// good word that lists leave out. Case does not count.
func Derived(w string) bool {
	w = strings.ToLower(w)
	for _, p := range prefixes {
		if stem, ok := strings.CutPrefix(w, p); ok && len(stem) > 3 && (common(stem) || len(stem) > 6 && inflected(stem)) {
			return true
		}
	}
	return inflected(w)
}

func inflected(w string) bool {
	for _, s := range suffixes {
		stem, ok := strings.CutSuffix(w, s)
		if !ok || len(stem) < 4 {
			continue
		}
		n := len(stem)
		if common(stem) || common(stem+"e") || stem[n-1] == stem[n-2] && common(stem[:n-1]) ||
			stem[n-1] == 'i' && common(stem[:n-1]+"y") {
			return true
		}
	}
	return false
}

func common(w string) bool {
	f, ok := Frequency(w)
	return ok && f > -7
}
