package importer

import (
	"fmt"
	"io"
	"strings"
)

// Print writes the report for people to read in a terminal.
func (r *Report) Print(w io.Writer) error {
	p := &printer{w: w}
	p.line("%s: plan %s, year %s", orNone(r.Document), r.Plan, orNone(r.Year))
	p.line("\nColumns")
	for _, c := range r.Columns {
		p.line("  %-9s %s  (%s)", strings.ToLower(c.Kind.String()), c.Heading, lines(c.Line, c.LastLine))
	}
	p.line("\nRows")
	for _, row := range r.Rows {
		p.line("  %2s  %s  (%s): promises %d, activities %d, actions %d", row.Label, row.Title, lines(row.Line, row.LastLine), row.Promises, row.Activities, row.Actions)
		for _, f := range row.Footnotes {
			p.line("      footnote: %s", f)
		}
	}
	p.counts(r)
	p.line("\nWorded nearly alike: %d pairs", len(r.Similar))
	for _, s := range r.Similar {
		p.line("  %.2f  %s\n        %s\n        %s", s.Score, s.First, s.Second, s.Reason)
	}
	p.line("\nRepairs: %d", len(r.Repairs))
	for _, x := range r.Repairs {
		p.line("  line %d: %q -> %q  (%.2f, %s)", x.Line, x.Before, x.After, x.Certainty, x.Why)
	}
	p.line("\nTo look at: %d", len(r.Doubts))
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
	p.line("\nFound")
	for _, n := range r.Nodes {
		p.line("  %4d %s", n.Count, strings.ToLower(n.Kind.String()))
	}
	for _, l := range r.Links {
		p.line("  %4d %s, %s", l.Count, strings.ToLower(l.Relation.String()), strings.ToLower(l.Basis.String()))
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
