package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// decode reads the answer of a GraphQL server as a list: of what its one root field gives, seen through connections.
func decode(body []byte) ([]any, error) {
	var answer struct {
		Data   map[string]any
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("%w: %.200s", err, body)
	}
	if len(answer.Errors) > 0 {
		return nil, fmt.Errorf("answered with an error: %s", answer.Errors[0].Message)
	}
	for _, root := range answer.Data {
		switch v := through(root).(type) {
		case []any:
			return v, nil
		case nil:
			return nil, nil
		default:
			return []any{v}, nil
		}
	}
	return nil, fmt.Errorf("answered with nothing: %.200s", body)
}

// through sees through connections: {nodes: […]} and {edges: […]} are their lists.
func through(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 1 {
			for _, name := range []string{"nodes", "edges"} {
				if list, ok := v[name]; ok {
					return through(list)
				}
			}
		}
		for name, value := range v {
			v[name] = through(value)
		}
	case []any:
		for i := range v {
			v[i] = through(v[i])
		}
	}
	return v
}

// plain makes of the driver's values those that JSON has.
func plain(rows []any) ([]any, error) {
	b, err := json.Marshal(rows)
	if err != nil {
		return nil, err
	}
	var out []any
	return out, json.Unmarshal(b, &out)
}

// cells makes a list of cells of a matrix that is one, and puts them in order; empty ones are left out.
func cells(answer []any) []any {
	var out []any
	for _, a := range answer {
		m, _ := a.(map[string]any)
		counts, whole := m["counts"].([]any)
		if !whole {
			out = append(out, m)
			continue
		}
		rows, _ := m["rows"].([]any)
		columns, _ := m["columns"].([]any)
		for i, line := range counts {
			for k, n := range line.([]any) {
				if n != 0.0 {
					out = append(out, map[string]any{"row": keyOf(rows[i]), "column": keyOf(columns[k]), "count": n})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b any) int { return cmp.Compare(asText(a), asText(b)) })
	return out
}

func keyOf(v any) any {
	m, _ := v.(map[string]any)
	return m["key"]
}

// lengths keeps how long a path is and where it ends: of several that are as short, each target may give another.
func lengths(answer []any) []any {
	out := []any{}
	for _, a := range answer {
		m, _ := a.(map[string]any)
		steps, _ := m["steps"].([]any)
		last, _ := steps[len(steps)-1].(map[string]any)
		out = append(out, m["length"], last["entity"])
	}
	return out
}

// titles keeps the titles of what was made, without their numbers: each target is asked to make something else.
func titles(answer []any) (out []any) {
	for _, a := range answer {
		m, _ := a.(map[string]any)
		for _, name := range []string{"action", "actions"} {
			switch made := m[name].(type) {
			case map[string]any:
				m = made
			case []any:
				m, _ = made[0].(map[string]any)
			}
		}
		title, _ := m["title"].(string)
		out = append(out, strings.TrimRight(title, "0123456789"))
	}
	return out
}

// asText is a value as text, so that equal ones are the same.
func asText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // it came from JSON
	}
	return string(b)
}

// same compares the answers of two targets.
func (q *question) same(a, b []any) error {
	if q.canonical != nil {
		a, b = q.canonical(a), q.canonical(b)
	}
	x, y := asText(append([]any{}, a...)), asText(append([]any{}, b...))
	if x == y {
		return nil
	}
	at := 0
	for at < min(len(x), len(y)) && x[at] == y[at] {
		at++
	}
	around := func(s string) string {
		return strings.ToValidUTF8(s[max(0, at-80):min(len(s), at+80)], "")
	}
	return fmt.Errorf("the answers differ:\n  …%s…\n  …%s…", around(x), around(y))
}
