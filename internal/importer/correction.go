package importer

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goldenthread/goldenthread/graph"
)

// A Correction is what a person decided about a piece of a document. It overrules every repair.
type Correction struct {
	// Line is the line that it holds for, from 1; 0 for every line.
	Line int
	// Before is what the document has, exactly.
	Before string
	// After is what it should be; the same as Before to keep what is printed.
	After string
}

// ParseCorrections reads a file of corrections: UTF-8, one correction a line, three fields parted by tabs.
//
//	# line   before          after
//	216      greenspaces     green spaces
//	218      Blackbird       Blackbird         (the same again: keep it as printed)
//	*        LibarySuite     Library Suite     (on every line)
//
// Blank lines and lines that start with # are left out. Anything else is graph.ErrInvalid with the number of the line.
func ParseCorrections(text []byte) ([]Correction, error) {
	var all []Correction
	for i, line := range strings.Split(string(bytes.TrimPrefix(text, []byte("\ufeff"))), "\n") {
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c, err := parseCorrection(line)
		if err != nil {
			return nil, graph.Errorf(graph.ErrInvalid, "corrections, line %d: %v", i+1, err)
		}
		all = append(all, c)
	}
	return all, nil
}

func parseCorrection(line string) (Correction, error) {
	if !utf8.ValidString(line) {
		return Correction{}, graph.Errorf(graph.ErrInvalid, "not UTF-8")
	}
	fields := strings.Split(line, "\t")
	if len(fields) != 3 {
		return Correction{}, graph.Errorf(graph.ErrInvalid, "%d fields; write line, before and after, parted by tabs", len(fields))
	}
	c := Correction{Before: strings.TrimSpace(fields[1]), After: strings.TrimSpace(fields[2])}
	if c.Before == "" {
		return Correction{}, graph.Errorf(graph.ErrInvalid, "nothing to correct: the second field is empty")
	}
	where := strings.TrimSpace(fields[0])
	if where == "*" {
		return c, nil
	}
	n, err := strconv.Atoi(where)
	if err != nil || n < 1 {
		return Correction{}, graph.Errorf(graph.ErrInvalid, "%q is no line: write its number, from 1, or * for every line", where)
	}
	c.Line = n
	return c, nil
}
