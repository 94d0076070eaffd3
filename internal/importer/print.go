package importer

import (
	"fmt"
	"io"
	"strings"
)

// Print writes the report for people to read in a terminal.
func (r *Report) Print(w io.Writer) error {
	p := &printer{w: w}
	p.line("%s, read as %s, year %s", orNone(r.Document), r.Plan, orNone(r.Year))
	p.line("\nColumns")
	for _, c := range r.Columns {
		p.line("  %-9s %s  (%s)", strings.ToLower(c.Kind.String()), c.Heading, lines(c.Line, c.LastLine))
	}
	p.line("\nRows")
	for _, row := range r.Rows {
		p.line("  %2s  %s  (%s): promises %d, activities %d, actions %d%s", row.Label, row.Title, lines(row.Line, row.LastLine), row.Promises, row.Activities, row.Actions, empty(row))
		for _, f := range row.Footnotes {
			p.line("      footnote: %s", f)
		}
	}
	p.counts(r)
	p.line("\nActions worded nearly alike, kept apart: %s", counted(len(r.Similar), "pair"))
	for _, s := range r.Similar {
		p.line("  %.2f  %s\n        %s\n        %s", s.Score, s.First, s.Second, s.Reason)
	}
	p.line("\nRepairs: %d", len(r.Repairs))
	for _, x := range r.Repairs {
		p.line("  line %d: %q -> %q  (%.2f, %s)", x.Line, x.Before, x.After, x.Certainty, x.Why)
	}
	p.line("\nTo look at: %s", counted(len(r.Doubts), "place"))
	for _, d := range r.Doubts {
		mark := ""
		if d.Unread {
			mark = "NOT READ: "
		}
		p.line("  %s: %s%s\n      %s", lines(d.Line, d.LastLine), mark, d.Why, d.Text)
	}
	return p.err
}

func (p *printer) counts(r *Report) {
	p.line("\nFound: things by kind, and links by relation and ground")
	for _, n := range r.Nodes {
		p.line("  %4d %s", n.Count, spaced(n.Kind.String()))
	}
	for _, l := range r.Links {
		p.line("  %4d %s, %s", l.Count, spaced(l.Relation.String()), spaced(l.Basis.String()))
	}
}

// A printer writes lines until one cannot be written.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// spaced is the name of an enum's value as words.
func spaced(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", " ")) }

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// empty says of a row that nothing stands in it.
func empty(r Row) string {
	if r.Promises+r.Activities+r.Actions+len(r.Footnotes) > 0 {
		return ""
	}
	return "; nothing stands in it"
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func lines(first, last int) string {
	if first == last {
		return fmt.Sprintf("line %d", first)
	}
	return fmt.Sprintf("lines %d to %d", first, last)
}
