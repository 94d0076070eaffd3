package plan

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// The orders of lists of changes: cursors are bound to them.
const (
	orderHistory = "history"
	orderChanges = "changes"
)

// historyOf plans the history of an entity.
func (b *Builder) historyOf(f graphql.CollectedField, p *Place, into *graph.Selection) error {
	step, err := b.history(f, p)
	if err != nil {
		return err
	}
	p.Index = len(into.Histories)
	into.Histories = append(into.Histories, *step)
	return nil
}

// historyOfLink plans the history of a link. What its ends were called before tells what it was called.
func (b *Builder) historyOfLink(f graphql.CollectedField, p *Place, into *graph.LinkSelection) error {
	step, err := b.history(f, p)
	if err != nil {
		return err
	}
	fill(&into.From)
	fill(&into.To)
	p.Index = len(into.Histories)
	into.Histories = append(into.Histories, *step)
	return nil
}

func (b *Builder) history(f graphql.CollectedField, p *Place) (*graph.HistoryStep, error) {
	a, err := b.read(f.Field)
	if err != nil {
		return nil, err
	}
	s := &graph.HistoryStep{}
	p.Order = orderHistory
	if s.Page, err = b.page(a, b.limits.RelationEdges, p.Order); err != nil {
		return nil, err
	}
	return s, b.changeList(f.Selections, p, &s.Total, &s.ChangeSelection)
}

// Changes plans changes.
func (b *Builder) Changes(p *Place) (graph.ChangeQuery, error) {
	q := graph.ChangeQuery{}
	var err error
	if q.Since, err = b.since(); err != nil {
		return q, b.wrap(err)
	}
	if q.Where, err = b.changeFilter(); err != nil {
		return q, b.wrap(err)
	}
	p.Order = orderChanges
	if q.Page, err = b.page(b.args, b.limits.RootEdges, p.Order); err != nil {
		return q, b.wrap(err)
	}
	return q, b.changeList(b.field.Selections, p, &q.Total, &q.ChangeSelection)
}

// A Following is what is wanted of what is done to a graph from now on.
type Following struct {
	// Since is the revision to begin after; nil is the present one.
	Since *graph.Revision
	Where *graph.ChangeFilter
	graph.ChangeSelection
}

// Follow plans the subscription changes.
func (b *Builder) Follow(p *Place) (Following, error) {
	f := Following{}
	since, err := b.since()
	if err != nil {
		return f, b.wrap(err)
	}
	if b.args["since"] != nil {
		f.Since = &since
	}
	if f.Where, err = b.changeFilter(); err != nil {
		return f, b.wrap(err)
	}
	p.Order = orderChanges
	return f, b.each(b.field.Selections, "ChangeSet", p, func(field graphql.CollectedField, child *Place) error {
		if field.Name != "changes" {
			return nil
		}
		return b.changed("Change", field.Selections, child, &f.ChangeSelection)
	})
}

func (b *Builder) since() (graph.Revision, error) {
	n, _, err := b.args.number("since")
	if err == nil && n < 0 {
		err = graph.Errorf(graph.ErrInvalid, "since: there is no revision %d: they count from 1, and 0 is before the first", n)
	}
	return graph.Revision(n), err
}

// changeFilter reads a ChangeWhere. Nothing given is no condition; an empty list holds for nothing.
func (b *Builder) changeFilter() (*graph.ChangeFilter, error) {
	v, given := b.args["where"]
	if !given {
		return nil, nil //nolint:nilnil // no condition
	}
	a, ok := v.(map[string]any)
	if !ok {
		return nil, noNull("where")
	}
	if len(a) == 0 {
		return nil, nil //nolint:nilnil // no condition
	}
	for name, v := range a {
		if v == nil {
			return nil, noNull("where." + name)
		}
	}
	return readChangeFilter(a)
}

func readChangeFilter(a arguments) (*graph.ChangeFilter, error) {
	f := &graph.ChangeFilter{}
	kinds, err := enums(a, "kinds", graph.ParseKind)
	if err != nil {
		return nil, err
	}
	relations, err := enums(a, "relations", graph.ParseRelation)
	if err != nil {
		return nil, err
	}
	f.Kinds, f.Relations = graph.Kinds(kinds...), graph.Relations(relations...)
	if f.Subjects, err = a.ids("ids"); err != nil {
		return nil, err
	}
	f.LinksOf, err = a.ids("linksOf")
	return f, err
}

// changeList plans what is selected of a ChangeConnection.
func (b *Builder) changeList(sel ast.SelectionSet, p *Place, total *bool, into *graph.ChangeSelection) error {
	return b.each(sel, "ChangeConnection", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "edges":
			return b.each(f.Selections, "ChangeEdge", child, func(f graphql.CollectedField, child *Place) error {
				if f.Name != "node" {
					return nil
				}
				return b.changed("Change", f.Selections, child, into)
			})
		case "nodes":
			return b.changed("Change", f.Selections, child, into)
		case "totalCount":
			*total = true
		}
		return nil
	})
}

// changed plans how what changed now stands.
func (b *Builder) changed(object string, sel ast.SelectionSet, p *Place, into *graph.ChangeSelection) error {
	return b.each(sel, object, p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "entity":
			return b.nodes(f.Selections, allKinds, child, fill(&into.Entity))
		case "link":
			return b.link(f.Selections, child, fill(&into.Link))
		}
		return nil
	})
}
