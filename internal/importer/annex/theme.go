package annex

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// themes are those that the document puts in brackets behind its promises, by their squeezed names.
type themes map[string]int

var (
	lastBracket = regexp.MustCompile(`[(\[]\s*([^()\[\]]{2,120}?)\s*[)\]]?\s*[.;]?\s*$`)
	themeSplit  = regexp.MustCompile(`\s*(?:[,;/&+]|\band\b)\s*`)
	themeLead   = regexp.MustCompile(`^(?i:themes?)\s*[:\-–]\s*`)
)

// learnThemes finds the themes: what stands in brackets at the end of promises, if most promises end so or the column's
// heading says that they do.
func learnThemes(cells []string, announced bool) themes {
	t := themes{}
	ends := 0
	for _, c := range cells {
		names := bracketNames(c)
		if len(names) > 0 {
			ends++
		}
		for _, n := range names {
			t[squeeze(n)]++
		}
	}
	if ends == 0 || !announced && ends*2 < len(cells) {
		return themes{}
	}
	return t
}

// bracketNames are the parts of the bracket that a text ends with, if they look like names: short, capitalised.
func bracketNames(text string) []string {
	m := lastBracket.FindStringSubmatch(text)
	if m == nil || quarterHint.MatchString(m[1]) {
		return nil
	}
	names := splitThemes(m[1], nil)
	for _, n := range names {
		if !upperStart(n) || len(strings.Fields(n)) > 4 || utf8.RuneCountInString(n) > 40 {
			return nil
		}
	}
	return names
}

// splitThemes parts the names in a bracket. A name that the document knows whole is not parted at its "and".
func splitThemes(text string, known themes) []string {
	text = themeLead.ReplaceAllString(text, "")
	if known[squeeze(text)] > 0 {
		return []string{text}
	}
	var names []string
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(",;/+", c) }) {
		part = strings.TrimSpace(part)
		if known[squeeze(part)] > 0 {
			names = append(names, part)
			continue
		}
		for _, n := range themeSplit.Split(part, -1) {
			if n = strings.TrimSpace(n); n != "" {
				names = append(names, n)
			}
		}
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
		if t[squeeze(n)] == 0 {
			return 0
		}
	}
	return m[0]
}

// within is how many lines the first promise of the lines takes, by the themes that end it; 0 if none does.
func (t themes) within(lines []line) int {
	var open string
	for i, l := range lines {
		text := open + l.text
		if strings.HasSuffix(strings.TrimRight(l.text, ".; "), ")") && t.end(text) > 0 {
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
