package neostore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/graph"
)

// A search is a SearchQuery as it was compiled.
type search struct {
	*graph.SearchQuery
	column, kinds int
	*listed
	to   *place
	axes []*place
}

func (c *compiler) search(q *graph.SearchQuery, words []string) *search {
	out := &search{SearchQuery: q, kinds: none}
	lists := c.name("e")
	find, list := c.param(lucene(words)), c.param(queryWords(words))
	var made *gathered
	c.call(nil, func() {
		out.listed = c.list(c.hits(q, find, list))
		made = c.gather(out.listed, "null", lists)
	})
	out.column = c.result(lists)
	if q.KindCounts {
		name := c.name("kinds")
		c.call([]string{lists}, func() {
			it := c.hitRows(find, list, q.Kinds)
			c.line("WITH %s.kind AS k, count(*) AS n", it.node)
			c.line("RETURN collect([k, n]) AS %s", name)
		})
		out.kinds = c.result(name)
	}
	out.to, _, _, out.axes = c.places(made, &q.Select, nil, nil, &q.Want)
	return out
}

// hits is the list of what a query finds: best first, then by kind, position and ID.
func (c *compiler) hits(q *graph.SearchQuery, find, words string) list {
	ranks := c.param(kindRanks)
	return list{
		rows:  func() item { return c.hitRows(find, words, q.Kinds) },
		kinds: q.Kinds, page: q.Page, want: q.Want,
		order: func(it item) []key {
			return []key{
				{expression: c.score(words, it.node), sent: true, Order: graph.Order{Descending: true}},
				{expression: fmt.Sprintf("%s[toStringOrNull(%s.kind)]", ranks, it.node), sent: true},
				{expression: it.node + ".position", sent: true},
			}
		},
	}
}

// hitRows writes the clauses that give the nodes that match: the full-text index finds candidates, the words decide. The
// index follows writes a moment later, so it is waited for.
func (c *compiler) hitRows(find, words string, kinds graph.KindSet) item {
	it := item{node: c.name("n")}
	of := ""
	if kinds != 0 {
		of = labels(it.node, kinds) + " AND "
	}
	c.line("CALL db.index.fulltext.queryNodes('%s', %s) YIELD node AS %s", fullText, find, it.node)
	c.line("WITH %s WHERE %s%s", it.node, of, c.matchWords(words, it.node))
	return it
}

// score is how well a node matches, 0 to 1 (see graph.MatchText).
func (c *compiler) score(words, node string) string {
	prefix := func(list string) string { return "any(t IN " + list + " WHERE w[1] AND t STARTS WITH w[0])" }
	return fmt.Sprintf("reduce(s = 0.0, w IN %s | s + CASE WHEN w[0] IN (%s) THEN 4 WHEN %s THEN 3 WHEN w[0] IN %s THEN 2 ELSE 1 END) / (4 * size(%s))",
		words, titles(node), prefix(titles(node)), descriptions(node), words)
}

// The full-text index is asked for so many words at most, and for so much of each: Lucene splits long words and refuses
// long queries. What it finds are candidates, so less is enough.
const (
	luceneWords = 100
	luceneRunes = 200
)

// lucene is a query of the full-text index that finds everything that the words may match. Its analyzer splits at white
// space only, so words are found as they were written. They are folded, so that none is an operator.
func lucene(words []string) string {
	var b strings.Builder
	for _, w := range words[:min(len(words), luceneWords)] {
		runes := []rune(w)
		b.WriteString(" +")
		for _, r := range runes[:min(len(runes), luceneRunes)] {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		if graph.PrefixWord(w) {
			b.WriteByte('*')
		}
	}
	return b.String()
}

var kindRanks = func() map[string]any {
	ranks := map[string]any{}
	for _, k := range graph.AllKinds {
		ranks[k.String()] = int64(k)
	}
	return ranks
}()

// Search answers with one statement; a query without words finds nothing.
func (v *view) Search(ctx context.Context, q graph.SearchQuery) (*graph.SearchPage, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	words := graph.Words(q.Query)
	if len(words) == 0 {
		return emptySearch(&q), nil
	}
	c := newCompiler()
	c.prelude.WriteString("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()\n")
	compiled := c.search(&q, words)
	row, err := v.one(ctx, c.statement())
	if err != nil {
		return nil, err
	}
	return compiled.read(&reader{row: row}), nil
}

func emptySearch(q *graph.SearchQuery) *graph.SearchPage {
	page := &graph.SearchPage{}
	for _, axis := range q.Want.Facets {
		page.Facets = append(page.Facets, graph.Facet{Axis: axis})
	}
	return page
}

// read makes the answer of a SearchQuery.
func (s *search) read(r *reader) *graph.SearchPage {
	to, axes := r.place(s.to), r.axes(s.axes)
	parts := asList(asList(r.row[s.column])[0])[1:]
	page := &graph.SearchPage{NodePage: graph.NodePage{Summary: r.summary(s.listed, parts, axes, nil)}}
	for _, e := range edgesOf(s.listed, parts) {
		made := e.node(s.listed, to)
		made.Score = sentValue(e.keys[0]).Float
		page.Edges = append(page.Edges, made)
	}
	if s.kinds == none {
		return page
	}
	for _, pair := range asList(r.row[s.kinds]) {
		pair := asList(pair)
		if k, err := graph.ParseKind(asText(pair[0])); err == nil {
			page.Kinds = append(page.Kinds, graph.KindCount{Kind: k, Count: int(asInt(pair[1]))})
		}
	}
	slices.SortFunc(page.Kinds, func(a, b graph.KindCount) int { return int(a.Kind) - int(b.Kind) })
	return page
}
