package annex

import (
	"slices"
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
	"github.com/goldenthread/goldenthread/internal/importer/ocr"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// A document is the annex on its way from lines to a graph.
type document struct {
	*source
	opt     Options
	heading *heading
	title   ocr.Passage
	plan    graph.ID
	year    string // the plan's year; empty if the document names none
	marks   *marks
	themes  themes
	width   widths
	rows    []*row
	doubts  []importer.Doubt
	repairs []importer.Repair // of what lines start with; the Repairer has those of words
}

// A row is one of the table.
type row struct {
	label string // its number, as digits or as printed
	mark  string // its number as printed, with what stands around it
	id    graph.ID
	lines []line
	cells []*cell
}

// A cell is a thing that stands in a row: the priority, a promise, an activity, an action or a footnote.
type cell struct {
	row     *row
	kind    graph.Kind // KindMeasure for a footnote
	code    string
	sign    string // of a footnote: "*", "†"; empty if it has none
	lines   []line
	page    int         // pages of the row before the one that it starts on
	passage ocr.Passage // what it says, repaired
	title   string      // without code, themes and quarters
	themes  []span      // the names of a promise's themes, in the passage
	quarter []scheduled // an action's quarters
	id      graph.ID    // the node that it is a print of
}

// A span is a part of a passage.
type span struct {
	from, to int
	text     string
}

// doubt notes that somebody should look at the lines.
func (d *document) doubt(lines []line, why string) {
	d.doubts = append(d.doubts, importer.Doubt{
		Line: lines[0].number, LastLine: lines[len(lines)-1].number, Text: joined(lines), Why: why,
	})
}

// readRows finds the rows, and the cells of each.
func (d *document) readRows() error {
	d.mendBrackets()
	starts, strays, err := findRows(d.lines)
	if err != nil {
		return err
	}
	starts, strays = d.mendRows(starts, strays)
	if d.heading, err = readHeading(d.lines[:starts[0].at]); err != nil {
		return d.disordered(starts[0], strays, err)
	}
	if strings.HasPrefix(starts[0].style, lettered) && len(d.heading.unnamed) > 0 {
		return noRows(d.lines) // they are the codes of activities
	}
	d.doubtFurniture()
	d.doubtHeading()
	d.dropHeadings(starts, strays)
	d.marks = learnMarks(d.lines[starts[0].at:], starts[0].style)
	d.mendCodes(starts[0].at)
	all := make([][]*run, len(starts))
	for i, s := range starts {
		to := len(d.lines)
		if i+1 < len(starts) {
			to = starts[i+1].at
		}
		lines, err := d.dropRepeats(s, d.lines[s.at:to], strays)
		if err != nil {
			return err
		}
		mark := strings.TrimSpace(strings.TrimSuffix(lines[0].text, s.rest))
		lines[0].text = s.rest
		r := &row{label: s.label, mark: mark, id: graph.NodeID(graph.KindPriority, graph.CodeSlug(s.label)), lines: lines}
		d.rows = append(d.rows, r)
		all[i] = d.marks.runs(lines)
		if i > 0 && s.number != starts[i-1].number+1 {
			d.doubt(lines[:1], "row "+s.label+" follows row "+starts[i-1].label+": what stands between them was not found as rows")
		}
	}
	d.learnThemes(all)
	for i, r := range d.rows {
		all[i] = d.entitle(r, all[i])
	}
	d.measure(all)
	for i, r := range d.rows {
		d.readCells(r, d.part(all[i]))
	}
	return nil
}

// entitle gives a row whose number stands alone the title that follows it as a paragraph of its own. Where none does, the
// number as printed is the title, so that what stands in the row has a priority to belong to.
func (d *document) entitle(r *row, runs []*run) []*run {
	if len(runs) > 0 && runs[0].mark == rowNumber && phrase.Squeeze(runs[0].text()) != "" {
		return runs
	}
	if len(runs) > 0 && runs[0].mark == rowNumber {
		runs = runs[1:]
	}
	if len(runs) > 0 && runs[0].mark == plain && phrase.Squeeze(runs[0].text()) != "" && d.themes.end(runs[0].text()) == 0 {
		title := *runs[0]
		title.mark = rowNumber
		return append([]*run{&title}, runs[1:]...)
	}
	d.doubt(r.lines[:1], "row "+r.label+" has a number and no title; its number stands for it: correct the line to give it one")
	d.doubts[len(d.doubts)-1].Text = r.mark
	number := r.lines[0]
	number.text = r.mark
	return append([]*run{{mark: rowNumber, lines: []line{number}}}, runs...)
}

// dropHeadings takes out the headings that stand again at the top of a page. The starts and strays are moved with
// the lines.
func (d *document) dropHeadings(starts, strays []rowStart) {
	known := map[string]bool{phrase.Squeeze(joined(d.heading.title)): true}
	all := ""
	for _, c := range d.heading.columns {
		known[phrase.Squeeze(joined(c.lines))] = true
		all += phrase.Squeeze(joined(c.lines))
	}
	known[all] = true
	starting := map[int]bool{}
	for _, s := range starts {
		starting[s.at] = true
	}
	first := starts[0].at
	kept := d.lines[:first]
	moved := map[int]int{} // where each line is kept
	gap, page := 0, false
	for at := first; at < len(d.lines); {
		to := at + 1
		for to < len(d.lines) && d.lines[to].gap == 0 {
			to++
		}
		if !starting[at] && known[phrase.Squeeze(joined(d.lines[at:to]))] {
			gap, page = gap+d.lines[at].gap, true
			at = to
			continue
		}
		for i := at; i < to; i++ {
			moved[i] = len(kept)
			l := d.lines[i]
			l.gap, l.page = l.gap+gap, l.page || page
			gap, page = 0, false
			kept = append(kept, l)
		}
		at = to
	}
	d.lines = kept
	for _, all := range [][]rowStart{starts, strays} {
		for i := range all {
			all[i].at = moved[all[i].at]
		}
	}
}

// dropRepeats takes out the priority that is printed again behind a page break ("2. Tackle … (continued)"), refuses rows
// whose numbers are out of order, and notes the other lines that are numbered like rows and are none.
func (d *document) dropRepeats(s rowStart, lines []line, strays []rowStart) ([]line, error) {
	out := append([]line(nil), lines...)
	for _, stray := range strays {
		if stray.at <= s.at || stray.at >= s.at+len(lines) {
			continue
		}
		i := 0
		for i < len(out) && out[i].number != d.lines[stray.at].number {
			i++
		}
		if i == len(out) || i == 0 {
			continue
		}
		to := i + 1
		for to < len(out) && out[to].gap == 0 {
			to++
		}
		again := phrase.Squeeze(stray.rest + " " + joined(out[i+1:to]))
		if stray.number == s.number && out[i].gap > 0 && again != "" && repeats(again, phrase.Squeeze(s.rest+" "+joined(lines[1:min(12, len(lines))]))) {
			if to < len(out) {
				out[to].page = out[to].page || out[i].page
			}
			d.doubt(out[i:to], "row "+s.label+"’s priority printed again; taken for the same row going on")
			out = append(out[:i], out[to:]...)
			continue
		}
		if d.holdsCells(stray, out[i:]) {
			return nil, graph.Errorf(graph.ErrInvalid, "line %d: “%s” is numbered like a row, but stands in row %d (line %d); each row must have a number of its own, and they must rise",
				out[i].number, out[i].text, s.number, lines[0].number)
		}
		d.doubt(out[i:i+1], "numbered like a row, but out of sequence; read as part of row "+strconv.Itoa(s.number))
	}
	return out, nil
}

// disordered blames headings that cannot be read on a row that stands before the first, if there is one.
func (d *document) disordered(first rowStart, strays []rowStart, err error) error {
	for _, s := range strays {
		if l := d.lines[s.at]; s.at < first.at && l.gap > 0 && s.rest != "" {
			return graph.Errorf(graph.ErrInvalid, "line %d: “%s” is numbered like a row, but stands before row %d (line %d); the rows’ numbers must rise",
				l.number, l.text, first.number, d.lines[first.at].number)
		}
	}
	return err
}

// holdsCells reports whether a numbered line is a row rather than an item of a list: it is a paragraph, and cells follow it.
func (d *document) holdsCells(s rowStart, lines []line) bool {
	if lines[0].gap == 0 || s.rest == "" {
		return false
	}
	for _, l := range lines[1:] {
		if slices.ContainsFunc(rowMarks(l), func(next rowStart) bool { return next.style == s.style }) {
			return false
		}
		if what, _, _ := d.marks.of(l.text); what != plain {
			return true
		}
	}
	return false
}

func repeats(again, whole string) bool {
	n := 0
	for n < len(again) && n < len(whole) && again[n] == whole[n] {
		n++
	}
	return n >= 6 && (n == len(again) || len(again)-n <= len("continued") && again[n] == 'c')
}

// learnThemes finds the themes in what looks like promises.
func (d *document) learnThemes(all [][]*run) {
	var cells []string
	for _, runs := range all {
		for _, r := range runs {
			if r.mark == plain || r.mark == rowNumber {
				cells = append(cells, promisesIn(r)...)
			}
		}
	}
	announced := false
	for _, c := range d.heading.columns {
		if c.kind == graph.KindPromise {
			announced = themeWord.MatchString(joined(c.lines))
		}
	}
	d.themes = learnThemes(cells, announced)
}

// promisesIn are the texts that may be promises in a run: what its lines say up to each bracket that ends a line, and,
// unless that is a priority's, what is left.
func promisesIn(r *run) (texts []string) {
	from := 0
	for i, l := range r.lines {
		if strings.HasSuffix(unsigned(l.text), ")") {
			texts = append(texts, joined(r.lines[from:i+1]))
			from = i + 1
		}
	}
	if from < len(r.lines) && r.mark == plain {
		texts = append(texts, joined(r.lines[from:]))
	}
	return texts
}
