package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// An answer is a GraphQL answer with its members in the order in which they were asked for.
type answer struct {
	body   []byte
	data   any      // nil, bool, json.Number, string, []any or object
	errors []string // in words
}

// An object is a JSON object in its order.
type object []member

type member struct {
	name  string
	value any
}

func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// readAnswer reads what a server or a store answered. What is no GraphQL answer is graph.ErrUnavailable.
func readAnswer(body []byte) (*answer, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var root object
	ok := json.Valid(body) // which also bounds how deeply it is nested
	if ok {
		value, err := readValue(decoder)
		if err != nil {
			return nil, err
		}
		root, ok = value.(object)
	}
	if !ok || root.get("data") == nil && root.get("errors") == nil {
		return nil, graph.Errorf(graph.ErrUnavailable, "the answer is not one of GraphQL: neither data nor errors are in it")
	}
	a := &answer{body: body, data: root.get("data")}
	list, _ := root.get("errors").([]any)
	for _, e := range list {
		a.errors = append(a.errors, inWords(e))
	}
	return a, nil
}

func readValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := readValue(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err := d.Token()
		return list, err
	case json.Delim('{'):
		members := object{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := readValue(d)
			if err != nil {
				return nil, err
			}
			members = append(members, member{name.(string), value})
		}
		_, err := d.Token()
		return members, err
	}
	return token, nil
}

// inWords is an error of an answer in one line: what, of which sort, and where.
func inWords(e any) string {
	o, _ := e.(object)
	message, _ := o.get("message").(string)
	var about []string
	if extensions, ok := o.get("extensions").(object); ok {
		if code, ok := extensions.get("code").(string); ok {
			about = append(about, code)
		}
	}
	if path, ok := o.get("path").([]any); ok {
		var steps []string
		for _, step := range path {
			steps = append(steps, fmt.Sprint(step))
		}
		about = append(about, "at "+strings.Join(steps, "."))
	}
	if places, ok := o.get("locations").([]any); ok && len(places) > 0 {
		place, _ := places[0].(object)
		about = append(about, fmt.Sprintf("line %v column %v", place.get("line"), place.get("column")))
	}
	if len(about) > 0 {
		message += " (" + strings.Join(about, ", ") + ")"
	}
	return oneLine(message)
}

// A format writes an answer.
type format func(w io.Writer, a *answer) error

var formats = map[string]format{"json": writeJSON, "table": writeTable, "csv": writeCSV}

// writeJSON writes the whole answer as it came, indented.
func writeJSON(w io.Writer, a *answer) error {
	var out bytes.Buffer
	if err := json.Indent(&out, a.body, "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := out.WriteTo(w)
	return err
}
