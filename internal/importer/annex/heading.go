package annex

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A heading is what stands before the first row.
type heading struct {
	title    []line
	preamble []line // what stands between the title and the headings
	columns  []*column
	unnamed  []*column // those that say nothing of what they are
	untitled bool      // there is no title: a heading stands for it
}

// readHeading finds the title and the headings of the columns in the lines before the first row.
func readHeading(lines []line) (*heading, error) {
	if len(lines) == 0 {
		return nil, graph.Errorf(graph.ErrInvalid, "line 1: the rows start at once; a title and the headings of the %d columns must stand before them", len(columnKinds))
	}
	h := bestHeading(lines)
	if len(h.columns) != len(columnKinds) {
		return nil, graph.Errorf(graph.ErrInvalid, "%s: headings of columns found before the first row: %d; there must be %d: priority, promise, activity and action",
			linesOf(lines), len(h.columns), len(columnKinds))
	}
	if len(h.unnamed) > mostUnnamed {
		var names []string
		for _, c := range h.unnamed {
			names = append(names, strings.ToLower(c.kind.String()))
		}
		return nil, graph.Errorf(graph.ErrInvalid, "%s: no column is headed as %s", linesOf(lines), strings.Join(names, " or "))
	}
	return h, nil
}

// mostUnnamed is how many columns may be taken by their place for what they are.
const mostUnnamed = 2

// bestHeading parts the lines into the title and the headings: at blank lines, or, where these are lost, behind the words
// that name a kind.
func bestHeading(lines []line) *heading {
	var blocks [][]line
	for i, l := range lines {
		if i == 0 || l.gap > 0 {
			blocks = append(blocks, nil)
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], l)
	}
	n := len(columnKinds)
	var parted *heading
	score := -1.0
	if len(blocks) > n {
		parted = &heading{}
		parted.entitle(blocks[:len(blocks)-n])
		score = parted.assign(blocks[len(blocks)-n:])
	} else if len(blocks) == n {
		parted = &heading{untitled: true}
		if score = parted.assign(blocks); len(parted.unnamed) > 0 {
			score = -1
		}
		parted.title = parted.column(graph.KindAction).lines
	}
	title, rest := lines[:1], lines[1:]
	if len(blocks) > 1 && len(blocks[0]) <= 3 {
		title, rest = blocks[0], lines[len(blocks[0]):]
	}
	torn := &heading{title: title}
	if other := torn.assign(splitHeadings(rest)); parted == nil || other > score+0.3 { // some kind must be named that was not
		return torn
	}
	return parted
}

// annexMark is a line that says which annex this is, and nothing else.
var annexMark = regexp.MustCompile(`^(?i:annex|appendix|schedule|attachment|enclosure|table|item|agenda item)\s*[A-Z0-9.]{0,4}\W*$`)

// entitle finds the title in the blocks before the headings: it is the first, with the next if that says no more than which
// annex it is.
func (h *heading) entitle(blocks [][]line) {
	n := 1
	if len(blocks) > 1 && annexMark.MatchString(joined(blocks[0])) {
		n = 2
	}
	for i, b := range blocks {
		if i < n {
			h.title = append(h.title, b...)
		} else {
			h.preamble = append(h.preamble, b...)
		}
	}
}

func (h *heading) column(k graph.Kind) *column {
	for _, c := range h.columns {
		if c.kind == k {
			return c
		}
	}
	return nil
}

// splitHeadings parts headings that no blank line does: a heading ends with the line that names a kind, and takes a
// remark in brackets with it.
func splitHeadings(lines []line) (blocks [][]line) {
	var block []line
	named := false
	for _, l := range lines {
		open := strings.Count(joined(block), "(") > strings.Count(joined(block), ")")
		if len(block) > 0 && named && !open && !strings.HasPrefix(l.text, "(") && (l.gap > 0 || upperStart(l.text)) {
			blocks, block = append(blocks, block), nil
		}
		block = append(block, l)
		named = endsWithKind(joined(block))
	}
	if len(block) > 0 {
		blocks = append(blocks, block)
	}
	return blocks
}

// linesOf names lines for people: "line 3", "lines 3 to 5".
func linesOf(lines []line) string {
	first, last := lines[0].number, lines[len(lines)-1].number
	if first == last {
		return "line " + strconv.Itoa(first)
	}
	return "lines " + strconv.Itoa(first) + " to " + strconv.Itoa(last)
}

func joined(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// endsWithKind reports whether a heading, its remark left out, ends with a word for a kind.
func endsWithKind(text string) bool {
	text = remark.ReplaceAllString(text, "")
	for k := range columnWords {
		if _, to := namedKind(text, k); to >= len(text)-1 {
			return true
		}
	}
	return false
}

// assign gives each column the kind that its heading names best, each kind once; columns that say nothing take what is
// left, in the usual order. The score says how well they are named; it is negative if there are not as many as there are
// kinds.
func (h *heading) assign(blocks [][]line) (score float64) {
	for _, b := range blocks {
		h.columns = append(h.columns, &column{lines: b})
	}
	if len(blocks) != len(columnKinds) {
		return -2
	}
	best := -1.0
	var kinds []graph.Kind
	permute(columnKinds, func(p []graph.Kind) {
		score := 0.0
		for i, k := range p {
			score += likeness(joined(h.columns[i].lines), k)
			if k == columnKinds[i] {
				score += 0.05
			}
		}
		if score > best {
			best, kinds = score, append([]graph.Kind(nil), p...)
		}
	})
	for i, k := range kinds {
		h.columns[i].kind = k
		if likeness(joined(h.columns[i].lines), k) == 0 {
			h.unnamed = append(h.unnamed, h.columns[i])
		}
	}
	return best
}

func permute(kinds []graph.Kind, use func([]graph.Kind)) {
	p := append([]graph.Kind(nil), kinds...)
	var step func(int)
	step = func(i int) {
		if i == len(p) {
			use(p)
			return
		}
		for j := i; j < len(p); j++ {
			p[i], p[j] = p[j], p[i]
			step(i + 1)
			p[i], p[j] = p[j], p[i]
		}
	}
	step(0)
}

// doubtHeading reports what of the headings was guessed or left out.
func (d *document) doubtHeading() {
	if len(d.heading.preamble) > 0 {
		d.doubt(d.heading.preamble, "it stands between the title and the headings of the columns; left out")
		d.doubts[len(d.doubts)-1].Unread = true
	}
	for _, c := range d.heading.unnamed {
		d.doubt(c.lines, "no word of this heading says what the column holds; taken for the "+strings.ToLower(c.kind.String())+" by its place")
	}
	if d.heading.untitled {
		d.doubt(d.heading.title, "the document has no title; this heading stands for it")
	}
}
