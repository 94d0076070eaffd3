package annex_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/importer/sample"
)

var (
	codeAtStart    = regexp.MustCompile(`(?m)^([1-4])\.([1-9]) `)
	codeInFact     = regexp.MustCompile(`^(activity [0-9]) ([1-4])\.([1-9]) `)
	rowAtStart     = regexp.MustCompile(`(?m)^([1-9])\. ?([A-Z])`)
	rowInFact      = regexp.MustCompile(`^(priority|promise|activity|action) ([1-9]) `)
	referenceFact  = regexp.MustCompile(`^refers ([1-9]) to ([1-9])$`)
	themesAtEnd    = regexp.MustCompile(`\((People|Place),(\s)(\w+)\)`)
	anyThemes      = regexp.MustCompile(`\(((?:People|Place)(?:,\s\w+)?)\)`)
	quarterBracket = regexp.MustCompile(`\(Q([1-4])\)`)
	bulletAtStart  = regexp.MustCompile(`(?m)^- `)
	markAtStart    = regexp.MustCompile(`(?m)^(?:- |[1-9]\. ?[A-Z])`)
	anyQuarters    = regexp.MustCompile(`\((Q[^)]*)\)`)
)

// coded writes the sample's codes in another way; a space parts them from what follows.
func coded(as string) func(string) string {
	return func(s string) string { return codeAtStart.ReplaceAllString(s, as+" ") }
}

// codes expects the codes so in the facts.
func codes(as string) func(string) string {
	return func(fact string) string { return codeInFact.ReplaceAllString(fact, "$1 "+as+" ") }
}

func numbered(as string) func(string) string {
	return func(s string) string { return rowAtStart.ReplaceAllString(s, as+"$2") }
}

func rowLabels(as string) func(string) string {
	return func(fact string) string {
		fact = referenceFact.ReplaceAllString(fact, "refers "+as+" to "+strings.Replace(as, "$1", "$2", 1))
		return rowInFact.ReplaceAllString(fact, "$1 "+strings.Replace(as, "$1", "$2", 1)+" ")
	}
}

// rebulleted writes the bullets with another mark.
func rebulleted(mark string) func(string) string {
	return replaced(bulletAtStart, mark)
}

// enumerated numbers the bullets of each row, from one.
func enumerated(s string) string {
	n := 0
	return markAtStart.ReplaceAllStringFunc(s, func(mark string) string {
		if mark != "- " {
			n = 0
			return mark
		}
		n++
		return strconv.Itoa(n) + ") "
	})
}

func replaced(re *regexp.Regexp, as string) func(string) string {
	return func(s string) string { return re.ReplaceAllString(s, as) }
}

