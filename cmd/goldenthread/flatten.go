package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A grid is an answer as rows and columns.
type grid struct {
	columns []string
	rows    [][]cell
}

// A cell is a text to show; a number stays one.
type cell struct {
	text   string
	number bool
}

// flatten makes a grid of an answer's data: a row for each item of its first list, or one row if it has none.
func flatten(data any) grid {
	if g, ok := matrix(data); ok {
		return g
	}
	items, found := firstList(data)
	if !found {
		items = []any{lonely(data)}
	}
	rows := make([]flatRow, len(items))
	for i, item := range items {
		rows[i].add("", item)
	}
	return gridOf(rows)
}

// lonely is the object inside a path of objects with one member each: { action { title } } is about the action.
func lonely(v any) any {
	for {
		o, ok := v.(object)
		if !ok || len(o) != 1 {
			return v
		}
		if _, ok := o[0].value.(object); !ok {
			return v
		}
		v = o[0].value
	}
}

// firstList finds the first list, the page of a connection before anything else that stands beside it.
func firstList(v any) ([]any, bool) {
	o, ok := v.(object)
	if !ok {
		list, ok := v.([]any)
		return list, ok
	}
	for _, name := range []string{"edges", "nodes"} {
		if list, ok := o.get(name).([]any); ok {
			return list, true
		}
	}
	for _, m := range o {
		if list, ok := firstList(m.value); ok {
			return list, true
		}
	}
	return nil, false
}

// A flatRow is one item with what is nested in it by path.
type flatRow struct {
	paths []string
	cells map[string]cell
}

// add puts a value into the row, under its path. Of a nested list, each path gets what all items have there, joined.
func (r *flatRow) add(path string, v any) {
	switch v := v.(type) {
	case object:
		for _, m := range v {
			r.add(strings.TrimPrefix(path+"."+m.name, "."), m.value)
		}
	case []any:
		r.addList(path, v)
	case nil:
		r.set(path, cell{})
	case json.Number:
		r.set(path, cell{v.String(), true})
	case string:
		r.set(path, cell{text: v})
	default:
		r.set(path, cell{text: fmt.Sprint(v)})
	}
}

func (r *flatRow) set(path string, c cell) {
	if r.cells == nil {
		r.cells = map[string]cell{}
	}
	if _, known := r.cells[path]; !known {
		r.paths = append(r.paths, path)
	}
	r.cells[path] = c
}

const joint = "; "

func (r *flatRow) addList(path string, items []any) {
	rows := make([]flatRow, len(items))
	var paths []string
	for i, item := range items {
		rows[i].add(path, item)
		paths = merge(paths, rows[i].paths)
	}
	for _, p := range paths {
		texts := make([]string, len(rows))
		for i := range rows {
			texts[i] = rows[i].cells[p].text
		}
		c := cell{text: strings.Join(texts, joint)}
		if len(rows) == 1 {
			c = rows[0].cells[p]
		}
		r.set(p, c)
	}
	if len(items) == 0 {
		r.set(path, cell{})
	}
}

// merge adds paths that are new, each after the one that it follows in its own row.
func merge(paths, more []string) []string {
	at := 0
	for _, p := range more {
		if i := slices.Index(paths, p); i >= 0 {
			at = i + 1
			continue
		}
		paths = slices.Insert(paths, at, p)
		at++
	}
	return paths
}

// gridOf puts rows under one set of columns. An empty list or a null leaves a path that in other rows goes on; there it
// says nothing and gets no column.
func gridOf(rows []flatRow) grid {
	var paths []string
	for _, r := range rows {
		paths = merge(paths, r.paths)
	}
	paths = slices.DeleteFunc(paths, func(p string) bool {
		return slices.ContainsFunc(paths, func(longer string) bool {
			return strings.HasPrefix(longer, p+".") || p == "" && longer != ""
		})
	})
	g := grid{columns: shorten(paths)}
	for _, r := range rows {
		cells := make([]cell, len(paths))
		for i, p := range paths {
			cells[i] = r.cells[p]
		}
		g.rows = append(g.rows, cells)
	}
	return g
}

// shorten leaves edges, node and nodes out of paths, except where two would become the same.
func shorten(paths []string) []string {
	short := make([]string, len(paths))
	count := map[string]int{}
	for i, p := range paths {
		steps := slices.DeleteFunc(strings.Split(p, "."), func(s string) bool { return s == "edges" || s == "node" || s == "nodes" })
		short[i] = strings.Join(steps, ".")
		count[short[i]]++
	}
	for i, p := range paths {
		if count[short[i]] > 1 || short[i] == "" {
			short[i] = p
		}
		if short[i] == "" {
			short[i] = "value" // items that are plain values have no path
		}
	}
	return short
}
