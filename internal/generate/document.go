package generate

import (
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// width is how many characters a line of a document has.
const width = 58

// A document is a file that is being filled with cells, one below the other.
type document struct {
	plan graph.ID
	name string
	line int // the last one written
}

// A print is a cell of a document as it stands there.
type print struct {
	graph.Citation
	// starts are where in the quote the lines of the document begin.
	starts []int
}

// cell writes a text into the document, behind a mark such as a bullet.
func (d *document) cell(row, column, mark, text string) print {
	p := print{starts: []int{0}}
	for at := 0; len(text)-at > width; {
		space := strings.LastIndexByte(text[at:at+width+1], ' ')
		if space <= 0 {
			break
		}
		at += space + 1
		p.starts = append(p.starts, at)
	}
	p.Citation = graph.Citation{
		Plan: d.plan, Document: d.name, Row: row, Column: column, Line: d.line + 1, LastLine: d.line + len(p.starts), Quote: text,
	}
	p.AsPrinted = mark + p.lines(0, len(p.starts)-1)
	d.line += len(p.starts) + 1 // and an empty one
	return p
}

// lines are the lines from one to another as the document has them.
func (p *print) lines(first, last int) string {
	if first == 0 && last == 0 && len(p.starts) == 1 {
		return p.Quote
	}
	var b strings.Builder
	for i := first; i <= last; i++ {
		end := len(p.Quote)
		if i+1 < len(p.starts) {
			end = p.starts[i+1] - 1
		}
		if i > first {
			b.WriteByte('\n')
		}
		b.WriteString(p.Quote[p.starts[i]:end])
	}
	return b.String()
}

// whole is the cell as evidence.
func (p *print) whole() []graph.Citation { return []graph.Citation{p.Citation} }

// part is a part of the words as evidence, with the lines that it stands in.
func (p *print) part(from, to int) graph.Citation {
	first, last := p.lineOf(from), p.lineOf(to-1)
	c := p.Citation
	c.Line, c.LastLine = p.Line+first, p.Line+last
	c.Quote, c.AsPrinted = p.Quote[from:to], p.lines(first, last)
	return c
}

func (p *print) lineOf(at int) int {
	line := 0
	for line+1 < len(p.starts) && p.starts[line+1] <= at {
		line++
	}
	return line
}
