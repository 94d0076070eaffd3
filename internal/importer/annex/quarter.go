package annex

import (
	"regexp"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A scheduled is a quarter that an action's text names, with where.
type scheduled struct {
	graph.Quarter
	span
}

var (
	quarterHint = regexp.MustCompile(`(?i)\bq\s?[1-4li|]\b|\bquarter(?:s|ly)?\s?[1-4]?\b|\bqtrs?\.?\s?[1-4]?\b|\ball\s*(?:year|quarters)|year[ -]?round|throughout\s*the\s*year|\b(?:full|whole)\s*year`)
	quarterEnd  = regexp.MustCompile(`(?i)\(\s*q\s?[1-4li|][^()]*\)?\s*$`)
	brackets    = regexp.MustCompile(`[(\[]([^()\[\]]*)([)\]]|$)`)
	bareQuarter = regexp.MustCompile(`(?i)\bq\s?[1-4](?:\s?(?:[-–/&,]|to|and)\s?q?\s?[1-4])*\b(?:\s20\d\d[/–-]\d\d(?:\d\d)?)?`)
	gluedYear   = regexp.MustCompile(`(?i)(q\s?[1-4])(20\d\d)`)
	// quarterWord is one sign of the notation in brackets.
	quarterWord = regexp.MustCompile(`(?i)^(?:` +
		`(20\d\d\s?[/–-]\s?(?:20)?\d\d|\d\d/\d\d|20\d\d)|` + // 1 a year
		`(?:q|quarters?|qtrs?)\.?\s?([1-4li|])(?:\b|$)|` + // 2 a quarter
		`([1-4])(?:st|nd|rd|th)\s+(?:quarter|qtr)\b|` + // 3 a quarter in words
		`([1-4])(?:\b|q)|` + // 4 a number that goes on a list
		`(all\s*(?:year|quarters)|year[ -]?round|(?:throughout|across)\s*(?:the\s*)?year|(?:full|whole)\s*year|each\s*quarter|every\s*quarter|quarterly)|` + // 5
		`(onwards?|on)\b|` + // 6
		`(-|–|—|to\b|through\b|until\b)|` + // 7 a range
		`(/|,|;|&|\+|and\b|or\b)|` + // 8 a list
		`(by|from|in|during|end\s+of|start\s+of|early|late|mid|the|of|for|year|quarters?|qtrs?|:|\.|profiled|starting)(?:\b|\s|$)` + // 9 nothing
		`)`)
)

// readQuarters finds the quarters that an action's text names. cut are the parts of the text that are notation alone,
// and are no part of the title. A quarter without a year is one of the plan's year.
func readQuarters(text, year string) (found []scheduled, cut []span) {
	for _, m := range brackets.FindAllStringSubmatchIndex(text, -1) {
		inner := text[m[2]:m[3]]
		if !quarterHint.MatchString(inner) {
			continue
		}
		at := span{m[0], m[1], text[m[0]:m[1]]}
		if quarters, ok := parseNotation(inner, year); ok {
			cut = append(cut, at)
			found = append(found, schedule(quarters, at)...)
		} else {
			found = append(found, bareQuarters(text, m[2], m[3], year)...)
		}
	}
	outside := brackets.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("#", len(s)) })
	for _, s := range bareQuarters(outside, 0, len(outside), year) {
		found = append(found, s)
		if rest := strings.Trim(outside[s.to:], " .;,#"); rest == "" && strings.ContainsAny(lastByte(strings.TrimRight(outside[:s.from], " ")), "-–—:;,.#") {
			cut = append(cut, s.span)
		} else if before := strings.TrimRight(outside[:s.from], " "); strings.HasSuffix(before, "(") { // a bracket that nothing closes
			cut = append(cut, span{len(before) - 1, s.to, text[len(before)-1 : s.to]})
		}
	}
	return found, cut
}

func lastByte(s string) string {
	if s == "" {
		return "."
	}
	return s[len(s)-1:]
}

