package graphtest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// Lookup answers by definition, as do the others here.
func (o *oracle) Lookup(_ context.Context, l graph.Lookup) (*graph.LookupAnswer, error) {
	a := &graph.LookupAnswer{}
	for _, id := range l.IDs {
		var n *graph.Found
		var k *graph.FoundLink
		if !id.IsLink() {
			n = o.found(o.find(id), &l.Select)
		} else if found := o.links[id]; found != nil {
			k = o.foundLink(found, &l.Link)
		}
		a.Nodes, a.Links = append(a.Nodes, n), append(a.Links, k)
	}
	return a, nil
}

func (o *oracle) Walk(_ context.Context, w graph.Walk) (*graph.NodePage, error) {
	var nodes []*graph.Node
	for _, n := range o.ofKind(w.Kind) {
		if o.holds(w.Where, n) {
			nodes = append(nodes, n)
		}
	}
	var entries []entry
	for _, n := range nodes {
		e := entry{node: n}
		if w.Group != nil {
			var first bool
			if e.via, first = o.cluster(n, nodes, w.Group); !first {
				continue
			}
		}
		for _, r := range w.Reasons {
			if basis, links := o.reason(n, r); basis != 0 {
				e.reasons, e.links = append(e.reasons, graph.ReasonHit{Name: r.Name, Basis: basis}), append(e.links, links)
			}
		}
		if len(e.reasons) >= w.MinReasons {
			entries = append(entries, e)
		}
	}
	return o.page(entries, w.Order, w.Page, w.Want, w.Reasons, func(e entry) graph.NodeEdge {
		out := graph.NodeEdge{To: o.found(e.node, &w.Select), Via: o.foundLinks(e.via, w.Via)}
		for i, hit := range e.reasons {
			hit.Via = o.foundLinks(e.links[i], w.Via)
			out.Reasons = append(out.Reasons, hit)
		}
		return out
	}), nil
}

// cluster gives the links of the cluster of a node, and whether it is the first of it.
func (o *oracle) cluster(n *graph.Node, members []*graph.Node, g *graph.Grouping) ([]*graph.Link, bool) {
	cluster := []*graph.Node{n}
	var links []*graph.Link
	hop := graph.Hop{Relation: g.Relation, Direction: graph.Both, MinScore: g.MinScore}
	for i := 0; i < len(cluster); i++ {
		for _, l := range o.active() {
			next := o.follow(cluster[i], hop, l)
			if next == nil || !slices.Contains(members, next) {
				continue
			}
			links = append(links, l)
			if !slices.Contains(cluster, next) {
				cluster = append(cluster, next)
			}
		}
	}
	return byID(links), slices.MinFunc(cluster, documentOrder) == n
}

// reason gives the basis of a reason, 0 if it does not hold, and the links of the strongest ways.
func (o *oracle) reason(n *graph.Node, r graph.Reason) (graph.Basis, []*graph.Link) {
	best := graph.Basis(0)
	var links []*graph.Link
	for _, to := range o.reach(n, r.Route, r.Filter) {
		if !o.holds(r.Where, to.node) {
			continue
		}
		b := to.basis()
		if best == 0 || b < best {
			best, links = b, nil
		}
		if b == best {
			links = append(links, to.via()...)
		}
	}
	if best == 0 && r.Wording != nil && o.holds(*r.Wording, n) {
		best = graph.BasisMentioned
	}
	return best, byID(links)
}

func (o *oracle) Links(_ context.Context, w graph.LinkWalk) (*graph.LinkPage, error) {
	orders := w.Order
	if len(orders) == 0 {
		orders = []graph.Order{{By: graph.ByRelation}}
	}
	var list []row[*graph.Link]
	var bases []graph.Basis
	for _, l := range o.links {
		if !o.walks(w, l) {
			continue
		}
		c := graph.Cursor{ID: l.ID}
		for _, by := range orders {
			key := graph.Int(int64(l.Relation))
			switch {
			case by.By == graph.ByField:
				key = graph.Int(int64(l.Revision))
			case by.By == graph.ByScore && l.Score == nil:
				key = graph.Value{}
			case by.By == graph.ByScore:
				key = graph.Float(*l.Score)
			}
			c.Keys = append(c.Keys, key)
		}
		list, bases = append(list, row[*graph.Link]{l, c}), append(bases, l.Basis)
	}
	page := linkPage(list, orders, w.Page, w.Want, bases)
	for i := range page.Edges {
		page.Edges[i].Link = o.foundLink(page.Edges[i].Link.Link, &w.Select)
	}
	return page, nil
}

