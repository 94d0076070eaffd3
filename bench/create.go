package main

import (
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// created counts what is made in this run, and token tells it from what others made.
var (
	created int
	token   = strings.ToLower(rand.Text()[:6])
)

// create makes an action that there is none of yet, in the forms that targets take it in: as goldenthread's input, as
// properties and links of Neo4j, and as @neo4j/graphql's input.
func create(s *sample, d *mathrand.Rand) map[string]any {
	created++
	title := fmt.Sprintf("Measured %s %d", token, created)
	id := graph.NodeID(graph.KindAction, "measured-by-hand-"+graph.Slug(title))
	first := d.IntN(len(s.priorities))
	second := (first + 1 + d.IntN(len(s.priorities)-1)) % len(s.priorities)
	priorities, partner := []string{s.priorities[first].id, s.priorities[second].id}, pick(d, s.partners).id
	node := map[string]any{
		"id": string(id), "kind": graph.KindAction.String(), "title": title, "titleFold": graph.Fold(title), "titleWords": graph.Words(title),
		"position": created, "revision": 0,
	}
	links := func(r graph.Relation, to ...string) (statement []map[string]any, input []map[string]any) {
		for _, end := range to {
			link := string(graph.LinkID(r, id, graph.ID(end)))
			statement = append(statement, map[string]any{"id": link, "to": end})
			input = append(input, map[string]any{
				"where": map[string]any{"node": map[string]any{"id": map[string]any{"eq": end}}}, "edge": map[string]any{"id": link, "basis": 1, "revision": 0},
			})
		}
		return statement, input
	}
	serves, toPriorities := links(graph.RelationServes, priorities...)
	involves, toPartners := links(graph.RelationInvolves, partner)
	input := map[string]any{"priorities": map[string]any{"connect": toPriorities}, "partners": map[string]any{"connect": toPartners}}
	for name, value := range node {
		input[name] = value
	}
	return map[string]any{
		"title": title, "priorities": priorities, "partners": []string{partner},
		"node": node, "serves": serves, "involves": involves, "input": []any{input},
	}
}
