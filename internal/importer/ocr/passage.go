package ocr

import (
	"sort"
)

// A Line is a line of a document, or the part of one that belongs to a passage.
type Line struct {
	// Number is that of the line in the document, from 1.
	Number int
	// Text is what was printed.
	Text string
}

// A Passage is repaired text on one line that knows which lines of the document its words come from.
type Passage struct {
	// Text is the words.
	Text  string
	marks []mark
}

// A mark says that the text from a byte on comes from a line.
type mark struct{ at, line int }

// Lines are the first and last line of the document that the bytes from one offset up to another come from.
func (p Passage) Lines(from, to int) (first, last int) { return p.line(from), p.line(max(from, to-1)) }

func (p Passage) line(at int) int {
	i := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].at > at })
	if i == 0 {
		return 0
	}
	return p.marks[i-1].line
}

// Slice is the part of the passage between two byte offsets.
func (p Passage) Slice(from, to int) Passage {
	s := Passage{Text: p.Text[from:to]}
	for i, m := range p.marks {
		end := len(p.Text)
		if i+1 < len(p.marks) {
			end = p.marks[i+1].at
		}
		if end > from && m.at < to {
			s.marks = append(s.marks, mark{max(0, m.at-from), m.line})
		}
	}
	return s
}