// bareQuarters finds quarters without brackets in a part of a text.
func bareQuarters(text string, from, to int, year string) (found []scheduled) {
	for _, m := range bareQuarter.FindAllStringIndex(text[from:to], -1) {
		at := span{from + m[0], from + m[1], text[from+m[0] : from+m[1]]}
		if quarters, ok := parseNotation(at.text, year); ok {
			found = append(found, schedule(quarters, at)...)
		}
	}
	return found
}

func schedule(quarters []graph.Quarter, at span) (found []scheduled) {
	for _, q := range quarters {
		found = append(found, scheduled{q, at})
	}
	return found
}

// A notation is what has been read of a bracket.
type notation struct {
	year    string // what a quarter without a year is in
	list    []graph.Quarter
	dated   int  // how many of the list have a year of their own
	ranging bool // a range goes on
}

// parseNotation reads notation such as "Q1", "Q1/Q2", "Q1 - Q3", "Q4 2022/23 to Q1 2023/24" or "all year". ok is false
// when there is anything else in it, or no quarter.
func parseNotation(text, year string) (quarters []graph.Quarter, ok bool) {
	n := notation{year: year}
	rest := strings.TrimSpace(gluedYear.ReplaceAllString(text, "$1 $2"))
	for rest != "" {
		m := quarterWord.FindStringSubmatchIndex(rest)
		if m == nil {
			return nil, false
		}
		for g := 1; g < len(m)/2; g++ {
			if m[2*g] >= 0 {
				if !n.take(g, rest[m[2*g]:m[2*g+1]]) {
					return nil, false
				}
				break
			}
		}
		rest = strings.TrimSpace(rest[m[1]:])
	}
	return n.quarters()
}

// take adds one sign of the notation, by the group of quarterWord that it matched.
func (n *notation) take(group int, text string) bool {
	switch group {
	case 1:
		return n.dating(text)
	case 2, 3:
		n.add(int(digits.Replace(text)[0] - '0'))
	case 4:
		if len(n.list) == 0 {
			return false
		}
		n.add(int(text[0] - '0'))
	case 5:
		for q := 1; q <= 4; q++ {
			n.add(q)
		}
	case 6:
		if len(n.list) == 0 {
			return false
		}
		for q := n.list[len(n.list)-1].Number + 1; q <= 4; q++ {
			n.add(q)
		}
	case 7:
		n.ranging = len(n.list) > 0
	}
	return true
}

// dating gives the quarters before a year that year, or, if all have one, those behind it.
func (n *notation) dating(text string) bool {
	y, ok := findYear(text)
	if !ok {
		return false
	}
	for ; n.dated < len(n.list); n.dated++ {
		n.list[n.dated].Year = y
	}
	n.year = y
	return true
}

func (n *notation) add(q int) {
	if n.ranging && len(n.list) > 0 {
		n.ranging = false
		last := n.list[len(n.list)-1]
		for last.Number != q && len(n.list) < 16 {
			last.Number++
			if last.Number > 4 {
				last.Number = 1
				if last.Year != "" {
					last.Year = nextYear(last.Year)
				}
			}
			n.list = append(n.list, last)
		}
		return
	}
	n.list = append(n.list, graph.Quarter{Year: n.year, Number: q})
}

func (n *notation) quarters() ([]graph.Quarter, bool) {
	seen := map[graph.Quarter]bool{}
	var out []graph.Quarter
	for _, q := range n.list {
		if !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	return out, len(out) > 0
}

var (
	spaces    = regexp.MustCompile(`\s+`)
	spacedEnd = regexp.MustCompile(`\s+([,;.:)])`)
)

// without is a text with parts cut out and the gaps closed.
func without(text string, cut []span) string {
	var b strings.Builder
	at := 0
	for _, c := range cut {
		if c.from >= at {
			b.WriteString(text[at:c.from])
			b.WriteByte(' ')
			at = c.to
		}
	}
	b.WriteString(text[at:])
	out := spaces.ReplaceAllString(b.String(), " ")
	out = spacedEnd.ReplaceAllString(out, "$1")
	return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(out), ",;:-–— "))
}
