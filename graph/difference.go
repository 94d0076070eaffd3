package graph

import (
	"bytes"
	"encoding/json"
)

// A Difference is how a node or a link stood before and how after: one of Node and Link is not nil.
type Difference struct {
	Node *NodeChange
	Link *LinkChange
}

// Subject is the ID of the node or link.
func (d *Difference) Subject() ID {
	if d.Node != nil {
		return d.Node.ID()
	}
	return d.Link.ID()
}

// Kind is the node's kind; 0 for a link.
func (d *Difference) Kind() Kind {
	if d.Node == nil {
		return 0
	}
	return either(d.Node.Before, d.Node.After).Kind
}

// Relation is the link's relation; 0 for a node.
func (d *Difference) Relation() Relation {
	if d.Link == nil {
		return 0
	}
	return either(d.Link.Before, d.Link.After).Relation
}

// Created reports whether nothing stood there before, Deleted whether nothing does after.
func (d *Difference) Created() bool {
	return d.Node != nil && d.Node.Before == nil || d.Link != nil && d.Link.Before == nil
}

// Deleted reports whether nothing stands there after.
func (d *Difference) Deleted() bool {
	return d.Node != nil && d.Node.After == nil || d.Link != nil && d.Link.After == nil
}

// either is what stood before, or else what stands after.
func either[T any](before, after *T) *T {
	if before != nil {
		return before
	}
	return after
}

// A Delta is a difference field by field, under the names that the schema gives them, in its order. The revision is left
// out: it always differs.
type Delta struct {
	// Fields are those that differ; of what was created or deleted, those that have a value.
	Fields []string
	// Before and After are JSON objects of these fields: a missing value is null, or an empty list. Before is nil where
	// nothing stood, After where nothing does.
	Before, After json.RawMessage
}

// Delta gives the difference field by field. If nothing differs, it has no fields.
func (d *Difference) Delta() Delta {
	var before, after members
	if d.Node != nil {
		before, after = membersOf(d.Node.Before), membersOf(d.Node.After)
	} else {
		before, after = membersOf(d.Link.Before), membersOf(d.Link.After)
	}
	var out Delta
	var old, now members
	for _, name := range memberNames(before, after) {
		was, is := before.value(name), after.value(name)
		if bytes.Equal(was, is) {
			continue
		}
		out.Fields = append(out.Fields, name)
		old, now = append(old, member{name, missing(was, is)}), append(now, member{name, missing(is, was)})
	}
	if !d.Created() {
		out.Before = old.object()
	}
	if !d.Deleted() {
		out.After = now.object()
	}
	return out
}

// missing is a value, or what stands for none: an empty list where the other side has a list, else null.
func missing(value, other json.RawMessage) json.RawMessage {
	switch {
	case value != nil:
		return value
	case len(other) > 0 && other[0] == '[':
		return json.RawMessage("[]")
	}
	return json.RawMessage("null")
}

// members are a JSON object in its order.
type members []member

type member struct {
	name  string
	value json.RawMessage
}

// membersOf gives the fields that have a value. The names of a node's and a link's JSON are those of the schema.
func membersOf[T any](v *T) members {
	if v == nil {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(plainJSON(v)))
	must(d.Token()) // {
	var out members
	for d.More() {
		m := member{name: must(d.Token()).(string)}
		if err := d.Decode(&m.value); err != nil {
			panic(err)
		}
		if m.name != string(FieldRevision) {
			out = append(out, m)
		}
	}
	return out
}

// memberNames are the names of both objects, in the order that they have in common.
func memberNames(a, b members) []string {
	var names []string
	for _, m := range a {
		for len(b) > 0 && a.value(b[0].name) == nil { // only b has it
			names = append(names, b[0].name)
			b = b[1:]
		}
		if len(b) > 0 && b[0].name == m.name {
			b = b[1:]
		}
		names = append(names, m.name)
	}
	for _, m := range b {
		names = append(names, m.name)
	}
	return names
}

func (m members) value(name string) json.RawMessage {
	for i := range m {
		if m[i].name == name {
			return m[i].value
		}
	}
	return nil
}

func (m members) object() json.RawMessage {
	b := []byte{'{'}
	for i := range m {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, plainJSON(m[i].name)...), ':'), m[i].value...)
	}
	return append(b, '}')
}

// plainJSON writes JSON without the escapes that are for HTML. Values of ours can always be written.
func plainJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
