package plan

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// link plans what is selected of links at one place of the question.
func (b *Builder) link(sel ast.SelectionSet, p *Place, into *graph.LinkSelection) error {
	return b.each(sel, "Link", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "from":
			return b.nodes(f.Selections, allKinds, child, fill(&into.From))
		case "to":
			return b.nodes(f.Selections, allKinds, child, fill(&into.To))
		case "rows":
			return b.nodes(f.Selections, graph.Kinds(graph.KindPriority), child, fill(&into.Rows))
		case "evidence":
			into.Evidence = true
			return b.citations(f.Selections, child, &into.Cited)
		case "history":
			return b.historyOfLink(f, child, into)
		}
		return nil
	})
}

// links plans the links of an entity.
func (b *Builder) links(f graphql.CollectedField, p *Place, into *graph.Selection) error {
	a, err := b.read(f.Field)
	if err != nil {
		return err
	}
	relations, err := enums(a, "relations", graph.ParseRelation)
	if err != nil {
		return err
	}
	s := graph.LinkStep{Relations: graph.Relations(relations...)}
	if s.Filter, err = linkFilter(a, ""); err != nil {
		return err
	}
	p.Order = "links"
	if s.Page, err = b.page(a, b.limits.RelationEdges, p.Order); err != nil {
		return err
	}
	p.Index = len(into.Links)
	err = b.each(f.Selections, "EntityLinkConnection", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "edges":
			return b.linkEdges(f.Selections, child, &s)
		case "nodes":
			return b.nodes(f.Selections, allKinds, child, &s.Select)
		}
		wantCounts(f.Name, &s.Want)
		return nil
	})
	into.Links = append(into.Links, s)
	return err
}

func (b *Builder) linkEdges(sel ast.SelectionSet, p *Place, s *graph.LinkStep) error {
	return b.each(sel, "EntityLinkEdge", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "node":
			return b.nodes(f.Selections, allKinds, child, &s.Select)
		case "link":
			return b.link(f.Selections, child, &s.Link)
		}
		return nil
	})
}

func wantCounts(field string, want *graph.Want) {
	switch field {
	case "totalCount":
		want.Total = true
	case "basisCounts":
		want.Bases = true
	}
}

// LinkWalk plans the root field links.
func (b *Builder) LinkWalk(p *Place) (graph.LinkWalk, error) {
	w := graph.LinkWalk{}
	if v, given := b.args["where"]; given {
		m, ok := v.(map[string]any)
		if !ok {
			return w, b.wrap(noNull("where"))
		}
		if err := linkWhere(&w, m); err != nil {
			return w, b.wrap(err)
		}
	}
	if b.args["orderBy"] != nil {
		for _, v := range asList(b.args["orderBy"]) {
			name, value, err := oneOf(v, "orderBy")
			if err != nil {
				return w, b.wrap(err)
			}
			w.Order = append(w.Order, linkOrder(name, value == "DESC"))
		}
	} else {
		w.Order = []graph.Order{{By: graph.ByRelation}}
	}
	p.Order = fingerprint(w.Order)
	var err error
	if w.Page, err = b.page(b.args, b.limits.RootEdges, p.Order); err != nil {
		return w, b.wrap(err)
	}
	return w, b.linkList(p, &w)
}

func (b *Builder) linkList(p *Place, w *graph.LinkWalk) error {
	return b.each(b.field.Selections, "LinkConnection", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "edges":
			return b.each(f.Selections, "LinkEdge", child, func(f graphql.CollectedField, child *Place) error {
				if f.Name != "node" {
					return nil
				}
				return b.link(f.Selections, child, &w.Select)
			})
		case "nodes":
			return b.link(f.Selections, child, &w.Select)
		}
		wantCounts(f.Name, &w.Want)
		return nil
	})
}

func linkOrder(name string, descending bool) graph.Order {
	switch name {
	case "score":
		return graph.Order{By: graph.ByScore, Descending: descending}
	case "relation":
		return graph.Order{By: graph.ByRelation, Descending: descending}
	}
	return graph.Order{By: graph.ByField, Field: graph.FieldName(name), Descending: descending}
}

// linkWhere reads a LinkWhere.
func linkWhere(w *graph.LinkWalk, a arguments) error {
	for name, v := range a {
		if v == nil {
			return noNull("where." + name)
		}
	}
	relations, err := enums(a, "relations", graph.ParseRelation)
	if err != nil {
		return err
	}
	w.Relations = graph.Relations(relations...)
	if w.Basis, err = a.bases(); err != nil {
		return err
	}
	if w.States, err = enums(a, "states", graph.ParseLinkState); err != nil {
		return err
	}
	if score, ok := a["score"].(map[string]any); ok {
		for name, bound := range map[string]**float64{"gte": &w.MinScore, "lte": &w.MaxScore} {
			v, given := score[name]
			f, isNumber := asFloat(v)
			if given && !isNumber {
				return noNull("where.score." + name)
			}
			if given {
				*bound = &f
			}
		}
	}
	if w.Row, err = a.kindID("row", graph.KindPriority); err != nil {
		return err
	}
	w.Plan, err = a.kindID("plan", graph.KindPlan)
	return err
}
