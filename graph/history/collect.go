package history

import "github.com/goldenthread/goldenthread/graph"

// A collector walks an answer along with its question and finds the histories that are wanted. What several places lead to
// stands in an answer once, so it is met once.
type collector struct {
	lists []*list
	// asked says which selections want a history somewhere: the rest of the answer is not walked.
	asked map[any]bool
	seen  map[any]bool
}

// A place is what is wanted of a list of nodes.
type place struct {
	nodes *graph.Selection
	want  *graph.Want
	// link is wanted of the link followed, via of the links of derived ways and of reasons.
	link, via *graph.LinkSelection
}

func (c *collector) founds(s *graph.Selection, found []*graph.Found) {
	for _, f := range found {
		c.found(s, f)
	}
}

func (c *collector) found(s *graph.Selection, f *graph.Found) {
	if f == nil || !c.asks(s) || c.met(f) {
		return
	}
	if len(s.Histories) > 0 {
		f.Histories = c.wanted(s.Histories, subjects(f))
	}
	for i, page := range f.Pages {
		step := &s.Steps[i]
		c.page(page, place{&step.Select, &step.Want, step.Link, step.Via})
	}
	for i, page := range f.Links {
		c.linkPage(page, &s.Links[i].Select, &s.Links[i].Link)
	}
	c.founds(s.Cited, f.Cited)
}

func (c *collector) links(s *graph.LinkSelection, found []*graph.FoundLink) {
	for _, l := range found {
		c.link(s, l)
	}
}

func (c *collector) link(s *graph.LinkSelection, l *graph.FoundLink) {
	if l == nil || !c.asksLink(s) || c.met(l) {
		return
	}
	if len(s.Histories) > 0 {
		l.Histories = c.wanted(s.Histories, linkSubjects(l))
	}
	c.found(s.From, l.From)
	c.found(s.To, l.To)
	c.founds(s.Rows, l.Rows)
	c.founds(s.Cited, l.Cited)
}

func (c *collector) page(page *graph.NodePage, p place) {
	if page == nil || !c.asks(p.nodes) && !c.asks(&p.want.Axis) && !c.asksLink(p.link) && !c.asksLink(p.via) {
		return
	}
	for i := range page.Edges {
		e := &page.Edges[i]
		c.found(p.nodes, e.To)
		c.link(p.link, e.Link)
		c.links(p.via, e.Via)
		for j := range e.Reasons {
			c.links(p.via, e.Reasons[j].Via)
		}
	}
	for _, facet := range page.Facets {
		for i := range facet.Values {
			c.found(&p.want.Axis, facet.Values[i].Value.Entity)
		}
	}
}

func (c *collector) linkPage(page *graph.LinkPage, nodes *graph.Selection, links *graph.LinkSelection) {
	if page == nil || !c.asks(nodes) && !c.asksLink(links) {
		return
	}
	for i := range page.Edges {
		c.link(links, page.Edges[i].Link)
		c.found(nodes, page.Edges[i].Node)
	}
}

func (c *collector) axis(s *graph.Selection, values []graph.AxisValue) {
	for i := range values {
		c.found(s, values[i].Entity)
	}
}

// met reports whether a part of the answer was met before.
func (c *collector) met(part any) bool {
	met := c.seen[part]
	c.seen[part] = true
	return met
}

// wanted makes the lists that some steps want of what had these IDs.
func (c *collector) wanted(steps []graph.HistoryStep, ids []graph.ID) []*graph.ChangePage {
	pages := make([]*graph.ChangePage, len(steps))
	for i := range steps {
		pages[i] = &graph.ChangePage{HasPrevious: steps[i].Page.After != nil}
		c.lists = append(c.lists, &list{step: &steps[i], page: pages[i], subjects: ids})
	}
	return pages
}

// asks reports whether a selection wants a history somewhere.
func (c *collector) asks(s *graph.Selection) bool {
	if s == nil {
		return false
	}
	asked, known := c.asked[s]
	if !known {
		asked = c.findOut(s)
		c.asked[s] = asked
	}
	return asked
}

func (c *collector) findOut(s *graph.Selection) bool {
	asks := len(s.Histories) > 0 || c.asks(s.Cited)
	for i := range s.Steps {
		step := &s.Steps[i]
		asks = asks || c.asks(&step.Select) || c.asks(&step.Want.Axis) || c.asksLink(step.Link) || c.asksLink(step.Via)
	}
	for i := range s.Links {
		asks = asks || c.asks(&s.Links[i].Select) || c.asksLink(&s.Links[i].Link)
	}
	return asks
}

func (c *collector) asksLink(s *graph.LinkSelection) bool {
	if s == nil {
		return false
	}
	asked, known := c.asked[s]
	if !known {
		asked = len(s.Histories) > 0 || c.asks(s.From) || c.asks(s.To) || c.asks(s.Rows) || c.asks(s.Cited)
		c.asked[s] = asked
	}
	return asked
}

// subjects are the IDs that a node has and had.
func subjects(f *graph.Found) []graph.ID {
	return append([]graph.ID{f.Node.ID}, f.Node.PreviousIDs...)
}

// linkSubjects are the IDs that a link has, and had when its ends had others.
func linkSubjects(l *graph.FoundLink) []graph.ID {
	if l.From == nil || l.To == nil {
		return []graph.ID{l.Link.ID}
	}
	var ids []graph.ID
	for _, from := range subjects(l.From) {
		for _, to := range subjects(l.To) {
			if from != to {
				ids = append(ids, graph.Link{Relation: l.Link.Relation, From: from, To: to}.Normal().ID)
			}
		}
	}
	return ids
}
