package annex

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
)

// pageGap is how many blank lines stand for a page break at the least, however the cells of a page are parted.
const pageGap = 3

// A line is one that is not blank.
type line struct {
	number int    // in the document, from 1
	text   string // without space around it, and later without its mark
	width  int    // characters, with its mark
	gap    int    // blank lines before it
	page   bool   // a page break before it
}

// A source is the document as lines.
type source struct {
	raw       []string     // every line as printed
	lines     []line       // those that are not blank
	furniture []furnishing // what was left out
}

// readSource takes the bytes apart into lines, or says in which line they are no text.
func readSource(text []byte) (*source, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, graph.Errorf(graph.ErrInvalid, "line 1: the document is empty; it must be the text of an alignment table")
	}
	if err := checkForm(text); err != nil {
		return nil, err
	}
	whole := strings.ReplaceAll(string(text), "\r\n", "\n")
	if !strings.Contains(whole, "\n") {
		whole = strings.ReplaceAll(whole, "\r", "\n")
	}
	s := &source{raw: strings.Split(whole, "\n")}
	gap, page := 0, false
	for i, raw := range s.raw {
		if !utf8.ValidString(raw) {
			return nil, graph.Errorf(graph.ErrInvalid, "line %d: this is no UTF-8; save the text as UTF-8", i+1)
		}
		if c := strings.IndexFunc(raw, control); c >= 0 {
			return nil, graph.Errorf(graph.ErrInvalid, "line %d: a control character (%#x): this is not plain text", i+1, raw[c])
		}
		for j, part := range strings.Split(raw, "\f") {
			if j > 0 {
				gap, page = max(gap, 1), true
			}
			trimmed := clean(part)
			if trimmed == "" {
				gap++
				continue
			}
			s.lines = append(s.lines, line{number: i + 1, text: trimmed, width: utf8.RuneCountInString(trimmed), gap: gap, page: page})
			gap, page = 0, false
		}
	}
	if len(s.lines) == 0 {
		return nil, graph.Errorf(graph.ErrInvalid, "line 1: the document has no visible text; it must be the text of an alignment table")
	}
	s.findPages()
	s.dropPageNumbers()
	s.dropFurniture()
	return s, nil
}

// findPages marks the page breaks: gaps wider than those that part cells, which are the commonest.
func (s *source) findPages() {
	count := map[int]int{}
	usual := 1
	for _, l := range s.lines {
		if count[l.gap]++; l.gap > 0 && l.gap < pageGap && count[l.gap] > count[usual] {
			usual = l.gap
		}
	}
	for i := range s.lines {
		s.lines[i].page = s.lines[i].page || s.lines[i].gap > usual || s.lines[i].gap >= pageGap
	}
}

// unseen are characters without width, which mean nothing here.
var unseen = strings.NewReplacer("\u200b", "", "\u200c", "", "\u200d", "", "\u2060", "", "\ufeff", "", "\u00ad", "")

// clean is a line with one space between its words and none around them, and without characters that nobody sees. A soft
// hyphen at its end is one that was printed.
func clean(raw string) string {
	if hyphened, ok := strings.CutSuffix(strings.TrimSpace(raw), "\u00ad"); ok {
		raw = hyphened + "-"
	}
	return strings.Join(strings.Fields(unseen.Replace(raw)), " ")
}

func control(c rune) bool {
	return c < ' ' && c != '\t' && c != '\f' && c != '\r' && c != '\v' || c == 0x7f || c == utf8.RuneError
}

var pageNumber = regexp.MustCompile(`^(?i:p(?:age|\.|)\s*\d{1,4}(\s*(of|/)\s*\d{1,4})?|\d{1,4}\s+of\s+\d{1,4}|-?\s*\d{1,4}\s*-?)$`)

// dropPageNumbers takes out the lines that number pages: they stand alone at a page break.
func (s *source) dropPageNumbers() {
	kept := s.lines[:0]
	gap, page := 0, false
	for i, l := range s.lines {
		last := i+1 == len(s.lines)
		alone := l.gap > 0 && (last || s.lines[i+1].gap > 0)
		atBreak := l.page || last || s.lines[i+1].page || strings.HasPrefix(strings.ToLower(l.text), "page")
		if alone && atBreak && i > 0 && pageNumber.MatchString(l.text) {
			gap, page = gap+l.gap, page || l.page || !s.breakSoon(i+1)
			continue
		}
		l.gap, l.page = l.gap+gap, l.page || page
		gap, page = 0, false
		kept = append(kept, l)
	}
	s.lines = kept
}

// breakSoon reports whether a page break follows the paragraph that starts at a line, or stands before it.
func (s *source) breakSoon(at int) bool {
	if at >= len(s.lines) || s.lines[at].page {
		return true
	}
	end := s.paragraphEnd(at)
	return end-at <= mostFurniture && end < len(s.lines) && s.lines[end].page
}

// printed is what the document has on the lines, line breaks included. Lines between them that are not theirs are left
// out, unless they are blank.
func (s *source) printed(numbers []int) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 && n == numbers[i-1] {
			continue
		}
		if i > 0 {
			b.WriteByte('\n')
			for m := numbers[i-1] + 1; m < n && s.blank(numbers[i-1]+1, n); m++ {
				b.WriteString(s.raw[m-1])
				b.WriteByte('\n')
			}
		}
		b.WriteString(s.raw[n-1])
	}
	return b.String()
}

// blank reports whether the lines from one number up to another are.
func (s *source) blank(from, to int) bool {
	for n := from; n < to; n++ {
		if strings.TrimSpace(s.raw[n-1]) != "" {
			return false
		}
	}
	return true
}
