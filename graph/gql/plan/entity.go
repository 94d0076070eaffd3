package plan

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// allKinds is what an Entity may be.
var allKinds = graph.Kinds(graph.AllKinds...)

// plansRoute leads to the plans an entity stands in.
var plansRoute = graph.Route{{{Relation: graph.RelationPartOf, Direction: graph.Out}}}

// onlySelected keeps to what is selected of nodes, where nothing but their objects looks at them.
var onlySelected = graph.Selection{Only: graph.PartID}

// nodes plans what is selected of the nodes at one place of the question: of the kinds they may be. The same place may be
// selected from several positions of the document, so into may hold something already.
func (b *Builder) nodes(sel ast.SelectionSet, kinds graph.KindSet, p *Place, into *graph.Selection) error {
	var shared fields[int]
	var common fields[*Place]
	several := kinds&(kinds-1) != 0
	for _, kind := range graph.AllKinds {
		if !kinds.Has(kind) {
			continue
		}
		object := kind.Info().Type
		err := b.each(sel, object, p, func(f graphql.CollectedField, child *Place) error {
			if into.Only != 0 {
				into.Only |= partOf(kind, f.Name)
			}
			if first, ok := common.find(f); ok && ofEntities(kind, f.Name) {
				p.share(object, f.Field, first)
				if f.Name == "plans" {
					into.Steps[first.Index].From |= graph.Kinds(kind)
				}
				return nil
			}
			if several {
				common.add(f, child)
			}
			return b.member(kind, f, child, into, &shared)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// partOf is the part of a node that a field of an entity is answered from.
func partOf(kind graph.Kind, field string) graph.NodeParts {
	switch field {
	case "kind", "plans", "links":
		return graph.PartID
	case "previousIds", "history":
		return graph.PartPreviousIDs
	}
	if _, ok := kind.Info().Relation(field); ok {
		return graph.PartID
	}
	return graph.FieldName(field).Part()
}

// ofEntities reports whether a field is one that all kinds have: then it is planned once for all of them, or else a
// question that goes from entity to entity would be planned once for each row of kinds that there could be.
func ofEntities(kind graph.Kind, field string) bool {
	switch field {
	case "evidence", "links", "history":
		return true
	case "plans":
		return kind != graph.KindPlan
	}
	return false
}

// fields are what was planned of fields so far. A field that several kinds select is the same if it came from the same pieces
// of the document: fragments may add to what is selected of it on one kind alone.
type fields[T any] []plannedField[T]

type plannedField[T any] struct {
	field   graphql.CollectedField
	planned T
}

func (l fields[T]) find(f graphql.CollectedField) (planned T, ok bool) {
	for _, p := range l {
		if p.field.Field == f.Field && slices.Equal(p.field.Selections, f.Selections) {
			return p.planned, true
		}
	}
	return planned, false
}

func (l *fields[T]) add(f graphql.CollectedField, planned T) {
	*l = append(*l, plannedField[T]{f, planned})
}

// member plans one field of an entity.
func (b *Builder) member(kind graph.Kind, f graphql.CollectedField, p *Place, into *graph.Selection, shared *fields[int]) error {
	switch f.Name {
	case "evidence":
		into.Evidence = true
		return b.citations(f.Selections, p, &into.Cited)
	case "schedule":
		return b.each(f.Selections, "ScheduledQuarter", p, func(f graphql.CollectedField, child *Place) error {
			if f.Name != "evidence" {
				return nil
			}
			into.Evidence = true
			return b.citations(f.Selections, child, &into.Cited)
		})
	case "plans":
		return b.plans(kind, f, p, into)
	case "links":
		return b.links(f, p, into)
	case "history":
		return b.historyOf(f, p, into)
	}
	r, ok := kind.Info().Relation(f.Name)
	if !ok {
		return nil
	}
	step, err := b.step(r, f, p)
	if err != nil {
		return err
	}
	index := len(into.Steps)
	if i, ok := shared.find(f); ok && sameRoute(into.Steps[i].Route, step.Route) {
		into.Steps[i].From |= graph.Kinds(kind)
		index = i
	} else {
		step.From = graph.Kinds(kind)
		into.Steps = append(into.Steps, *step)
		shared.add(f, index)
	}
	p.Index = index
	return nil
}

func sameRoute(a, b graph.Route) bool {
	return slices.EqualFunc(a, b, func(p, q graph.Path) bool { return slices.Equal(p, q) })
}

// step plans a relation field.
func (b *Builder) step(r *graph.RelationField, f graphql.CollectedField, p *Place) (*graph.Step, error) {
	a, err := b.read(f.Field)
	if err != nil {
		return nil, err
	}
	s := &graph.Step{Route: r.Route, Select: onlySelected}
	if s.Filter, err = linkFilter(a, ""); err != nil {
		return nil, err
	}
	if s.Where, err = where(r.Target, a, "where"); err != nil {
		return nil, err
	}
	if s.Order, err = orders(r.Target, a, "orderBy"); err != nil {
		return nil, err
	}
	p.Order = listOrder(r.Target, s.Order)
	if s.Page, err = b.page(a, b.limits.RelationEdges, p.Order); err != nil {
		return nil, err
	}
	list := listTarget{object: r.Target.Info().Type, kinds: graph.Kinds(r.Target), page: &s.Page, want: &s.Want, nodes: &s.Select}
	if r.Derived() {
		list.via = &s.Via
	} else {
		list.link = &s.Link
	}
	return s, b.list(f.Selections, p, list)
}

// plans plans the plans of an entity: a plain list.
func (b *Builder) plans(kind graph.Kind, f graphql.CollectedField, p *Place, into *graph.Selection) error {
	if kind == graph.KindPlan {
		p.Index = None
		return nil // a plan stands in no other
	}
	p.Index = len(into.Steps)
	s := graph.Step{From: graph.Kinds(kind), Route: plansRoute, Order: byPosition, Page: graph.Page{Limit: b.limits.MostEdges}}
	err := b.nodes(f.Selections, graph.Kinds(graph.KindPlan), p, &s.Select)
	into.Steps = append(into.Steps, s)
	return err
}

// citations plans the plans that citations cite.
func (b *Builder) citations(sel ast.SelectionSet, p *Place, cited **graph.Selection) error {
	return b.each(sel, "Citation", p, func(f graphql.CollectedField, child *Place) error {
		if f.Name != "plan" {
			return nil
		}
		return b.nodes(f.Selections, graph.Kinds(graph.KindPlan), child, fill(cited))
	})
}

// fill makes the selection if there is none yet.
func fill[T any](s **T) *T {
	if *s == nil {
		*s = new(T)
	}
	return *s
}
