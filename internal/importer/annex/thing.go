package annex

import (
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/phrase"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// A thing is what all prints of one wording are of: it becomes a node.
type thing struct {
	node   graph.Node
	prints []*cell
	rank   float64 // how good the wording of the title is
}

// things joins the cells that are prints of the same thing, in document order.
type things struct {
	*document
	all    []*thing
	byKey  map[string]*thing
	byCode map[string][]*thing
	ids    map[graph.ID]bool
	count  map[graph.Kind]int
}

func newThings(d *document) *things {
	return &things{document: d, byKey: map[string]*thing{}, byCode: map[string][]*thing{}, ids: map[graph.ID]bool{}, count: map[graph.Kind]int{}}
}

// join finds the thing that a cell is a print of, or makes it.
func (t *things) join(c *cell) *thing {
	key := strings.ToLower(c.kind.String()) + ":" + c.code + ":" + phrase.Squeeze(c.title)
	th := t.byKey[key]
	if th == nil && c.kind == graph.KindActivity && c.code != "" {
		th = t.sameCode(c)
	}
	if th == nil {
		th = t.make(c.kind, c.code, c.title)
		if c.code != "" {
			t.byCode[c.code] = append(t.byCode[c.code], th)
		}
		th.rank = wording(c.title)
	} else if r := wording(c.title); r > th.rank+0.5 {
		th.node.Title, th.rank = c.title, r
	}
	t.byKey[key] = th
	t.sameRow(th, c)
	th.prints = append(th.prints, c)
	th.node.Evidence = append(th.node.Evidence, t.whole(c))
	return th
}

// sameCode finds the activity that a cell with the same code words nearly alike: the rest is recognition's.
func (t *things) sameCode(c *cell) *thing {
	for _, th := range t.byCode[c.code] {
		if phrase.Letters(phrase.Squeeze(th.node.Title), phrase.Squeeze(c.title)) > 0.8 {
			t.doubt(c.lines, "activity "+c.code+" is worded a little differently elsewhere (“"+th.node.Title+"”); taken for the same")
			return th
		}
	}
	if len(t.byCode[c.code]) > 0 {
		t.doubt(c.lines, "code "+c.code+" stands for other words elsewhere; kept apart")
	}
	return nil
}

// sameRow notes a wording that stands twice in one row.
func (t *things) sameRow(th *thing, c *cell) {
	for _, p := range th.prints {
		if p.row != c.row {
			continue
		}
		why := "the same wording stands twice in row " + c.row.label + "; read as one " + strings.ToLower(c.kind.String())
		if len(p.quarter) != len(c.quarter) {
			why += ", with the quarters of the print that has them"
		}
		t.doubt(c.lines, why+" (lines "+strconv.Itoa(p.lines[0].number)+" and "+strconv.Itoa(c.lines[0].number)+")")
		return
	}
}

// make makes a thing with an ID and a position of its own.
func (t *things) make(k graph.Kind, code, title string) *thing {
	s := graph.Slug(title)
	if code != "" {
		s = graph.CodeSlug(code)
	}
	id := graph.NodeID(k, s)
	for n := 2; t.ids[id]; n++ {
		id = graph.NodeID(k, s+"-"+strconv.Itoa(n))
	}
	t.ids[id] = true
	t.count[k]++
	th := &thing{node: graph.Node{ID: id, Kind: k, Code: code, Title: title, Position: t.count[k]}}
	t.all = append(t.all, th)
	return th
}

// wording is how well a title reads: the share of its words that are words.
func wording(title string) float64 {
	good, all := 0, 0
	for _, w := range strings.FieldsFunc(title, func(c rune) bool { return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') }) {
		all++
		if words.Known(w) || len(w) == 1 {
			good++
		}
	}
	return float64(good-all) + float64(all)/1000
}
