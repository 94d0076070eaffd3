package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// A report is what a run found out.
type report struct {
	date  time.Time
	facts []string
	sets  []*dataset
}

// A dataset is a graph that was asked about.
type dataset struct {
	title   string
	results []answered
	memory  []used
}

// answered is what was measured of one question.
type answered struct {
	*question
	results []result
}

// used is the memory of a process.
type used struct {
	name      string
	now, most int64
}

// markdown is the report as tables.
func (r *report) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Measured on %s\n\n", r.date.Format("2 January 2006"))
	for _, fact := range r.facts {
		fmt.Fprintf(&b, "- %s\n", fact)
	}
	fmt.Fprintf(&b, `
Load generator, servers and database shared the machine, in turns; answers were compared first. Ratios within a table
mean more than times do. Times are in milliseconds with one asker, rates in answers a second with one and with %d, processor
time in milliseconds an answer with %d.

- **embedded**, **neo4j**, **resident**: goldenthread over HTTP, on its own store, on Neo4j, and on Neo4j with the graph
  in memory. The first and the last give most answers again that they gave before: 200 different requests of each question
  come round
- **uncached**: the embedded store making every answer anew
- **bolt**: statements written by hand, by the Go driver, without HTTP and without GraphQL
- **neo4j-graphql**: @neo4j/graphql with Apollo Server on the same Neo4j, with the hand-written statements where its own
  fields do not answer the question
- **floor**: net/http sending a ready answer of the size of the embedded store's
`, many, many)
	for _, s := range r.sets {
		s.write(&b)
	}
	return b.String()
}

func (s *dataset) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n", s.title)
	for _, q := range s.results {
		fmt.Fprintf(b, "\n### %s: %s\n\n", strings.ToUpper(q.name), q.title)
		b.WriteString("| | p50 | p95 | p99 | rate, 1 | rate, 16 | p99, 16 | server CPU | database CPU | bytes |\n|---|---|---|---|---|---|---|---|---|---|\n")
		for i := range q.results {
			q.results[i].write(b)
		}
		for i := range q.results {
			if r := &q.results[i]; r.failed != "" {
				fmt.Fprintf(b, "\n%s was not measured to the end: %s\n", r.target, strings.Join(strings.Fields(r.failed), " "))
			}
		}
	}
	s.ratios(b)
	b.WriteString("\n### Memory\n\n| process | now, MiB | most, MiB |\n|---|---|---|\n")
	for _, u := range s.memory {
		fmt.Fprintf(b, "| %s | %s | %s |\n", u.name, mebibytes(u.now), mebibytes(u.most))
	}
}

func (r *result) write(b *strings.Builder) {
	p := func(l *load, share float64) string { return milliseconds(quantile(l.times, share)) }
	fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", r.target,
		p(&r.one, 0.5), p(&r.one, 0.95), p(&r.one, 0.99), rate(r.one.rate()), rate(r.many.rate()), p(&r.many, 0.99),
		milliseconds(r.many.each(r.many.server)), milliseconds(r.many.each(r.many.database)), count(r.size))
}

// pairs are the targets that are set against each other.
var pairs = []struct{ a, b string }{
	{embedded, floor}, {uncached, floor}, {embedded, neo4jGraphQL}, {resident, neo4jGraphQL}, {overNeo4j, overBolt}, {overNeo4j, neo4jGraphQL},
}

// ratios sets rates against each other: by many askers, or by one where that was too slow.
func (s *dataset) ratios(b *strings.Builder) {
	var head, rule strings.Builder
	var shown []int
	for i, p := range pairs {
		if s.has(p.a) && s.has(p.b) {
			shown = append(shown, i)
			fmt.Fprintf(&head, " %s / %s |", p.a, p.b)
			rule.WriteString("---|")
		}
	}
	if len(shown) == 0 {
		return
	}
	fmt.Fprintf(b, "\n### Rates set against each other\n\n| |%s\n|---|%s\n", head.String(), rule.String())
	logs, n := make([]float64, len(pairs)), make([]int, len(pairs))
	for _, q := range s.results {
		fmt.Fprintf(b, "| %s |", strings.ToUpper(q.name))
		for _, i := range shown {
			ratio := q.ratio(pairs[i].a, pairs[i].b)
			if ratio > 0 {
				logs[i], n[i] = logs[i]+math.Log(ratio), n[i]+1
			}
			fmt.Fprintf(b, " %s |", times(ratio))
		}
		b.WriteString("\n")
	}
	b.WriteString("| geometric mean |")
	for _, i := range shown {
		mean := 0.0
		if n[i] > 0 {
			mean = math.Exp(logs[i] / float64(n[i]))
		}
		fmt.Fprintf(b, " %s |", times(mean))
	}
	b.WriteString("\n")
}

func (s *dataset) has(target string) bool {
	for _, q := range s.results {
		if q.of(target) != nil {
			return true
		}
	}
	return false
}

func (q *answered) of(target string) *result {
	for i := range q.results {
		if q.results[i].target == target {
			return &q.results[i]
		}
	}
	return nil
}

// ratio is how much faster one target is than another; 0 if that is not known.
func (q *answered) ratio(a, b string) float64 {
	x, y := q.of(a), q.of(b)
	switch {
	case x == nil || y == nil:
		return 0
	case x.many.rate() > 0 && y.many.rate() > 0:
		return x.many.rate() / y.many.rate()
	case y.one.rate() > 0:
		return x.one.rate() / y.one.rate()
	}
	return 0
}

const none = "–"

func milliseconds(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case d == 0:
		return none
	case ms < 1:
		return fmt.Sprintf("%.3f", ms)
	case ms < 100:
		return fmt.Sprintf("%.1f", ms)
	}
	return fmt.Sprintf("%.0f", ms)
}

func rate(r float64) string {
	switch {
	case r == 0:
		return none
	case r < 10:
		return fmt.Sprintf("%.2f", r)
	}
	return fmt.Sprintf("%.0f", r)
}

func times(r float64) string {
	switch {
	case r == 0:
		return none
	case r < 0.1:
		return fmt.Sprintf("%.4f", r)
	case r < 10:
		return fmt.Sprintf("%.2f", r)
	}
	return fmt.Sprintf("%.0f", r)
}

func count(n int) string {
	if n == 0 {
		return none
	}
	return fmt.Sprint(n)
}

func mebibytes(n int64) string {
	if n == 0 {
		return none
	}
	return fmt.Sprint(n >> 20)
}
