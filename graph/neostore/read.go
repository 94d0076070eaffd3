package neostore

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A reader makes an answer of the one row that a statement returned. Nodes and links are known in it by Neo4j's internal
// numbers, which are short and good for as long as the statement runs.
type reader struct{ row []any }

// nodesAt are the nodes of a place by their numbers.
type nodesAt map[int64]*graph.Found

func (r *reader) place(p *place) nodesAt {
	if p == nil {
		return nil
	}
	found := nodesAt{}
	rows := asList(r.row[p.column])
	for _, row := range rows {
		columns := asList(row)
		f := &graph.Found{Node: readNode(asList(columns[1]))}
		if len(p.steps) > 0 {
			f.Pages = make([]*graph.NodePage, len(p.steps))
		}
		if len(p.links) > 0 {
			f.Links = make([]*graph.LinkPage, len(p.links))
		}
		found[asInt(columns[0])] = f
	}
	if p.cited != nil {
		cited := r.cited(p.cited)
		for _, row := range rows {
			columns := asList(row)
			found[asInt(columns[0])].Cited = cited.named(columns[2], byNodeID)
		}
	}
	for i, s := range p.steps {
		r.step(s, found, i)
	}
	for i, s := range p.links {
		r.linkStep(s, found, i)
	}
	return found
}

// citedAt are the nodes of a citedPlace by the IDs or aliases that name them.
type citedAt map[string]*graph.Found

func (r *reader) cited(p *citedPlace) citedAt {
	if p == nil {
		return nil
	}
	nodes, named := r.place(p.place), citedAt{}
	for _, pair := range asList(r.row[p.pairs]) {
		pair := asList(pair)
		named[asText(pair[0])] = nodes[asInt(pair[1])]
	}
	return named
}

// named are the nodes that a list of IDs names, each once, in order.
func (c citedAt) named(ids any, order func(a, b *graph.Found) int) []*graph.Found {
	var found []*graph.Found
	for _, id := range asList(ids) {
		if f := c[asText(id)]; f != nil {
			found = append(found, f)
		}
	}
	slices.SortFunc(found, order)
	return slices.Compact(found)
}

func byNodeID(a, b *graph.Found) int { return cmp.Compare(a.Node.ID, b.Node.ID) }

func byPosition(a, b *graph.Found) int {
	return cmp.Or(cmp.Compare(a.Node.Position, b.Node.Position), byNodeID(a, b))
}

// linksAt are the links of a place by their numbers.
type linksAt map[int64]*graph.FoundLink

func (r *reader) linkPlace(p *linkPlace) linksAt {
	if p == nil {
		return nil
	}
	from, to := r.place(p.from), r.place(p.to)
	rows, cited := r.cited(p.rows), r.cited(p.cited)
	found := linksAt{}
	for _, row := range asList(r.row[p.column]) {
		columns := asList(row)
		properties := asList(columns[3])
		f := &graph.FoundLink{Link: readLink(properties), From: from[asInt(columns[1])], To: to[asInt(columns[2])]}
		if p.rows != nil {
			f.Rows = rows.named(properties[rowsField], byPosition)
		}
		if p.cited != nil {
			f.Cited = cited.named(columns[4], byNodeID)
		}
		found[asInt(columns[0])] = f
	}
	return found
}

func (l linksAt) all(numbers any) []*graph.FoundLink {
	if l == nil {
		return nil
	}
	var found []*graph.FoundLink
	for _, n := range asList(numbers) {
		if f := l[asInt(n)]; f != nil {
			found = append(found, f)
		}
	}
	return found
}

// step hands the pages of a step to the nodes that took it.
func (r *reader) step(s *step, from nodesAt, i int) {
	to, link, via, axes := r.place(s.to), r.linkPlace(s.link), r.linkPlace(s.via), r.axes(s.axes)
	for _, list := range asList(r.row[s.column]) {
		parts := asList(list)
		page := &graph.NodePage{Summary: r.summary(s.listed, parts[1:], axes, nil)}
		for _, e := range edgesOf(s.listed, parts[1:]) {
			made := e.node(s.listed, to)
			made.Link = link[e.link]
			if len(e.ways) > 0 {
				made.Via = via.all(e.ways[0])
			}
			page.Edges = append(page.Edges, made)
		}
		from[asInt(parts[0])].Pages[i] = page
	}
}

// A sentEdge is an edge of a list as it was sent.
type sentEdge struct {
	to, link            int64
	basis               graph.Basis
	keys, ways, reasons []any
}

// edgesOf are the edges of a list in list order.
func edgesOf(l *listed, parts []any) []sentEdge {
	rows := asList(parts[0])
	edges := make([]sentEdge, len(rows))
	for i, row := range rows {
		at := i
		if l.page.Backward {
			at = len(rows) - 1 - i
		}
		var p [edgeReasons + 1]any
		copy(p[:], asList(row))
		edges[at] = sentEdge{
			to: asInt(p[edgeNode]), basis: graph.Basis(asInt(p[edgeBasis])), link: asInt(p[edgeLink]),
			keys: asList(p[edgeKeys]), ways: asList(p[edgeWays]), reasons: asList(p[edgeReasons]),
		}
	}
	return edges
}

// node is the edge to a node, with its cursor.
func (e *sentEdge) node(l *listed, to nodesAt) graph.NodeEdge {
	f := to[e.to]
	made := graph.NodeEdge{To: f, Basis: e.basis}
	if !l.page.NoCursors {
		made.Cursor = graph.Cursor{Keys: e.cursorKeys(l, f.Node), ID: f.Node.ID}
	}
	return made
}

