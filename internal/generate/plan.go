package generate

import (
	"fmt"
	"math"

	"github.com/goldenthread/goldenthread/graph"
)

// Options say what is made.
type Options struct {
	// Actions is how many actions there are, at least 1.
	Actions int
	// Seed decides everything else. Plans of other seeds are other ones of the same shape.
	Seed uint64
	// NoEvidence leaves the evidence out, which is most of a large graph.
	NoEvidence bool
}

// form is the version of what is made of the same options. It is part of the name, so that a load that another version
// began is not continued.
const form = 1

// MostActions is the largest plan that is made: the vocabulary is not for more.
const MostActions = 10_000_000

// year is the year that every service plan is for.
const year = "2022/23"

// A Plan is a graph that can be made, part after part.
type Plan struct {
	opt        Options
	priorities []priority
	// worked are the numbers of the priorities that have work: the first ones have most.
	worked     []int
	themes     []thing
	partners   []thing
	sites      []thing
	programmes []thing
	services   []service
}

// A thing is a node that service plans only name.
type thing struct {
	id          graph.ID
	title       string
	partnerType graph.PartnerType
}

// New works out the frame of a plan: what is made later, part by part, fits into it. The error is graph.ErrInvalid.
func New(o Options) (*Plan, error) {
	if o.Actions < 1 || o.Actions > MostActions {
		return nil, graph.Errorf(graph.ErrInvalid, "a plan has 1 to %d actions, not %d", MostActions, o.Actions)
	}
	p := &Plan{opt: o}
	root := math.Sqrt(float64(o.Actions)) // what is shared by all grows slower than the work
	p.makePriorities(max(6, int(0.9*root)))
	p.themes = makeThings(graph.KindTheme, 4, func(i int) thing { return thing{title: themeTitles[i]} })
	p.makePartners(max(8, int(3.6*root)))
	p.sites = makeThings(graph.KindSite, max(4, int(1.3*root)), siteOf)
	p.programmes = makeThings(graph.KindProgramme, max(4, int(3*root)), programmeOf)
	p.makeServices()
	return p, nil
}

// Name says what is made, and in which form: the same name is the same graph.
func (p *Plan) Name() string {
	evidence := ""
	if p.opt.NoEvidence {
		evidence = ", no evidence"
	}
	return fmt.Sprintf("generate %d actions, seed %d%s, form %d", p.opt.Actions, p.opt.Seed, evidence, form)
}

// Steps is how many parts the plan has: the strategic plan, and a plan for each service.
func (p *Plan) Steps() int { return 1 + len(p.services) }

// Step makes a part, from 0. It needs those before it, and depends on nothing else.
func (p *Plan) Step(i int) graph.Changes {
	var c graph.Changes
	if i == 0 {
		c = p.strategy()
	} else {
		c = p.servicePlan(&p.services[i-1])
	}
	c.Actor, c.Reason = Actor, p.reason(i)
	if p.opt.NoEvidence {
		forget(&c)
	}
	return c
}

// forget takes the evidence out of a part.
func forget(c *graph.Changes) {
	for i := range c.Put {
		c.Put[i].Evidence = nil
		for q := range c.Put[i].Schedule {
			c.Put[i].Schedule[q].Evidence = nil
		}
	}
	for i := range c.Link {
		c.Link[i].Evidence = nil
	}
}

// reason says in the journal what a part is.
func (p *Plan) reason(i int) string {
	return fmt.Sprintf("%s: part %d of %d", p.Name(), i+1, p.Steps())
}

// makeThings makes nodes of a kind, each from its number.
func makeThings(k graph.Kind, n int, of func(i int) thing) []thing {
	things := make([]thing, n)
	taken := map[graph.ID]bool{}
	for i := range things {
		things[i] = of(i)
		things[i].id = newID(taken, k, "", things[i].title)
	}
	return things
}
