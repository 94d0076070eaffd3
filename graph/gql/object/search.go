package object

import (
	"context"
	"unicode/utf16"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A SearchConnection is the hits of a search.
type SearchConnection struct {
	nodeList
	kinds []graph.KindCount
}

// NewSearchConnection makes one of a page.
func NewSearchConnection(page *graph.SearchPage, p *plan.Place) *SearchConnection {
	return &SearchConnection{newNodeList(&page.NodePage, p), page.Kinds}
}

// KindCounts counts the hits by kind.
func (c *SearchConnection) KindCounts() []*KindCount {
	out := make([]*KindCount, 0, len(c.kinds))
	for i := range c.kinds {
		out = append(out, &c.kinds[i])
	}
	return out
}

// KindCount is how many there are of a kind.
type KindCount = graph.KindCount

// Edges is the page.
func (c *SearchConnection) Edges(ctx context.Context) []*SearchEdge {
	return edges(ctx, c.nodeList, func(e nodeEdge) SearchEdge { return SearchEdge{e} })
}

// Nodes is the page without the edges.
func (c *SearchConnection) Nodes(ctx context.Context) []Entity {
	return wrapped(ctx, c.nodeList)
}

// A SearchEdge is one hit.
type SearchEdge struct{ nodeEdge }

// Node is the entity.
func (e *SearchEdge) Node(ctx context.Context) Entity { return wrap(e.to(ctx)) }

// Score is how well it matches.
func (e *SearchEdge) Score() float64 { return e.edge.Score }

// Highlights are where the words occur.
func (e *SearchEdge) Highlights() []*Highlight {
	n := e.edge.To.Node
	out := []*Highlight{}
	for _, f := range []struct{ name, text string }{{"code", n.Code}, {"title", n.Title}, {"description", n.Description}} {
		if spans := graph.Highlights(e.place.Words, f.text); len(spans) > 0 {
			out = append(out, &Highlight{f.name, f.text, utf16Spans(f.text, spans)})
		}
	}
	return out
}

// A Highlight is where the words of a search occur in a field.
type Highlight struct {
	Field, Text string
	Spans       []*Span
}

// A Span is a piece of a text, in UTF-16 code units.
type Span struct{ Start, End int }

func utf16Spans(text string, spans []graph.Span) []*Span {
	out := make([]*Span, 0, len(spans))
	for _, s := range spans {
		start := utf16Len(text[:s.Start])
		out = append(out, &Span{start, start + utf16Len(text[s.Start:s.End])})
	}
	return out
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