// cursorKeys are the sort keys: those sent, and the fields of the node.
func (e *sentEdge) cursorKeys(l *listed, n *graph.Node) []graph.Value {
	var keys []graph.Value
	sent := 0
	for _, k := range l.keys {
		if !k.sent {
			keys = append(keys, n.OrderKey(k.Field))
			continue
		}
		keys = append(keys, sentValue(e.keys[sent]))
		sent++
	}
	return keys
}

func sentValue(v any) graph.Value {
	switch v := v.(type) {
	case int64:
		return graph.Int(v)
	case float64:
		return graph.Float(v)
	case string:
		return graph.Text(v)
	}
	return graph.Value{}
}

// summary is what is known of a whole list; bounds within the page's direction are what the list had beyond the page.
func (r *reader) summary(l *listed, parts []any, axes []nodesAt, reasons []graph.Reason) graph.Summary {
	flag := func(slot int) bool { return slot != none && asBool(parts[slot]) }
	more := flag(l.more)
	out := graph.Summary{HasNext: flag(l.next), HasPrevious: flag(l.previous)}
	if l.page.Backward {
		out.HasPrevious = out.HasPrevious || more
	} else {
		out.HasNext = out.HasNext || more
	}
	if l.counts != none {
		countRows(&out, &l.want, asList(parts[l.counts]))
	}
	if l.reasons != none {
		out.Reasons = make([]graph.ReasonCount, len(reasons))
		for i, k := range asList(parts[l.reasons]) {
			out.Reasons[i] = graph.ReasonCount{Name: reasons[i].Name, Count: int(asInt(k))}
		}
	}
	for i, axis := range l.want.Facets {
		out.Facets = append(out.Facets, facet(axis, asList(parts[l.facets[i]]), axes[i]))
	}
	return out
}

// countRows fills in the counts from pairs of basis and number.
func countRows(out *graph.Summary, want *graph.Want, pairs []any) {
	total := 0
	for _, pair := range pairs {
		pair := asList(pair)
		n := int(asInt(pair[1]))
		total += n
		if b := graph.Basis(asInt(pair[0])); b != 0 && want.Bases {
			out.Bases = append(out.Bases, graph.BasisCount{Basis: b, Count: n})
		}
	}
	if want.Total {
		out.Total = total
	}
	slices.SortFunc(out.Bases, func(a, b graph.BasisCount) int { return cmp.Compare(a.Basis, b.Basis) })
}

func (r *reader) axes(places []*place) []nodesAt {
	var out []nodesAt
	for _, p := range places {
		out = append(out, r.place(p))
	}
	return out
}

// facet puts the counts of an axis in its order.
func facet(axis graph.Axis, pairs []any, entities nodesAt) graph.Facet {
	out := graph.Facet{Axis: axis}
	for _, pair := range pairs {
		pair := asList(pair)
		out.Values = append(out.Values, graph.AxisCount{Value: axisValue(pair[0], entities), Count: int(asInt(pair[1]))})
	}
	slices.SortFunc(out.Values, func(a, b graph.AxisCount) int { return compareAxis(a.Value, b.Value) })
	return out
}

// axisValue is the value that was sent: a node's number, a quarter's label, or null.
func axisValue(v any, entities nodesAt) graph.AxisValue {
	switch v := v.(type) {
	case int64:
		if f := entities[v]; f != nil {
			return graph.AxisValue{Key: string(f.Node.ID), Entity: f}
		}
	case string:
		if q, err := graph.ParseQuarter(v); err == nil {
			return graph.AxisValue{Key: v, Quarter: &q}
		}
	}
	return graph.AxisValue{Key: graph.Unplaced}
}

// compareAxis is the order of an axis: entities by position, quarters by time, unplaced last.
func compareAxis(a, b graph.AxisValue) int {
	switch {
	case a.Entity != nil && b.Entity != nil:
		return byPosition(a.Entity, b.Entity)
	case a.Quarter != nil && b.Quarter != nil:
		return a.Quarter.Compare(*b.Quarter)
	case a.Key == graph.Unplaced:
		return 1
	}
	return -1
}

// linkStep hands the pages of links to the nodes.
func (r *reader) linkStep(s *linkStep, at nodesAt, i int) {
	others, links := r.place(s.others), r.linkPlace(s.link)
	for _, list := range asList(r.row[s.column]) {
		parts := asList(list)
		page := &graph.LinkPage{Summary: r.summary(s.listed, parts[1:], nil, nil)}
		for _, e := range edgesOf(s.listed, parts[1:]) {
			other := others[e.to]
			page.Edges = append(page.Edges, graph.LinkEdge{
				Link: links[e.link], Node: other, Outgoing: asInt(e.keys[1]) == 0,
				Cursor: graph.Cursor{Keys: e.cursorKeys(s.listed, other.Node), ID: other.Node.ID},
			})
		}
		at[asInt(parts[0])].Links[i] = page
	}
}

// read makes the answer of a Walk.
func (w *walk) read(r *reader) *graph.NodePage {
	to, via, axes := r.place(w.to), r.linkPlace(w.via), r.axes(w.axes)
	parts := asList(asList(r.row[w.column])[0])[1:]
	page := &graph.NodePage{Summary: r.summary(w.listed, parts, axes, w.Reasons)}
	for _, e := range edgesOf(w.listed, parts) {
		made := e.node(w.listed, to)
		if len(e.ways) > 0 {
			made.Via = via.all(e.ways[0])
		}
		for i, b := range e.reasons {
			if b == nil {
				continue
			}
			hit := graph.ReasonHit{Name: w.Reasons[i].Name, Basis: graph.Basis(asInt(b))}
			if len(e.ways) > 0 {
				hit.Via = via.all(e.ways[1+i])
			}
			made.Reasons = append(made.Reasons, hit)
		}
		page.Edges = append(page.Edges, made)
	}
	return page
}
