package neostore

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// relationTypes are the types of all active links, as a pattern writes them.
var relationTypes = func() string {
	names := make([]string, len(graph.AllRelations))
	for i, r := range graph.AllRelations {
		names[i] = r.String()
	}
	return strings.Join(names, "|")
}()

// coListed is the weakest basis, as Cypher has it.
const coListed = int(graph.BasisCoListed)

// A filter is a LinkFilter made ready: what of it are values became parameters.
type filter struct {
	basis, within string
	// rowTrue says that what passes the filter can be joined as it likes: all its links are of one row.
	rowTrue bool
}

func (c *compiler) filter(f graph.LinkFilter) filter {
	var out filter
	if f.Basis != 0 {
		out.basis = c.param(basesOf(f.Basis))
	}
	if f.Within != "" {
		out.within = c.id(f.Within)
	}
	out.rowTrue = f.Within != "" || f.Basis != 0 && !f.Basis.Has(graph.BasisCoListed)
	return out
}

func basesOf(set graph.BasisSet) []int64 {
	out := make([]int64, 0, bits.OnesCount32(uint32(set)))
	for _, b := range graph.AllBasiss {
		if set.Has(b) {
			out = append(out, int64(b))
		}
	}
	return out
}

// passes is the condition that a link with these ends passes.
func (c *compiler) passes(f filter, link, from, to string) string {
	condition := link + ".basis > 0"
	if f.basis != "" {
		condition = link + ".basis IN " + f.basis
	}
	if f.within != "" {
		condition += fmt.Sprintf(" AND CASE WHEN %s.rows IS NULL THEN %s AND %s ELSE %s IN %s.rows END",
			link, c.under(from, f.within), c.under(to, f.within), f.within, link)
	}
	return condition
}

// under is the condition that a node stands under a priority.
func (c *compiler) under(node, priority string) string {
	q, o := c.name("q"), c.name("o")
	return fmt.Sprintf("(%s.id = %s OR EXISTS { (%s)-[%s:%s]-(%s) WHERE %s IN %s.rows OR %s.id = %s })",
		node, priority, node, q, relationTypes, o, priority, q, o, priority)
}

// A way is a path written as patterns.
type way struct {
	// match are its clauses, one after the other; where is what must hold of them.
	match, where []string
	end          string
	// links are expressions for lists of its links; all of them together are those of the way.
	links []string
	// single are the variables of its links if none of its hops repeats, else empty.
	single []string
}

// text writes the clauses, with further conditions.
func (w *way) text(further ...string) string {
	text := strings.Join(w.match, " ")
	var conditions []string
	for _, condition := range append(w.where[:len(w.where):len(w.where)], further...) {
		if condition != "" {
			conditions = append(conditions, condition)
		}
	}
	if len(conditions) > 0 {
		text += " WHERE " + strings.Join(conditions, " AND ")
	}
	return text
}

// way writes a path from a node. The end is called end, if that is not empty.
func (c *compiler) way(from string, path graph.Path, f filter, end string) *way {
	w := &way{}
	repeated := repeats(path)
	for i, h := range path {
		to := c.name("n")
		if i == len(path)-1 && end != "" {
			to = end
		}
		pattern := c.hop(w, from, to, &h, f)
		if i == 0 || repeated {
			// Within one MATCH a link matches once; a way may follow it again.
			w.match = append(w.match, "MATCH ("+from+pattern)
		} else {
			w.match[len(w.match)-1] += strings.TrimPrefix(pattern, ")")
		}
		from = to
	}
	w.end = from
	if !f.rowTrue && (len(w.links) > 1 || len(w.single) != len(w.links)) {
		w.where = append(w.where, w.rowTruth(c))
	}
	return w
}

// hop writes one hop, without the variable it goes from, and notes its conditions.
func (c *compiler) hop(w *way, from, to string, h *graph.Hop, f filter) string {
	r := c.name("r")
	label, repeat := "", ""
	if h.Kind != 0 {
		label = ":" + h.Kind.Info().Type
	}
	condition := func(link, a, b string) string {
		text := c.passes(f, link, a, b)
		if h.MinScore > 0 {
			text += " AND " + link + ".score >= " + c.param(h.MinScore)
		}
		return text
	}
	if h.Closure {
		repeat = "*0.."
		x := c.name("x")
		w.where = append(w.where, c.eachLink(x, r, condition, f))
		if label != "" {
			w.where = append(w.where, fmt.Sprintf("all(%s IN %s WHERE %s)", x, r, landsOn(x, h)))
		}
		w.links, label = append(w.links, r), ""
	} else {
		w.where = append(w.where, condition(r, from, to))
		w.links, w.single = append(w.links, "["+r+"]"), append(w.single, r)
	}
	left, right := arrow(h.Direction)
	return fmt.Sprintf(")%s[%s:%s%s]%s(%s%s)", left, r, h.Relation, repeat, right, to, label)
}

