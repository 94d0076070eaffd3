package importer

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/graph"
)

// Print writes the account for people to read in a terminal. What starts a series is only counted: the report of the
// import lists it.
func (a *Account) Print(w io.Writer) error {
	p := &printer{w: w}
	if a.Continues {
		p.line("\nA version of “%s” (%s): %s", a.Title, a.Plan, a.Why)
	} else {
		p.line("\nThe first version of “%s” (%s): %s", a.Title, a.Plan, a.Why)
	}
	if a.Prefix != "" {
		p.line("  the IDs of its things start with %s/", a.Prefix)
	}
	p.things("Added", a.Added, a.Continues)
	p.changed(a.Changed)
	p.things("Retired", a.Retired, true)
	p.line("\nThe same: %s; read at other places than before: %d things and links", counted(a.Same, "thing"), a.Cited)
	p.links("Links added", a.Links.Added, a.Continues)
	p.links("Links changed", a.Links.Changed, true)
	p.links("Links retired", a.Links.Retired, true)
	p.kept(a.Kept)
	p.review(a.Review)
	return p.err
}

func (p *printer) things(what string, all []Thing, listed bool) {
	if len(all) == 0 {
		return
	}
	p.line("\n%s: %s", what, counted(len(all), "thing"))
	for _, t := range all {
		if listed {
			p.line("  %s  (%s)", t.title(), t.ID)
		}
	}
}

// title is a thing's kind, code and title.
func (t Thing) title() string {
	return strings.ToLower(t.Kind.String()) + " " + strings.TrimLeft(t.Code+" ", " ") + t.Title
}

func (p *printer) changed(all []Changed) {
	if len(all) == 0 {
		return
	}
	p.line("\nChanged: %s", counted(len(all), "thing"))
	for _, c := range all {
		p.line("  %s  (%s%s)", c.title(), c.ID, c.how())
		for _, f := range c.Fields {
			p.field("      ", f)
		}
		for _, id := range c.PreviousIDs {
			p.line("      found by %s too", id)
		}
	}
}

// how says by what a thing was found to be the same, where that is not plain.
func (c *Changed) how() string {
	if c.Certainty == 1 {
		return ""
	}
	return fmt.Sprintf(", the same by its %s: %.2f", c.By, c.Certainty)
}

// FieldName is a field's name as words.
func FieldName(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func (p *printer) field(indent string, f Field) {
	before, after := orNone(f.Before), orNone(f.After)
	if len(before)+len(after) < 60 {
		p.line("%s%s: %s -> %s", indent, FieldName(f.Name), before, after)
		return
	}
	p.line("%s%s: %s\n%s%s-> %s", indent, FieldName(f.Name), before, indent, strings.Repeat(" ", max(0, len(f.Name)-1)), after)
}

// links lists the links that say something by themselves, and counts those that only stand in a row, or come and go with
// an end.
func (p *printer) links(what string, all []Link, listed bool) {
	if len(all) == 0 {
		return
	}
	p.line("\n%s: %d", what, len(all))
	type group struct {
		relation graph.Relation
		basis    graph.Basis
		withEnd  bool
	}
	counts := map[group]int{}
	var groups []group
	for _, l := range all {
		if listed && !l.WithEnd && l.Basis != graph.BasisCoListed && l.Relation != graph.RelationPartOf && l.telling() {
			p.link(l)
			continue
		}
		g := group{l.Relation, l.Basis, l.WithEnd}
		if counts[g]++; counts[g] == 1 {
			groups = append(groups, g)
		}
	}
	slices.SortStableFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.relation, b.relation), cmp.Compare(a.basis, b.basis))
	})
	for _, g := range groups {
		with := ""
		if g.withEnd && listed {
			with = ", with one of their ends"
		}
		p.line("  %4d %s, %s%s", counts[g], spaced(g.relation.String()), spaced(g.basis.String()), with)
	}
}

// telling reports whether a change of a link is one that a person wants to read: not only of its rows, score or note.
func (l *Link) telling() bool {
	return len(l.Fields) == 0 || slices.ContainsFunc(l.Fields, func(f Field) bool { return f.Name == "basis" })
}

func (p *printer) link(l Link) {
	p.line("  %s, %s: %s — %s", spaced(l.Relation.String()), spaced(l.Basis.String()), l.FromTitle, l.ToTitle)
	for _, f := range l.Fields {
		if f.Name == "basis" {
			p.field("      ", Field{f.Name, spaced(f.Before), spaced(f.After)})
		}
	}
}

func (p *printer) kept(all []Kept) {
	if len(all) == 0 {
		return
	}
	p.line("\nKept as people left it, though the document says otherwise: %d", len(all))
	for _, k := range all {
		switch k.What {
		case KeptRemoved:
			p.line("  removed%s: %s  (%s)", k.by(), k.Title, k.ID)
		case KeptRejected:
			p.line("  rejected%s: %s  (%s)", k.by(), k.Title, k.ID)
		default:
			p.line("  %s%s: %s  (%s)", FieldName(k.What), k.by(), k.Title, k.ID)
			p.dispute(k.Dispute)
		}
	}
}

// by says who made the last change, where that is known.
func (d *Dispute) by() string {
	if d.Actor == "" {
		return ""
	}
	return fmt.Sprintf(" by %s at revision %d", d.Actor, d.Revision)
}

func (p *printer) dispute(d Dispute) {
	if d.Stands+d.Document != "" {
		p.line("      stands:   %s\n      document: %s", orNone(d.Stands), orNone(d.Document))
	}
}

func (p *printer) review(all []Review) {
	p.line("\nFor a person to look at: %s", counted(len(all), "thing"))
	for _, r := range all {
		p.line("  %s  (%s)\n      %s", r.Title, r.ID, r.Why)
		p.dispute(r.Dispute)
		for _, c := range r.Candidates {
			p.line("      %.2f  %s  (%s)", c.Certainty, c.title(), c.ID)
		}
	}
}
