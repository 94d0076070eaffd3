package graphtest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// A question is one of the questions of a View, with the way its answer is written down.
type question struct {
	name string
	// value is what is asked, for messages.
	value any
	check func() error
	ask   func(ctx context.Context, v graph.View) (string, error)
}

func walkQuestion(w graph.Walk) question {
	return question{"Walk", w, w.Check, func(ctx context.Context, v graph.View) (string, error) {
		page, err := v.Walk(ctx, w)
		return rendered(err, func(r *rendering) { r.walk(page, &w) })
	}}
}

func lookupQuestion(l graph.Lookup) question {
	return question{"Lookup", l, l.Check, func(ctx context.Context, v graph.View) (string, error) {
		answer, err := v.Lookup(ctx, l)
		return rendered(err, func(r *rendering) { r.lookup(answer, &l) })
	}}
}

func linksQuestion(w graph.LinkWalk) question {
	return question{"Links", w, w.Check, func(ctx context.Context, v graph.View) (string, error) {
		page, err := v.Links(ctx, w)
		return rendered(err, func(r *rendering) { r.linkPage(page, w.Want, &w.Select, nil) })
	}}
}

func tallyQuestion(t graph.Tally) question {
	return question{"Tally", t, t.Check, func(ctx context.Context, v graph.View) (string, error) {
		m, err := v.Tally(ctx, t)
		return rendered(err, func(r *rendering) { r.matrix(m, &t) })
	}}
}

func pathsQuestion(p graph.PathQuery) question {
	return question{"Paths", p, p.Check, func(ctx context.Context, v graph.View) (string, error) {
		threads, err := v.Paths(ctx, p)
		return rendered(err, func(r *rendering) {
			for i := range threads {
				r.thread(&threads[i], &p)
			}
		})
	}}
}

func searchQuestion(s graph.SearchQuery) question {
	return question{"Search", s, s.Check, func(ctx context.Context, v graph.View) (string, error) {
		page, err := v.Search(ctx, s)
		return rendered(err, func(r *rendering) {
			r.nodePage(&page.NodePage, &s.Want, &s.Select, func(*graph.NodeEdge) {})
			r.line("kinds %v", page.Kinds)
		})
	}}
}

func quartersQuestion(plan graph.ID) question {
	return question{"Quarters", plan, func() error { return nil }, func(ctx context.Context, v graph.View) (string, error) {
		quarters, err := v.Quarters(ctx, plan)
		return rendered(err, func(r *rendering) { r.line("%v", quarters) })
	}}
}

// rendered writes an answer down; an error counts as an answer by its kind.
func rendered(err error, write func(*rendering)) (string, error) {
	for _, kind := range []error{graph.ErrInvalid, graph.ErrNotFound, graph.ErrTooLarge} {
		if errors.Is(err, kind) {
			return "error: " + kind.Error() + "\n", nil
		}
	}
	if err != nil {
		return "", err
	}
	return render(write), nil
}

// compare asks both views and fails with the first line in which their answers differ.
func (q question) compare(t *testing.T, want, got graph.View) bool {
	t.Helper()
	if err := q.check(); err != nil {
		t.Errorf("the random question is not valid: %v\n%s", err, q)
		return false
	}
	a, err := q.ask(t.Context(), want)
	if err != nil {
		t.Errorf("the first answers %v to\n%s", err, q)
		return false
	}
	b, err := q.ask(t.Context(), got)
	if err != nil {
		t.Errorf("the second answers %v to\n%s", err, q)
		return false
	}
	if a != b {
		t.Errorf("%s\n%s", q, difference(a, b))
	}
	return a == b
}

func (q question) String() string { return fmt.Sprintf("%s %+v", q.name, q.value) }

// difference shows where two texts part, with a few lines before.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	show := func(lines []string) string { return strings.Join(lines[min(i, len(lines)):min(i+4, len(lines))], "\n") }
	return fmt.Sprintf("alike so far:\n%s\nwant:\n%s\ngot:\n%s", strings.Join(a[max(0, i-6):i], "\n"), show(a), show(b))
}

// Dump reads everything that a store holds: all nodes and links, rejected ones too.
func Dump(ctx context.Context, s graph.Store) (nodes []*graph.Node, links []*graph.Link, err error) {
	v, err := s.View(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	return DumpView(ctx, v)
}

// DumpView reads everything that a view holds.
func DumpView(ctx context.Context, v graph.View) (nodes []*graph.Node, links []*graph.Link, err error) {
	const all = 1 << 30
	for _, k := range graph.AllKinds {
		page, err := v.Walk(ctx, graph.Walk{Kind: k, Page: graph.Page{Limit: all}, Select: graph.Selection{Evidence: true}})
		if err != nil {
			return nil, nil, err
		}
		for _, e := range page.Edges {
			nodes = append(nodes, e.To.Node)
		}
	}
	page, err := v.Links(ctx, graph.LinkWalk{States: graph.AllLinkStates, Page: graph.Page{Limit: all}, Select: graph.LinkSelection{Evidence: true}})
	if err != nil {
		return nil, nil, err
	}
	for _, e := range page.Edges {
		links = append(links, e.Link.Link)
	}
	return nodes, links, nil
}
