package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// run measures over one graph after the other and writes the report.
func run(ctx context.Context, o options) (err error) {
	w, err := newWorkshop(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	r := &report{date: time.Now(), facts: machine()}
	for _, src := range o.sources() {
		set, err := w.measure(ctx, src)
		if err != nil {
			return fmt.Errorf("%s: %w", src.name, err)
		}
		r.sets = append(r.sets, set)
	}
	if o.out == "-" {
		_, err = fmt.Print(r.markdown())
		return err
	}
	if err := os.MkdirAll(filepath.Dir(o.out), 0o755); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "bench: the table is in", o.out)
	return os.WriteFile(o.out, []byte(r.markdown()), 0o644)
}

// measure measures over one graph.
func (w *workshop) measure(ctx context.Context, src source) (_ *dataset, err error) {
	stage, err := w.set(ctx, src)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stage.Close()) }()
	reference, ok := stage.reference()
	if !ok {
		return nil, fmt.Errorf("one of %s and %s must be measured: the others are compared with it", embedded, overNeo4j)
	}
	s, err := take(ctx, reference)
	if err != nil {
		return nil, err
	}
	set := &dataset{title: src.title}
	for i := range questions {
		q := &questions[i]
		if len(w.questions) > 0 && !slices.Contains(w.questions, q.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "bench: %s, %s: %s\n", src.name, q.name, q.title)
		results, err := stage.question(ctx, q, s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.name, err)
		}
		set.results = append(set.results, answered{q, results})
	}
	set.memory = stage.memory()
	return set, nil
}

// reference is the target that the others are compared with.
func (s *stage) reference() (*graphqlTarget, bool) {
	for _, t := range s.targets {
		if g, ok := t.(*graphqlTarget); ok && g.title != neo4jGraphQL {
			return g, true
		}
	}
	return nil, false
}

// asked is how many different requests there are of one question, and compared how many of them are compared: fewer where
// that takes longer than comparing, but one at least.
const (
	asked     = 200
	compared  = 10
	comparing = 20 * time.Second
)

// comparisons counts as many comparisons as are made.
func comparisons(yield func(i int) bool) {
	began := time.Now()
	for i := 0; i < compared && (i == 0 || time.Since(began) < comparing) && yield(i); i++ {
	}
}

// written is how many different requests there are of a question that writes: more than anybody makes in a run.
const written = 40_000

// question compares the answers of all targets to a question and then measures them.
func (s *stage) question(ctx context.Context, q *question, from *sample) ([]result, error) {
	var askers []*asker
	defer func() {
		for _, a := range askers {
			a.end()
		}
	}()
	for _, t := range s.targets {
		if q.writes && (t.name() == uncached || s.named && t.name() != embedded) {
			continue
		}
		a, err := s.prepare(ctx, t, q, from)
		if err != nil {
			return nil, err
		}
		askers = append(askers, a)
	}
	if len(askers) == 0 {
		return nil, nil
	}
	if err := compare(ctx, q, askers); err != nil {
		return nil, err
	}
	size, err := askers[0].size(ctx)
	if err != nil {
		return nil, err
	}
	if s.wants(floor) {
		t, err := newFloorTarget(ctx, s.self, size)
		if err != nil {
			return nil, err
		}
		defer t.Close() // nothing is lost with it
		a, err := s.prepare(ctx, t, q, from)
		if err != nil {
			return nil, err
		}
		askers = append(askers, a)
	}
	var results []result
	for _, group := range together(q, askers) {
		r, err := s.turns(ctx, group)
		if err != nil {
			return nil, err
		}
		results = append(results, r...)
	}
	return results, nil
}

// together are the askers that take turns: all, but for writing those that write to the Neo4j behind goldenthread's back
// come after the others, because a server that keeps the graph in memory would notice and load it anew.
func together(q *question, askers []*asker) [][]*asker {
	if !q.writes {
		return [][]*asker{askers}
	}
	var ours, others []*asker
	for _, a := range askers {
		if a.name() == overBolt || a.name() == neo4jGraphQL {
			others = append(others, a)
		} else {
			ours = append(ours, a)
		}
	}
	return [][]*asker{ours, others}
}

// dice decide the same in each run.
func dice() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// prepare makes a target ready to be asked a question. All targets are asked with the same values, unless it writes.
func (s *stage) prepare(ctx context.Context, t target, q *question, from *sample) (*asker, error) {
	d := dice()
	values := make([]map[string]any, asked)
	if q.writes {
		values = make([]map[string]any, written)
	}
	for i := range values {
		values[i] = q.values(from, d)
	}
	a, err := newAsker(ctx, t)
	if err != nil {
		return nil, err
	}
	a.requests, err = t.prepare(q, values)
	return a, err
}

// compare refuses to go on if a target answers otherwise than the first one. One that does not answer at all is not
// measured, unless it is the first.
func compare(ctx context.Context, q *question, askers []*asker) error {
	for i := range comparisons {
		var first []any
		for k, a := range askers {
			if a.failed != "" {
				continue
			}
			answer, err := a.connections[0].answer(ctx, a.request())
			switch {
			case err != nil && (k == 0 || ctx.Err() != nil):
				return fmt.Errorf("%s: %w", a.name(), err)
			case err != nil:
				a.failed = fmt.Sprintf("before anything was timed, it %v", err)
			case k == 0:
				first = answer
			default:
				if err := q.same(first, answer); err != nil {
					return fmt.Errorf("%s and %s, request %d: %w", askers[0].name(), a.name(), i+1, err)
				}
			}
		}
	}
	return nil
}

// size is the median size of a target's answers.
func (a *asker) size(ctx context.Context) (int, error) {
	var sizes []int
	for range comparisons {
		size, err := a.connections[0].ask(ctx, a.request())
		if err != nil {
			return 0, fmt.Errorf("%s: %w", a.name(), err)
		}
		sizes = append(sizes, size)
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2], nil
}

// memory is that of all processes.
func (s *stage) memory() []used {
	var out []used
	add := func(p *process, name string) {
		if p != nil {
			now, most := p.memory()
			out = append(out, used{name, now, most})
		}
	}
	for _, t := range s.targets {
		server, _ := t.processes()
		add(server, t.name())
	}
	add(s.database, "Neo4j")
	return out
}
