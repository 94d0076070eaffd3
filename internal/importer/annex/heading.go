package annex

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/ocr"
)

// A column is one of the table.
type column struct {
	kind    graph.Kind
	lines   []line
	heading ocr.Passage
	plan    string // the plan that the heading names, if it does
	year    string // the year that the plan's name ends with
}

// columnKinds are the kinds that have a column, in the order that annexes usually have them.
var columnKinds = []graph.Kind{graph.KindPriority, graph.KindPromise, graph.KindActivity, graph.KindAction}

// columnWords are what headings call the kinds, most telling first.
var columnWords = map[graph.Kind]*regexp.Regexp{
	graph.KindPriority: regexp.MustCompile(`(?i)priorit(y|ies)|corporate\s*(objective|outcome|goal|aim)s?|ambitions?|vision|goals?`),
	graph.KindPromise:  regexp.MustCompile(`(?i)promises?|pledges?|commitments?|themes?|we\s*will|outcomes?|undertakings?`),
	graph.KindActivity: regexp.MustCompile(`(?i)activit(y|ies)|strands?|work\s*streams?|work\s*packages?|areas?\s*of\s*work|objectives?`),
	graph.KindAction:   regexp.MustCompile(`(?i)actions?|tasks?|deliverables?|quarter|steps?|milestones?|profil(e|ing)`),
}

// A heading is what stands before the first row.
type heading struct {
	title   []line
	columns []*column
}

// readHeading finds the title and the headings of the columns in the lines before the first row.
func readHeading(lines []line) (*heading, error) {
	if len(lines) == 0 {
		return nil, graph.Errorf(graph.ErrInvalid, "line 1: the rows start at once; a title and the headings of the %d columns must stand before them", len(columnKinds))
	}
	title, blocks := headingBlocks(lines)
	h := &heading{title: title}
	for _, b := range blocks {
		h.columns = append(h.columns, &column{lines: b})
	}
	if len(h.columns) != len(columnKinds) {
		return nil, graph.Errorf(graph.ErrInvalid, "%s: headings of columns found before the first row: %d; there must be %d: priority, promise, activity and action",
			linesOf(lines), len(h.columns), len(columnKinds))
	}
	if missing := h.assign(); missing != "" {
		return nil, graph.Errorf(graph.ErrInvalid, "%s: no column is headed as %s", linesOf(lines), missing)
	}
	return h, nil
}

// headingBlocks parts the lines into the title and the headings: at blank lines, and where these are lost, behind the
// words that name a kind.
func headingBlocks(lines []line) (title []line, blocks [][]line) {
	for i, l := range lines {
		if i == 0 || l.gap > 0 {
			blocks = append(blocks, nil)
		}
		blocks[len(blocks)-1] = append(blocks[len(blocks)-1], l)
	}
	n := len(columnKinds)
	if len(blocks) > n {
		for _, b := range blocks[:len(blocks)-n] {
			title = append(title, b...)
		}
		if plausible(blocks[len(blocks)-n:]) {
			return title, blocks[len(blocks)-n:]
		}
	}
	title, rest := lines[:1], lines[1:]
	if len(blocks) > 1 {
		title, rest = blocks[0], lines[len(blocks[0]):]
		if len(title) > 3 {
			title, rest = lines[:1], lines[1:]
		}
	}
	return title, splitHeadings(rest)
}

func plausible(blocks [][]line) bool {
	for _, b := range blocks {
		if !namesKind(joined(b)) {
			return false
		}
	}
	return true
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

func namesKind(text string) bool {
	for _, re := range columnWords {
		if re.MatchString(text) {
			return true
		}
	}
	return false
}

var remark = regexp.MustCompile(`\s*\([^()]*\)?\s*$`)

// endsWithKind reports whether a heading, its remark left out, ends with a word for a kind.
func endsWithKind(text string) bool {
	text = remark.ReplaceAllString(text, "")
	for _, re := range columnWords {
		for _, m := range re.FindAllStringIndex(text, -1) {
			if m[1] >= len(text)-1 {
				return true
			}
		}
	}
	return false
}

// assign gives each column the kind that its heading names best, each kind once; columns that say nothing take what is
// left, in the usual order. It gives the kinds that no column can be, if there are any.
func (h *heading) assign() (missing string) {
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
	unnamed := 0
	var names []string
	for i, k := range kinds {
		h.columns[i].kind = k
		if likeness(joined(h.columns[i].lines), k) == 0 {
			unnamed++
			names = append(names, strings.ToLower(k.String()))
		}
	}
	if unnamed > 1 {
		return strings.Join(names, " or ")
	}
	return ""
}

// likeness is how much a heading names a kind: the nearer its end the word stands, remarks left out, the more.
func likeness(text string, k graph.Kind) float64 {
	short := remark.ReplaceAllString(text, "")
	if m := columnWords[k].FindAllStringIndex(short, -1); m != nil {
		return 1 + float64(m[len(m)-1][1])/float64(utf8.RuneCountInString(short)+1)
	}
	if columnWords[k].MatchString(text) {
		return 0.5
	}
	return 0
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

var (
	planWord = regexp.MustCompile(`(?i)\b(plan|strategy|framework|policy|programme|vision|blueprint|roadmap)\b`)
)

// namePlan finds the plan that the repaired heading names, and its year.
func (c *column) namePlan() {
	text := remark.ReplaceAllString(c.heading.Text, "")
	for _, m := range columnWords[c.kind].FindAllStringIndex(text, -1) {
		if m[1] >= len(text)-1 {
			text = strings.TrimSpace(text[:m[0]])
			break
		}
	}
	text = strings.TrimRight(text, " -–:,")
	if !planWord.MatchString(text) || len(strings.Fields(text)) < 2 {
		return
	}
	c.plan = text
	c.year, _ = findYear(text)
}
