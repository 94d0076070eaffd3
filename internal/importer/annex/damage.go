package annex

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/internal/importer"
)

// misreadAs are the signs that recognition makes of digits, misreadDigit the other digits.
var (
	misreadAs = map[byte]string{
		'0': "OoD", '1': "lI|i!", '2': "Zz", '3': "B", '4': "A", '5': "Ss§", '6': "bG", '7': "T?", '8': "B&", '9': "gq",
	}
	misreadDigit = map[byte]string{'3': "8", '8': "3"}
)

// misread are the digits that recognition may have made a sign of.
var misread = func() map[rune]string {
	all := map[rune]string{}
	for digit, signs := range misreadAs {
		for _, c := range signs {
			all[c] += string(digit)
		}
	}
	return all
}()

// mended notes that the sign at the start of a line was read for what it must be.
func (d *document) mended(l line, before, after string, certainty float64, why string) {
	d.repairs = append(d.repairs, importer.Repair{Line: l.number, Before: before, After: after, Certainty: certainty, Why: why})
}

// mendRows finds the rows that are missing between others because recognition damaged their numbers, and the one behind
// the last. Each must be the one line that can be it; it is no stray then.
func (d *document) mendRows(starts, strays []rowStart) (all, others []rowStart) {
	if loose(starts[0].style) {
		return starts, strays
	}
	for i, s := range starts {
		all = append(all, s)
		to, next, last := len(d.lines), s.number+2, true
		if i+1 < len(starts) {
			to, next, last = starts[i+1].at, starts[i+1].number, false
		}
		from := s.at + 1
		for n := s.number + 1; n < next; n++ {
			if found, ok := d.damagedRow(n, from, to, last); ok {
				found.style = s.style
				all, from = append(all, found), found.at+1
				strays = slices.DeleteFunc(strays, func(s rowStart) bool { return s.at == found.at })
			}
		}
	}
	return all, strays
}

// damagedRow finds the one line that can be the start of a row.
func (d *document) damagedRow(number, from, to int, last bool) (s rowStart, ok bool) {
	pattern := damagedNumber(number, last)
	before := ""
	for i := from; i < to; i++ {
		l := d.lines[i]
		m := pattern.FindStringSubmatch(l.text)
		if m == nil || !upperStart(m[2]) || l.gap == 0 && (last || ok) {
			continue
		}
		if ok && d.lines[s.at].gap > 0 {
			return rowStart{}, false
		}
		s, ok = rowStart{at: i, number: number, label: strconv.Itoa(number), rest: m[2]}, true
		before = m[1]
	}
	if ok {
		d.mended(d.lines[s.at], strings.TrimSpace(before), s.label+".", 0.8, "row "+s.label+" is missing among the others, and no other line can start it")
	}
	return s, ok
}

// damagedNumber is how a row's number may look: its digits with another mark or none behind them, or with the right mark
// and signs that recognition takes them for. Behind the last row nothing tells that one is missing, so a mark is needed.
func damagedNumber(number int, last bool) *regexp.Regexp {
	digits := strconv.Itoa(number)
	confused := ""
	for i := range len(digits) {
		signs := misreadAs[digits[i]]
		if !last {
			signs += misreadDigit[digits[i]]
		}
		confused += `[` + regexp.QuoteMeta(digits[i:i+1]+signs) + `]`
	}
	mark := `\s?[.,:;·°*]`
	if !last {
		mark += `?`
	}
	return regexp.MustCompile(`^((?:` + digits + mark + `|` + confused + `\.)(?:\s|\b))\s*([^0-9\s.,:;].*)$`)
}

// codeDamage is a code of two numbers with another sign between them, or with spaces, or with signs that recognition
// takes digits for.
var codeDamage = regexp.MustCompile(`^(\S{1,2}?)(\s?[.,:;·]\s?|\s\.)(\S{1,2})(\s+)(\S.*)$`)

// twoNumbers is the shape of the codes that are mended.
const twoNumbers = "9.9"

// mendCodes puts the codes of activities right that recognition damaged, in a document where most are two numbers.
func (d *document) mendCodes(from int) {
	if d.marks.shapes[twoNumbers] < leastUnusual || d.marks.shapes[twoNumbers] < d.marks.best {
		return
	}
	for i := from; i < len(d.lines); i++ {
		l := &d.lines[i]
		m := codeDamage.FindStringSubmatch(l.text)
		if m == nil || !upperStart(m[5]) || !hasDigit(m[1]+m[3]) {
			continue
		}
		if what, _, _ := d.marks.of(l.text); what != plain {
			continue
		}
		first, okFirst := asDigits(m[1])
		second, okSecond := asDigits(m[3])
		if okFirst && okSecond {
			d.mended(*l, m[1]+m[2]+m[3], first+"."+second, 0.85, "the codes of activities are written so")
			l.text = first + "." + second + " " + m[5]
		}
	}
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// asDigits is what recognition made the signs of, if that can only be one number.
func asDigits(signs string) (number string, ok bool) {
	for _, c := range signs {
		switch digits := misread[c]; {
		case c >= '0' && c <= '9':
			number += string(c)
		case len(digits) == 1:
			number += digits
		default:
			return "", false
		}
	}
	return number, number != "" && number != "0"
}

// mixed is a bracket that is closed by one of another kind.
var mixed = regexp.MustCompile(`\[([^()\[\]]*)\)|\(([^()\[\]]*)\]`)

// mendBrackets makes the curly brackets round that recognition made of round ones, and those that are closed by another.
func (d *document) mendBrackets() {
	for i := range d.lines {
		l := &d.lines[i]
		mended := strings.NewReplacer("{", "(", "}", ")").Replace(l.text)
		mended = mixed.ReplaceAllString(mended, "($1$2)")
		if mended != l.text {
			d.mended(*l, l.text, mended, 0.95, "a bracket of another kind")
			l.text = mended
		}
	}
}
