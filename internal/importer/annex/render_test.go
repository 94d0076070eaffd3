package annex_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// render writes a change as text that can be checked against the document by eye: row by row what stands in it, then
// what was named, and what is alike.
func render(c graph.Changes) string {
	v := view{nodes: map[graph.ID]graph.Node{}, links: c.Link}
	for _, n := range c.Put {
		v.nodes[n.ID] = n
	}
	for _, n := range c.Put {
		if n.Kind == graph.KindPlan {
			v.plan(n)
		}
	}
	for _, n := range c.Put {
		if n.Kind == graph.KindPriority {
			v.row(n)
		}
	}
	for _, k := range []graph.Kind{graph.KindTheme, graph.KindPartner, graph.KindSite, graph.KindProgramme, graph.KindMeasure} {
		fmt.Fprintf(&v.b, "\n%s\n", k)
		for _, n := range c.Put {
			if n.Kind == k {
				v.named(n)
			}
		}
	}
	fmt.Fprintf(&v.b, "\nSIMILAR\n")
	for _, l := range c.Link {
		if l.Relation == graph.RelationSimilarTo {
			fmt.Fprintf(&v.b, "  %.3f %s\n        %s\n        %s\n", *l.Score, v.nodes[l.From].Title, v.nodes[l.To].Title, l.Note)
		}
	}
	return v.b.String()
}

type view struct {
	b     strings.Builder
	nodes map[graph.ID]graph.Node
	links []graph.Link
}

func (v *view) plan(n graph.Node) {
	fmt.Fprintf(&v.b, "PLAN %s\n  %s, year %q\n", n.ID, n.Title, n.Year)
	for _, t := range n.ColumnTitles {
		fmt.Fprintf(&v.b, "  %s: %s\n", t.Kind, t.Title)
	}
	of := map[graph.Kind]int{}
	for _, l := range v.links {
		if l.Relation == graph.RelationPartOf && l.To == n.ID {
			of[v.nodes[l.From].Kind]++
		}
	}
	fmt.Fprintf(&v.b, "  holds %v\n", of)
}

// row writes a priority with what stands in its row.
func (v *view) row(p graph.Node) {
	fmt.Fprintf(&v.b, "\nROW %s  %s  %s\n", p.Code, p.Title, places(p.Evidence))
	for _, part := range []struct {
		rel  graph.Relation
		name string
	}{
		{graph.RelationSupports, "promise"}, {graph.RelationContributesTo, "activity"}, {graph.RelationServes, "action"},
	} {
		var in []graph.Link
		for _, l := range v.links {
			if l.Relation == part.rel && l.To == p.ID {
				in = append(in, l)
			}
		}
		slices.SortFunc(in, func(a, b graph.Link) int { return a.Evidence[0].Line - b.Evidence[0].Line })
		for _, l := range in {
			n := v.nodes[l.From]
			fmt.Fprintf(&v.b, "  %s %s%s  %s%s\n", part.name, strings.TrimLeft(n.Code+" ", " "), n.Title, places(l.Evidence), quarters(n))
			v.mentions(l.From, p.ID)
		}
	}
	for _, l := range v.links {
		if l.From == p.ID && (l.Relation == graph.RelationRefersTo || l.Relation == graph.RelationMeasuredBy) {
			fmt.Fprintf(&v.b, "  %s %s %s: “%s” %s %s\n", strings.ToLower(l.Relation.String()), l.Basis, l.To, l.Evidence[0].Quote, places(l.Evidence), l.Note)
		}
	}
}

// mentions writes what a node names in the row of a priority, and the themes of a promise.
func (v *view) mentions(of, row graph.ID) {
	for _, l := range v.links {
		named := l.Basis == graph.BasisMentioned || l.Relation == graph.RelationHasTheme
		if l.From != of || !named || !slices.Contains(l.Rows, row) {
			continue
		}
		fmt.Fprintf(&v.b, "      %s %s\n", strings.ToLower(l.Relation.String()), v.nodes[l.To].Title)
	}
}

func (v *view) named(n graph.Node) {
	kind := ""
	if n.Type != 0 {
		kind = " " + n.Type.String()
	}
	if n.Description != "" {
		kind += " (" + n.Description + ")"
	}
	fmt.Fprintf(&v.b, "  %s  %s%s %s\n", n.ID, n.Title, kind, places(n.Evidence))
}

func places(cs []graph.Citation) string {
	var out []string
	for _, c := range cs {
		out = append(out, fmt.Sprintf("%d-%d", c.Line, c.LastLine))
	}
	return "[" + strings.Join(out, " ") + "]"
}

func quarters(n graph.Node) string {
	var out []string
	for _, q := range n.Schedule {
		out = append(out, q.Label())
	}
	if out == nil {
		return ""
	}
	return " {" + strings.Join(out, ", ") + "}"
}
