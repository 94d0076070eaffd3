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
	return reading{parts, score - cost, r.certainty(parts, capitalised(core), sentence) - 0.02*float64(v.swaps), why}, true
}

// certainty is how sure it is that words were run together. capital says that they start with one, sentence that they stand
// where any word would have it; elsewhere names do.
func (r *Repairer) certainty(parts []string, capital, sentence bool) float64 {
	name := capital && !sentence
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
	case name && !ours && len(parts[0]) < 4, name && !r.begins(parts):
		return 0.4
	case !r.damaged && !ours && !bound(parts):
		return 0.4
	case capital && !attested && !ours && len(parts) == 2 && nameEnds[parts[1]]:
		return 0.45
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

// begins reports whether words may be run together behind a capital within a sentence: the first is seen with it elsewhere,
// or, in a document where much is run together, the second is none that names end like.
func (r *Repairer) begins(parts []string) bool {
	if r.capitals[parts[0]] > 0 || r.own(strings.ToLower(parts[0])) {
		return true
	}
	return r.damaged && len(parts) == 2 && binding[strings.ToLower(parts[1])] && len(parts[1]) > 2
}

// nameEnds are words that names end like: “Seaton” is no “seat on”.
var nameEnds = map[string]bool{"on": true, "in": true, "an": true, "by": true, "so": true, "as": true, "is": true, "or": true}

// binding are function words that no compound is made with, as “in-house”, “upskill” and “lockdown” are with others.
var binding = map[string]bool{}

func init() {
	for _, w := range strings.Fields("a an the and or of to for with from through that this these those our their its his her your is are was were by as at be which who we they into") {
		binding[w] = true
	}
}

// bound reports whether one of the words binds the others, so that they are no compound.
func bound(parts []string) bool {
	for _, p := range parts {
		if binding[strings.ToLower(p)] {
			return true
		}
	}
	return false
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
func (r *Repairer) cased(core, prev, next string, sentence bool) (reading, bool) {
	at := caseBreak(core)
	if at == 0 {
		return reading{}, false
	}
	head, tail := core[:at], core[at:]
	if len(head) == 1 && head != "a" || r.names[core] > 2 {
		return reading{}, false
	}
	if binding[head] && len(head) > 1 && len(tail) > 3 && capitalised(tail) && !r.knows(tail) {
		return reading{[]string{head, tail}, 0, 0.9, "words run together, by their capitals"}, true // "andThirlby"
	}
	if capitalised(head) && capitalised(tail) && r.knows(head) && r.knows(tail) && !r.apart(head, tail, sentence) {
		if r.damaged {
			return reading{[]string{head, tail}, 0, 0.6, "words run together, by their capitals"}, true
		}
		return asPrinted, true
	}
	h, okH := r.half(head, prev, "", sentence)
	t, okT := r.half(tail, "", next, !capitalised(tail))
	if !okH || !okT {
		return reading{}, false
	}
	return reading{append(h, t...), 0, 0.93, "words run together, by their capitals"}, true
}

// apart reports whether two words are seen to follow each other, in the document or, if much is run together in this one,
// in any; or whether the first stands elsewhere too, with its capital unless a sentence starts here. If not, they may be
// a name such as “SharePoint”.
func (r *Repairer) apart(head, tail string, sentence bool) bool {
	low := strings.ToLower(head)
	if acronym(head) || r.pairs[[2]string{low, strings.ToLower(tail)}] {
		return true
	}
	return r.damaged && (r.pair(head, tail) || r.capitals[head] > 0 || sentence && r.whole[low] > 1)
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

// half reads a part of a word that capitals took apart. Within a sentence it may be a name.
func (r *Repairer) half(w, prev, next string, sentence bool) ([]string, bool) {
	if acronym(w) || r.knows(w) || r.names[w] > 0 {
		return []string{w}, true
	}
	got := r.interpret(w, prev, next, sentence)
	if got.why != "" && got.certainty >= surest {
		return got.parts, true
	}
	return []string{w}, got.why != "" && capitalised(w) && !sentence
}

// name reports whether a word that could be taken apart is rather a name: capitalised within sentences, several times, or
// elsewhere if a sentence starts here, and without a word that sentences are held together by.
func (r *Repairer) name(core string, got reading, sentence bool) bool {
	if !capitalised(core) || len(got.parts) < 2 {
		return false
	}
	for _, p := range got.parts {
		if words.Function(p) {
			return false
		}
	}
	return r.names[core] > 1 || sentence && r.names[core] > 0
}
