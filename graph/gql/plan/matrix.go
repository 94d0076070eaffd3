package plan

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// Matrix plans alignmentMatrix.
func (b *Builder) Matrix(p *Place) (graph.Tally, error) {
	t, err := b.tally()
	if err != nil {
		return t, b.wrap(err)
	}
	t.CountsOnly = true
	return t, b.each(b.field.Selections, "AlignmentMatrix", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "counts", "how":
			return nil
		case "rows", "columns":
			return b.axisValue(f.Selections, child, &t.Select)
		case "cells", "cell":
			t.CountsOnly = false
			return b.cell(f, child, &t)
		}
		t.CountsOnly = false
		return nil
	})
}

// tally reads the arguments.
func (b *Builder) tally() (graph.Tally, error) {
	t := graph.Tally{Unplaced: b.args.flag("unplaced")}
	for name, axis := range map[string]*graph.Axis{"rows": &t.Rows, "columns": &t.Columns} {
		s, _ := b.args.text(name)
		var err error
		if *axis, err = graph.ParseAxis(s); err != nil {
			return t, graph.Errorf(graph.ErrInvalid, "%s: %v", name, err)
		}
	}
	t.Count = graph.KindAction
	if t.Rows == graph.AxisPriority && t.Columns == graph.AxisTheme {
		t.Count = graph.KindPromise
	}
	if s, ok := b.args.text("counting"); ok {
		kind, err := graph.ParseKind(s)
		if err != nil {
			return t, graph.Errorf(graph.ErrInvalid, "counting: %v", err)
		}
		t.Count = kind
	}
	var err error
	if t.Basis, err = b.args.bases(); err != nil {
		return t, err
	}
	if t.Plan, err = b.args.kindID("plan", graph.KindPlan); err != nil {
		return t, err
	}
	t.Where, err = countedWhere(t.Count, b.args)
	return t, err
}

// countedWhere reads a CountedWhere, which must be of the kind counted.
func countedWhere(kind graph.Kind, a arguments) (graph.Condition, error) {
	v, given := a["where"]
	if !given {
		return nil, nil
	}
	name, value, err := oneOf(v, "where")
	if err != nil {
		return nil, err
	}
	if name != kind.Info().Singular {
		return nil, graph.Errorf(graph.ErrInvalid, "where: it is about one kind (%s), but %s are counted: set counting, or give where: {%s: …}", name, kind.Info().Plural, kind.Info().Singular)
	}
	return condition(kind, value, "where."+name)
}

// cell plans a cells or cell field: each entities field below it is a page of its own.
func (b *Builder) cell(f graphql.CollectedField, p *Place, t *graph.Tally) error {
	a, err := b.read(f.Field)
	if err != nil {
		return err
	}
	row, _ := a.text("row")
	column, _ := a.text("column")
	if f.Name == "cell" && (row == "" || column == "") {
		return graph.Errorf(graph.ErrInvalid, "row and column: give the keys of a row and a column of the matrix")
	}
	return b.each(f.Selections, "MatrixCell", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "row", "column":
			return b.axisValue(f.Selections, child, &t.Select)
		case "entities":
			page := graph.CellPage{Row: row, Column: column}
			err := b.cellPage(f, child, t.Count, &page)
			child.Index = len(t.Cells)
			t.Cells = append(t.Cells, page)
			return err
		}
		return nil
	})
}

func (b *Builder) cellPage(f graphql.CollectedField, p *Place, kind graph.Kind, c *graph.CellPage) error {
	a, err := b.read(f.Field)
	if err != nil {
		return err
	}
	p.Order = fingerprint(byPosition)
	if c.Page, err = b.page(a, b.limits.RelationEdges, p.Order); err != nil {
		return err
	}
	return b.list(f.Selections, p, listTarget{object: "Entity", kinds: graph.Kinds(kind), page: &c.Page, want: &c.Want, nodes: &c.Select})
}

// Threads plans threads.
func (b *Builder) Threads(p *Place) (graph.PathQuery, error) {
	q, err := b.pathQuery()
	if err != nil {
		return q, b.wrap(err)
	}
	return q, b.each(b.field.Selections, "Thread", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "entities", "rows":
			return b.nodes(f.Selections, allKinds, child, &q.Select)
		case "links":
			return b.link(f.Selections, child, &q.Link)
		case "steps":
			return b.threadSteps(f.Selections, child, &q)
		}
		return nil
	})
}

func (b *Builder) threadSteps(sel ast.SelectionSet, p *Place, q *graph.PathQuery) error {
	return b.each(sel, "ThreadStep", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "entity":
			return b.nodes(f.Selections, allKinds, child, &q.Select)
		case "link":
			return b.link(f.Selections, child, &q.Link)
		}
		return nil
	})
}

// pathQuery reads the arguments. Where no end is given, threads lead to purpose, and from there to action.
func (b *Builder) pathQuery() (graph.PathQuery, error) {
	q := graph.PathQuery{Straight: b.args["shape"] != "ANY", AcrossRows: b.args.flag("acrossRows")}
	var err error
	if q.From, err = b.args.id("from"); err != nil {
		return q, err
	}
	from, ok := q.From.Kind()
	if !ok {
		return q, graph.Errorf(graph.ErrInvalid, "from: %q is a link; a thread starts at an entity", q.From)
	}
	if q.To, err = b.args.id("to"); err != nil {
		return q, err
	}
	if s, ok := b.args.text("toKind"); ok {
		kind, err := graph.ParseKind(s)
		if err != nil {
			return q, graph.Errorf(graph.ErrInvalid, "toKind: %v", err)
		}
		q.ToKinds = graph.Kinds(kind)
	} else if q.To == "" {
		q.ToKinds = graph.Kinds(graph.KindPriority, graph.KindTheme)
		if q.ToKinds.Has(from) {
			q.ToKinds = graph.Kinds(graph.KindAction)
		}
	}
	relations, err := enums(b.args, "relations", graph.ParseRelation)
	if err != nil {
		return q, err
	}
	q.Relations = graph.Relations(relations...)
	if q.Basis, err = b.args.bases(); err != nil {
		return q, err
	}
	q.MaxLength, _, err = b.args.number("maxLength")
	if err != nil {
		return q, err
	}
	if q.First, _, err = b.args.number("first"); err != nil {
		return q, err
	}
	if q.First < 0 || q.First > b.limits.MostEdges {
		return q, graph.Errorf(graph.ErrInvalid, "first: %d is out of bounds: it is from 0 to %d", q.First, b.limits.MostEdges)
	}
	return q, nil
}
