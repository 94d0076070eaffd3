package plan

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// A listTarget is where the parts of a connection's selection belong in a question. What is nil cannot be asked for.
type listTarget struct {
	// object is the beginning of the names of the connection's and the edges' types.
	object string
	// kinds is what the nodes may be.
	kinds graph.KindSet
	page  *graph.Page
	want  *graph.Want
	nodes *graph.Selection
	link  **graph.LinkSelection
	via   **graph.LinkSelection
}

// list plans what is selected of a connection. Cursors are wanted where they are selected.
func (b *Builder) list(sel ast.SelectionSet, p *Place, t listTarget) error {
	t.page.NoCursors = true
	return b.each(sel, t.object+"Connection", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "edges":
			return b.edges(f.Selections, child, t)
		case "nodes":
			return b.nodes(f.Selections, t.kinds, child, t.nodes)
		case "pageInfo":
			return b.pageInfo(f.Selections, child, t.page)
		case "totalCount":
			t.want.Total = true
		case "basisCounts":
			t.want.Bases = true
		case "routeCounts":
			t.want.Reasons = true
		case "facets":
			return b.facets(f, child, t.want)
		}
		return nil
	})
}

// pageInfo plans the places of a page's ends.
func (b *Builder) pageInfo(sel ast.SelectionSet, p *Place, page *graph.Page) error {
	return b.each(sel, "PageInfo", p, func(f graphql.CollectedField, _ *Place) error {
		if f.Name == "startCursor" || f.Name == "endCursor" {
			page.NoCursors = false
		}
		return nil
	})
}

func (b *Builder) edges(sel ast.SelectionSet, p *Place, t listTarget) error {
	return b.each(sel, t.object+"Edge", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "cursor":
			t.page.NoCursors = false
		case "node":
			return b.nodes(f.Selections, t.kinds, child, t.nodes)
		case "link":
			if t.link != nil {
				return b.link(f.Selections, child, fill(t.link))
			}
		case "via":
			if t.via != nil {
				return b.link(f.Selections, child, fill(t.via))
			}
		case "routes":
			// A route by wording has no link: its evidence is the action's own. So both share the plans cited.
			fill(t.via).Cited, t.nodes.Only = fill(&t.nodes.Cited), 0
			return b.routes(f.Selections, child, *t.via, t.nodes)
		}
		return nil
	})
}

// routes plans the routes of a partnership action.
func (b *Builder) routes(sel ast.SelectionSet, p *Place, via *graph.LinkSelection, nodes *graph.Selection) error {
	return b.each(sel, "PartnershipRouteHit", p, func(f graphql.CollectedField, child *Place) error {
		switch f.Name {
		case "via":
			return b.link(f.Selections, child, via)
		case "evidence":
			via.Evidence, nodes.Evidence = true, true
			return b.citations(f.Selections, child, &via.Cited)
		}
		return nil
	})
}

// facets plans counts by axes; several facets fields of one connection share what they ask for.
func (b *Builder) facets(f graphql.CollectedField, p *Place, want *graph.Want) error {
	a, err := b.read(f.Field)
	if err != nil {
		return err
	}
	axes, err := enums(a, "by", graph.ParseAxis)
	if err != nil {
		return err
	}
	for _, axis := range axes {
		if !hasAxis(want.Facets, axis) {
			want.Facets = append(want.Facets, axis)
		}
	}
	return b.each(f.Selections, "Facet", p, func(f graphql.CollectedField, child *Place) error {
		if f.Name != "values" {
			return nil
		}
		return b.each(f.Selections, "FacetValue", child, func(f graphql.CollectedField, child *Place) error {
			if f.Name != "value" {
				return nil
			}
			return b.axisValue(f.Selections, child, &want.Axis)
		})
	})
}

func hasAxis(axes []graph.Axis, axis graph.Axis) bool {
	for _, a := range axes {
		if a == axis {
			return true
		}
	}
	return false
}

func (b *Builder) axisValue(sel ast.SelectionSet, p *Place, into *graph.Selection) error {
	return b.each(sel, "AxisValue", p, func(f graphql.CollectedField, child *Place) error {
		if f.Name != "entity" {
			return nil
		}
		return b.nodes(f.Selections, allKinds, child, into)
	})
}
