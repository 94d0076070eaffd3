package annex

import (
	"bytes"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// signatures are what files that are no text start with, and what to do about them.
var signatures = []struct{ start, what string }{
	{"%PDF-", "a PDF file; take its text out first, with pdftotext for example"},
	{"PK\x03\x04", "a zipped file, such as a Word document or a spreadsheet; save it as plain text first"},
	{"\xd0\xcf\x11\xe0", "an old Word document or spreadsheet; save it as plain text first"},
	{"\xff\xfe", "UTF-16; save the text as UTF-8"},
	{"\xfe\xff", "UTF-16; save the text as UTF-8"},
	{"{\\rtf", "a rich text file; save it as plain text first"},
	{"<", "HTML or XML; save it as plain text first"},
	{"\x89PNG", "an image; let text recognition read it first"},
	{"\xff\xd8\xff", "an image; let text recognition read it first"},
}

// checkForm refuses files of other forms by what they start with.
func checkForm(text []byte) error {
	start := bytes.TrimLeft(text[:min(len(text), 512)], " \r\n\t")
	for _, s := range signatures {
		if bytes.HasPrefix(start, []byte(s.start)) {
			return graph.Errorf(graph.ErrInvalid, "line 1: this is %s", s.what)
		}
	}
	return nil
}

// separated says what cells are parted with, if most lines look like the rows of a spreadsheet; empty if they do not.
func separated(lines []line) string {
	for _, c := range []struct{ char, name string }{{",", "commas"}, {";", "semicolons"}, {"|", "bars"}} {
		n := 0
		for _, l := range lines {
			if strings.Count(l.text, c.char) >= len(columnKinds)-1 {
				n++
			}
		}
		if n*2 > len(lines) {
			return c.name
		}
	}
	return ""
}

// noRows says that nothing is numbered like a row, and what else the lines look like.
func noRows(lines []line) error {
	hint := ""
	if by := separated(lines); by != "" {
		hint = "; cells that " + by + " part cannot be read: save the table as text, cell after cell"
	}
	return graph.Errorf(graph.ErrInvalid, "%s: no numbered row; each row of the table must start with its priority’s number, such as “1. Cut waste” or “Priority 1: Cut waste”%s",
		linesOf(lines), hint)
}