func words(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

// TestTheSamePlanInOtherNotations writes the codes, row numbers, themes, quarters and the footnote of the sample plan in
// the ways of other councils: what it says stays the same.
func TestTheSamePlanInOtherNotations(t *testing.T) {
	same := func(fact string) string { return fact }
	plain, _ := read(t, string(sample.Text()))
	for name, c := range map[string]struct{ write, expect func(string) string }{
		"code A1.1":             {coded("A$1.$2"), codes("A$2.$3")},
		"code LH11":             {coded("LH$1$2"), codes("LH$2$3")},
		"code S1-1":             {coded("S$1-$2"), codes("S$2-$3")},
		"code 1.1.1":            {coded("1.$1.$2"), codes("1.$2.$3")},
		"code a.1":              {coded("a.$1$2"), codes("a.$2$3")},
		"code 1.":               {coded("$1.$2."), same},
		"code with a colon":     {coded("$1.$2:"), same},
		"code with a dash":      {coded("$1.$2 –"), same},
		"code in brackets":      {coded("($1.$2)"), same},
		"code behind a word":    {coded("Strand $1.$2"), same},
		"code glued":            {replaced(codeAtStart, "$1.$2"), same},
		"code misread":          {words("\n1.", "\nl."), same},
		"codes misread twice":   {words("\n2.4", "\n2,4", "\n2.2", "\n2. 2", "\n3.1", "\n3 .1", "\n2.1", "\n2.l"), same},
		"rows misread":          {words("\n3. ", "\n8. ", "\n6. ", "\n6, ", "\n9. ", "\ng. "), same},
		"row without a dot":     {words("\n4. ", "\n4 "), same},
		"brackets misread":      {words("(People", "{People", "(Place)", "[Place)"), same},
		"row Priority 1:":       {numbered("Priority $1: "), same},
		"row 1)":                {numbered("$1) "), same},
		"row bare":              {numbered("$1 "), same},
		"row CP1":               {numbered("CP$1 "), rowLabels("CP$1")},
		"row P1.":               {numbered("P$1. "), rowLabels("P$1")},
		"themes with a slash":   {replaced(themesAtEnd, "($1/$2$3)"), same},
		"themes with &":         {replaced(themesAtEnd, "($1 &$2$3)"), same},
		"themes with and":       {replaced(themesAtEnd, "($1 and$2$3)"), same},
		"themes in square":      {replaced(anyThemes, "[$1]"), same},
		"themes in lower case":  {func(s string) string { return anyThemes.ReplaceAllStringFunc(s, strings.ToLower) }, same},
		"themes of other names": {words("People", "Families and Friends", "Partnership)", "Working Together)", "Place", "Localities"), words(": People", ": Families and Friends", ": Partnership", ": Working Together", ": Place", ": Localities")},
		"quarters in words":     {replaced(quarterBracket, "(Quarter $1)"), same},
		"quarters in square":    {replaced(anyQuarters, "[$1]"), same},
		"quarters in lower":     {words("(Q", "(q"), same},
		"quarters spaced":       {replaced(quarterBracket, "( Q $1 )"), same},
		"quarters not closed":   {replaced(quarterBracket, "(Q$1"), same},
		"quarters misread":      {words("(Q1", "(Ql"), same},
		"quarters with an O":    {words("(Q4", "(O4", "/Q3", "/O3"), same},
		"quarters with an OI":   {words("(Q1/", "(OI/"), same},
		"quarters with a year":  {replaced(anyQuarters, "($1 2022/23)"), same},
		"another year":          {words("2022/23", "2030-31"), words("2022/23", "2030/31")},
		"bullets misread":       {rebulleted("¢ "), same},
		"bullets as letters":    {rebulleted("e "), same},
		"bullets of any sign":   {rebulleted("~ "), same},
		"bullets as for rights": {rebulleted("© "), same},
		"bullets enumerated":    {rebulleted("a) "), same},
		"bullets numbered":      {enumerated, same},
		"bullets in Roman":      {rebulleted("(ii) "), same},
		"footnote without sign": {words("*See", "See"), same},
		"footnote by dagger":    {words("*See", "† See"), same},
		"footnote by number":    {words("See Climate Emergency activities", "Please refer to priority 1"), same},
	} {
		changes, report := read(t, c.write(string(sample.Text())))
		want := facts{}
		for fact := range factsOf(plain, exactly) {
			want[c.expect(fact)] = true
		}
		got := factsOf(changes, exactly)
		if lost, invented := want.missing(got), got.missing(want); len(lost)+len(invented) > 0 {
			t.Errorf("%s: lost %q, invented %q", name, lost, invented)
		}
		for _, d := range report.Doubts {
			if d.Unread {
				t.Errorf("%s: not read: %+v", name, d)
			}
		}
	}
}

// TestRomanRows reads rows that Roman numerals number, and a reference to one.
func TestRomanRows(t *testing.T) {
	changes, _ := read(t, head+"I. Cut waste\n\n- Buy\n\nII. Light up\n\n- Fit\n\nIII. Grow food\n\n- Dig\n\nIV. Play\n\n* See III\n")
	got := factsOf(changes, exactly)
	for _, want := range []string{"priority I Cut waste", "priority IV Play", "action III Dig", "refers IV to III"} {
		if !got[want] {
			t.Errorf("no %s in %v", want, got)
		}
	}
}
