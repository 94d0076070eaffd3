package main

import (
	"context"
	"fmt"
	"strings"
)

// A sample is what there is to ask about.
type sample struct{ actions, priorities, themes, partners []sampled }

// A sampled node is one that questions may name.
type sampled struct{ id, title string }

// The sizes of a sample: from so many plans so many actions each.
const (
	sampledPlans   = 50
	sampledActions = 10
)

// take asks a server for a sample: actions of plans all over the graph, priorities that have promises, and the themes.
func take(ctx context.Context, t *graphqlTarget) (*sample, error) {
	c, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	ask := func(query string) ([]sampled, error) {
		requests, err := (&graphqlTarget{address: t.address, document: func(*question) string { return query }}).prepare(nil, []map[string]any{{}})
		if err != nil {
			return nil, err
		}
		list, err := c.answer(ctx, requests[0])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", query, err)
		}
		var out []sampled
		for _, n := range list {
			m, _ := n.(map[string]any)
			id, _ := m["id"].(string)
			title, _ := m["title"].(string)
			out = append(out, sampled{id, title})
		}
		return out, nil
	}
	s := &sample{}
	if s.themes, err = ask(`{ themes(first: 500) { nodes { id title } } }`); err != nil {
		return nil, err
	}
	if s.priorities, err = ask(`{ priorities(first: 500, where: { promises: { some: {} } }) { nodes { id title } } }`); err != nil {
		return nil, err
	}
	if s.partners, err = ask(`{ partners(first: 500) { nodes { id title } } }`); err != nil {
		return nil, err
	}
	plans, err := ask(`{ plans(first: 500) { nodes { id title } } }`)
	if err != nil {
		return nil, err
	}
	for i := range min(sampledPlans, len(plans)) {
		plan := plans[i*len(plans)/min(sampledPlans, len(plans))]
		actions, err := ask(fmt.Sprintf(`{ actions(first: %d, where: { plan: %q }) { nodes { id title } } }`, sampledActions, plan.id))
		if err != nil {
			return nil, err
		}
		s.actions = append(s.actions, actions...)
	}
	if len(s.actions)*len(s.themes)*len(s.partners) == 0 || len(s.priorities) < 2 {
		return nil, fmt.Errorf("there is too little to ask about: %d actions, %d priorities, %d themes, %d partners", len(s.actions), len(s.priorities), len(s.themes), len(s.partners))
	}
	return s, nil
}

// ready reports whether a line of goldenthread's output names its address, and which that is.
func ready(line string) (address string, ok bool) {
	_, address, ok = strings.Cut(line, "GraphQL ")
	return strings.TrimSpace(address), ok
}
