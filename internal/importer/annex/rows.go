package annex

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// rowMark is how a row's number is written: "1.", "1)", "(1)", "1 -", "Priority 1:". OCR may have read 1 as l or I and 0
// as O.
var rowMark = regexp.MustCompile(`^(?:(?i:(priority|objective|outcome|goal|aim|ambition|row|no\.?))\s*)?(\(?)([0-9lIO|]{1,4})(\)|\.|:|\s?[-–—](?:\s|$)|)\s*(.*)$`)

// misreadCode is the start of a line with a code of two numbers, the second of which is misread: "2.l Use".
var misreadCode = regexp.MustCompile(`^[0-9lIO|]{1,2}\.[lIO|]{1,2}\s`)

// maxSkip is how many rows may be missing between two that follow each other.
const maxSkip = 4

// A rowStart is a line that starts a row.
type rowStart struct {
	at     int    // index of the line
	number int    // of the row
	label  string // the number as digits, or as printed
	rest   string // what stands behind the number
	style  string // how the number is written
}

// digits are those that OCR meant.
var digits = strings.NewReplacer("l", "1", "I", "1", "|", "1", "O", "0")

// parseRowMark reads a line as the start of a row.
func parseRowMark(text string) (s rowStart, ok bool) {
	if s, ok = parseWholeMark(text); ok {
		return s, true
	}
	for i := 1; i < min(len(text), len("priority ")); i++ { // the word before the number may be torn apart
		if text[i] == ' ' {
			if s, ok = parseWholeMark(text[:i] + text[i+1:]); ok && s.style[0] >= 'a' {
				return s, true
			}
		}
	}
	return rowStart{}, false
}

func parseWholeMark(text string) (s rowStart, ok bool) {
	m := rowMark.FindStringSubmatch(text)
	if m == nil {
		return s, false
	}
	word, open, number, end, rest := strings.ToLower(m[1]), m[2], m[3], strings.TrimSpace(m[4]), m[5]
	if word == "" && end == "" || open == "(" && end != ")" || rest != "" && rest[0] >= '0' && rest[0] <= '9' || end == "." && misreadCode.MatchString(text) {
		return s, false
	}
	if word == "" && !strings.ContainsAny(number, "0123456789") && len(number) > 2 {
		return s, false
	}
	n, err := strconv.Atoi(digits.Replace(number))
	if err != nil || n == 0 {
		return s, false
	}
	return rowStart{number: n, label: strconv.Itoa(n), rest: rest, style: word + open + strings.Map(dash, end)}, true
}

// The styles of row numbers that are less than certain to be any.
const (
	bare     = ""    // "1 Cut waste"
	roman    = "I"   // "IV. Cut waste", and with other marks behind the number
	lettered = "A 1" // "CP4 Cut waste": what activities are coded like
)

// loose reports whether a style is one of them.
func loose(style string) bool {
	return style == bare || style[0] == roman[0] || style[0] == lettered[0]
}

var (
	romanMark    = regexp.MustCompile(`^([IVX]{1,6})([.):]|\s[-–—])\s+(\S.*)$`)
	letteredMark = regexp.MustCompile(`^([A-Z]{1,4})[ .-]?([0-9]{1,2})[.:)]?\s+(\S.*)$`)
	romanDigits  = map[byte]int{'I': 1, 'V': 5, 'X': 10}
)

// parseLooseMarks reads a line that starts a paragraph as the start of a row in the styles that need others like it.
func parseLooseMarks(l line) (all []rowStart) {
	if l.gap == 0 {
		return nil
	}
	number, rest, _ := strings.Cut(l.text, " ")
	if n, err := strconv.Atoi(number); err == nil && n > 0 && n < 100 && upperStart(rest) {
		all = append(all, rowStart{number: n, label: strconv.Itoa(n), rest: rest, style: bare})
	}
	if m := romanMark.FindStringSubmatch(l.text); m != nil {
		all = append(all, rowStart{number: readRoman(m[1]), label: m[1], rest: m[3], style: roman + m[2]})
	}
	if m := letteredMark.FindStringSubmatch(l.text); m != nil && upperStart(m[3]) && !quarterCode.MatchString(m[1]+m[2]) {
		n, _ := strconv.Atoi(m[2])
		all = append(all, rowStart{number: n, label: m[1] + m[2], rest: m[3], style: lettered + m[1]})
	}
	return all
}

func readRoman(text string) (n int) {
	for i := range len(text) {
		v := romanDigits[text[i]]
		if i+1 < len(text) && v < romanDigits[text[i+1]] {
			v = -v
		}
		n += v
	}
	return n
}

// rowMarks are the ways to read a line as the start of a row.
func rowMarks(l line) []rowStart {
	all := parseLooseMarks(l)
	if s, ok := parseRowMark(l.text); ok {
		all = append(all, s)
	}
	return all
}

func dash(c rune) rune {
	if c == '–' || c == '—' {
		return '-'
	}
	return c
}

// findRows finds the lines that start rows: the longest chain of rising numbers written in one way. Lines that look the
// same and stand outside the chain are given as strays.
func findRows(lines []line) (rows, strays []rowStart, err error) {
	styles := map[string][]rowStart{}
	var order []string
	for i, l := range lines {
		for _, s := range rowMarks(l) {
			s.at = i
			if styles[s.style] == nil {
				order = append(order, s.style)
			}
			styles[s.style] = append(styles[s.style], s)
		}
	}
	best := -1.0
	for _, style := range order {
		chain, score := longestChain(lines, styles[style])
		score -= 0.5 * float64(len(styles[style])-len(chain)) // numbers that start over are no rows
		if loose(style) {
			if len(chain) < 2 {
				continue
			}
			score -= 0.5 // what is certain to be a number comes first
		}
		if strings.HasPrefix(style, lettered) {
			score /= 100 // these only where there is nothing else
		}
		if style != "" && style[0] >= 'a' && len(chain) > 1 {
			score += 100
		}
		if score > best {
			rows, best = chain, score
		}
	}
	if len(rows) == 0 {
		return nil, nil, noRows(lines)
	}
	in := map[int]bool{}
	for _, r := range rows {
		in[r.at] = true
	}
	for _, s := range styles[rows[0].style] {
		if !in[s.at] {
			strays = append(strays, s)
		}
	}
	return rows, strays, nil
}

// longestChain finds the best chain of rising numbers among the candidates.
func longestChain(lines []line, all []rowStart) (chain []rowStart, best float64) {
	type state struct {
		score  float64
		before int
	}
	states := make([]state, len(all))
	last := map[int]int{} // by number, the candidate of the best chain that ends with it
	end := -1
	for i, s := range all {
		st := state{before: -1}
		if s.number > 1 {
			st.score = -0.5 * float64(min(s.number, maxSkip+1)-1)
		}
		for skip := 1; skip <= maxSkip+1; skip++ {
			if j, ok := last[s.number-skip]; ok {
				if v := states[j].score - 0.6*float64(skip-1); st.before < 0 || v > st.score {
					st = state{v, j}
				}
			}
		}
		st.score++
		if lines[s.at].gap > 0 {
			st.score += 0.2
		}
		states[i] = st
		if j, ok := last[s.number]; !ok || st.score > states[j].score {
			last[s.number] = i
		}
		if end < 0 || st.score > states[end].score {
			end = i
		}
	}
	if end < 0 {
		return nil, 0
	}
	best = states[end].score
	for i := end; i >= 0; i = states[i].before {
		chain = append(chain, all[i])
	}
	slices.Reverse(chain)
	return chain, best
}
