package neostore

import "github.com/goldenthread/goldenthread/graph"

// Compile gives the statement of a question.
func Compile(question any) (text string, params map[string]any) {
	c := newCompiler()
	switch q := question.(type) {
	case graph.Walk:
		c.walk(&q)
	case graph.LinkWalk:
		c.linkWalk(&q)
	case graph.Tally:
		c.tally(&q)
	case graph.PathQuery:
		c.paths(&q)
	case graph.SearchQuery:
		c.search(&q, graph.Words(q.Query))
	case graph.Lookup:
		c.lookup(&q)
	}
	st := c.statement()
	return st.text, st.params
}
