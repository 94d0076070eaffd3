package graphtest

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A dice makes random graphs and random questions that make sense. The same seed makes the same ones.
type dice struct {
	*rand.Rand
	nodes []*graph.Node
	links []*graph.Link
}

func newDice(seed uint64) *dice { return &dice{Rand: rand.New(rand.NewPCG(seed, 1))} }

// chance is true in so many cases of a hundred.
func (d *dice) chance(percent int) bool { return d.IntN(100) < percent }

func pick[T any](d *dice, list []T) T { return list[d.IntN(len(list))] }

// some picks a few of a list, in its order.
func some[T any](d *dice, list []T, most int) []T {
	var out []T
	for _, v := range list {
		if len(out) < most && d.chance(50) {
			out = append(out, v)
		}
	}
	return out
}

// The words of titles: capitals, accents, prefixes of each other, marks and numbers.
var vocabulary = []string{"Library", "libraries", "LIBRARY", "café", "Cafe", "CAFÉ", "Øresund", "oresund", "partner", "Partnership", "2.10", "2.2", "naïve", "Straße", "strasse", "people’s", "re-use", "z", "Ärger", "“quoted”", "e-books"}

var codes = []string{"", "", "2", "2.2", "2.10", "10", "3a", "3", "1.1", "A", "a"}

var quarters = []graph.Quarter{{Year: "2021/22", Number: 4}, {Year: "2022/23", Number: 1}, {Year: "2022/23", Number: 2}, {Year: "2023", Number: 1}}

func (d *dice) text(least int) string {
	text := ""
	for i := range least + d.IntN(3) {
		if i > 0 {
			text += pick(d, []string{" ", " ", " ", "  ", ", "})
		}
		text += pick(d, vocabulary)
	}
	return text
}

// graph makes nodes of every kind, links of every relation, and an alias now and then.
func (d *dice) graph() graph.Changes {
	c := graph.Changes{Actor: "random"}
	most := map[graph.Kind]int{graph.KindAction: 8, graph.KindPlan: 2, graph.KindMeasure: 1}
	for _, k := range graph.AllKinds {
		n := most[k]
		if n == 0 {
			n = 4
		}
		for i := range 1 + d.IntN(n) {
			c.Put = append(c.Put, d.node(k, fmt.Sprint(i+1)))
		}
	}
	for i := range c.Put {
		d.nodes = append(d.nodes, &c.Put[i])
	}
	named := map[graph.ID]bool{}
	for range 20 + d.IntN(60) {
		if l, ok := d.link(); ok && !named[l.Normal().ID] {
			named[l.Normal().ID] = true
			c.Link = append(c.Link, l)
		}
	}
	for i := range c.Link {
		l := c.Link[i].Normal()
		d.links = append(d.links, &l)
	}
	if d.chance(50) {
		c.Alias = []graph.Alias{{Old: "priority:former", New: d.some(graph.KindPriority)}, {Old: "plan:former", New: d.some(graph.KindPlan)}}
	}
	return c
}

func (d *dice) node(k graph.Kind, slug string) graph.Node {
	n := graph.Node{ID: graph.NodeID(k, slug), Kind: k, Code: pick(d, codes), Title: d.text(1), Position: 1 + d.IntN(4), Evidence: d.citations()}
	if d.chance(40) {
		n.Description = d.text(1)
	}
	switch k {
	case graph.KindAction:
		for _, q := range some(d, quarters, 2) {
			n.Schedule = append(n.Schedule, graph.ScheduledQuarter{Quarter: q, Evidence: d.citations()})
		}
	case graph.KindPartner:
		n.Type = pick(d, graph.AllPartnerTypes)
	case graph.KindPlan:
		n.Year = pick(d, []string{"", "2021/22", "2022/23"})
		n.ColumnTitles = []graph.ColumnTitle{{Kind: graph.KindAction, Title: d.text(1)}}
	}
	return n
}

func (d *dice) citations() []graph.Citation {
	var list []graph.Citation
	for range d.IntN(2) {
		plan := pick(d, []graph.ID{"plan:1", "plan:2", "plan:former", "plan:unknown"})
		list = append(list, graph.Citation{Plan: plan, Document: "annex.txt", Row: pick(d, codes), Line: 1 + d.IntN(9), Quote: d.text(1), AsPrinted: d.text(1)})
	}
	return list
}

// some picks a node of a kind.
func (d *dice) some(k graph.Kind) graph.ID {
	return pick(d, slices.DeleteFunc(slices.Clone(d.nodes), func(n *graph.Node) bool { return n.Kind != k })).ID
}

func (d *dice) link() (graph.Link, bool) {
	r := pick(d, graph.AllRelations)
	switch d.IntN(4) {
	case 0, 1: // the relations that derived routes go along
		r = pick(d, []graph.Relation{graph.RelationServes, graph.RelationKeeps, graph.RelationHasTheme, graph.RelationInvolves, graph.RelationSupports})
	case 2: // those that can go round in circles
		r = pick(d, []graph.Relation{graph.RelationRefersTo, graph.RelationSimilarTo})
	}
	l := graph.Link{Relation: r, Basis: pick(d, graph.AllBasiss), State: graph.LinkStateActive, Evidence: d.citations()}
	l.From, l.To = d.some(pick(d, kindsOf(r.Info().From))), d.some(pick(d, kindsOf(r.Info().To)))
	if d.chance(40) {
		l.Basis = graph.BasisCoListed
	}
	if d.chance(10) {
		l.State = graph.LinkStateRejected
	}
	for range d.IntN(3) {
		if row := d.some(graph.KindPriority); !slices.Contains(l.Rows, row) {
			l.Rows = append(l.Rows, row)
		}
	}
	slices.Sort(l.Rows)
	if r.Undirected() && d.chance(80) {
		score := float64(d.IntN(5)) / 4
		l.Score = &score
	}
	if d.chance(20) {
		l.Note = d.text(1)
	}
	return l, l.From != l.To
}

func kindsOf(s graph.KindSet) []graph.Kind {
	return slices.DeleteFunc(slices.Clone(graph.AllKinds), func(k graph.Kind) bool { return !s.Has(k) })
}
