package plan

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
)

// MostGaps is the most gaps that one question lists.
const MostGaps = 1000

// A GapQuestion is coverageGaps as a walk, and where in its answer the parts of a gap's explanation are.
type GapQuestion struct {
	Walk graph.Walk
	// Of and By are the kinds, Quarter the quarter asked for, if any.
	Of, By  graph.Kind
	Quarter *graph.Quarter
	// Cover, References and Measures index the pages of a gap: what covers it in any quarter, by quarter; what it refers
	// to; what it is watched by. -1 where its kind has none. The first page of a reference is what covers its target.
	Cover, References, Measures int
}

// Gaps plans coverageGaps.
func (b *Builder) Gaps(p *Place) (*GapQuestion, error) {
	g := &GapQuestion{References: -1, Measures: -1}
	if err := b.gapArguments(g); err != nil {
		return nil, b.wrap(err)
	}
	filter := graph.LinkFilter{}
	var err error
	if filter.Basis, err = b.args.bases(); err != nil {
		return nil, b.wrap(err)
	}
	plan, err := b.Plan()
	if err != nil {
		return nil, err
	}
	cover, ok := g.Of.Info().RelationTo(g.By)
	if !ok {
		return nil, b.wrap(graph.Errorf(graph.ErrInvalid, "by: nothing leads from %s to %s", g.Of.Info().Plural, g.By.Info().Plural))
	}
	g.walk(cover, filter, plan)
	return g, b.gapSelection(p, g)
}

func (b *Builder) gapArguments(g *GapQuestion) error {
	for name, kind := range map[string]*graph.Kind{"of": &g.Of, "by": &g.By} {
		s, _ := b.args.text(name)
		var err error
		if *kind, err = graph.ParseKind(s); err != nil {
			return graph.Errorf(graph.ErrInvalid, "%s: %v", name, err)
		}
	}
	if v := b.args["quarter"]; v != nil {
		if _, scheduled := g.By.Info().Field(graph.FieldStart); !scheduled {
			return graph.Errorf(graph.ErrInvalid, "quarter: %s are not profiled to quarters; ask by: ACTION", g.By.Info().Plural)
		}
		q, err := quarter(v, "quarter")
		g.Quarter = &q
		return err
	}
	return nil
}

// walk asks for those that nothing covers, with what explains it.
func (g *GapQuestion) walk(cover *graph.RelationField, filter graph.LinkFilter, plan graph.ID) {
	var inQuarter graph.Condition
	_, scheduled := g.By.Info().Field(graph.FieldStart)
	if g.Quarter != nil {
		inQuarter = graph.Scheduled{Quarters: []graph.Quarter{*g.Quarter}}
	}
	any := graph.Step{Route: cover.Route, Filter: filter, Want: graph.Want{Total: true}}
	if scheduled {
		any.Want.Facets = []graph.Axis{graph.AxisQuarter}
	}
	g.Walk = graph.Walk{Kind: g.Of, Order: byPosition, Page: graph.Page{Limit: MostGaps}, Want: graph.Want{Total: true}}
	g.Walk.Where = graph.Linked{Route: cover.Route, Filter: filter, Quantifier: graph.None, Where: inQuarter}
	if plan != "" {
		g.Walk.Where = graph.All{graph.InPlan{Plan: plan}, g.Walk.Where}
	}
	s := &g.Walk.Select
	g.Cover, s.Steps = len(s.Steps), append(s.Steps, any)
	if r, ok := g.Of.Info().Relation("references"); ok {
		covered := graph.Step{Route: cover.Route, Filter: filter, Where: inQuarter, Order: byPosition, Page: graph.Page{Limit: DefaultLimits.MostEdges}, Want: graph.Want{Total: true}}
		step := graph.Step{Route: r.Route, Order: byPosition, Page: graph.Page{Limit: DefaultLimits.MostEdges}, Link: &graph.LinkSelection{}}
		step.Select.Steps = []graph.Step{covered}
		g.References, s.Steps = len(s.Steps), append(s.Steps, step)
	}
	if r, ok := g.Of.Info().RelationTo(graph.KindMeasure); ok {
		step := graph.Step{Route: r.Route, Order: byPosition, Page: graph.Page{Limit: DefaultLimits.MostEdges}}
		g.Measures, s.Steps = len(s.Steps), append(s.Steps, step)
	}
}

func (b *Builder) gapSelection(p *Place, g *GapQuestion) error {
	s := &g.Walk.Select
	return b.each(b.field.Selections, "CoverageGap", p, func(f graphql.CollectedField, child *Place) error {
		switch {
		case f.Name == "entity":
			return b.nodes(f.Selections, graph.Kinds(g.Of), child, s)
		case f.Name == "references" && g.References >= 0:
			return b.link(f.Selections, child, s.Steps[g.References].Link)
		case f.Name == "coveredByReference" && g.References >= 0:
			return b.nodes(f.Selections, graph.Kinds(g.By), child, &s.Steps[g.References].Select.Steps[0].Select)
		case f.Name == "measures" && g.Measures >= 0:
			return b.nodes(f.Selections, graph.Kinds(graph.KindMeasure), child, &s.Steps[g.Measures].Select)
		}
		return nil
	})
}

// Covers is the question how priorities are covered: that for their gaps, asked of all of them.
func Covers() *GapQuestion {
	g := &GapQuestion{Of: graph.KindPriority, By: graph.KindAction, References: -1, Measures: -1}
	cover, _ := g.Of.Info().RelationTo(g.By)
	g.walk(cover, graph.LinkFilter{}, "")
	g.Walk.Where = nil
	return g
}

// Own is what covers something of its own, whatever the quarter.
func (g *GapQuestion) Own(f *graph.Found) *graph.NodePage { return f.Pages[g.Cover] }

// Referred are the things that something refers to.
func (g *GapQuestion) Referred(f *graph.Found) []graph.NodeEdge {
	if g.References < 0 {
		return nil
	}
	return f.Pages[g.References].Edges
}

// ByReference is what covers the things that something refers to, each once, in their order.
func (g *GapQuestion) ByReference(f *graph.Found) []*graph.Found {
	var out []*graph.Found
	seen := map[graph.ID]bool{}
	for _, reference := range g.Referred(f) {
		for _, e := range reference.To.Pages[0].Edges {
			if !seen[e.To.Node.ID] {
				seen[e.To.Node.ID] = true
				out = append(out, e.To)
			}
		}
	}
	return out
}
