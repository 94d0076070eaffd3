package memstore

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A place is a place of an answer: a Selection and the nodes that stand there, each once.
type place struct {
	*asker
	sel   *graph.Selection
	found map[int32]*graph.Found
	nodes []*node
	cited *place
}

// place makes a place; nil if nothing is wanted there.
func (a *asker) place(sel *graph.Selection) *place {
	if sel == nil {
		return nil
	}
	return &place{asker: a, sel: sel, cited: a.place(sel.Cited)}
}

// put lets a node stand there.
func (p *place) put(n *node) *graph.Found {
	if p == nil || n == nil {
		return nil
	}
	f, ok := p.found[n.number]
	if ok {
		return f
	}
	f = p.room.found.one()
	f.Node = n.readInto(&p.room.nodes, p.sel.Evidence || p.cited != nil)
	if len(p.sel.Steps) > 0 {
		f.Pages = p.room.answers.some(len(p.sel.Steps))
	}
	if len(p.sel.Links) > 0 {
		f.Links = make([]*graph.LinkPage, len(p.sel.Links))
	}
	if p.cited != nil {
		f.Cited = p.cited.plans(f.Node.Evidence, f.Node.Schedule)
	}
	if p.found == nil {
		p.found = map[int32]*graph.Found{}
	}
	p.found[n.number] = f
	p.nodes = append(p.nodes, n)
	return f
}

// putID lets the node with an ID or alias stand there.
func (p *place) putID(id graph.ID) *graph.Found {
	if p == nil {
		return nil
	}
	n, ok := p.resolve(id)
	if !ok {
		return nil
	}
	return p.put(p.snapshot.nodes.at(n))
}

// fill answers what is wanted of the nodes there, and of those reached from them.
func (p *place) fill() {
	if p == nil {
		return
	}
	for i := range p.sel.Steps {
		p.fillStep(i)
	}
	for i := range p.sel.Links {
		p.fillLinks(i)
	}
	p.cited.fill()
}

// plans lets the plans stand there that citations cite, and gives them in ID order.
func (p *place) plans(evidence []graph.Citation, schedule []graph.ScheduledQuarter) []*graph.Found {
	var plans []*node
	cite := func(citations []graph.Citation) {
		for i := range citations {
			if number, ok := p.resolve(citations[i].Plan); ok {
				plans = append(plans, p.snapshot.nodes.at(number))
			}
		}
	}
	cite(evidence)
	for i := range schedule {
		cite(schedule[i].Evidence)
	}
	slices.SortFunc(plans, byID)
	return p.putAll(slices.Compact(plans))
}

func (p *place) putAll(nodes []*node) []*graph.Found {
	var found []*graph.Found
	for _, n := range nodes {
		found = append(found, p.put(n))
	}
	return found
}

// A linkPlace is a place of an answer where links stand.
type linkPlace struct {
	*asker
	sel                   *graph.LinkSelection
	from, to, rows, cited *place
	found                 map[*link]*graph.FoundLink
}

func (a *asker) linkPlace(sel *graph.LinkSelection) *linkPlace {
	if sel == nil {
		return nil
	}
	return &linkPlace{
		asker: a, sel: sel,
		from: a.place(sel.From), to: a.place(sel.To), rows: a.place(sel.Rows), cited: a.place(sel.Cited),
	}
}

// put lets a link stand there.
func (p *linkPlace) put(l *link) *graph.FoundLink {
	if p == nil || l == nil {
		return nil
	}
	if f, ok := p.found[l]; ok {
		return f
	}
	f := &graph.FoundLink{Link: p.readLink(l, p.sel.Evidence || p.cited != nil), From: p.from.put(p.nodes.at(l.from)), To: p.to.put(p.nodes.at(l.to))}
	if p.rows != nil {
		f.Rows = p.rows.priorities(f.Link.Rows)
	}
	if p.cited != nil {
		f.Cited = p.cited.plans(f.Link.Evidence, nil)
	}
	if p.found == nil {
		p.found = map[*link]*graph.FoundLink{}
	}
	p.found[l] = f
	return f
}

func (p *linkPlace) putAll(links []*link) []*graph.FoundLink {
	if p == nil {
		return nil
	}
	var found []*graph.FoundLink
	for _, l := range links {
		found = append(found, p.put(l))
	}
	return found
}

func (p *linkPlace) fill() {
	if p == nil {
		return
	}
	for _, part := range []*place{p.from, p.to, p.rows, p.cited} {
		part.fill()
	}
}

// priorities lets the priorities of rows stand there, in document order.
func (p *place) priorities(rows []graph.ID) []*graph.Found {
	var nodes []*node
	for _, row := range rows {
		if number, ok := p.resolve(row); ok {
			nodes = append(nodes, p.snapshot.nodes.at(number))
		}
	}
	slices.SortFunc(nodes, byPosition)
	return p.putAll(slices.Compact(nodes))
}
