package plan

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
)

// A LookupAt is a look-up at one moment: of all or of some of the IDs that a root field names.
type LookupAt struct {
	graph.Lookup
	Place *Place
	// At says where each thing belongs in the list of all.
	At []int
}

// Lookups plans a root field that takes IDs and gives nodes of some kinds, or with links also links. Outside asOf IDs of
// the past are looked up where they belong, so there is a look-up for each moment named.
func (b *Builder) Lookups(kinds graph.KindSet, links bool) ([]*LookupAt, error) {
	groups, err := b.moments()
	if err != nil {
		return nil, b.wrap(err)
	}
	own := b.moment
	defer func() { b.moment = own }()
	for _, l := range groups {
		b.moment = l.Place.Moment
		if err := b.nodes(b.field.Selections, kinds, l.Place, &l.Select); err != nil {
			return nil, err
		}
		if !links {
			continue
		}
		if err := b.link(b.field.Selections, l.Place, &l.Link); err != nil {
			return nil, err
		}
	}
	return groups, nil
}

// moments reads the IDs, by the moments that they are of.
func (b *Builder) moments() ([]*LookupAt, error) {
	given := []any{b.args["id"]}
	if many, ok := b.args["ids"]; ok {
		given = asList(many)
	}
	if len(given) > b.limits.MostEdges {
		return nil, graph.Errorf(graph.ErrInvalid, "ids: %d are too many: at most %d at once", len(given), b.limits.MostEdges)
	}
	var groups []*LookupAt
	at := map[Moment]*LookupAt{}
	for i, v := range given {
		s, _ := arguments{"id": v}.text("id")
		moment := b.moment
		if !moment.Past {
			s, moment = stamped(s)
		}
		id, err := validID("id", s)
		if err != nil {
			return nil, err
		}
		l := at[moment]
		if l == nil {
			l = &LookupAt{Place: &Place{Moment: moment}, Lookup: graph.Lookup{Select: onlySelected}}
			at[moment], groups = l, append(groups, l)
		}
		l.IDs, l.At = append(l.IDs, id), append(l.At, i)
	}
	return groups, nil
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
		id, err := b.args.kindID("id", kind)
		if err != nil {
			return nil, nil, b.wrap(err)
		}
		l := &graph.Lookup{IDs: []graph.ID{id}, Select: onlySelected}
		return l, nil, b.nodes(b.field.Selections, graph.Kinds(kind), p, &l.Select)
	}
	s, _ := b.args.text(by[0])
	w := &graph.Walk{Kind: kind, Order: byPosition, Page: graph.Page{Limit: 2}, Select: onlySelected}
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
	p.Order, w.Select = listOrder(w.Kind, w.Order), onlySelected
	if w.Page, err = b.page(b.args, b.limits.RootEdges, p.Order); err != nil {
		return b.wrap(err)
	}
	return b.list(b.field.Selections, p, listTarget{
		object: object, kinds: graph.Kinds(w.Kind), page: &w.Page, want: &w.Want, nodes: &w.Select, via: &w.Via,
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
	target := listTarget{object: "Search", kinds: allKinds, page: &s.Page, want: &s.Want, nodes: &s.Select}
	s.Page.NoCursors = true
	err = b.each(b.field.Selections, "SearchConnection", p, func(f graphql.CollectedField, child *Place) error {
		child.Words = p.Words
		switch f.Name {
		case "edges":
			return b.edges(f.Selections, child, target)
		case "nodes":
			return b.nodes(f.Selections, allKinds, child, &s.Select)
		case "pageInfo":
			return b.pageInfo(f.Selections, child, &s.Page)
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
