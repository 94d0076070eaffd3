package neostore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Paths answers with one statement: length after length, each tried only while there are too few threads.
func (v *view) Paths(ctx context.Context, q graph.PathQuery) ([]graph.Thread, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	c := newCompiler()
	compiled := c.paths(&q)
	row, err := v.one(ctx, c.statement())
	if err != nil {
		return nil, err
	}
	return compiled.read(&reader{row: row})
}

// paths are a PathQuery as it was compiled.
type paths struct {
	*graph.PathQuery
	threads, fromFound, toFound int
	nodes                       *place
	links                       *linkPlace
	rows                        *citedPlace
}

func (c *compiler) paths(q *graph.PathQuery) *paths {
	out := &paths{PathQuery: q, toFound: none}
	from := c.endpoint(c.id(q.From), "from")
	out.fromFound = c.result("size(" + from + ") > 0")
	t := trail{PathQuery: q, froms: from, first: c.param(int64(q.First)), types: typesOf(followed(q)), climbs: [][]climb{nil}}
	if q.To != "" {
		t.tos = c.endpoint(c.id(q.To), "to")
		out.toFound = c.result("size(" + t.tos + ") > 0")
	}
	if q.Basis != 0 {
		t.basis = c.param(basesOf(q.Basis))
	}
	if q.To == "" && q.ToKinds != 0 {
		t.kinds = c.param(kindLabels(q.ToKinds))
	}
	all := c.name("ts")
	c.line("WITH *, [] AS %s", all)
	for length := 1; length <= q.MaxLength; length++ {
		if q.Straight {
			if t.climbs = climbOn(t.climbs, followed(q)); len(t.climbs) == 0 {
				break // nor are there longer ones
			}
		}
		all = c.threads(&t, length, all)
	}
	nodes, links := c.name("s"), c.name("l")
	c.call([]string{all}, func() {
		c.line("UNWIND %s AS t UNWIND t[0] AS n", all)
		c.line("RETURN collect(DISTINCT n) AS %s", nodes)
	})
	c.call([]string{all}, func() {
		c.line("UNWIND %s AS t UNWIND t[1] AS r", all)
		c.line("RETURN collect(DISTINCT r) AS %s", links)
	})
	out.threads = c.result(fmt.Sprintf("[t IN %s | [[n IN t[0] | id(n)], [r IN t[1] | [id(r), r.rows]], t[2]]]", all))
	out.nodes, out.links = c.place(nodes, &q.Select), c.linkPlace(links, &q.Link)
	out.rows = c.citedPlace(links, "rows", &q.Select)
	return out
}

// followed are the relations of a PathQuery.
func followed(q *graph.PathQuery) graph.RelationSet {
	if q.Relations != 0 {
		return q.Relations
	}
	return graph.Relations(graph.AllRelations...) &^ graph.Relations(graph.RelationPartOf, graph.RelationSimilarTo)
}

// endpoint writes a subquery that makes a list of the one node with an ID, empty if there is none.
func (c *compiler) endpoint(id, name string) string {
	c.call(nil, func() {
		c.line("MATCH (n:Entity {id: %s})", id)
		c.line("RETURN collect(n) AS %s", name)
	})
	return name
}

// A trail is what all lengths of a PathQuery have in common.
type trail struct {
	*graph.PathQuery
	// kinds are the labels that the last node may have. No node has a label in the pattern: the planner would try to begin
	// at each of them.
	froms, tos, types, first, basis, kinds string
	// climbs are all ways to rise as many steps as there are links, for straight threads.
	climbs [][]climb
}

// threads writes the subquery that finds the threads of one length and puts them after those found before.
func (c *compiler) threads(t *trail, length int, before string) string {
	name := c.name("ts")
	scope := []string{before, t.froms}
	if t.tos != "" {
		scope = append(scope, t.tos)
	}
	c.call(scope, func() {
		nodes := make([]string, length+1)
		for i := range nodes {
			nodes[i] = c.name("n")
		}
		c.line("UNWIND CASE WHEN size(%s) < %s THEN %s ELSE [] END AS %s", before, t.first, t.froms, nodes[0])
		if t.tos != "" {
			c.line("UNWIND %s AS %s", t.tos, nodes[length])
		}
		if t.Straight {
			c.straightThreads(t, nodes)
		} else {
			c.anyThreads(t, nodes)
		}
		c.line("WITH ns, rs, b ORDER BY b, %s LIMIT %s", threadOrder(length), t.first)
		c.line("WITH collect([ns, rs, b]) AS found")
		c.line("RETURN (%s + found)[..%s] AS %s", before, t.first, name)
	})
	return name
}

