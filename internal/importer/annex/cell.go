package annex

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A filler puts the runs of a row into cells, in the order that the document has them: page by page, and on each page
// column by column.
type filler struct {
	*document
	row   *row
	page  int
	top   int            // the line that the page before starts with, as far as the row goes
	stage graph.Kind     // the column that the page has come to
	rests map[*run]*cell // the runs of the page that are the rest of a cell of a page before
}

// readCells puts the runs of a row into cells.
func (d *document) readCells(r *row, runs []*run) {
	f := &filler{document: d, row: r}
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && !runs[n].page {
			n++
		}
		if f.page > 0 {
			f.rests = f.findRests(runs[:n])
		}
		f.stage = graph.KindPriority
		for _, run := range runs[:n] {
			f.put(run)
		}
		f.page++
		f.top = runs[0].lines[0].number
		runs = runs[n:]
	}
}

func (f *filler) put(r *run) {
	switch r.mark {
	case rowNumber:
		f.add(graph.KindPriority, r)
	case code:
		f.add(graph.KindActivity, r)
	case bullet:
		f.add(graph.KindAction, r)
	case footnote:
		f.add(graph.KindMeasure, r)
	default:
		f.plain(r)
	}
}

func (f *filler) add(k graph.Kind, r *run) {
	c := &cell{row: f.row, kind: k, code: r.code, lines: r.lines, page: f.page}
	if k == graph.KindMeasure {
		c.code, c.sign = "", r.code
	}
	f.row.cells = append(f.row.cells, c)
	f.stage = k
}

// plain decides what a run without a mark is: a promise, the rest of a cell that was cut, or a thing that lost its mark.
func (f *filler) plain(r *run) {
	text := r.text()
	before := f.row.cells[len(f.row.cells)-1]
	switch {
	case f.rests[r] != nil:
		f.resume(r, f.rests[r])
	case f.isRest(r):
		f.resume(r, before)
	case f.themes.end(text) > 0:
		f.add(graph.KindPromise, r)
	case f.stage == graph.KindPriority && !f.mustResume(r), f.stage == graph.KindPromise:
		if !f.themes.none() {
			f.doubt(r.lines, "a promise without a theme, where the others have one")
		}
		f.add(graph.KindPromise, r)
	case f.mustResume(r):
		f.doubt(r.lines, "the rest of a cell that a break cut, by the width of its lines")
		f.resume(r, f.last(graph.KindAction))
	case f.stage == graph.KindActivity && f.marks.main != 0 && width(r.lines) <= f.width.activity:
		f.doubt(r.lines, "an activity without a code, by where it stands")
		f.add(graph.KindActivity, r)
	default:
		if f.marks.main != 0 {
			f.doubt(r.lines, "an action without a bullet, by where it stands")
		}
		f.add(graph.KindAction, r)
	}
}

// isRest reports whether a run cannot be the start of a cell: it starts in lower case, or with brackets alone, or closes
// a bracket that it did not open.
func (f *filler) isRest(r *run) bool {
	text := r.text()
	return r.mark == plain && (!upperStart(text) || text[0] == '(' || text[0] == '[' || unopened(text))
}

func unopened(text string) bool { return strings.Count(text, ")") > strings.Count(text, "(") }

// resume adds a run to the cell that it is the rest of.
func (f *filler) resume(r *run, c *cell) {
	c.lines = append(c.lines, r.lines...)
	f.stage = max(f.stage, c.kind)
}

// mustResume reports whether a run that starts with a capital is yet the rest of the action before it: behind a page
// break, when that action was cut where its line was full, and promises would end with a theme.
func (f *filler) mustResume(r *run) bool {
	last := f.last(graph.KindAction)
	if last == nil || f.themes.none() || !r.page && f.page == last.page {
		return false
	}
	end := last.lines[len(last.lines)-1]
	return continues(end.text) || !closed(end.text) && !fits(end, r.lines[0], f.width.action-6)
}

// closed reports whether a line ends as sentences and quarters do.
func closed(text string) bool {
	return text != "" && strings.ContainsRune(").!?]", rune(text[len(text)-1]))
}

// last is the last cell of a kind in the row; nil if there is none.
func (f *filler) last(k graph.Kind) *cell {
	for i := len(f.row.cells) - 1; i >= 0; i-- {
		if f.row.cells[i].kind == k {
			return f.row.cells[i]
		}
	}
	return nil
}
