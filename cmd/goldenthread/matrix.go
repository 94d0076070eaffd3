package main

import (
	"fmt"
	"strconv"
)

// matrix makes a grid of counts over two axes: of the first object with a list of equally long lists, and lists of
// what its rows and columns stand for.
func matrix(v any) (grid, bool) {
	o, ok := v.(object)
	if !ok {
		return grid{}, false
	}
	rows, _ := o.get("rows").([]any)
	columns, _ := o.get("columns").([]any)
	for _, m := range o {
		if counts, ok := table(m.value, len(rows), len(columns)); ok {
			return matrixGrid(m.name, rows, columns, counts), true
		}
		if g, ok := matrix(m.value); ok {
			return g, true
		}
	}
	return grid{}, false
}

// table reports whether a value is a list of lists of that size, with something in it.
func table(v any, rows, columns int) ([][]any, bool) {
	list, _ := v.([]any)
	if rows == 0 || columns == 0 || len(list) != rows {
		return nil, false
	}
	out := make([][]any, rows)
	for i := range list {
		line, ok := list[i].([]any)
		if !ok || len(line) != columns {
			return nil, false
		}
		out[i] = line
	}
	return out, true
}

func matrixGrid(corner string, rows, columns []any, counts [][]any) grid {
	g := grid{columns: []string{corner}}
	for i, c := range columns {
		g.columns = append(g.columns, heading(c, i))
	}
	for i, r := range rows {
		line := []cell{{text: heading(r, i)}}
		for _, count := range counts[i] {
			line = append(line, cell{fmt.Sprint(count), true})
		}
		g.rows = append(g.rows, line)
	}
	return g
}

// heading is what to show for an axis value: its label, else the first thing asked of it, else its number.
func heading(v any, i int) string {
	var r flatRow
	r.add("", v)
	for _, p := range append([]string{"label", "entity.title", "key"}, r.paths...) {
		if text := r.cells[p].text; text != "" {
			return text
		}
	}
	return strconv.Itoa(i + 1)
}
