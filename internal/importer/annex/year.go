package annex

import (
	"fmt"
	"regexp"
	"strconv"
)

var (
	yearMark     = regexp.MustCompile(`\b(20\d\d)\s?[/–-]\s?((?:20)?\d\d)\b|\b(\d\d)/(\d\d)\b`)
	calendarYear = regexp.MustCompile(`\b(20\d\d)\b`)
)

// parseYear reads a match of yearMark as a plan's year: two years that follow each other, as "2022/23".
func parseYear(m []string) (string, bool) {
	first, second := m[1], m[2]
	if first == "" {
		first, second = "20"+m[3], m[4]
	}
	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(second)
	if (a+1)%100 != b%100 {
		return "", false
	}
	return fmt.Sprintf("%04d/%02d", a, (a+1)%100), true
}

// findYear finds the first year of a plan in a text: "2022/23", also written 2022-23, 2022/2023 or 22/23; failing that, a
// calendar year that stands alone.
func findYear(text string) (string, bool) {
	for _, m := range yearMark.FindAllStringSubmatch(text, -1) {
		if y, ok := parseYear(m); ok {
			return y, true
		}
	}
	if yearMark.MatchString(text) {
		return "", false // a span of years
	}
	if m := calendarYear.FindString(text); m != "" {
		return m, true
	}
	return "", false
}

// nextYear is the year that follows one as findYear gives it.
func nextYear(y string) string {
	n, _ := strconv.Atoi(y[:4])
	if len(y) == 4 {
		return strconv.Itoa(n + 1)
	}
	return fmt.Sprintf("%04d/%02d", n+1, (n+2)%100)
}
