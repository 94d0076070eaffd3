package annex

import (
	"cmp"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/ocr"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// interpret reads what the repaired cells say.
func (d *document) interpret() {
	d.placeNotes()
	for _, r := range d.rows {
		kept := r.cells[:0]
		for _, c := range r.cells {
			c.title = c.passage.Text
			switch c.kind {
			case graph.KindPromise:
				d.readPromise(c)
			case graph.KindAction:
				d.readAction(c)
			}
			c.title = strings.TrimSpace(c.title)
			if phrase.Squeeze(c.title) == "" {
				d.unread(c)
				continue
			}
			kept = append(kept, c)
		}
		r.cells = kept
	}
}

// checkWords refuses corrections that leave the title, a heading or a priority without words: nothing could be built on it.
func (d *document) checkWords() error {
	refuse := func(lines []line, what string) error {
		return graph.Errorf(graph.ErrInvalid, "%s: the corrections leave no words of %s; correct it to what it should say", linesOf(lines), what)
	}
	if d.title.Text == "" {
		return refuse(d.heading.title, "the title")
	}
	for _, c := range d.heading.columns {
		if c.heading.Text == "" {
			return refuse(c.lines, "a heading")
		}
	}
	for _, r := range d.rows {
		for _, c := range r.cells {
			if c.kind == graph.KindPriority && phrase.Squeeze(c.passage.Text) == "" {
				return refuse(c.lines, "row "+r.label+"’s title")
			}
		}
	}
	return nil
}

// unread notes a cell that nothing can be made of.
func (d *document) unread(c *cell) {
	d.doubt(c.lines, "no words to make "+a(c.kind)+" of")
	d.doubts[len(d.doubts)-1].Unread = true
}

func a(k graph.Kind) string {
	name := strings.ToLower(k.String())
	if strings.ContainsRune("aeiou", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}

// readPromise takes the themes off a promise.
func (d *document) readPromise(c *cell) {
	text := c.passage.Text
	end := d.themes.end(text)
	if end == 0 {
		return
	}
	m := lastBracket.FindStringSubmatchIndex(text)
	c.title = text[:end]
	at := m[2]
	for _, n := range splitThemes(text[m[2]:m[3]], d.themes) {
		from := at + strings.Index(text[at:], n)
		c.themes = append(c.themes, span{from, from + len(n), n})
		at = from + len(n)
	}
}

// readAction takes the quarters off an action.
func (d *document) readAction(c *cell) {
	found, cut := readQuarters(c.passage.Text, d.year)
	slices.SortFunc(cut, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	c.title = without(c.passage.Text, cut)
	for _, q := range found {
		if !q.Valid() {
			d.doubt(c.lines, "it names a quarter, but the document names no plan year; give one to have quarters read")
			return
		}
	}
	c.quarter = found
}

// repair repairs the headings and every cell.
func (d *document) repair(r *ocr.Repairer) {
	var passages [][]ocr.Line
	var cells []*ocr.Passage
	add := func(lines []line, p *ocr.Passage) {
		var ls []ocr.Line
		for _, l := range lines {
			ls = append(ls, ocr.Line{Number: l.number, Text: l.text})
		}
		passages, cells = append(passages, ls), append(cells, p)
	}
	add(d.heading.title, &d.title)
	for _, c := range d.heading.columns {
		add(c.lines, &c.heading)
	}
	for _, row := range d.rows {
		for _, c := range row.cells {
			add(c.lines, &c.passage)
		}
	}
	done := 0
	tick := func() {
		done++
		if d.opt.Progress != nil && (done%256 == 0 || done == 2*len(passages)) {
			d.opt.Progress(done, 2*len(passages))
		}
	}
	r.Learn(passages, tick)
	for i, lines := range passages {
		*cells[i] = r.Repair(lines)
		tick()
	}
}

// numbers are those of the lines of a cell that a part of its passage comes from.
func (c *cell) numbers(from, to int) []int {
	first, last := c.passage.Lines(from, to)
	var ns []int
	for _, l := range c.lines {
		if l.number >= first && l.number <= last {
			ns = append(ns, l.number)
		}
	}
	return ns
}

// cite is a part of a cell as evidence.
func (d *document) cite(c *cell, from, to int) graph.Citation {
	ns := c.numbers(from, to)
	quote := c.passage.Text[from:to]
	if c.code != "" && from == 0 {
		quote = c.code + " " + quote
	}
	ct := graph.Citation{
		Plan: d.plan, Document: d.opt.Document, Row: c.row.label, Column: d.headingOf(c.kind),
		Line: ns[0], LastLine: ns[len(ns)-1], Quote: quote, AsPrinted: d.printed(ns),
	}
	return ct
}

// whole is a cell as evidence.
func (d *document) whole(c *cell) graph.Citation { return d.cite(c, 0, len(c.passage.Text)) }

func (d *document) headingOf(k graph.Kind) string {
	for _, c := range d.heading.columns {
		if c.kind == k {
			return c.heading.Text
		}
	}
	return ""
}
