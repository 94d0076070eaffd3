package plan

import (
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// where reads a filter on nodes of a kind. What was not given is no condition; null is refused, since it could mean
// anything.
func where(kind graph.Kind, a arguments, name string) (graph.Condition, error) {
	v, given := a[name]
	if !given {
		return nil, nil
	}
	return condition(kind, v, name)
}

func condition(kind graph.Kind, v any, at string) (graph.Condition, error) {
	given, ok := v.(map[string]any)
	if !ok {
		return nil, noNull(at)
	}
	var all graph.All
	// In the order of the names, so that questions of one shape are equal.
	for _, name := range slices.Sorted(maps.Keys(given)) {
		c, err := member(kind, name, given[name], at+"."+name)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	if len(all) == 1 {
		return all[0], nil
	}
	return all, nil
}

func noNull(at string) error {
	return graph.Errorf(graph.ErrInvalid, "%s: null is no condition; leave it out, or ask isNull where a filter has it", at)
}

// member reads one member of a filter.
func member(kind graph.Kind, name string, v any, at string) (graph.Condition, error) {
	if v == nil {
		return nil, noNull(at)
	}
	info := kind.Info()
	switch name {
	case "and", "or":
		return connective(kind, name, v, at)
	case "not":
		c, err := condition(kind, v, at)
		return graph.Not{Of: c}, err
	case "text":
		s, _ := v.(string)
		return graph.Matches{Query: s}, nil
	case "plan":
		id, err := arguments{at: v}.kindID(at, graph.KindPlan)
		return graph.InPlan{Plan: id}, err
	case "schedule":
		return schedule(v, at)
	}
	if r, ok := info.Relation(name); ok {
		return linked(r, v, at)
	}
	f, ok := info.Field(graph.FieldName(name))
	if !ok {
		return nil, graph.Errorf(graph.ErrInvalid, "%s: %s have no such field", at, info.Plural)
	}
	return comparisons(f, v, at)
}

func connective(kind graph.Kind, name string, v any, at string) (graph.Condition, error) {
	var list []graph.Condition
	for _, element := range asList(v) {
		c, err := condition(kind, element, at)
		if err != nil {
			return nil, err
		}
		if c == nil {
			c = graph.All{}
		}
		list = append(list, c)
	}
	if name == "and" {
		return graph.All(list), nil
	}
	return graph.Any(list), nil
}

// schedule reads a ScheduleFilter.
func schedule(v any, at string) (graph.Condition, error) {
	given, _ := v.(map[string]any)
	var all graph.All
	for _, name := range slices.Sorted(maps.Keys(given)) {
		switch v := given[name].(type) {
		case nil:
			return nil, noNull(at + "." + name)
		case bool:
			c := graph.Condition(graph.Scheduled{Unprofiled: true})
			if !v {
				c = graph.Not{Of: c}
			}
			all = append(all, c)
		default:
			quarters, err := quarters(asList(v), at+"."+name)
			if err != nil {
				return nil, err
			}
			all = append(all, graph.Scheduled{Quarters: quarters})
		}
	}
	return all, nil
}

func quarters(list []any, at string) ([]graph.Quarter, error) {
	var out []graph.Quarter
	for _, v := range list {
		q, err := quarter(v, at)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// quarter reads a QuarterInput.
func quarter(v any, at string) (graph.Quarter, error) {
	given, _ := v.(map[string]any)
	year, _ := given["year"].(string)
	n, _ := asInt(given["quarter"])
	q := graph.Quarter{Year: year, Number: int(n)}
	if !q.Valid() {
		return q, graph.Errorf(graph.ErrInvalid, "%s: {year: %q, quarter: %d} is no quarter: write {year: \"2022/23\", quarter: 1}", at, year, n)
	}
	return q, nil
}

// linked reads a link filter: everything given must hold.
func linked(r *graph.RelationField, v any, at string) (graph.Condition, error) {
	given, ok := v.(map[string]any)
	if !ok {
		return nil, noNull(at)
	}
	base := graph.Linked{Route: r.Route}
	var err error
	if base.Filter, err = linkFilter(given, at+"."); err != nil {
		return nil, err
	}
	all := graph.All{}
	for _, q := range []struct {
		name       string
		quantifier graph.Quantifier
	}{{"some", graph.Some}, {"none", graph.None}, {"every", graph.Every}} {
		if _, ok := given[q.name]; !ok {
			continue
		}
		l := base
		l.Quantifier = q.quantifier
		if l.Where, err = condition(r.Target, given[q.name], at+"."+q.name); err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	counts, err := counted(base, given, at)
	return append(all, counts...), err
}

// counted reads the count of a link filter: each comparison is a condition of its own.
func counted(base graph.Linked, given map[string]any, at string) ([]graph.Condition, error) {
	v, ok := given["count"]
	if !ok {
		return nil, nil
	}
	f := &graph.Field{Name: "count", Type: graph.FieldInt}
	c, err := comparisons(f, v, at+".count")
	if err != nil {
		return nil, err
	}
	var out []graph.Condition
	for _, c := range c.(graph.All) {
		out = append(out, countIs(base, c.(graph.Compare)))
	}
	return out, nil
}

// countIs turns a comparison of a number into one of how many there are.
func countIs(base graph.Linked, c graph.Compare) graph.Condition {
	base.Quantifier = graph.CountIs
	if c.Op != graph.OpIn {
		base.Op, base.Count = c.Op, int(c.Values[0].Int)
		return base
	}
	alternatives := graph.Any{}
	for _, v := range c.Values {
		one := base
		one.Op, one.Count = graph.OpEq, int(v.Int)
		alternatives = append(alternatives, one)
	}
	return alternatives
}

// linkFilter reads basis and within.
func linkFilter(a arguments, prefix string) (f graph.LinkFilter, err error) {
	if f.Basis, err = a.bases(); err == nil {
		f.Within, err = a.kindID("within", graph.KindPriority)
	}
	if err != nil && prefix != "" {
		err = graph.Errorf(graph.ErrInvalid, "%s%v", prefix, err)
	}
	return f, err
}
