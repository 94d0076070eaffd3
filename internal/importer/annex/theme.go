package annex

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// themes are those that the document puts in brackets behind its promises, by their squeezed names.
type themes map[string]int

var (
	lastBracket = regexp.MustCompile(`[(\[]\s*([^()\[\]]{2,120}?)\s*[)\]]?\s*[.;]?\s*` + noteSigns + `*$`)
	andSplit    = regexp.MustCompile(`\s*(?:&|\band\b)\s*`)
	themeLead   = regexp.MustCompile(`^(?i:themes?)\s*[:\-–]\s*`)
)

// learnThemes finds the themes: what stands in brackets at the end of promises, if most promises end so or the column's
// heading says that they do.
func learnThemes(cells []string, announced bool) themes {
	final := themes{}
	var all [][]string
	for _, lower := range []bool{false, true} {
		if lower && (len(all) > 0 || !announced) {
			break
		}
		for _, c := range cells {
			if names := bracketNames(c, lower); len(names) > 0 {
				all = append(all, names)
			}
		}
	}
	if len(all) == 0 || !announced && len(all)*2 < len(cells) {
		return themes{}
	}
	parts := partsOf(all)
	for _, names := range all {
		for i, n := range names {
			for _, half := range parts.halves(n, i > 0 && i == len(names)-1) {
				final[phrase.Squeeze(half)]++
			}
		}
	}
	return final
}

// partsOf counts the names that stand alone, and what "and" joins to several others.
func partsOf(all [][]string) themes {
	parts := themes{}
	joined := map[string]map[string]bool{}
	for _, names := range all {
		for _, n := range names {
			parts[phrase.Squeeze(n)]++
			halves := andSplit.Split(n, -1)
			for _, h := range halves {
				if len(halves) == 2 {
					if joined[phrase.Squeeze(h)] == nil {
						joined[phrase.Squeeze(h)] = map[string]bool{}
					}
					joined[phrase.Squeeze(h)][phrase.Squeeze(n)] = true
				}
			}
		}
	}
	for h, others := range joined {
		if len(others) > 1 {
			parts[h]++
		}
	}
	return parts
}

// halves parts "People and Place" if both stand alone elsewhere, or with others, and "Health and Wellbeing" not: only then, or at the end
// of a list where it stands this once, does "and" part two themes.
func (t themes) halves(name string, endsList bool) []string {
	halves := andSplit.Split(name, -1)
	if len(halves) < 2 {
		return []string{name}
	}
	known := true
	for _, h := range halves {
		known = known && t[phrase.Squeeze(h)] > 0
	}
	if known || endsList && t[phrase.Squeeze(name)] == 1 {
		return halves
	}
	return []string{name}
}

// bracketNames are the parts of the bracket that a text ends with, if they look like names: short, capitalised unless they
// may be lower.
func bracketNames(text string, lower bool) []string {
	text = unsigned(text)
	m := lastBracket.FindStringSubmatch(text)
	if m == nil || quarterHint.MatchString(m[1]) || !strings.ContainsAny(text[max(0, len(text)-2):], ")]") {
		return nil
	}
	names := listed(m[1])
	for _, n := range names {
		if !upperStart(n) && !lower || len(strings.Fields(n)) > 4 || utf8.RuneCountInString(n) > 40 {
			return nil
		}
	}
	return names
}

// listed are the parts of a list that commas or slashes part.
func listed(text string) (parts []string) {
	text = themeLead.ReplaceAllString(text, "")
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(",;/+", c) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// splitThemes parts the names in a bracket. A name that the document knows whole is not parted at its "and".
func splitThemes(text string, known themes) (names []string) {
	for _, part := range listed(text) {
		if known[phrase.Squeeze(part)] > 0 {
			names = append(names, part)
			continue
		}
		names = append(names, andSplit.Split(part, -1)...)
	}
	return names
}

func (t themes) none() bool { return len(t) == 0 }

// end is where the bracket with the themes starts that a text ends with; 0 if it does not.
func (t themes) end(text string) int {
	m := lastBracket.FindStringSubmatchIndex(text)
	if m == nil || t.none() {
		return 0
	}
	for _, n := range splitThemes(text[m[2]:m[3]], t) {
		if t[phrase.Squeeze(n)] == 0 {
			return 0
		}
	}
	return m[0]
}

// within is how many lines the first promise of the lines takes, by the themes that end it; 0 if none does.
func (t themes) within(lines []line) int {
	var open string
	for i, l := range lines {
		text := "x " + open + l.text // a bracket that ends nothing is no theme, but its line may be the last of several
		if strings.HasSuffix(strings.TrimRight(unsigned(l.text), ".; "), ")") && t.end(text) > 0 {
			return i + 1
		}
		open = ""
		if at := strings.LastIndexAny(text, "(["); at >= 0 && !strings.ContainsAny(text[at:], ")]") && len(text) < 400 {
			open = " " + text[at:] + " "
		}
	}
	return 0
}

var themeWord = regexp.MustCompile(`(?i)\bthemes?\b`)

// upperTheme is a name with a capital at its start, whatever the print.
func upperTheme(name string) string {
	c, n := utf8.DecodeRuneInString(name)
	return strings.ToUpper(string(c)) + name[n:]
}
