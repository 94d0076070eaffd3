package neostore_test

import (
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

// byHand is what people do in Cypher, with what the findings say of it.
var byHand = []struct{ cypher, problem string }{
	{"CREATE (:Entity:Action {id: 'action:bare', kind: 'ACTION', title: 'Bare', position: 9, revision: 1})", "without evidence"},
	{"CREATE (:Gadget {id: 'gadget:1'})", "none of the labels"},
	{"CREATE (:Action {title: 'No entity'})", "without :Entity"},
	{"CREATE (:Entity:Action {id: 'action:untitled'})", "without the property"},
	{"CREATE (:Entity:Action)", "without the property"},
	{"CREATE (:Entity:Theme {id: 'action:odd', kind: 'SITE', title: 'Odd', position: 1, revision: 1})", "do not agree"},
	{"MATCH (a:Action {id: 'action:1'}), (p:Priority {id: 'priority:1'}) CREATE (p)-[:SERVES {basis: 2, id: 'x'}]->(a)", "wrong kind"},
	{"MATCH (a:Action {id: 'action:1'}), (p:Priority {id: 'priority:1'}) CREATE (a)-[:SERVES]->(p)", "without the property id"},
	{"MATCH (a:Action {id: 'action:1'}), (p:Priority {id: 'priority:1'}) CREATE (a)-[:LIKES]->(p)", "not known"},
	{"MATCH (a:Action {id: 'action:2'}) REMOVE a.kind, a.titleFold, a.titleWords", "words for comparing"},
	{"MATCH (:Action {id: 'action:2'})-[r:SERVES]->() SET r.id = 'link:other'", "does not name"},
	{"MATCH (:Action {id: 'action:3'})-[r:SERVES]->() REMOVE r.basis", "without the property id, basis"},
	{"MATCH (a:Action {id: 'action:4'}) SET a.position = 'first', a.evidence = 'not JSON', a.own = 7", ""},
}

func TestChangesByHandAreListedAndHarmNothing(t *testing.T) {
	s := neostoretest.Open(t)
	fill(t, s, 20)
	var problems []string
	for _, x := range byHand {
		if _, err := s.Raw(t.Context(), x.cypher, nil); err != nil {
			t.Fatalf("%s: %v", x.cypher, err)
		}
	}
	findings, err := s.Foreign(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		problems = append(problems, f.Problem)
	}
	all := strings.Join(problems, "\n")
	for _, x := range byHand {
		if !strings.Contains(all, x.problem) {
			t.Errorf("%s is not found: the findings are\n%s", x.cypher, all)
		}
	}
	api := gql.New(s, gql.Options{})
	for _, q := range apiQuestions {
		r := gql.Request{Query: q.document}
		if q.list != "" {
			r.Variables = cursorsOf(t, api, q.list)
		}
		if answer := api.Execute(t.Context(), r); len(answer.Codes) > 0 {
			t.Errorf("%s: %s", q.name, answer.Body)
		}
	}
}

// Texts come back as they were written, whatever Cypher would make of them.
func TestNastyTextsAreKept(t *testing.T) {
	s := neostoretest.Open(t)
	c := graph.Changes{Actor: "test'`", Reason: nasty[6]}
	for i, text := range nasty {
		c.Put = append(c.Put, graph.Node{ID: id(graph.KindSite, i), Kind: graph.KindSite, Title: text, Position: i + 1})
	}
	if _, err := s.Apply(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	v, err := s.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range nasty {
		page, err := v.Walk(t.Context(), graph.Walk{
			Kind: graph.KindSite, Page: graph.Page{Limit: 5},
			Where: graph.Compare{Field: graph.FieldTitle, Op: graph.OpEq, Values: []graph.Value{graph.Text(text)}},
		})
		if err != nil || len(page.Edges) != 1 || page.Edges[0].To.Node.ID != id(graph.KindSite, i) {
			t.Errorf("by the title %q: %v, %v", text, page, err)
		}
	}
}
