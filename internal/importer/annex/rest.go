package annex

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/words"
)

// A page break may cut one cell of each column. On the next page the rests stand first in their columns, so that they
// come in the order of the columns, and before whatever else their column has there. findRests finds, among the ways of
// giving the rests on a page to the cells that may have been cut, the one that fits best.
func (f *filler) findRests(runs []*run) map[*run]*cell {
	var rests []*run
	var from, to []graph.Kind // the columns that each may be of
	come := graph.Kind(0)
	for _, r := range runs {
		if k := f.column(r); k != 0 {
			come = max(come, k)
			for i := range to {
				to[i] = min(to[i], k)
			}
		} else if f.isRest(r) && len(rests) < len(columnKinds) {
			rests, from, to = append(rests, r), append(from, come+1), append(to, graph.KindMeasure)
		}
	}
	short := f.short()
	best, found := math.Inf(-1), map[*run]*cell{}
	given := make([]*cell, len(rests))
	var give func(i int, least graph.Kind, score float64)
	give = func(i int, least graph.Kind, score float64) {
		if i == len(rests) {
			if score > best {
				best = score
				for j, c := range given {
					found[rests[j]] = c
				}
			}
			return
		}
		for _, k := range append(columnKinds[:len(columnKinds):len(columnKinds)], graph.KindMeasure) {
			if c := f.last(k); c != nil && k >= max(least, from[i]) && k <= to[i] {
				given[i] = c
				give(i+1, k+1, score+f.goesOn(c, rests[i])-short[k])
			}
		}
	}
	give(0, 0, 0)
	return found
}

// short says how unlikely it is that each column was cut: those that did not reach as far down the page as the deepest
// were not. A column's depth is how many lines it takes, those between its cells included; some may be lost.
func (f *filler) short() map[graph.Kind]float64 {
	depth, deepest := map[graph.Kind]int{}, 0
	for _, k := range columnKinds {
		first, last := 0, 0
		for _, c := range f.row.cells {
			for i := len(c.lines) - 1; i >= 0 && c.kind == k && c.lines[i].number >= f.top; i-- {
				n := c.lines[i].number
				if first == 0 || n < first {
					first = n
				}
				last = max(last, n)
			}
		}
		depth[k] = last - first
		deepest = max(deepest, depth[k])
	}
	short := map[graph.Kind]float64{}
	for _, k := range columnKinds {
		short[k] = min(2.5, 0.6*float64(deepest-depth[k]))
	}
	return short
}

// column is the column of a run that is no rest; 0 if that cannot be told.
func (f *filler) column(r *run) graph.Kind {
	switch {
	case r.mark == code:
		return graph.KindActivity
	case r.mark == bullet:
		return graph.KindAction
	case r.mark == plain && !f.isRest(r) && f.themes.end(r.text()) > 0:
		return graph.KindPromise
	}
	return 0
}

// goesOn weighs whether a run is the rest of a cell: by what the cell lacks, by the width of the column, and by whether
// the words follow each other.
func (f *filler) goesOn(c *cell, r *run) float64 {
	tail := c.lines[max(0, len(c.lines)-30):]
	text, end := joined(tail), tail[len(tail)-1]
	v := f.lacks(c.kind, text, r)
	if (strings.Count(text, "(") > strings.Count(text, ")")) == unopened(r.text()) {
		v++
	} else {
		v -= 2
	}
	if limit := f.widthOf(c.kind); limit > 0 {
		v += wrapping(end, r.lines, limit)
	}
	if continues(end.text) {
		v++
	}
	if closed(end.text) {
		v--
	}
	first, _, _ := strings.Cut(r.lines[0].text, " ")
	return v + follows(end.text[strings.LastIndexByte(end.text, ' ')+1:], first)
}

// follows weighs how usual it is that a word follows another: 1 where it does every tenth time, 0 where hardly ever.
func follows(before, w string) float64 {
	f, ok := words.PairFrequency(before, w)
	if !ok {
		return 0
	}
	alone, _ := words.Frequency(before)
	return max(0.1, min(1, 1+0.4*(f-alone+1)))
}

// lacks weighs what cells of a kind end with: promises with their themes, actions often with their quarters.
func (f *filler) lacks(k graph.Kind, text string, r *run) float64 {
	themed := f.themes.end("x "+r.text()) > 0
	switch {
	case k == graph.KindPromise && f.themes.none(), k == graph.KindActivity:
		return 0
	case k == graph.KindPromise && closed(text) && f.themes.end(text) > 0:
		return -6
	case k == graph.KindPromise:
		return 2
	case themed:
		return -2
	case k == graph.KindAction && quarterEnd.MatchString(text):
		return -3
	case k == graph.KindPriority:
		return -0.5
	}
	return 0
}

// wrapping weighs whether lines were broken at the width of a column: each holds as many words as fit, and none is wider.
func wrapping(end line, rest []line, limit int) float64 {
	v := 0.0
	before := end
	for i, l := range rest {
		first, _, _ := strings.Cut(l.text, " ")
		n := before.width + 1 + utf8.RuneCountInString(first)
		switch {
		case n > limit && i == 0:
			v++
		case n <= limit-8:
			v -= 2
		case n <= limit-4:
			v--
		}
		if i == 4 {
			break
		}
		before = l
	}
	if width(rest) > limit+2 {
		v -= 3
	}
	return v
}

func (f *filler) widthOf(k graph.Kind) int {
	switch k {
	case graph.KindPriority:
		return f.width.priority
	case graph.KindPromise:
		return f.width.promise
	case graph.KindActivity:
		return f.width.activity
	case graph.KindAction:
		return f.width.action
	}
	return 0
}
