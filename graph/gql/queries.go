package gql

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/exec"
	"github.com/goldenthread/goldenthread/graph/gql/object"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// resolvers are the root resolvers; everything below the roots reads the answer.
type resolvers struct{ api *API }

// Query answers the questions.
func (r *resolvers) Query() exec.QueryResolver { return &queries{r.api} }

// queries turns each root field into one question and asks it. The arguments that gqlgen hands over are not used: the
// plan reads them from the document, nested fields' included.
type queries struct{ api *API }

// begin starts the plan of the root field that is being resolved and opens the operation's view.
func (q *queries) begin(ctx context.Context) (*plan.Builder, *plan.Place, *bounded, error) {
	b, m, err := q.api.builder(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	view, err := viewAt(ctx, m)
	return b, &plan.Place{Moment: m}, view, err
}

// builder starts the plan of the root field that is being resolved, and says which moment it is about.
func (a *API) builder(ctx context.Context) (*plan.Builder, plan.Moment, error) {
	root := plan.Root{
		Operation: graphql.GetOperationContext(ctx), Schema: a.schema,
		Field: graphql.GetFieldContext(ctx).Field, Path: graphql.GetPath(ctx), Moment: momentOf(ctx),
	}
	b, err := plan.New(root, plan.DefaultLimits)
	if err != nil {
		return nil, root.Moment, err
	}
	b.Stems = a.options.PartnershipStems
	return b, root.Moment, nil
}

// A found is what has an ID, if anything has, and its place.
type found struct {
	node  *graph.Found
	link  *graph.FoundLink
	place *plan.Place
}

// lookup asks for what has the given IDs.
func (q *queries) lookup(ctx context.Context, kinds graph.KindSet, links bool) ([]found, error) {
	b, _, err := q.api.builder(ctx)
	if err != nil {
		return nil, err
	}
	lookups, err := b.Lookups(kinds, links)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, l := range lookups {
		n += len(l.At)
	}
	all := make([]found, n)
	for _, l := range lookups {
		view, err := viewAt(ctx, l.Place.Moment)
		if err != nil {
			return nil, err
		}
		answer, err := view.Lookup(ctx, l.Lookup)
		if err != nil {
			return nil, err
		}
		for i, at := range l.At {
			all[at] = found{answer.Nodes[i], answer.Links[i], l.Place}
		}
	}
	return all, nil
}

// Nodes answers nodes.
func (q *queries) Nodes(ctx context.Context, _ []string) ([]object.Node, error) {
	all, err := q.lookup(ctx, graph.Kinds(graph.AllKinds...), true)
	if err != nil {
		return nil, err
	}
	out := make([]object.Node, len(all))
	for i, f := range all {
		switch {
		case f.node != nil:
			out[i] = object.New(f.node, f.place)
		case f.link != nil:
			out[i] = object.NewLink(f.link, f.place)
		}
	}
	return out, nil
}

// Node answers node.
func (q *queries) Node(ctx context.Context, _ string) (object.Node, error) {
	return first(q.Nodes(ctx, nil))
}

// Entities answers entities.
func (q *queries) Entities(ctx context.Context, _ []string) ([]object.Entity, error) {
	all, err := q.lookup(ctx, graph.Kinds(graph.AllKinds...), false)
	if err != nil {
		return nil, err
	}
	out := make([]object.Entity, len(all))
	for i, f := range all {
		if f.node != nil {
			out[i] = object.New(f.node, f.place)
		}
	}
	return out, nil
}

// Entity answers entity.
func (q *queries) Entity(ctx context.Context, _ string) (object.Entity, error) {
	return first(q.Entities(ctx, nil))
}

func first[T any](list []T, err error) (T, error) {
	if err != nil || len(list) == 0 {
		var none T
		return none, err
	}
	return list[0], nil
}

// one answers the root field that gives one node of a kind.
func (q *queries) one(ctx context.Context, kind graph.Kind) (object.Entity, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	lookup, walk, err := b.One(p, kind)
	if err != nil {
		return nil, err
	}
	var found []*graph.Found
	if lookup != nil {
		answer, err := view.Lookup(ctx, *lookup)
		if err != nil {
			return nil, err
		}
		found = answer.Nodes
	} else {
		page, err := view.Walk(ctx, *walk)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Edges {
			found = append(found, e.To)
		}
	}
	switch {
	case len(found) > 1:
		return nil, graph.Errorf(graph.ErrInvalid, "several %s fit, %s and %s among them: ask by id, or keep to a plan",
			kind.Info().Plural, found[0].Node.ID, found[1].Node.ID)
	case len(found) == 0 || found[0] == nil || found[0].Node.Kind != kind:
		return nil, nil //nolint:nilnil // GraphQL's null: there is none
	}
	return object.New(found[0], p), nil
}

// one gives the entity the type of its root field.
func one[T any](e object.Entity, err error) (*T, error) {
	if err != nil || e == nil {
		return nil, err
	}
	return any(e).(*T), nil
}

// many answers the root field that gives all nodes of a kind.
func (q *queries) many(ctx context.Context, kind graph.Kind) (*graph.NodePage, *plan.Place, error) {
	return q.walk(ctx, func(b *plan.Builder, p *plan.Place) (graph.Walk, error) { return b.Walk(p, kind) })
}

// walk plans a walk and asks it.
func (q *queries) walk(ctx context.Context, make1 func(*plan.Builder, *plan.Place) (graph.Walk, error)) (*graph.NodePage, *plan.Place, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, nil, err
	}
	w, err := make1(b, p)
	if err != nil {
		return nil, nil, err
	}
	page, err := view.Walk(ctx, w)
	return page, p, err
}

