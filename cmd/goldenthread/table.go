package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCell is the most characters of a text that a table shows.
const maxCell = 72

// writeTable writes an answer as aligned columns.
func writeTable(w io.Writer, a *answer) error {
	if a.data == nil {
		return nil
	}
	g := flatten(a.data)
	widths := make([]int, len(g.columns))
	lines := [][]cell{make([]cell, len(g.columns))}
	for i, name := range g.columns {
		lines[0][i] = cell{text: name}
	}
	lines = append(lines, g.rows...)
	for _, line := range lines {
		for i, c := range line {
			line[i].text = cut(oneLine(c.text))
			widths[i] = max(widths[i], utf8.RuneCountInString(line[i].text))
		}
	}
	for i, line := range lines {
		if _, err := io.WriteString(w, aligned(line, widths)); err != nil {
			return err
		}
		if i == 0 {
			rule := make([]cell, len(widths))
			for j, width := range widths {
				rule[j].text = strings.Repeat("-", width)
			}
			if _, err := io.WriteString(w, aligned(rule, widths)); err != nil {
				return err
			}
		}
	}
	return nil
}

// aligned is a line of a table; numbers stand at the right of their columns.
func aligned(line []cell, widths []int) string {
	var out strings.Builder
	for i, c := range line {
		pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c.text))
		if c.number {
			out.WriteString(pad + c.text)
		} else {
			out.WriteString(c.text + pad)
		}
		out.WriteString("  ")
	}
	return strings.TrimRight(out.String(), " ") + "\n"
}

func cut(text string) string {
	if utf8.RuneCountInString(text) <= maxCell {
		return text
	}
	return strings.TrimRight(string([]rune(text)[:maxCell-1]), " ") + "…"
}

// oneLine is a text without line breaks, and without what could command a terminal.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// writeCSV writes an answer as comma-separated values with a line of column names.
func writeCSV(w io.Writer, a *answer) error {
	if a.data == nil {
		return nil
	}
	g := flatten(a.data)
	out := csv.NewWriter(w)
	if err := out.Write(harmless(g.columns)); err != nil {
		return err
	}
	for _, row := range g.rows {
		record := make([]string, len(row))
		for i, c := range row {
			if record[i] = c.text; !c.number {
				record[i] = defuse(c.text)
			}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

func harmless(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = defuse(name)
	}
	return out
}

// defuse keeps spreadsheets from taking a text for a formula: texts come from documents that anybody may have written.
func defuse(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}
