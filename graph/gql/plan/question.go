package plan

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
)

// Lookup plans a root field that takes IDs and gives nodes of some kinds, or with links also links.
func (b *Builder) Lookup(p *Place, kinds graph.KindSet, links bool) (graph.Lookup, error) {
	var l graph.Lookup
	ids := []any{b.args["id"]}
	if many, ok := b.args["ids"]; ok {
		ids = asList(many)
	}
	if len(ids) > b.limits.MostEdges {
		return l, b.wrap(graph.Errorf(graph.ErrInvalid, "ids: %d are too many: at most %d at once", len(ids), b.limits.MostEdges))
	}
	for _, v := range ids {
		id, err := arguments{"id": v}.id("id")
		if err != nil {
			return l, b.wrap(err)
		}
		l.IDs = append(l.IDs, id)
	}
	if err := b.nodes(b.field.Selections, kinds, p, &l.Select); err != nil {
		return l, err
	}
	if !links {
		return l, nil
	}
	return l, b.link(b.field.Selections, p, &l.Link)
}

// One plans the root field that gives one node of a kind: by ID it is a Lookup, else a Walk that finds at most two, so
// that an ambiguous question is noticed. Exactly one of the two is not nil.
func (b *Builder) One(p *Place, kind graph.Kind) (*graph.Lookup, *graph.Walk, error) {
	plan, err := b.args.kindID("plan", graph.KindPlan)
	if err != nil {
		return nil, nil, b.wrap(err)
	}
	var by []string
	for _, name := range []string{"id", "code", "title"} {
		if _, ok := b.args.text(name); ok {
			by = append(by, name)
		}
	}
	if len(by) != 1 {
		return nil, nil, b.wrap(graph.Errorf(graph.ErrInvalid, "give exactly one of id, code and title; %d were given", len(by)))
	}
	if by[0] == "id" && plan == "" {
		if _, err := b.args.kindID("id", kind); err != nil {
			return nil, nil, b.wrap(err)
		}
		l, err := b.Lookup(p, graph.Kinds(kind), false)
		return &l, nil, err
	}
	s, _ := b.args.text(by[0])
	w := &graph.Walk{Kind: kind, Order: byPosition, Page: graph.Page{Limit: 2}}
	w.Where = graph.Compare{Field: graph.FieldName(by[0]), Op: graph.OpEq, Values: []graph.Value{graph.Text(s)}, Fold: by[0] != "id"}
	if plan != "" {
		w.Where = graph.All{w.Where, graph.InPlan{Plan: plan}}
	}
	return nil, w, b.nodes(b.field.Selections, graph.Kinds(kind), p, &w.Select)
}

// Walk plans the root field that gives all nodes of a kind.
func (b *Builder) Walk(p *Place, kind graph.Kind) (graph.Walk, error) {
	w := graph.Walk{Kind: kind}
	var err error
	if w.Order, err = orders(kind, b.args, "orderBy"); err != nil {
		return w, b.wrap(err)
	}
	return w, b.roots(p, &w, kind.Info().Type)
}

// roots plans what all walks have in common: the condition, the page and the selection of a connection.
func (b *Builder) roots(p *Place, w *graph.Walk, object string) error {
	given, err := where(w.Kind, b.args, "where")
	if err != nil {
		return b.wrap(err)
	}
	w.Where = both(w.Where, given)
	p.Order = fingerprint(w.Order)
	if w.Page, err = b.page(b.args, b.limits.RootEdges, p.Order); err != nil {
		return b.wrap(err)
	}
	return b.list(b.field.Selections, p, listTarget{
		object: object, kinds: graph.Kinds(w.Kind), want: &w.Want, nodes: &w.Select, via: &w.Via,
	})
}

func both(a, b graph.Condition) graph.Condition {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return graph.All{a, b}
}

// Shared plans sharedActions: a walk whose order and condition count priorities over a route that may take in
// near-duplicates and references.
func (b *Builder) Shared(p *Place) (graph.Walk, error) {
	w := graph.Walk{Kind: graph.KindAction}
	least, _, err := b.args.number("minPriorities")
	if err != nil || least < 1 {
		return w, b.wrap(graph.Errorf(graph.ErrInvalid, "minPriorities: %v is out of bounds: it is at least 1", b.args["minPriorities"]))
	}
	serves, _ := graph.KindAction.Info().Relation("priorities")
	route := slices.Clone(serves.Route)
	if b.args.flag("followReferences") {
		for _, path := range serves.Route {
			route = append(route, append(slices.Clone(path), graph.Hop{Relation: graph.RelationRefersTo, Direction: graph.In}))
		}
	}
	if v := b.args["similarAbove"]; v != nil {
		score, ok := asFloat(v)
		if !ok || score < 0 || score > 1 {
			return w, b.wrap(graph.Errorf(graph.ErrInvalid, "similarAbove: %v is out of bounds: it is from 0 to 1", v))
		}
		w.Group = &graph.Grouping{Relation: graph.RelationSimilarTo, MinScore: score}
		near := graph.Hop{Relation: graph.RelationSimilarTo, Direction: graph.Both, MinScore: score, Closure: true}
		for i, path := range route {
			route[i] = append(graph.Path{near}, path...)
		}
	}
	w.Where = graph.Linked{Route: route, Quantifier: graph.CountIs, Op: graph.OpGte, Count: least}
	w.Order = append([]graph.Order{{By: graph.ByCount, Route: route, Descending: true}}, byPosition...)
	return w, b.roots(p, &w, "Action")
}

// Search plans search.
func (b *Builder) Search(p *Place) (graph.SearchQuery, error) {
	s := graph.SearchQuery{}
	s.Query, _ = b.args.text("query")
	p.Words = graph.Words(s.Query)
	if len(p.Words) == 0 {
		return s, b.wrap(graph.Errorf(graph.ErrInvalid, "query: %q has no word to search for", s.Query))
	}
	kinds, err := enums(b.args, "kinds", graph.ParseKind)
	if err != nil {
		return s, b.wrap(err)
	}
	s.Kinds = graph.Kinds(kinds...)
	p.Order = "search"
	if s.Page, err = b.page(b.args, b.limits.RelationEdges, p.Order); err != nil {
		return s, b.wrap(err)
	}
	target := listTarget{object: "Search", kinds: allKinds, want: &s.Want, nodes: &s.Select}
	err = b.each(b.field.Selections, "SearchConnection", p, func(f graphql.CollectedField, child *Place) error {
		child.Words = p.Words
		switch f.Name {
		case "edges":
			return b.edges(f.Selections, child, target)
		case "nodes":
			return b.nodes(f.Selections, allKinds, child, &s.Select)
		case "kindCounts":
			s.KindCounts = true
		}
		wantCounts(f.Name, &s.Want)
		return nil
	})
	return s, err
}

// Plan reads the plan argument of a question that has nothing else to plan.
func (b *Builder) Plan() (graph.ID, error) {
	id, err := b.args.kindID("plan", graph.KindPlan)
	return id, b.wrap(err)
}