// arrow is how a pattern writes a direction, before the link and after it.
func arrow(d graph.Direction) (left, right string) {
	switch d {
	case graph.In:
		return "<-", "-"
	case graph.Both:
		return "-", "-"
	}
	return "-", "->"
}

// eachLink is the condition that all links of a repeated hop pass.
func (c *compiler) eachLink(x, links string, condition func(link, a, b string) string, f filter) string {
	if f.within == "" {
		return fmt.Sprintf("all(%s IN %s WHERE %s)", x, links, condition(x, "", ""))
	}
	a, b := c.name("a"), c.name("b")
	return fmt.Sprintf("all(%s IN %s WHERE any(%s IN [startNode(%s)] WHERE any(%s IN [endNode(%s)] WHERE %s)))",
		x, links, a, x, b, x, condition(x, a, b))
}

// landsOn is the condition that a link of a repeated hop leads to a node of the hop's kind.
func landsOn(link string, h *graph.Hop) string {
	label := ":" + h.Kind.Info().Type
	switch h.Direction {
	case graph.Out:
		return "endNode(" + link + ")" + label
	case graph.In:
		return "startNode(" + link + ")" + label
	}
	// Followed either way, both ends are landed on but where the way starts; an undirected relation joins one kind.
	return "endNode(" + link + ")" + label + " AND startNode(" + link + ")" + label
}

func repeats(path graph.Path) bool {
	var seen graph.RelationSet
	for _, h := range path {
		if seen.Has(h.Relation) {
			return true
		}
		seen |= graph.Relations(h.Relation)
	}
	return false
}

// rowTruth is the condition that none of the links is co-listed, or all that carry rows carry one in common. It is a CASE
// rather than an OR because the planner brings conditions into conjunctive normal form, which would multiply it out.
func (w *way) rowTruth(c *compiler) string {
	row := c.name("w")
	if len(w.single) == len(w.links) {
		free, rows, shared := make([]string, len(w.single)), make([]string, len(w.single)), make([]string, len(w.single))
		for i, r := range w.single {
			free[i] = fmt.Sprintf("%s.basis < %d", r, coListed)
			rows[i] = r + ".rows"
			shared[i] = fmt.Sprintf("coalesce(%s IN %s.rows, true)", row, r) // a list is read anew for each mention
		}
		return fmt.Sprintf("CASE WHEN %s THEN true ELSE any(%s IN coalesce(%s, ['']) WHERE %s) END",
			strings.Join(free, " AND "), row, strings.Join(rows, ", "), strings.Join(shared[1:], " AND ")) // of the first they are, if it has any
	}
	all, x, y := strings.Join(w.links, " + "), c.name("x"), c.name("y")
	return fmt.Sprintf("CASE WHEN all(%s IN %s WHERE %s.basis < %d) THEN true ELSE any(%s IN coalesce(head([%s IN %s WHERE %s.rows IS NOT NULL | %s.rows]), ['']) WHERE all(%s IN %s WHERE %s.rows IS NULL OR %s IN %s.rows)) END",
		x, all, x, coListed, row, y, all, y, y, x, all, x, row, x)
}

// basis is the expression of the weakest basis along the way.
func (w *way) basis(c *compiler) string {
	if len(w.links) == 1 && len(w.single) == 1 {
		return w.single[0] + ".basis"
	}
	m, x := c.name("m"), c.name("x")
	if len(w.single) == len(w.links) {
		list := make([]string, len(w.single))
		for i, r := range w.single {
			list[i] = r + ".basis"
		}
		return fmt.Sprintf("reduce(%s = 1, %s IN [%s] | CASE WHEN %s > %s THEN %s ELSE %s END)", m, x, strings.Join(list, ", "), x, m, x, m)
	}
	return fmt.Sprintf("reduce(%s = 1, %s IN %s | CASE WHEN %s.basis > %s THEN %s.basis ELSE %s END)", m, x, w.allLinks(), x, m, x, m)
}

// allLinks is the expression of the list of the way's links.
func (w *way) allLinks() string {
	if len(w.single) == len(w.links) {
		return "[" + strings.Join(w.single, ", ") + "]"
	}
	return strings.Join(w.links, " + ")
}
