package annex

import (
	"regexp"
	"strings"

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

// columnWords are what headings call the kinds: words that name one, and words that may name several.
var columnWords = map[graph.Kind]struct{ firm, loose *regexp.Regexp }{
	graph.KindPriority: {
		regexp.MustCompile(`(?i)priorit(y|ies)|ambitions?|(corporate|strategic)\s*(objective|outcome|goal|aim|theme)s?`),
		regexp.MustCompile(`(?i)objectives?|outcomes?|themes?|pillars?|\b(aims?|goals?|visions?|missions?)\b`),
	},
	graph.KindPromise: {
		regexp.MustCompile(`(?i)promises?|pledges?|commitments?|undertakings?|we\s*will`),
		regexp.MustCompile(`(?i)objectives?|outcomes?|themes?|pillars?|priorit(y|ies)|ambitions?|intentions?|principles?|\b(aims?|goals?)\b`),
	},
	graph.KindActivity: {
		regexp.MustCompile(`(?i)activit(y|ies)|strands?|work\s*streams?|work\s*packages?|areas?\s*of\s*work`),
		regexp.MustCompile(`(?i)objectives?|programmes?|projects?|initiatives?|priorit(y|ies)|functions?|areas?|\bfocus\b`),
	},
	graph.KindAction: {
		regexp.MustCompile(`(?i)actions?|tasks?|deliverables?|quarter|steps?|milestones?|profil(e|ing)`),
		regexp.MustCompile(`(?i)activit(y|ies)|projects?|initiatives?|outputs?|targets?|timescales?|deadlines?|delivery|what\s*we\s*will\s*do`),
	},
}

var remark = regexp.MustCompile(`\s*[(\[][^()\[\]]*[)\]]?\s*$`)

// namedKind is where the last word for a kind stands in a text, a firm one before a loose one; to is 0 if there is none.
func namedKind(text string, k graph.Kind) (from, to int) {
	for _, re := range []*regexp.Regexp{columnWords[k].firm, columnWords[k].loose} {
		if m := re.FindAllStringIndex(text, -1); m != nil {
			return m[len(m)-1][0], m[len(m)-1][1]
		}
	}
	return 0, 0
}

// likeness is how much a heading names a kind: the nearer its end the word stands, remarks left out, the more.
func likeness(text string, k graph.Kind) float64 {
	short := remark.ReplaceAllString(text, "")
	for _, w := range []struct {
		re     *regexp.Regexp
		weight float64
	}{{columnWords[k].firm, 1}, {columnWords[k].loose, 0.5}} {
		if m := w.re.FindAllStringIndex(short, -1); m != nil {
			return w.weight * (1 + float64(m[len(m)-1][1])/float64(len(short)+1))
		}
	}
	if columnWords[k].firm.MatchString(text) {
		return 0.4
	}
	return 0
}

var planWord = regexp.MustCompile(`(?i)\b(plan|strategy|framework|policy|programme|vision|blueprint|roadmap)\b`)

// planYear is what may follow the word for a plan in its name: years, or a name of its own.
var planYear = regexp.MustCompile(`^(?:\s*[(,]?\s*(?:20\d\d|\d\d/\d\d)(?:\s?(?:[/–-]|to)\s?(?:20)?\d\d)?\)?|\s*[“‘"'][^“”‘’"']{1,60}[”’"'])*`)

// namePlan finds the plan that the repaired heading names, and its year: the words up to the last that say "plan", and the
// years behind it.
func (c *column) namePlan() {
	text := remark.ReplaceAllString(c.heading.Text, "")
	from, _ := namedKind(text, c.kind)
	words := planWord.FindAllStringIndex(text, -1)
	end := 0
	for _, w := range words {
		if w[0] < from || from == 0 {
			end = w[1] + len(planYear.FindString(text[w[1]:]))
		}
	}
	name := strings.TrimRight(text[:end], " -–:,")
	if len(strings.Fields(name)) < 2 && end > 0 && from > 0 { // "Strategy for libraries: promises"
		name = strings.TrimRight(text[:from], " -–:,")
	}
	if end == 0 || len(strings.Fields(name)) < 2 {
		return
	}
	c.plan = name
	c.year, _ = findYear(name)
}
