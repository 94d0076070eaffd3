package graphtest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A rendering is an answer as text, line by line, so that two answers can be compared whole and their difference read.
// What was not asked for and is nevertheless there (citations that come with a node) is left out.
type rendering struct {
	text  strings.Builder
	depth int
}

func render(write func(*rendering)) string {
	var r rendering
	write(&r)
	return r.text.String()
}

func (r *rendering) line(format string, args ...any) {
	r.text.WriteString(strings.Repeat("  ", r.depth))
	fmt.Fprintf(&r.text, format, args...)
	r.text.WriteByte('\n')
}

// under writes what write writes one level deeper, below a line.
func (r *rendering) under(title string, write func()) {
	r.line("%s", title)
	r.depth++
	write()
	r.depth--
}

// plain is a value as JSON: an absent list is an empty one.
func plain(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func (r *rendering) node(n *graph.Node, evidence bool) {
	shown := *n
	if !evidence {
		shown.Evidence = nil
		shown.Schedule = nil
		for _, q := range n.Schedule {
			shown.Schedule = append(shown.Schedule, graph.ScheduledQuarter{Quarter: q.Quarter})
		}
	}
	r.line("%s", plain(shown))
}

func (r *rendering) found(f *graph.Found, s *graph.Selection) {
	if f == nil || s == nil {
		r.line("no node (%t)", f == nil)
		return
	}
	r.node(f.Node, s.Evidence)
	r.depth++
	for i := range s.Steps {
		r.under(fmt.Sprintf("step %d", i), func() { r.stepPage(f.Pages[i], &s.Steps[i]) })
	}
	for i := range s.Links {
		l := &s.Links[i]
		r.under(fmt.Sprintf("links %d", i), func() { r.linkPage(f.Links[i], l.Want, &l.Link, &l.Select) })
	}
	r.founds("cited", f.Cited, s.Cited)
	r.depth--
}

func (r *rendering) founds(title string, list []*graph.Found, s *graph.Selection) {
	for _, f := range list {
		r.under(title, func() { r.found(f, s) })
	}
}

func (r *rendering) link(l *graph.FoundLink, s *graph.LinkSelection) {
	if l == nil || s == nil {
		r.line("no link (%t)", l == nil)
		return
	}
	shown := *l.Link
	if !s.Evidence {
		shown.Evidence = nil
	}
	r.line("%s", plain(shown))
	r.depth++
	r.under("from", func() { r.found(l.From, s.From) })
	r.under("to", func() { r.found(l.To, s.To) })
	r.founds("row", l.Rows, s.Rows)
	r.founds("cited", l.Cited, s.Cited)
	r.depth--
}

func (r *rendering) links(title string, list []*graph.FoundLink, s *graph.LinkSelection) {
	for _, l := range list {
		r.under(title, func() { r.link(l, s) })
	}
}

func (r *rendering) summary(s *graph.Summary, w *graph.Want) {
	r.line("previous %t, next %t, total %d, bases %v, reasons %v", s.HasPrevious, s.HasNext, s.Total, s.Bases, s.Reasons)
	for _, f := range s.Facets {
		r.under("facet "+f.Axis.String(), func() {
			for _, v := range f.Values {
				r.line("%d", v.Count)
				r.axisValue(v.Value, &w.Axis)
			}
		})
	}
}

func (r *rendering) axisValue(v graph.AxisValue, s *graph.Selection) {
	r.line("key %s, quarter %s", v.Key, plain(v.Quarter))
	if v.Entity != nil {
		r.found(v.Entity, s)
	}
}

func (r *rendering) stepPage(p *graph.NodePage, s *graph.Step) {
	r.nodePage(p, &s.Want, &s.Select, func(e *graph.NodeEdge) {
		if s.Link != nil && !s.Route.Derived() {
			r.link(e.Link, s.Link)
		}
		r.links("via", e.Via, s.Via)
	})
}

func (r *rendering) nodePage(p *graph.NodePage, w *graph.Want, s *graph.Selection, more func(*graph.NodeEdge)) {
	if p == nil {
		r.line("no page")
		return
	}
	r.summary(&p.Summary, w)
	for i := range p.Edges {
		e := &p.Edges[i]
		r.line("- basis %s, score %g, cursor %s", e.Basis, e.Score, plain(e.Cursor))
		r.depth++
		r.found(e.To, s)
		more(e)
		r.depth--
	}
}

func (r *rendering) walk(p *graph.NodePage, w *graph.Walk) {
	r.nodePage(p, &w.Want, &w.Select, func(e *graph.NodeEdge) {
		r.links("via", e.Via, w.Via)
		for _, hit := range e.Reasons {
			r.line("reason %s %s", hit.Name, hit.Basis)
			r.links("via", hit.Via, w.Via)
		}
	})
}

func (r *rendering) linkPage(p *graph.LinkPage, w graph.Want, l *graph.LinkSelection, s *graph.Selection) {
	r.summary(&p.Summary, &w)
	for _, e := range p.Edges {
		r.line("- outgoing %t, cursor %s", e.Outgoing, plain(e.Cursor))
		r.depth++
		r.link(e.Link, l)
		if s != nil {
			r.found(e.Node, s)
		}
		r.depth--
	}
}

func (r *rendering) matrix(m *graph.Matrix, t *graph.Tally) {
	for _, v := range m.Rows {
		r.under("row", func() { r.axisValue(v, &t.Select) })
	}
	for _, v := range m.Columns {
		r.under("column", func() { r.axisValue(v, &t.Select) })
	}
	if t.CountsOnly {
		r.line("counts %v", m.Counts)
		return
	}
	r.line("counts %v stated %v rows %v columns %v total %d", m.Counts, m.Stated, m.RowTotals, m.ColumnTotals, m.Total)
	for _, c := range m.Cells {
		r.under(fmt.Sprintf("cell %d %d: %d, weakest %s", c.Row, c.Column, c.Count, c.Weakest), func() {
			for i := range t.Cells {
				r.nodePage(c.Pages[i], &t.Cells[i].Want, &t.Cells[i].Select, func(*graph.NodeEdge) {})
			}
		})
	}
}

func (r *rendering) thread(t *graph.Thread, p *graph.PathQuery) {
	r.under("thread, weakest "+t.Weakest.String(), func() {
		r.founds("node", t.Nodes, &p.Select)
		r.links("link", t.Links, &p.Link)
		r.founds("row", t.Rows, &p.Select)
	})
}

func (r *rendering) lookup(a *graph.LookupAnswer, l *graph.Lookup) {
	for i := range l.IDs {
		r.found(a.Nodes[i], &l.Select)
		r.link(a.Links[i], &l.Link)
	}
}