func (o *oracle) walks(w graph.LinkWalk, l *graph.Link) bool {
	states := w.States
	if len(states) == 0 {
		states = []graph.LinkState{graph.LinkStateActive}
	}
	row := w.Row
	if n := o.find(row); n != nil {
		row = n.ID
	}
	switch {
	case !slices.Contains(states, l.State),
		w.Relations != 0 && !w.Relations.Has(l.Relation),
		w.Basis != 0 && !w.Basis.Has(l.Basis),
		w.MinScore != nil && (l.Score == nil || *l.Score < *w.MinScore),
		w.MaxScore != nil && (l.Score == nil || *l.Score > *w.MaxScore),
		w.Row != "" && !slices.Contains(l.Rows, row),
		w.Plan != "" && !(o.inPlan(o.nodes[l.From], w.Plan) && o.inPlan(o.nodes[l.To], w.Plan)):
		return false
	}
	return true
}

func (o *oracle) Search(_ context.Context, s graph.SearchQuery) (*graph.SearchPage, error) {
	orders := []graph.Order{{Descending: true}, {}, {}}
	var list []row[entry]
	var entries []entry
	page := &graph.SearchPage{}
	for _, k := range graph.AllKinds {
		count := 0
		for _, n := range o.ofKind(k) {
			x := score(s.Query, n)
			if x == 0 || s.Kinds != 0 && !s.Kinds.Has(k) {
				continue
			}
			count++
			e := entry{node: n, score: x}
			keys := []graph.Value{graph.Float(x), graph.Int(int64(k)), graph.Int(int64(n.Position))}
			entries, list = append(entries, e), append(list, row[entry]{e, graph.Cursor{Keys: keys, ID: n.ID}})
		}
		if s.KindCounts && count > 0 {
			page.Kinds = append(page.Kinds, graph.KindCount{Kind: k, Count: count})
		}
	}
	part, summary := take(list, orders, s.Page)
	page.Summary = summary
	o.summarise(&page.Summary, entries, s.Want, nil)
	for _, r := range part {
		page.Edges = append(page.Edges, graph.NodeEdge{To: o.found(r.item.node, &s.Select), Cursor: wanted(s.Page, r.at), Score: r.item.score})
	}
	return page, nil
}

func (o *oracle) Paths(_ context.Context, p graph.PathQuery) ([]graph.Thread, error) {
	from, to := o.find(p.From), o.find(p.To)
	if from == nil || p.To != "" && to == nil {
		return nil, graph.Errorf(graph.ErrNotFound, "an end does not exist")
	}
	var threads []thread
	if from != to {
		o.tryThreads(p, to, thread{nodes: []*graph.Node{from}}, func(t thread) { threads = append(threads, t) })
	}
	slices.SortFunc(threads, compareThreads)
	var out []graph.Thread
	for _, t := range threads[:min(len(threads), p.First)] {
		rows, _ := shared(t.links)
		out = append(out, graph.Thread{Nodes: o.foundAll(t.nodes, &p.Select), Links: o.foundLinks(t.links, &p.Link), Rows: o.rows(rows, &p.Select), Weakest: weakest(t.links)})
	}
	return out, nil
}

type thread struct {
	nodes []*graph.Node
	links []*graph.Link
}

func compareThreads(a, b thread) int {
	c := cmp.Or(len(a.links)-len(b.links), int(weakest(a.links))-int(weakest(b.links)))
	for i := 0; c == 0 && i < len(a.links); i++ {
		c = cmp.Or(strings.Compare(string(a.links[i].ID), string(b.links[i].ID)), strings.Compare(string(a.nodes[i+1].ID), string(b.nodes[i+1].ID)))
	}
	return c
}

// tryThreads tries every way on from where a thread has come to.
func (o *oracle) tryThreads(p graph.PathQuery, to *graph.Node, t thread, found func(thread)) {
	last := t.nodes[len(t.nodes)-1]
	ends := to == last || to == nil && (p.ToKinds == 0 || p.ToKinds.Has(last.Kind))
	if len(t.links) > 0 && ends && (p.AcrossRows || rowTrue(t.links)) && (!p.Straight || straight(t.nodes)) {
		found(t)
	}
	if len(t.links) == p.MaxLength {
		return
	}
	for _, l := range o.active() {
		if l.From != last.ID && l.To != last.ID || !threads(p, l) {
			continue
		}
		next := o.nodes[l.Other(last.ID)]
		if !slices.Contains(t.nodes, next) {
			o.tryThreads(p, to, thread{append(slices.Clone(t.nodes), next), append(slices.Clone(t.links), l)}, found)
		}
	}
}

// threads reports whether threads may follow a link.
func threads(p graph.PathQuery, l *graph.Link) bool {
	if p.Basis != 0 && !p.Basis.Has(l.Basis) {
		return false
	}
	if p.Relations == 0 {
		return l.Relation != graph.RelationPartOf && l.Relation != graph.RelationSimilarTo
	}
	return p.Relations.Has(l.Relation)
}

// straight reports whether the ranks only rise or only fall.
func straight(nodes []*graph.Node) bool {
	rises, falls := true, true
	for i := 1; i < len(nodes); i++ {
		step := nodes[i].Kind.Info().Rank - nodes[i-1].Kind.Info().Rank
		rises, falls = rises && step > 0, falls && step < 0
	}
	return rises || falls
}
