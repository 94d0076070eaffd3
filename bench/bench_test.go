package main

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestMain lets the test binary be the server that only sends, as the program is.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == floorVerb {
		exit(serveFloor(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// A whole run over the sample plan, as short as can be: all targets but the one that has to be installed answer all
// questions, and answer the same.
func TestARunOverTheSamplePlan(t *testing.T) {
	neostoretest.Open(t) // empties the Neo4j, and keeps others away from it
	out := filepath.Join(t.TempDir(), "table.md")
	o, err := parse([]string{"--actions", "0", "--targets", "embedded,uncached,neo4j,resident,bolt,floor", "--warm", "1ms", "--slice", "1ms", "--rounds", "1", "--out", out})
	if err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "not measured to the end") {
		t.Errorf("a target failed:\n%s", b)
	}
	for _, q := range questions {
		_, section, _ := strings.Cut(string(b), "### "+strings.ToUpper(q.name)+": ")
		section, _, _ = strings.Cut(section, "\n### ")
		if rows := strings.Count(section, "\n| "); rows != 1+len(o.targets) && !(q.writes && rows >= 2) {
			t.Errorf("%s has %d rows:\n%s", q.name, rows, section)
		}
	}
}

func TestQuantilesAreTimesThatWereMeasured(t *testing.T) {
	times := []time.Duration{4, 1, 3, 2, 5, 10, 9, 8, 7, 6}
	for share, want := range map[float64]time.Duration{0: 1, 0.1: 1, 0.5: 5, 0.51: 6, 0.95: 10, 0.99: 10, 1: 10} {
		if got := quantile(times, share); got != want {
			t.Errorf("%v of ten is %d, want %d", share, got, want)
		}
	}
	if quantile(nil, 0.5) != 0 {
		t.Error("of nothing there is no median")
	}
}

func TestAnswersAreReadThroughConnections(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{`{"data":{"actions":{"nodes":[{"id":"a","partners":{"nodes":[{"id":"p"}]}}]}}}`, `[{"id":"a","partners":[{"id":"p"}]}]`},
		{`{"data":{"search":{"edges":[{"score":1,"node":{"id":"a"}}]}}}`, `[{"node":{"id":"a"},"score":1}]`},
		{`{"data":{"action":{"id":"a"}}}`, `[{"id":"a"}]`},
		{`{"data":{"action":null}}`, `null`},
	} {
		got, err := decode([]byte(c.body))
		if err != nil || asText(got) != c.want {
			t.Errorf("%s: %s, %v", c.body, asText(got), err)
		}
	}
	for _, body := range []string{`{"errors":[{"message":"no"}],"data":{"action":null}}`, `{}`, `<html>`} {
		if got, err := decode([]byte(body)); err == nil {
			t.Errorf("%s: %v", body, got)
		}
	}
}

// answer is JSON as a list.
func answer(t *testing.T, text string) (list []any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAnswersThatDifferAreNoticed(t *testing.T) {
	for _, c := range []struct {
		name, question, a, b string
		same                 bool
	}{
		{"equal", "q1", `[{"id":"a","title":"A"}]`, `[{"title":"A","id":"a"}]`, true},
		{"another title", "q1", `[{"id":"a","title":"A"}]`, `[{"id":"a","title":"B"}]`, false},
		{"another order", "q2", `[{"id":"a"},{"id":"b"}]`, `[{"id":"b"},{"id":"a"}]`, false},
		{"one is missing", "q2", `[{"id":"a"}]`, `[]`, false},
		{"a matrix and its cells", "q6", `[{"rows":[{"key":"p1"},{"key":"p2"}],"columns":[{"key":"t"}],"counts":[[3],[0]]}]`, `[{"row":"p1","column":"t","count":3}]`, true},
		{"another count", "q6", `[{"rows":[{"key":"p1"}],"columns":[{"key":"t"}],"counts":[[3]]}]`, `[{"row":"p1","column":"t","count":2}]`, false},
		{"another way that is as short", "q9", `[{"length":2,"steps":[{"entity":{"id":"m"}},{"entity":{"id":"t"}}]}]`, `[{"length":2,"steps":[{"entity":{"id":"n"}},{"entity":{"id":"t"}}]}]`, true},
		{"a longer way", "q9", `[{"length":1,"steps":[{"entity":{"id":"t"}}]}]`, `[{"length":2,"steps":[{"entity":{"id":"n"}},{"entity":{"id":"t"}}]}]`, false},
		{"no way at all", "q9", `[]`, `[{"length":1,"steps":[{"entity":{"id":"t"}}]}]`, false},
		{"what was made", "m1", `[{"action":{"title":"Measured x 1"},"userErrors":[]}]`, `[{"actions":[{"title":"Measured x 2"}]}]`, true},
		{"what was not made", "m1", `[{"action":null,"userErrors":[{"message":"no"}]}]`, `[{"actions":[{"title":"Measured x 2"}]}]`, false},
	} {
		q := &questions[slices.IndexFunc(questions, func(q question) bool { return q.name == c.question })]
		if err := q.same(answer(t, c.a), answer(t, c.b)); (err == nil) != c.same {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// sampledGraph is a sample of little.
func sampledGraph() *sample {
	return &sample{
		actions: []sampled{{"action:a", "Review the bridges"}, {"action:b", "Do it"}}, priorities: []sampled{{"priority:1", "One"}, {"priority:2", "Two"}},
		themes: []sampled{{"theme:t", "Place"}}, partners: []sampled{{"partner:p", "The College"}},
	}
}

// Every value that a text names is made, whatever the target.
func TestValuesAreThereForAllTexts(t *testing.T) {
	d := dice()
	for i := range questions {
		q := &questions[i]
		values := q.values(sampledGraph(), d)
		for _, text := range []string{q.graphql, q.cypher, q.peer} {
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("$abcdefghijklmnopqrstuvwxyz", r) }) {
				name, ok := strings.CutPrefix(word, "$")
				if _, made := sent(text, values)[name]; ok && !made {
					t.Errorf("%s has no value for $%s", q.name, name)
				}
			}
		}
	}
}

func TestEveryActionMadeIsAnotherOne(t *testing.T) {
	d := dice()
	first, second := create(sampledGraph(), d), create(sampledGraph(), d)
	if first["title"] == second["title"] || reflect.DeepEqual(first["node"], second["node"]) {
		t.Errorf("%v twice", first["title"])
	}
	if p := first["priorities"].([]string); len(p) != 2 || p[0] == p[1] {
		t.Errorf("its priorities are %v", p)
	}
}

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, args := range [][]string{{"--targets", "mysql"}, {"--questions", "q99"}, {"--slice", "0s"}, {"--warm", "0s"}, {"--rounds", "0"}, {"now"}, {"--what"}} {
		if _, err := parse(args); err == nil {
			t.Errorf("%v are taken", args)
		}
	}
}

func TestTheReport(t *testing.T) {
	load := func(n int, each time.Duration) load {
		l := load{took: time.Duration(n) * each, server: time.Duration(n) * each / 2}
		for i := range n {
			l.times = append(l.times, each+time.Duration(i)*time.Microsecond)
		}
		return l
	}
	r := &report{date: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), facts: []string{"a machine"}, sets: []*dataset{{
		title: "A plan",
		results: []answered{
			{&questions[0], []result{
				{embedded, load(100, time.Millisecond), load(1000, 300*time.Microsecond), 1200, ""},
				{neo4jGraphQL, load(10, 20*time.Millisecond), load(20, 10*time.Millisecond), 1100, ""},
				{floor, load(100, 100*time.Microsecond), load(1000, 50*time.Microsecond), 1200, ""},
			}},
			{&questions[5], []result{
				{embedded, load(100, time.Millisecond), load(1000, time.Millisecond), 300, ""},
				{neo4jGraphQL, load(2, 3*time.Second), load(0, 0), 300, ""},
				{overNeo4j, load(3, time.Second), load(0, 0), 300, "asked by 16, it answered with a timeout"},
			}},
		},
		memory: []used{{embedded, 50 << 20, 60 << 20}, {"Neo4j", 0, 0}},
	}}}
	golden := filepath.Join("testdata", "report.md")
	if *update {
		if err := os.WriteFile(golden, []byte(r.markdown()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if r.markdown() != string(want) {
		t.Errorf("run with -update if this is right:\n%s", r.markdown())
	}
}

// A target that fails has no more turns, and the report says why.
func TestATargetThatFailsIsNamed(t *testing.T) {
	target, err := newFloorTarget(t.Context(), os.Args[0], largest+1)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	a, err := newAsker(t.Context(), target)
	if err != nil {
		t.Fatal(err)
	}
	defer a.end()
	if a.requests, err = target.prepare(&questions[1], []map[string]any{{}}); err != nil {
		t.Fatal(err)
	}
	o := options{warm: time.Millisecond, slice: time.Millisecond, rounds: 2}
	results, err := o.turns(t.Context(), []*asker{a})
	if err != nil || results[0].target != floor || !strings.Contains(results[0].failed, "asked by 1, it answered with 400") {
		t.Errorf("%+v, %v", results, err)
	}
}

// A server may close a connection that was idle: then it is opened again.
func TestAConnectionThatWasClosedIsOpenedAgain(t *testing.T) {
	target, err := newFloorTarget(t.Context(), os.Args[0], 100)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	requests, err := target.prepare(&questions[1], []map[string]any{{}})
	if err != nil {
		t.Fatal(err)
	}
	c := &httpConnection{address: target.address.Host}
	for range 2 {
		if size, err := c.ask(context.Background(), requests[0]); err != nil || size != 100 {
			t.Errorf("%d bytes, %v", size, err)
		}
		if err := c.conn.Close(); err != nil {
			t.Error(err)
		}
	}
}
