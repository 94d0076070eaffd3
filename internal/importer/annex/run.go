package annex

import (
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// A run is lines that follow each other and belong to one cell, or to what is left of it behind a page break.
type run struct {
	mark  mark
	code  string // of an activity; of a footnote its sign
	lines []line // without the mark
	gap   int    // blank lines before it
	page  bool   // a page break before it
}

func (r *run) text() string { return joined(r.lines) }

// runs parts the lines of a row, the first of which has its number taken off, at marks and blank lines.
func (m *marks) runs(lines []line) []*run {
	var all []*run
	for i, l := range lines {
		what, c, rest := m.of(l.text)
		if i == 0 {
			what, c, rest = rowNumber, "", l.text
		}
		if what != plain || l.gap > 0 {
			all = append(all, &run{mark: what, code: c, gap: l.gap, page: l.page})
		}
		if l.text = rest; rest != "" {
			r := all[len(all)-1]
			r.lines = append(r.lines, l)
		}
	}
	kept := all[:0]
	for _, r := range all {
		if len(r.lines) > 0 {
			kept = append(kept, r)
		}
	}
	return kept
}

// widths are how wide the columns were printed, in characters.
type widths struct{ priority, promise, activity, action int }

// measure finds the widths by the lines that certainly belong to a column.
func (d *document) measure(rows [][]*run) {
	for _, runs := range rows {
		for _, r := range runs {
			switch {
			case r.mark == rowNumber:
				d.width.priority = max(d.width.priority, width(r.lines[:1]))
			case r.mark == code:
				d.width.activity = max(d.width.activity, width(r.lines))
			case r.mark == bullet:
				d.width.action = max(d.width.action, width(r.lines))
			case r.mark == plain && d.themes.end(r.text()) > 0:
				d.width.promise = max(d.width.promise, width(r.lines))
			}
		}
	}
}

func width(lines []line) int {
	w := 0
	for _, l := range lines {
		w = max(w, l.width)
	}
	return w
}

// part puts the boundaries back that lost their blank lines: between a priority and the first promise, between promises,
// and before a promise that follows an activity or an action where a page break was lost too.
func (d *document) part(runs []*run) []*run {
	var out []*run
	for _, r := range runs {
		switch r.mark {
		case rowNumber:
			if at := d.priorityEnd(r); at > 0 {
				var rest *run
				r, rest = cutRun(r, at)
				out = append(append(out, r), d.partPromises(rest)...)
				continue
			}
			out = append(out, r)
		case plain:
			out = append(out, d.partPromises(r)...)
		case code, bullet:
			out = append(out, d.partLatePromise(r)...)
		default:
			out = append(out, r)
		}
	}
	return out
}

// cutRun parts a run before a line.
func cutRun(r *run, at int) (head, tail *run) {
	h := *r
	h.lines = r.lines[:at]
	return &h, &run{mark: plain, lines: r.lines[at:]}
}

// priorityEnd is the line of a priority's run at which a promise starts; 0 if none does. A promise starts with a capital,
// in a wider column, or where there was room for its first word on the line before.
func (d *document) priorityEnd(r *run) int {
	themed := d.themes.within(r.lines) > 0
	widest := make([]int, len(r.lines)+1) // from each line on
	for i := len(r.lines) - 1; i >= 0; i-- {
		widest[i] = max(widest[i+1], r.lines[i].width)
	}
	for i := 1; i < len(r.lines); i++ {
		if !upperStart(r.lines[i].text) || continues(r.lines[i-1].text) {
			continue
		}
		if wide := widest[i] > d.width.priority+2; wide && (themed || r.lines[i].width > d.width.priority+2) {
			return i
		}
		if themed && fits(r.lines[i-1], r.lines[i], d.width.priority-2) {
			return i
		}
	}
	return 0
}

// fits reports whether the first word of a line would have fitted on the line before it: then the break between them was
// meant.
func fits(before, l line, width int) bool {
	first, _, _ := strings.Cut(l.text, " ")
	return before.width+1+utf8.RuneCountInString(first) <= width
}

// continues reports whether a line cannot be the last of its cell.
func continues(text string) bool {
	text = strings.TrimRight(text, " ")
	if text == "" {
		return false
	}
	if strings.ContainsRune(",-/&+(", rune(text[len(text)-1])) || strings.Count(text, "(") > strings.Count(text, ")") {
		return true
	}
	return words.Function(text[strings.LastIndexByte(text, ' ')+1:])
}

// partPromises parts a run of promises behind the themes that end each, or, in a document without themes, where a line
// break was meant.
func (d *document) partPromises(r *run) []*run {
	var out []*run
	for {
		at := d.themes.within(r.lines)
		if at == 0 && d.themes.none() {
			at = d.meantBreak(r.lines)
		}
		if at == 0 || at >= len(r.lines) || !upperStart(r.lines[at].text) && d.themes.within(r.lines[at:]) == 0 {
			return append(out, r)
		}
		var head *run
		head, r = cutRun(r, at)
		out = append(out, head)
	}
}

func (d *document) meantBreak(lines []line) int {
	for i := 1; i < len(lines); i++ {
		if upperStart(lines[i].text) && !continues(lines[i-1].text) && fits(lines[i-1], lines[i], d.width.promise-5) {
			return i
		}
	}
	return 0
}

// partLatePromise parts a promise from the activity or action that it was printed under without a blank line.
func (d *document) partLatePromise(r *run) []*run {
	end := d.themes.within(r.lines)
	if end == 0 {
		return []*run{r}
	}
	limit := d.width.action
	if r.mark == code {
		limit = d.width.activity
	}
	at := 0
	for i := 1; i < end; i++ {
		l, before := r.lines[i], r.lines[i-1]
		if !upperStart(l.text) || continues(before.text) {
			continue
		}
		if at = i; fits(before, l, limit-5) || strings.HasSuffix(before.text, ")") || strings.HasSuffix(before.text, ".") {
			break
		}
	}
	if at == 0 {
		return []*run{r}
	}
	head, tail := cutRun(r, at)
	d.doubt(tail.lines, "a promise by the theme behind it, though it follows without a blank line; read as one")
	return append([]*run{head}, d.partPromises(tail)...)
}
