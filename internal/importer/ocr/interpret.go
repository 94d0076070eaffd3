package ocr

import (
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// swapCost is what a reading pays for each letter that it takes for another.
const swapCost = 1.5

// A variant is a word with letters that recognition confuses put right.
type variant struct {
	text  string
	swaps int
}

// variants are the word as printed, and with l, I, 1, | and 0 taken for what they are confused with.
func variants(core string) []variant {
	out := []variant{{core, 0}}
	add := func(s string) {
		if s != core {
			out = append(out, variant{s, 1})
		}
	}
	if strings.HasPrefix(core, "l") || strings.HasPrefix(core, "1") || strings.HasPrefix(core, "|") {
		add("I" + straight(core[1:]))
	}
	add(straight(core))
	if strings.HasPrefix(core, "I") {
		add("I" + straight(core[1:]))
	}
	return out
}

var straighten = strings.NewReplacer("I", "l", "1", "l", "|", "l", "0", "o")

func straight(s string) string { return straighten.Replace(s) }

// spell reads a variant of a word: as one word, or as several.
func (r *Repairer) spell(v variant, core, prev, next string, sentence bool) (reading, bool) {
	cost := swapCost * float64(v.swaps)
	if v.swaps > 0 && r.knows(v.text) {
		parts := []string{v.text}
		return reading{parts, r.split.Score(parts, prev, next) - cost, 0.95, "l and I confused"}, true
	}
	parts, score, ok := r.split.Split(v.text, prev, next)
	if !ok {
		return reading{}, false
	}
	why := "words run together"
	if v.swaps > 0 {
		why = "l and I confused, words run together"
	}
	inside := capitalised(core) && !sentence
	return reading{parts, score - cost, r.certainty(parts, inside) - 0.02*float64(v.swaps), why}, true
}

// certainty is how sure it is that words were run together. name says that they start with a capital within a sentence,
// as names do.
func (r *Repairer) certainty(parts []string, name bool) float64 {
	function, attested, ours := false, true, true
	for i, p := range parts {
		function = function || words.Function(p)
		if i > 0 {
			_, ok := words.PairFrequency(parts[i-1], p)
			own := r.pairs[[2]string{strings.ToLower(parts[i-1]), strings.ToLower(p)}]
			attested, ours = attested && (ok || own), ours && own
		}
	}
	switch {
	case name && !function && !ours:
		return 0.3
	case name && !ours && len(parts[0]) < 4:
		return 0.4
	case function && attested:
		return 0.97
	case function, ours:
		return 0.92
	case attested:
		return 0.85
	case r.damaged && len(parts) == 2:
		return 0.65
	case r.damaged:
		return 0.55
	}
	return 0.4
}

// bothWays reads a good word that may yet be two run together, by what stands around it ("goon" in "and goon to") or by
// their standing apart elsewhere in the document.
func (r *Repairer) bothWays(core, prev, next string) reading {
	f, listed := words.Frequency(core)
	if listed && f > commonest || !r.damaged || unicode.IsUpper(rune(core[0])) || acronym(core) || prev == "" && next == "" || r.own(strings.ToLower(core)) {
		return asPrinted
	}
	parts, score, ok := r.split.Split(core, prev, next)
	if !ok || len(parts) != 2 || r.pair(prev, core) || r.pair(core, next) {
		return asPrinted
	}
	least := 3.5
	function := words.Function(parts[0]) || words.Function(parts[1])
	switch {
	case r.pairs[[2]string{strings.ToLower(parts[0]), strings.ToLower(parts[1])}]:
		least = 1.5
	case !listed && r.pair(parts[0], parts[1]):
		least = 5
	case !function:
		return asPrinted
	case r.pair(parts[0], parts[1]):
		least = 2.3
	}
	if score-r.split.Score([]string{core}, prev, next)+perWord < least {
		return asPrinted
	}
	return reading{parts, score, 0.8, "words run together, by what stands around them"}
}

// pair reports whether a word is known to follow another.
func (r *Repairer) pair(first, second string) bool {
	_, ok := words.PairFrequency(first, second)
	return ok
}

// perWord is what a reading gets back for the word that it has more: its company has been weighed already.
const perWord = 0.5

// cased reads a word whose capitals show where words were run together: "RFIDand", "DevelopmentPlan".
func (r *Repairer) cased(core, prev, next string) (reading, bool) {
	at := caseBreak(core)
	if at == 0 {
		return reading{}, false
	}
	head, tail := core[:at], core[at:]
	if len(head) == 1 && head != "a" || r.names[core] > 2 {
		return reading{}, false
	}
	h, okH := r.half(head, prev, "")
	t, okT := r.half(tail, "", next)
	if !okH || !okT {
		return reading{}, false
	}
	return reading{append(h, t...), 0, 0.93, "words run together, by their capitals"}, true
}

// caseBreak is where the capitals of a word show that a second one starts; 0 if they do not.
func caseBreak(core string) int {
	runes := []rune(core)
	at := len(string(runes[:1]))
	for i := 1; i < len(runes); i++ {
		upper := unicode.IsUpper(runes[i-1])
		switch {
		case !upper && unicode.IsUpper(runes[i]):
			return at
		case i > 1 && upper && unicode.IsUpper(runes[i-2]) && unicode.IsLower(runes[i]) && len(runes)-i > 1:
			return at
		}
		at += len(string(runes[i : i+1]))
	}
	return 0
}

// half reads a part of a word that capitals took apart.
func (r *Repairer) half(w, prev, next string) ([]string, bool) {
	if acronym(w) || r.knows(w) || r.names[w] > 0 {
		return []string{w}, true
	}
	got := r.interpret(w, prev, next, true)
	if got.why != "" && got.certainty >= surest {
		return got.parts, true
	}
	return nil, false
}

// name reports whether a word that could be taken apart is rather a name: capitalised within sentences, several times,
// and without a word that sentences are held together by.
func (r *Repairer) name(core string, got reading, sentence bool) bool {
	if !capitalised(core) || len(got.parts) < 2 {
		return false
	}
	for _, p := range got.parts {
		if words.Function(p) {
			return false
		}
	}
	return r.names[core] > 1 && !sentence
}
