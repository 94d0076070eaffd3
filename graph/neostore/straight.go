package neostore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A climb is one step of a straight thread, seen in the direction in which ranks rise: along the links, or against them.
type climb struct {
	direction graph.Direction
	relations graph.RelationSet
	// to are the kinds that it may lead to.
	to graph.KindSet
}

// climbOn makes all ways to rise one step longer, in each way that the catalogue lets the relations join kinds. There are
// few: nearly all links lead towards purpose, so only a first step may go against them. What would lead nowhere is in none.
func climbOn(ways [][]climb, relations graph.RelationSet) [][]climb {
	var longer [][]climb
	for _, way := range ways {
		from := graph.Kinds(graph.AllKinds...)
		if len(way) > 0 {
			from = way[len(way)-1].to
		}
		for _, direction := range []graph.Direction{graph.Out, graph.In} {
			if next := climbFrom(from, relations, direction); next.relations != 0 {
				longer = append(longer, append(slices.Clip(way), next))
			}
		}
	}
	return longer
}

// climbFrom is the step up from some kinds.
func climbFrom(kinds graph.KindSet, relations graph.RelationSet, direction graph.Direction) climb {
	out := climb{direction: direction}
	for _, r := range graph.AllRelations {
		info := r.Info()
		below, above := info.From, info.To
		if direction == graph.In {
			below, above = above, below
		}
		if !relations.Has(r) || below&kinds == 0 || rankOf(below) >= rankOf(above) {
			continue
		}
		out.relations |= graph.Relations(r)
		out.to |= above
	}
	return out
}

// rankOf is the highest rank of some kinds. Those at an end of a relation are all above those at its other end, or none is.
func rankOf(kinds graph.KindSet) int {
	rank := 0
	for _, k := range graph.AllKinds {
		if kinds.Has(k) {
			rank = max(rank, k.Info().Rank)
		}
	}
	return rank
}

// straightThreads writes the subquery that finds the straight threads of one length: those that rise, and those that fall.
// Each is followed upwards, link by link, if its lower end is known: a node has few links to what it serves, and may have
// very many to what serves it.
func (c *compiler) straightThreads(t *trail, nodes []string) {
	length := len(nodes) - 1
	scope := []string{nodes[0]}
	if t.tos != "" {
		scope = append(scope, nodes[length])
	}
	c.call(scope, func() {
		for i, way := range t.climbs {
			if i > 0 {
				c.line("UNION ALL")
			}
			c.straightThread(t, nodes, way, false)
			c.line("UNION ALL")
			c.straightThread(t, nodes, way, true)
		}
	})
}

// straightThread writes one way to rise, or to fall, as links one after the other.
func (c *compiler) straightThread(t *trail, nodes []string, climbs []climb, falls bool) {
	length := len(climbs)
	w := c.wayOf(length)
	done, ends := &way{}, slices.Clone(nodes)
	if t.tos != "" && length > 1 {
		// The planner would rather come from the other end, which may be a hub, if the pattern named it.
		last := length
		if falls {
			last = 0
		}
		ends[last] = c.name("e")
	}
	for i := range length {
		at, up := i, i // the place of the link in the thread, and in the climb
		switch {
		case falls && t.tos != "":
			at = length - 1 - i
		case falls:
			up = length - 1 - i
		}
		done.single, done.links = append(done.single, w.single[at]), append(done.links, w.links[at])
		if i > 0 {
			c.line("WITH *")
		}
		conditions := c.straightConditions(t, done, w.single[at])
		if i == length-1 {
			conditions = append(conditions, t.ending(nodes, ends)...)
		}
		c.line("MATCH (%s)%s(%s) WHERE %s", ends[at], climbs[up].arrow(w.single[at], falls), ends[at+1], strings.Join(conditions, " AND "))
	}
	c.line("RETURN [%s] AS ns, %s AS rs, %s AS b", strings.Join(nodes, ", "), w.allLinks(), w.basis(c))
}

// arrow is the step as a pattern between two nodes.
func (s *climb) arrow(link string, falls bool) string {
	direction := graph.Out
	if (s.direction == graph.In) != falls {
		direction = graph.In
	}
	left, right := arrow(direction)
	return fmt.Sprintf("%s[%s:%s]%s", left, link, typesOf(s.relations), right)
}

// straightConditions are what must hold of a link: it counts, and is row-true with those before it.
func (c *compiler) straightConditions(t *trail, done *way, link string) []string {
	conditions := []string{t.counts(link)}
	if !t.AcrossRows && len(done.single) > 1 {
		conditions = append(conditions, done.rowTruth(c))
	}
	return conditions
}

// ending are the conditions that a thread ends where it should.
func (t *trail) ending(nodes, ends []string) []string {
	var conditions []string
	for i := range nodes {
		if nodes[i] != ends[i] {
			conditions = append(conditions, ends[i]+" = "+nodes[i])
		}
	}
	if t.kinds != "" {
		conditions = append(conditions, t.endsIn(nodes))
	}
	return conditions
}
