package graphtest

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// question makes a random question that makes sense over the graph made before.
func (d *dice) question() question {
	switch d.IntN(12) {
	case 0:
		return lookupQuestion(graph.Lookup{IDs: d.ids(), Select: d.selection(graph.Kinds(graph.AllKinds...), 2), Link: *d.linkSelection(1)})
	case 1, 2:
		return linksQuestion(d.linkWalk())
	case 3, 4:
		return tallyQuestion(d.tally())
	case 5, 6:
		return pathsQuestion(d.paths())
	case 7:
		return searchQuestion(d.search())
	case 8:
		return quartersQuestion(pick(d, []graph.ID{"", d.some(graph.KindPlan), "plan:former", "plan:none"}))
	}
	return walkQuestion(d.walk())
}

func (d *dice) ids() []graph.ID {
	ids := []graph.ID{"priority:former", "action:none", "link:serves:action:none>priority:1"}
	for range d.IntN(3) {
		ids = append(ids, pick(d, d.nodes).ID)
		if len(d.links) > 0 {
			ids = append(ids, pick(d, d.links).ID)
		}
	}
	d.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids
}

func (d *dice) walk() graph.Walk {
	k := pick(d, graph.AllKinds)
	if d.chance(50) {
		k = graph.KindAction
	}
	kinds := graph.Kinds(k)
	w := graph.Walk{Kind: k, Where: d.condition(kinds, 2), Select: d.selection(kinds, 2)}
	if d.chance(20) {
		w.Reasons = d.reasons(kinds)
		w.MinReasons = d.IntN(len(w.Reasons) + 1)
	}
	if k == graph.KindAction && d.chance(20) {
		w.Group = &graph.Grouping{Relation: graph.RelationSimilarTo, MinScore: pick(d, []float64{0, 0.25, 0.5})}
	}
	if d.chance(60) {
		w.Via = d.linkSelection(0)
	}
	w.Order = d.order(kinds, len(w.Reasons) > 0, false)
	w.Page = d.page(d.cursorOf(w.Order, kinds))
	w.Want = d.want(kinds, len(w.Reasons) > 0)
	return w
}

func (d *dice) reasons(kinds graph.KindSet) []graph.Reason {
	var list []graph.Reason
	for _, name := range []string{"first", "second", "third"}[:1+d.IntN(3)] {
		r := graph.Reason{Name: name}
		if d.chance(70) {
			var to graph.KindSet
			r.Route, to = d.route(kinds)
			r.Filter, r.Where = d.filter(), d.condition(to, 1)
		}
		if r.Route == nil || d.chance(30) {
			r.Wording = &graph.Wording{Stems: []string{pick(d, []string{"partner", "librar", "2"})}}
		}
		list = append(list, r)
	}
	return list
}

func (d *dice) selection(kinds graph.KindSet, depth int) graph.Selection {
	s := graph.Selection{Evidence: d.chance(20)}
	if d.chance(10) {
		s.Cited = &graph.Selection{Evidence: d.chance(50)}
	}
	if depth == 0 {
		return s
	}
	for range d.IntN(3) {
		s.Steps = append(s.Steps, d.step(kinds, depth-1))
	}
	if d.chance(20) {
		s.Links = append(s.Links, d.linkStep(depth-1))
	}
	return s
}

func (d *dice) step(kinds graph.KindSet, depth int) graph.Step {
	from := pick(d, kindsOf(kinds))
	s := graph.Step{From: graph.Kinds(from), Filter: d.filter()}
	var to graph.KindSet
	s.Route, to = d.route(s.From)
	if d.chance(20) && kinds == graph.Kinds(from) {
		s.From = 0
	}
	if d.chance(40) {
		s.Where = d.condition(to, 1)
	}
	s.Order = d.order(to, false, true)
	s.Page = d.page(d.cursorOf(s.Order, to))
	s.Want = d.want(to, false)
	if d.chance(50) {
		s.Link, s.Via = d.linkSelection(0), d.linkSelection(0)
	}
	s.Select = d.selection(to, depth)
	return s
}

func (d *dice) linkStep(depth int) graph.LinkStep {
	keys := []graph.Value{graph.Int(int64(1 + d.IntN(len(graph.AllRelations)))), graph.Int(int64(d.IntN(2)))}
	s := graph.LinkStep{Filter: d.filter(), Page: d.page(graph.Cursor{Keys: keys, ID: pick(d, d.nodes).ID}), Link: *d.linkSelection(depth)}
	s.Want.Total, s.Want.Bases = d.chance(50), d.chance(50)
	if d.chance(40) {
		s.Relations = graph.Relations(some(d, graph.AllRelations, 6)...)
	}
	s.Select = d.selection(graph.Kinds(graph.AllKinds...), depth)
	return s
}

func (d *dice) linkSelection(depth int) *graph.LinkSelection {
	s := &graph.LinkSelection{Evidence: d.chance(20)}
	for _, part := range []struct {
		sel   **graph.Selection
		kinds graph.KindSet
	}{{&s.From, graph.Kinds(graph.AllKinds...)}, {&s.To, graph.Kinds(graph.AllKinds...)}, {&s.Rows, graph.Kinds(graph.KindPriority)}, {&s.Cited, graph.Kinds(graph.KindPlan)}} {
		if d.chance(30) {
			sel := d.selection(part.kinds, depth)
			*part.sel = &sel
		}
	}
	return s
}

