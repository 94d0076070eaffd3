package gql

import (
	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/history"
)

// A weigher counts the nodes and links that an answer has when it is written out. The answer itself has each node once at
// a place, however many edges lead there: written out, it stands under each of them.
type weigher struct {
	sum int
	// nodes and links remember what was counted; they are nil until there is much to count, since most answers are small.
	nodes map[*graph.Found]int
	links map[*graph.FoundLink]int
}

// countless is where counting is given up: answers in answers can have more than a number holds.
const countless = 1 << 40

// small is how many objects are counted without remembering any.
const small = 5_000

// remembers reports whether what was counted is to be remembered, which begins when there is much of it.
func (w *weigher) remembers() bool {
	if w.nodes == nil && w.sum > small {
		w.nodes, w.links = map[*graph.Found]int{}, map[*graph.FoundLink]int{}
	}
	return w.nodes != nil
}

// add counts n more.
func (w *weigher) add(n int) { w.sum = min(w.sum+n, countless) }

func (w *weigher) lookup(a *graph.LookupAnswer) {
	w.add(len(a.Nodes))
	for _, n := range a.Nodes {
		w.node(n)
	}
	for _, l := range a.Links {
		w.link(l)
	}
}

func (w *weigher) page(p *graph.NodePage) {
	if p == nil {
		return
	}
	for i := range p.Edges {
		e := &p.Edges[i]
		w.node(e.To)
		w.link(e.Link)
		w.linked(e.Via)
		for _, r := range e.Reasons {
			w.linked(r.Via)
		}
	}
	w.facets(p.Facets)
}

func (w *weigher) facets(facets []graph.Facet) {
	for _, f := range facets {
		for _, v := range f.Values {
			w.value(v.Value)
		}
	}
}

func (w *weigher) value(v graph.AxisValue) {
	w.add(1)
	w.node(v.Entity)
}

func (w *weigher) linkPage(p *graph.LinkPage) {
	if p == nil {
		return
	}
	for _, e := range p.Edges {
		w.link(e.Link)
		w.node(e.Node)
	}
}

func (w *weigher) linked(links []*graph.FoundLink) {
	for _, l := range links {
		w.link(l)
	}
}

func (w *weigher) matrix(m *graph.Matrix) {
	for _, v := range m.Rows {
		w.value(v)
	}
	for _, v := range m.Columns {
		w.value(v)
	}
	for _, c := range m.Cells {
		w.add(-1) // a cell counts as one, with what stands under its row and its column
		w.node(m.Rows[c.Row].Entity)
		w.node(m.Columns[c.Column].Entity)
		for _, p := range c.Pages {
			w.page(p)
		}
	}
}

func (w *weigher) threads(threads []graph.Thread) {
	for _, t := range threads {
		w.found(t.Nodes)
		w.linked(t.Links)
		w.found(t.Rows)
	}
}

func (w *weigher) found(nodes []*graph.Found) {
	for _, n := range nodes {
		w.node(n)
	}
}

// node counts a node with what stands under it.
func (w *weigher) node(n *graph.Found) {
	if n == nil {
		return
	}
	if known, ok := w.nodes[n]; ok {
		w.add(known)
		return
	}
	before := w.sum
	w.add(1)
	for _, p := range n.Pages {
		w.page(p)
	}
	for _, p := range n.Links {
		w.linkPage(p)
	}
	w.found(n.Cited)
	w.histories(n.Histories)
	if w.remembers() {
		w.nodes[n] = w.sum - before
	}
}

// link counts a link with what stands under it.
func (w *weigher) link(l *graph.FoundLink) {
	if l == nil {
		return
	}
	if known, ok := w.links[l]; ok {
		w.add(known)
		return
	}
	before := w.sum
	w.add(1)
	w.node(l.From)
	w.node(l.To)
	w.found(l.Rows)
	w.found(l.Cited)
	w.histories(l.Histories)
	if w.remembers() {
		w.links[l] = w.sum - before
	}
}

func (w *weigher) histories(pages []*graph.ChangePage) {
	for _, p := range pages {
		w.changes(p)
	}
}

// changes counts changes with how what changed now stands.
func (w *weigher) changes(p *graph.ChangePage) {
	for i := range p.Edges {
		w.add(1)
		w.node(p.Edges[i].Entity)
		w.link(p.Edges[i].Link)
	}
}

func (w *weigher) differences(p *history.DifferencePage) {
	for i := range p.Edges {
		w.add(1)
		w.node(p.Edges[i].Entity)
		w.link(p.Edges[i].Link)
	}
}