// pieceLength is how many links of a thread are matched at once. The planner tries all orders in which a pattern can be
// followed, which takes seconds for long ones; short ones it still meets in the middle.
const pieceLength = 2

// wayOf names the links of a thread.
func (c *compiler) wayOf(length int) *way {
	w := &way{}
	for range length {
		r := c.name("r")
		w.single, w.links = append(w.single, r), append(w.links, "["+r+"]")
	}
	return w
}

// anyThreads writes the pattern of a thread of any shape in pieces, each with what must hold so far.
func (c *compiler) anyThreads(t *trail, nodes []string) {
	length := len(nodes) - 1
	w := c.wayOf(length)
	for start := 0; start < length; start += pieceLength {
		end := min(start+pieceLength, length)
		if length-end == 1 {
			end = length // a piece of three rather than one of one
		}
		pattern := "(" + nodes[start] + ")"
		for i := start; i < end; i++ {
			pattern += fmt.Sprintf("-[%s:%s]-(%s)", w.single[i], t.types, nodes[i+1])
		}
		c.line("MATCH %s WHERE %s", pattern, strings.Join(c.threadConditions(t, w, nodes, start, end), " AND "))
		if end == length {
			break
		}
		c.line("WITH *")
	}
	c.line("WITH [%s] AS ns, %s AS rs, %s AS b", strings.Join(nodes, ", "), w.allLinks(), w.basis(c))
}

// counts is the condition that a link is active and believed on a basis that is wanted.
func (t *trail) counts(link string) string {
	if t.basis != "" {
		return link + ".basis IN " + t.basis
	}
	return link + ".basis > 0"
}

// endsIn is the condition that the last node is of a kind that is wanted.
func (t *trail) endsIn(nodes []string) string {
	return fmt.Sprintf("any(l IN labels(%s) WHERE l IN %s)", nodes[len(nodes)-1], t.kinds)
}

// threadConditions are what must hold of a thread from one link to another: no node is visited twice, each link counts,
// and it is row-true so far, where that is wanted.
func (c *compiler) threadConditions(t *trail, w *way, nodes []string, start, end int) []string {
	var conditions []string
	for i := start + 1; i <= end; i++ {
		for j := range i {
			conditions = append(conditions, nodes[i]+" <> "+nodes[j])
		}
	}
	for _, r := range w.single[start:end] {
		conditions = append(conditions, t.counts(r))
	}
	if !t.AcrossRows && end > 1 {
		soFar := &way{single: w.single[:end], links: w.links[:end]}
		conditions = append(conditions, soFar.rowTruth(c))
	}
	if end == len(w.single) && t.kinds != "" {
		conditions = append(conditions, t.endsIn(nodes))
	}
	return conditions
}

// threadOrder decides between threads of one length that are equally strong: by the IDs of links and nodes in turn.
func threadOrder(length int) string {
	var terms []string
	for i := range length {
		terms = append(terms, fmt.Sprintf("rs[%d].id", i), fmt.Sprintf("ns[%d].id", i+1))
	}
	return strings.Join(terms, ", ")
}

// read makes the answer of a PathQuery.
func (p *paths) read(r *reader) ([]graph.Thread, error) {
	if !asBool(r.row[p.fromFound]) {
		return nil, graph.Errorf(graph.ErrNotFound, "there is no %s for threads to start from", p.From)
	}
	if p.toFound != none && !asBool(r.row[p.toFound]) {
		return nil, graph.Errorf(graph.ErrNotFound, "there is no %s for threads to lead to", p.To)
	}
	nodes, links, rows := r.place(p.nodes), r.linkPlace(p.links), r.cited(p.rows)
	var threads []graph.Thread
	for _, row := range asList(r.row[p.threads]) {
		parts := asList(row)
		t := graph.Thread{Weakest: graph.Basis(asInt(parts[2]))}
		for _, n := range asList(parts[0]) {
			t.Nodes = append(t.Nodes, nodes[asInt(n)])
		}
		var common []any
		carries := false
		for _, l := range asList(parts[1]) {
			pair := asList(l)
			t.Links = append(t.Links, links[asInt(pair[0])])
			if carried := asList(pair[1]); len(carried) > 0 {
				if carries {
					carried = slices.DeleteFunc(carried, func(row any) bool { return !slices.Contains(common, row) })
				}
				common, carries = carried, true
			}
		}
		t.Rows = rows.named(common, byPosition)
		threads = append(threads, t)
	}
	return threads, nil
}
