package plan

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
)

// A Comparison is what is wanted of how two revisions differ.
type Comparison struct {
	// Lists are the lists of differences, by the Index of their places.
	Lists []DifferenceList
	// Covers are the lists of priorities whose cover differs, by the Index of their places.
	Covers []CoverList
}

// A DifferenceList is one of the lists of differences.
type DifferenceList struct {
	// Field is added, removed or changed.
	Field string
	Page  graph.Page
	graph.ChangeSelection
	// Place is the list's: its moment is when what differs is looked at.
	Place *Place
}

// A CoverList is one of the lists of priorities whose cover differs.
type CoverList struct {
	// Field is gainedCover, lostCover or coverChanges.
	Field string
	// Stands is about those that stand at the later revision, Gone about those that do not.
	Stands, Gone CoverPlace
}

// A CoverPlace is what is wanted of priorities, and where they stand.
type CoverPlace struct {
	Place  *Place
	Select graph.Selection
}

// Compared reads which revisions are compared. The later one need not be given.
func (b *Builder) Compared() (from, to When, err error) {
	if from, err = b.When("from", "fromTime"); err != nil {
		return from, to, err
	}
	to, err = b.when("to", "toTime")
	return from, to, b.wrap(err)
}

// orderDifferences is the order of differences: cursors are bound to it.
const orderDifferences = "differences"

// Comparison plans compare, of two moments.
func (b *Builder) Comparison(p *Place, from, to Moment) (*Comparison, error) {
	c := &Comparison{}
	own := b.moment
	defer func() { b.moment = own }()
	err := b.each(b.field.Selections, "Comparison", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "added", "changed":
			return b.differences(f, child, to, c)
		case "removed":
			return b.differences(f, child, from, c)
		case "gainedCover", "lostCover", "coverChanges":
			return b.covers(f, child, from, to, c)
		}
		return nil
	})
	return c, err
}

func (b *Builder) differences(f graphql.CollectedField, p *Place, of Moment, c *Comparison) error {
	a, err := b.read(f.Field)
	if err != nil {
		return err
	}
	l := DifferenceList{Field: f.Name, Place: p}
	p.Index, p.Order, p.Moment, b.moment = len(c.Lists), orderDifferences, of, of
	if l.Page, err = b.page(a, b.limits.RelationEdges, p.Order); err != nil {
		return err
	}
	err = b.each(f.Selections, "DifferenceConnection", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "edges":
			return b.each(f.Selections, "DifferenceEdge", child, func(f graphql.CollectedField, child *Place) error {
				if f.Name != "node" {
					return nil
				}
				return b.changed("Difference", f.Selections, child, &l.ChangeSelection)
			})
		case "nodes":
			return b.changed("Difference", f.Selections, child, &l.ChangeSelection)
		}
		return nil
	})
	c.Lists = append(c.Lists, l)
	return err
}

func (b *Builder) covers(f graphql.CollectedField, p *Place, from, to Moment, c *Comparison) error {
	gone := &Place{}
	p.Moment, gone.Moment = to, from
	l := CoverList{Field: f.Name, Stands: CoverPlace{Place: p}, Gone: CoverPlace{Place: gone}}
	p.Index = len(c.Covers)
	for _, at := range []*CoverPlace{&l.Stands, &l.Gone} {
		b.moment = at.Place.Moment
		if err := b.coverPlace(f, at); err != nil {
			return err
		}
	}
	c.Covers = append(c.Covers, l)
	return nil
}

func (b *Builder) coverPlace(f graphql.CollectedField, at *CoverPlace) error {
	priorities := graph.Kinds(graph.KindPriority)
	if f.Name != "coverChanges" {
		return b.nodes(f.Selections, priorities, at.Place, &at.Select)
	}
	return b.each(f.Selections, "CoverChange", at.Place, func(f graphql.CollectedField, child *Place) error {
		if f.Name != "priority" {
			return nil
		}
		return b.nodes(f.Selections, priorities, child, &at.Select)
	})
}
