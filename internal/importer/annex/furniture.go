package annex

import (
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/internal/importer/phrase"
)

// A furnishing is a running header or footer that was taken out.
type furnishing struct {
	lines []line
	pages int // on how many pages it stands
}

// mostFurniture is how many lines a paragraph of a running header or footer has at the most.
const mostFurniture = 4

// dropFurniture takes out running headers and footers: paragraphs without a mark of their own that stand at the same edge
// of two pages or more, and of most. Numbers in them may differ.
func (s *source) dropFurniture() {
	for range 4 { // a header may be several paragraphs
		ends, starts := s.edges()
		if !s.dropRunning(ends, 2, false) && !s.dropRunning(starts, 2, true) &&
			!s.dropRunning(lastLines(ends), 3, false) && !s.dropRunning(firstLines(starts), 3, true) {
			return
		}
	}
}

// lastLines and firstLines are one line of each paragraph: the blank line between it and the rest may be lost.
func lastLines(edges []paragraph) (lines []paragraph) {
	for _, p := range edges {
		lines = append(lines, paragraph{p.to - 1, p.to})
	}
	return lines
}

func firstLines(edges []paragraph) (lines []paragraph) {
	for _, p := range edges {
		lines = append(lines, paragraph{p.from, p.from + 1})
	}
	return lines
}

// A paragraph is the lines from one index up to another.
type paragraph struct{ from, to int }

// edges are the last paragraphs of the pages, and the first of all pages but the first.
func (s *source) edges() (ends, starts []paragraph) {
	at := 0
	for i := range s.lines {
		if i > 0 && (s.lines[i].gap > 0 || s.lines[i].page) {
			if s.lines[i].page {
				ends = append(ends, paragraph{at, i})
				starts = append(starts, paragraph{i, s.paragraphEnd(i)})
			}
			at = i
		}
	}
	return append(ends, paragraph{at, len(s.lines)}), starts
}

func (s *source) paragraphEnd(at int) int {
	for at++; at < len(s.lines) && s.lines[at].gap == 0 && !s.lines[at].page; at++ {
	}
	return at
}

// dropRunning takes out those of the paragraphs that are running headers or footers, on so many pages at the least, and
// reports whether there were any.
func (s *source) dropRunning(edges []paragraph, least int, starts bool) bool {
	pages := map[string]int{}
	for _, p := range edges {
		if key := s.running(p); key != "" {
			pages[key]++
		}
	}
	breaks := len(edges)
	if !starts {
		breaks-- // the last page may end short of its footer
	}
	dropped := map[int]paragraph{}
	noted := map[string]bool{s.running(paragraph{0, s.paragraphEnd(0)}): true} // a title that is printed again is no news
	for _, p := range edges {
		key := s.running(p)
		if n := pages[key]; p.from == 0 || key == "" || n < least && !(n > 1 && strings.Contains(key, "page8")) || n*5 < breaks*3 {
			continue
		}
		dropped[p.from] = p
		if !noted[key] {
			noted[key] = true
			s.furniture = append(s.furniture, furnishing{append([]line(nil), s.lines[p.from:p.to]...), pages[key]})
		}
	}
	s.drop(dropped)
	return len(dropped) > 0
}

// drop takes paragraphs out; the gaps around them become one.
func (s *source) drop(paragraphs map[int]paragraph) {
	kept := s.lines[:0]
	gap, page := 0, false
	for i := 0; i < len(s.lines); i++ {
		l := s.lines[i]
		if p, ok := paragraphs[i]; ok {
			gap, page = gap+l.gap, page || l.page
			i = p.to - 1
			continue
		}
		l.gap, l.page = l.gap+gap, l.page || page
		gap, page = 0, false
		kept = append(kept, l)
	}
	s.lines = kept
}

// running is what a paragraph has in common with itself on other pages; empty if it can be no header or footer, for it is
// long, or starts as rows, activities and actions do.
func (s *source) running(p paragraph) string {
	first := s.lines[p.from].text
	_, isRow := parseRowMark(first)
	_, _, isCode := cutCode(first)
	_, _, isBullet := cutBullet(first)
	if isRow || isCode || isBullet || footnoteRef.MatchString(first) || p.to-p.from > mostFurniture {
		return ""
	}
	return phrase.Squeeze(someDigits.ReplaceAllString(joined(s.lines[p.from:p.to]), "8"))
}

// doubtFurniture reports what was left out.
func (d *document) doubtFurniture() {
	for _, f := range d.furniture {
		d.doubt(f.lines, "it stands at the edge of "+strconv.Itoa(f.pages)+" pages; taken for a running header or footer, and left out")
		d.doubts[len(d.doubts)-1].Unread = true
	}
}
