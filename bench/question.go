package main

import (
	"embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// files are the texts of the questions: for goldenthread, for Neo4j, and for @neo4j/graphql.
//
//go:embed questions
var files embed.FS

// A question is one that all targets are asked, each in its language.
type question struct {
	name, title string
	// graphql, cypher and peer are its texts.
	graphql, cypher, peer string
	// values makes the values of one asking; whatever a text does not name is not sent with it.
	values func(s *sample, d *rand.Rand) map[string]any
	// writes is set if it changes the graph: then no two askings may be the same.
	writes bool
	// canonical makes answers of different targets alike where they may differ; nil leaves them as they are.
	canonical func(answer []any) []any
}

// nothing is for questions without values.
func nothing(*sample, *rand.Rand) map[string]any { return map[string]any{} }

// questions are those of the table, in its order.
var questions = withTexts([]question{
	{name: "q1", title: "action by ID with its priorities", values: func(s *sample, d *rand.Rand) map[string]any {
		return map[string]any{"id": pick(d, s.actions).id}
	}},
	{name: "q2", title: "first 50 actions by title, three relations deep", values: nothing},
	{name: "q3", title: "actions serving at least 3 priorities, 20 first, most shared first", values: nothing},
	{name: "q4", title: "partnership actions, first 50", values: func(*sample, *rand.Rand) map[string]any {
		return map[string]any{"stems": plan.DefaultStems}
	}},
	{name: "q5", title: "golden thread of one priority: promises, activities, 10 actions each", values: func(s *sample, d *rand.Rand) map[string]any {
		return map[string]any{"id": pick(d, s.priorities).id}
	}},
	{name: "q6", title: "matrix of priorities and themes, actions counted row-truly", values: nothing, canonical: cells},
	{name: "q7", title: "priorities with no action in a quarter", values: func(_ *sample, d *rand.Rand) map[string]any {
		q := graph.Quarter{Year: "2022/23", Number: 1 + d.IntN(4)}
		return map[string]any{"year": q.Year, "quarter": q.Number, "label": q.Label()}
	}},
	{name: "q8", title: "full text, 10 best", values: search},
	{name: "q9", title: "shortest path from an action to a theme", canonical: lengths, values: func(s *sample, d *rand.Rand) map[string]any {
		return map[string]any{"from": pick(d, s.actions).id, "to": pick(d, s.themes).id}
	}},
	{name: "m1", title: "create an action with two priorities and a partner", writes: true, values: create, canonical: titles},
})

func pick[T any](d *rand.Rand, all []T) T { return all[d.IntN(len(all))] }

// withTexts reads the texts.
func withTexts(questions []question) []question {
	for i := range questions {
		q := &questions[i]
		q.graphql, q.cypher, q.peer = text(q.name+".graphql"), text(q.name+".cypher"), text(q.name+".peer.graphql")
	}
	return questions
}

func text(name string) string {
	b, err := files.ReadFile("questions/" + name)
	if err != nil {
		panic(err) // it is part of the program
	}
	return strings.TrimSpace(string(b))
}

// sent are the values that a text names.
func sent(text string, values map[string]any) map[string]any {
	out := map[string]any{}
	for name, value := range values {
		if strings.Contains(text, "$"+name) {
			out[name] = value
		}
	}
	return out
}

// shortest is how short a word may be that is searched for.
const shortest = 5

// search asks for two words of a title, or for one where there are no two.
func search(s *sample, d *rand.Rand) map[string]any {
	var long []string
	for len(long) == 0 {
		for _, word := range graph.Words(pick(d, s.actions).title) {
			if utf8.RuneCountInString(word) >= shortest {
				long = append(long, word)
			}
		}
	}
	d.Shuffle(len(long), func(i, j int) { long[i], long[j] = long[j], long[i] })
	long = long[:min(2, len(long))]
	var lucene, kinds []string
	for _, word := range long {
		lucene = append(lucene, fmt.Sprintf("+%s*", word))
	}
	for _, k := range graph.AllKinds {
		kinds = append(kinds, k.String())
	}
	return map[string]any{"words": long, "query": strings.Join(long, " "), "lucene": strings.Join(lucene, " "), "kinds": kinds}
}
