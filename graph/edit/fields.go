package edit

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// with gives a copy of a node with some fields set. A node's fields have the same names as JSON and in the schema, so
// that a field which the schema declares can be edited without a line here.
func (f Fields) with(n *graph.Node) (*graph.Node, error) {
	made, err := f.decode(n)
	if err == nil {
		return made, f.check(n, made)
	}
	for _, name := range slices.Sorted(maps.Keys(f)) {
		if _, alone := (Fields{name: f[name]}).decode(n); alone != nil {
			return nil, fault(Invalid, name, "%s: this is not what a %s can be", name, name)
		}
	}
	return nil, err
}

// decode sets the fields without asking whether that makes sense.
func (f Fields) decode(n *graph.Node) (*graph.Node, error) {
	text, err := json.Marshal(n)
	if err != nil {
		return nil, err
	}
	values := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &values); err != nil {
		return nil, err
	}
	for name, v := range f {
		if v == nil {
			delete(values, name)
			continue
		}
		if values[name], err = json.Marshal(v); err != nil {
			return nil, err
		}
	}
	if text, err = json.Marshal(values); err != nil {
		return nil, err
	}
	var made graph.Node
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&made); err != nil {
		return nil, err
	}
	made.ID, made.Kind = n.ID, n.Kind
	tidySchedule(&made, n)
	return &made, nil
}

// check refuses a node that no graph could take, and says which field is at fault.
func (f Fields) check(before, made *graph.Node) error {
	err := checkNode(made)
	if err == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(f)) {
		rest := maps.Clone(f)
		delete(rest, name)
		if n, decodes := rest.decode(before); decodes == nil && (checkNode(n) == nil || len(f) == 1) {
			return fault(Invalid, name, "%v", err)
		}
	}
	return fault(Invalid, "", "%v", err)
}

func checkNode(n *graph.Node) error {
	return graph.Changes{Actor: "check", Put: []graph.Node{*n}}.Check()
}

// tidySchedule puts a schedule in order, each quarter once, and keeps what evidence there was for its quarters.
func tidySchedule(made, before *graph.Node) {
	slices.SortStableFunc(made.Schedule, func(a, b graph.ScheduledQuarter) int { return a.Compare(b.Quarter) })
	made.Schedule = slices.CompactFunc(made.Schedule, func(a, b graph.ScheduledQuarter) bool { return a.Quarter == b.Quarter })
	for i := range made.Schedule {
		for _, s := range before.Schedule {
			if s.Quarter == made.Schedule[i].Quarter {
				made.Schedule[i].Evidence = s.Evidence
			}
		}
	}
}
