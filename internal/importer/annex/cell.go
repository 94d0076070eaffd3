package annex

import (
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// A filler puts the runs of a row into cells, in the order that the document has them: page by page, and on each page
// column by column.
type filler struct {
	*document
	row   *row
	page  int
	stage graph.Kind // the column that the page has come to
}

// readCells puts the runs of a row into cells.
func (d *document) readCells(r *row, runs []*run) {
	f := &filler{document: d, row: r}
	if len(runs) == 0 {
		d.doubt(r.lines[:1], "row "+r.label+" has no words")
		return
	}
	for _, run := range runs {
		if run.page {
			f.page++
			f.stage = graph.KindPriority
		}
		switch run.mark {
		case rowNumber:
			f.add(graph.KindPriority, run)
		case code:
			f.add(graph.KindActivity, run)
		case bullet:
			f.add(graph.KindAction, run)
		case footnote:
			f.add(graph.KindMeasure, run)
		default:
			f.plain(run)
		}
	}
}

func (f *filler) add(k graph.Kind, r *run) {
	f.row.cells = append(f.row.cells, &cell{row: f.row, kind: k, code: r.code, lines: r.lines, page: f.page, torn: r.torn})
	f.stage = k
}

// plain decides what a run without a mark is: a promise, the rest of a cell that was cut, or a thing that lost its mark.
func (f *filler) plain(r *run) {
	text := r.text()
	themed := f.themes.end(text) > 0
	unopened := strings.Count(text, ")") > strings.Count(text, "(")
	switch {
	case themed && !unopened && upperStart(text):
		f.add(graph.KindPromise, r)
	case unopened || !upperStart(text):
		f.resume(r, themed)
	case f.stage == graph.KindPriority && !f.mustResume(r), f.stage == graph.KindPromise:
		if !f.themes.none() {
			f.doubt(r.lines, "a promise without a theme, where the others have one")
		}
		f.add(graph.KindPromise, r)
	case f.mustResume(r):
		f.doubt(r.lines, "the rest of a cell that a break cut, by the width of its lines")
		f.resume(r, themed)
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

// resume adds a run to the cell that it is the rest of.
func (f *filler) resume(r *run, themed bool) {
	best, score := f.row.cells[len(f.row.cells)-1], 0.0
	if r.page || r.gap >= pageGap || f.page > best.page {
		for _, k := range append([]graph.Kind{graph.KindMeasure}, columnKinds...) {
			if c := f.last(k); c != nil {
				if v := f.goesOn(c, r, themed); v >= score {
					best, score = c, v
				}
			}
		}
	}
	best.lines = append(best.lines, r.lines...)
	if best.kind > f.stage {
		f.stage = best.kind
	}
}

// goesOn weighs whether a run is the rest of a cell.
func (f *filler) goesOn(c *cell, r *run, themed bool) float64 {
	end := c.lines[len(c.lines)-1].text
	open := strings.Count(joined(c.lines), "(") > strings.Count(joined(c.lines), ")")
	unopened := strings.Count(r.text(), ")") > strings.Count(r.text(), "(")
	v := 1.0
	if open == unopened {
		v += 2
	}
	if c == f.row.cells[len(f.row.cells)-1] {
		v += 0.6
	}
	limit := 0
	switch c.kind {
	case graph.KindPriority:
		limit, v = f.width.priority, v-1
	case graph.KindPromise:
		limit = f.width.promise
		if f.themes.end(joined(c.lines)) > 0 {
			v -= 3
		} else if themed {
			v += 3
		}
	case graph.KindActivity:
		limit = f.width.activity
	case graph.KindAction:
		limit = f.width.action
		if quarterEnd.MatchString(joined(c.lines)) {
			v -= 2
		}
	}
	if limit > 0 && width(r.lines) > limit+3 {
		v -= 2
	}
	if continues(end) {
		v++
	}
	first, _, _ := strings.Cut(r.lines[0].text, " ")
	if _, ok := words.PairFrequency(end[strings.LastIndexByte(end, ' ')+1:], first); ok {
		v += 0.7
	}
	if limit > 0 && utf8.RuneCountInString(end)+1+utf8.RuneCountInString(first) > limit-6 {
		v += 0.4
	}
	return v
}