func (d *dice) filter() graph.LinkFilter {
	var f graph.LinkFilter
	if d.chance(25) {
		f.Basis = graph.Bases(some(d, graph.AllBasiss, 5)...)
	}
	if d.chance(25) {
		f.Within = pick(d, []graph.ID{d.some(graph.KindPriority), d.some(graph.KindPriority), "priority:former", "priority:none"})
	}
	return f
}

// route is a route from nodes of some kinds, mostly one of the catalogue's, and the kinds that it leads to.
func (d *dice) route(from graph.KindSet) (graph.Route, graph.KindSet) {
	fields := pick(d, kindsOf(from)).Info().Relations
	if len(fields) > 0 && d.chance(70) {
		f := pick(d, fields)
		return f.Route, graph.Kinds(f.Target)
	}
	var r graph.Route
	var to graph.KindSet
	for range 1 + d.IntN(2) {
		path, kinds := d.path(from)
		r, to = append(r, path), to|kinds
	}
	return r, to
}

func (d *dice) path(from graph.KindSet) (graph.Path, graph.KindSet) {
	var path graph.Path
	for range 1 + d.IntN(2) {
		h, to := d.hop(from)
		path, from = append(path, h), to
	}
	return path, from
}

// hop is a hop that leads on from one of the kinds at least.
func (d *dice) hop(from graph.KindSet) (graph.Hop, graph.KindSet) {
	for {
		r := pick(d, graph.AllRelations)
		if d.chance(25) { // those that can be followed again and again
			r = pick(d, []graph.Relation{graph.RelationRefersTo, graph.RelationSimilarTo})
		}
		h := graph.Hop{Relation: r, Direction: pick(d, []graph.Direction{graph.Out, graph.In, graph.Both})}
		info := r.Info()
		if info.Undirected {
			h.Direction = graph.Both
			h.MinScore = pick(d, []float64{0, 0.25, 1})
		}
		var to graph.KindSet
		if h.Direction != graph.In && info.From&from != 0 {
			to |= info.To
		}
		if h.Direction != graph.Out && info.To&from != 0 {
			to |= info.From
		}
		if to == 0 {
			continue
		}
		if d.chance(20) {
			h.Kind = pick(d, kindsOf(to))
			to = graph.Kinds(h.Kind)
		}
		if info.From&info.To != 0 && d.chance(60) {
			h.Closure = true
			to |= from
		}
		return h, to
	}
}

func (d *dice) order(kinds graph.KindSet, reasons, edges bool) []graph.Order {
	var list []graph.Order
	for range d.IntN(3) {
		o := graph.Order{By: graph.ByField, Descending: d.chance(40)}
		switch d.IntN(5) {
		case 0:
			o.By = graph.ByCount
			o.Route, _ = d.route(kinds)
		case 1:
			switch {
			case reasons && d.chance(50):
				o.By = graph.ByReasons
			case reasons || edges:
				o.By = graph.ByBasis
			}
		}
		if o.By == graph.ByField {
			o.Field = pick(d, pick(d, kindsOf(kinds)).Info().Fields).Name
		}
		list = append(list, o)
	}
	return list
}

// cursorOf is a place in an order, now and then one where nothing stands.
func (d *dice) cursorOf(orders []graph.Order, kinds graph.KindSet) graph.Cursor {
	all := slices.DeleteFunc(slices.Clone(d.nodes), func(n *graph.Node) bool { return !kinds.Has(n.Kind) })
	n := pick(d, all)
	c := graph.Cursor{ID: n.ID}
	if d.chance(20) {
		c.ID += "x"
	}
	for _, o := range orders {
		key := graph.Int(int64(d.IntN(3)))
		if o.By == graph.ByField {
			key = graph.Value{}
			if _, ok := n.Kind.Info().Field(o.Field); ok {
				key = n.OrderKey(o.Field)
			}
		}
		c.Keys = append(c.Keys, key)
	}
	return c
}

func (d *dice) page(c graph.Cursor) graph.Page {
	p := graph.Page{Limit: d.IntN(6), Backward: d.chance(30), NoCursors: d.chance(30)}
	if d.chance(50) {
		p.Limit = 100
	}
	if d.chance(25) {
		p.After = &c
	}
	if d.chance(25) {
		p.Before = &c
	}
	return p
}

func (d *dice) want(kinds graph.KindSet, reasons bool) graph.Want {
	w := graph.Want{Total: d.chance(30), Bases: d.chance(30), Reasons: reasons && d.chance(50)}
	if d.chance(75) {
		return w
	}
	for _, axis := range some(d, graph.AllAxiss, 2) {
		if slices.ContainsFunc(kindsOf(kinds), func(k graph.Kind) bool { _, err := k.AxisWay(axis); return err == nil }) {
			w.Facets = append(w.Facets, axis)
		}
	}
	return w
}
