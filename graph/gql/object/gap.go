package object

import (
	"context"
	"fmt"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

// A CoverageGap is something that is not covered, and why.
type CoverageGap struct {
	found    *graph.Found
	question *plan.GapQuestion
	place    *plan.Place
}

// NewCoverageGap makes the object of a gap, given the question that found it.
func NewCoverageGap(found *graph.Found, g *plan.GapQuestion, p *plan.Place) *CoverageGap {
	return &CoverageGap{found, g, p}
}

// Entity is what is not covered.
func (g *CoverageGap) Entity(ctx context.Context) Entity { return New(g.found, g.place.At(ctx)) }

// Reason is why.
func (g *CoverageGap) Reason() GapReason {
	own := len(g.OtherQuarters()) > 0
	switch {
	case own:
		return GapReasonOtherQuartersOnly
	case g.cover().Total > 0:
		return GapReasonUnprofiled
	case len(g.covering()) > 0:
		return GapReasonReferenceOnly
	}
	return GapReasonEmpty
}

// Explanation is the same in a sentence.
func (g *CoverageGap) Explanation() string {
	by := g.question.By.Info().Plural
	when := ""
	if q := g.question.Quarter; q != nil {
		when = " in " + q.Label()
	}
	switch g.Reason() {
	case GapReasonOtherQuartersOnly:
		return fmt.Sprintf("Of its %d %s none is profiled to %s; some are to other quarters.", g.cover().Total, by, g.question.Quarter.Label())
	case GapReasonUnprofiled:
		return fmt.Sprintf("Of its %d %s the plan profiles none to any quarter.", g.cover().Total, by)
	case GapReasonReferenceOnly:
		return fmt.Sprintf("No %s of its own%s; by reference it has %d%s.", by, when, len(g.covering()), when)
	}
	if len(g.references()) > 0 {
		return fmt.Sprintf("No %s%s, and none at what it refers to.", by, when)
	}
	return fmt.Sprintf("No %s%s, and it refers to nothing.", by, when)
}

// References are the links by which it refers to something else.
func (g *CoverageGap) References(ctx context.Context) []*Link {
	p := g.place.At(ctx)
	out := []*Link{}
	for _, e := range g.references() {
		out = append(out, &Link{e.Link, p})
	}
	return out
}

// CoveredByReference is what covers it by reference.
func (g *CoverageGap) CoveredByReference(ctx context.Context) []Entity {
	p := g.place.At(ctx)
	out := []Entity{}
	for _, f := range g.covering() {
		out = append(out, New(f, p))
	}
	return out
}

// Measures are those it is watched by.
func (g *CoverageGap) Measures(ctx context.Context) []*Measure {
	p := g.place.At(ctx)
	out := []*Measure{}
	if g.question.Measures >= 0 {
		for _, e := range g.found.Pages[g.question.Measures].Edges {
			out = append(out, &Measure{entity{e.To, p}})
		}
	}
	return out
}

// OtherQuarters are those in which it is covered, when another was asked for.
func (g *CoverageGap) OtherQuarters() []*Quarter {
	out := []*Quarter{}
	if g.question.Quarter == nil {
		return out
	}
	for _, f := range g.cover().Facets {
		for _, v := range f.Values {
			if v.Value.Quarter != nil {
				out = append(out, NewQuarter(*v.Value.Quarter))
			}
		}
	}
	return out
}

func (g *CoverageGap) cover() *graph.NodePage { return g.question.Own(g.found) }

func (g *CoverageGap) references() []graph.NodeEdge { return g.question.Referred(g.found) }

func (g *CoverageGap) covering() []*graph.Found { return g.question.ByReference(g.found) }