// connect makes the connection of a page.
func connect[C any](make1 func(*graph.NodePage, *plan.Place) *C) func(*graph.NodePage, *plan.Place, error) (*C, error) {
	return func(page *graph.NodePage, p *plan.Place, err error) (*C, error) {
		if err != nil {
			return nil, err
		}
		return make1(page, p), nil
	}
}

// SharedActions answers sharedActions.
func (q *queries) SharedActions(ctx context.Context, _ int, _ *float64, _ bool, _ map[string]any, _ *int, _ *string, _ *int, _ *string) (*object.ActionConnection, error) {
	return connect(object.NewActionConnection)(q.walk(ctx, (*plan.Builder).Shared))
}

// PartnershipActions answers partnershipActions.
func (q *queries) PartnershipActions(ctx context.Context, _ []object.PartnershipRoute, _ object.RouteMatch, _ []graph.Basis, _ map[string]any, _ *int, _ *string, _ *int, _ *string) (*object.PartnershipActionConnection, error) {
	return connect(object.NewPartnershipActionConnection)(q.walk(ctx, (*plan.Builder).Partnership))
}

// Links answers links.
func (q *queries) Links(ctx context.Context, _ map[string]any, _ []map[string]any, _ *int, _ *string, _ *int, _ *string) (*object.LinkConnection, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	w, err := b.LinkWalk(p)
	if err != nil {
		return nil, err
	}
	page, err := view.Links(ctx, w)
	if err != nil {
		return nil, err
	}
	return object.NewLinkConnection(page, p), nil
}

// Search answers search.
func (q *queries) Search(ctx context.Context, _ string, _ []graph.Kind, _ *int, _ *string) (*object.SearchConnection, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	s, err := b.Search(p)
	if err != nil {
		return nil, err
	}
	page, err := view.Search(ctx, s)
	if err != nil {
		return nil, err
	}
	return object.NewSearchConnection(page, p), nil
}

// Quarters answers quarters.
func (q *queries) Quarters(ctx context.Context, _ *string) ([]*object.Quarter, error) {
	b, _, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	id, err := b.Plan()
	if err != nil {
		return nil, err
	}
	quarters, err := view.Quarters(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]*object.Quarter, 0, len(quarters))
	for _, quarter := range quarters {
		out = append(out, object.NewQuarter(quarter))
	}
	return out, nil
}

// AlignmentMatrix answers alignmentMatrix.
func (q *queries) AlignmentMatrix(ctx context.Context, _, _ graph.Axis, _ *graph.Kind, _ map[string]any, _ []graph.Basis, _ bool, _ *string) (*object.AlignmentMatrix, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	t, err := b.Matrix(p)
	if err != nil {
		return nil, err
	}
	m, err := view.Tally(ctx, t)
	if err != nil {
		return nil, err
	}
	return object.NewAlignmentMatrix(m, &t, p), nil
}

// CoverageGaps answers coverageGaps.
func (q *queries) CoverageGaps(ctx context.Context, _, _ graph.Kind, _ map[string]any, _ []graph.Basis, _ *string) ([]*object.CoverageGap, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	g, err := b.Gaps(p)
	if err != nil {
		return nil, err
	}
	page, err := view.Walk(ctx, g.Walk)
	if err != nil {
		return nil, err
	}
	if page.Total > plan.MostGaps {
		return nil, graph.Errorf(graph.ErrTooLarge, "there are %d gaps, and at most %d are listed: keep to a plan, or ask %s with a filter", page.Total, plan.MostGaps, g.Of.Info().Plural)
	}
	out := make([]*object.CoverageGap, 0, len(page.Edges))
	for _, e := range page.Edges {
		out = append(out, object.NewCoverageGap(e.To, g, p))
	}
	return out, nil
}

// Threads answers threads.
func (q *queries) Threads(ctx context.Context, _ string, _ *string, _ *graph.Kind, _ object.ThreadShape, _ []graph.Relation, _ bool, _, _ int, _ []graph.Basis) ([]*object.Thread, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	query, err := b.Threads(p)
	if err != nil {
		return nil, err
	}
	threads, err := view.Paths(ctx, query)
	if err != nil {
		return nil, err
	}
	out := make([]*object.Thread, 0, len(threads))
	for i := range threads {
		out = append(out, object.NewThread(&threads[i], p))
	}
	return out, nil
}

// Changes answers changes.
func (q *queries) Changes(ctx context.Context, _ *int, _ map[string]any, _ *int, _ *string) (*object.ChangeConnection, error) {
	b, p, view, err := q.begin(ctx)
	if err != nil {
		return nil, err
	}
	query, err := b.Changes(p)
	if err != nil {
		return nil, err
	}
	page, err := view.Changes(ctx, query)
	if err != nil {
		return nil, err
	}
	return object.NewChangeConnection(page, p), nil
}

// Revision answers revision.
func (q *queries) Revision(ctx context.Context) (int, error) {
	view, err := viewAt(ctx, momentOf(ctx))
	if err != nil {
		return 0, err
	}
	r, err := view.Newest(ctx)
	return int(r), err
}
