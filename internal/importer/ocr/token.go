package ocr

import (
	"strings"

	"github.com/goldenthread/goldenthread/internal/importer"
)

// A piece is a run of characters between spaces, as it will stand in the repaired text.
type piece struct {
	text  string
	line  int
	space bool // a space goes before it
	wraps bool // it is the first of its line
	fixed bool // a reviewed correction: not to be repaired
	group int  // pieces of one group were printed together, or are now
}

// A group is what was printed between two spaces, and why it was changed.
type group struct {
	before    string
	line      int
	certainty float64
	why       []string
}

func (g *group) changed(certainty float64, why string) {
	g.certainty = min(g.certainty, certainty)
	for _, w := range g.why {
		if w == why {
			return
		}
	}
	g.why = append(g.why, why)
}

// A draft is a passage under repair.
type draft struct {
	pieces []piece
	groups []group
}

// draft takes the lines apart at spaces, with the reviewed corrections put in.
func (r *Repairer) draft(lines []Line) *draft {
	d := &draft{}
	for _, l := range lines {
		wraps := true
		for _, part := range r.corrected(l) {
			glued := part.glued
			if part.fixed {
				d.groups = append(d.groups, group{before: part.before, line: l.Number, certainty: 1, why: []string{"reviewed correction"}})
			}
			for _, f := range strings.Fields(part.text) {
				if !part.fixed {
					d.groups = append(d.groups, group{before: f, line: l.Number, certainty: 1})
				}
				d.pieces = append(d.pieces, piece{
					text: f, line: l.Number, space: !glued && len(d.pieces) > 0, wraps: wraps, fixed: part.fixed, group: len(d.groups) - 1,
				})
				wraps, glued = false, false
			}
		}
	}
	return d
}

// A part is a piece of a line that was corrected, or one that was not.
type part struct {
	text   string
	before string // what a corrected part was
	fixed  bool
	glued  bool // it follows the part before it without a space
}

// corrected parts a line at the reviewed corrections that hold for it, and records them.
func (r *Repairer) corrected(l Line) []part {
	parts := []part{{text: l.Text}}
	for i, c := range r.corrections {
		if c.Line != 0 && c.Line != l.Number {
			continue
		}
		var next []part
		for _, p := range parts {
			next = append(next, r.correct(p, c, i)...)
		}
		parts = next
	}
	return parts
}

func (r *Repairer) correct(p part, c importer.Correction, number int) []part {
	if p.fixed || !strings.Contains(p.text, c.Before) {
		return []part{p}
	}
	var parts []part
	rest, glued := p.text, p.glued
	for {
		before, after, found := strings.Cut(rest, c.Before)
		if before != "" || !found {
			parts = append(parts, part{text: before, glued: glued})
			glued = before != "" && !strings.HasSuffix(before, " ")
		}
		if !found {
			return parts
		}
		parts = append(parts, part{text: c.After, before: c.Before, fixed: true, glued: glued})
		glued = after != "" && !strings.HasPrefix(after, " ")
		rest = after
		r.used[number] = true
	}
}
