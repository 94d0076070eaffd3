package graphtest

import "github.com/goldenthread/goldenthread/graph"

// condition is a random condition on nodes of some kinds; nil now and then.
func (d *dice) condition(kinds graph.KindSet, depth int) graph.Condition {
	n := 9
	if depth > 0 {
		n = 16
	}
	switch d.IntN(n) {
	case 0, 1:
		return nil
	case 2:
		return graph.Matches{Query: d.text(0)}
	case 3:
		return graph.Wording{Stems: some(d, []string{"partner", "librar", "caf", "2.1"}, 2)}
	case 4:
		return graph.InPlan{Plan: pick(d, []graph.ID{d.some(graph.KindPlan), "plan:former", "plan:none"})}
	case 5:
		if kinds.Has(graph.KindAction) {
			return graph.Scheduled{Quarters: some(d, quarters, 2), Unprofiled: d.chance(30)}
		}
		return graph.All{}
	case 6, 7, 8:
		return d.comparison(kinds)
	case 9:
		return graph.Not{Of: d.condition(kinds, depth-1)}
	case 10, 11:
		return graph.All(d.conditions(kinds, depth-1))
	case 12:
		return graph.Any(d.conditions(kinds, depth-1))
	}
	return d.linked(kinds, depth-1)
}

func (d *dice) conditions(kinds graph.KindSet, depth int) []graph.Condition {
	var list []graph.Condition
	for range d.IntN(4) {
		list = append(list, d.condition(kinds, depth))
	}
	return list
}

func (d *dice) linked(kinds graph.KindSet, depth int) graph.Condition {
	r, to := d.route(kinds)
	c := graph.Linked{Route: r, Filter: d.filter(), Quantifier: pick(d, []graph.Quantifier{graph.Some, graph.None, graph.Every, graph.CountIs}), Where: d.condition(to, depth)}
	if c.Quantifier == graph.CountIs {
		c.Op, c.Count = pick(d, []graph.Op{graph.OpEq, graph.OpNe, graph.OpLt, graph.OpLte, graph.OpGt, graph.OpGte}), d.IntN(4)
	}
	return c
}

// comparison compares a field of one of the kinds with values that it or another node has, or parts of them.
func (d *dice) comparison(kinds graph.KindSet) graph.Condition {
	k := pick(d, kindsOf(kinds))
	f := pick(d, k.Info().Fields)
	c := graph.Compare{Field: f.Name, Fold: d.chance(60), Op: pick(d, []graph.Op{graph.OpEq, graph.OpNe, graph.OpIn, graph.OpIsNull})}
	switch {
	case f.Type == graph.FieldInt && d.chance(50):
		c.Op = pick(d, []graph.Op{graph.OpLt, graph.OpLte, graph.OpGt, graph.OpGte})
	case (f.Type == graph.FieldText || f.Type == graph.FieldNaturalCode) && d.chance(50):
		c.Op = pick(d, []graph.Op{graph.OpContains, graph.OpStartsWith, graph.OpEndsWith})
	}
	n := 1
	switch c.Op {
	case graph.OpIsNull:
		n = 0
	case graph.OpIn:
		n = d.IntN(4)
	}
	for range n {
		c.Values = append(c.Values, d.value(f))
	}
	return c
}

func (d *dice) value(f graph.Field) graph.Value {
	if f.Type == graph.FieldInt {
		return graph.Int(int64(d.IntN(5)))
	}
	for range 5 {
		if v := pick(d, d.nodes).Value(f.Name); v.Type == graph.TextValue {
			return v
		}
	}
	return graph.Text(pick(d, vocabulary))
}

func (d *dice) linkWalk() graph.LinkWalk {
	w := graph.LinkWalk{Select: *d.linkSelection(1), States: some(d, graph.AllLinkStates, 2)}
	w.Want.Total, w.Want.Bases = d.chance(50), d.chance(50)
	if d.chance(40) {
		w.Relations = graph.Relations(some(d, graph.AllRelations, 6)...)
	}
	if d.chance(20) {
		w.Basis = graph.Bases(some(d, graph.AllBasiss, 4)...)
	}
	if d.chance(20) {
		least := 0.25
		w.MinScore = &least
	}
	if d.chance(10) {
		most := 0.75
		w.MaxScore = &most
	}
	if d.chance(20) {
		w.Row = pick(d, []graph.ID{d.some(graph.KindPriority), "priority:former"})
	}
	if d.chance(20) {
		w.Plan = pick(d, []graph.ID{d.some(graph.KindPlan), "plan:former"})
	}
	c := graph.Cursor{ID: "link:serves:action:1>priority:1"}
	for _, by := range some(d, []graph.Order{{By: graph.ByRelation}, {By: graph.ByScore}, {By: graph.ByField, Field: graph.FieldRevision}}, 3) {
		by.Descending = d.chance(50)
		w.Order = append(w.Order, by)
		key := graph.Int(int64(d.IntN(8)))
		if by.By == graph.ByScore {
			key = pick(d, []graph.Value{{}, graph.Float(0.5)})
		}
		c.Keys = append(c.Keys, key)
	}
	if len(w.Order) == 0 {
		c.Keys = []graph.Value{graph.Int(int64(d.IntN(8)))}
	}
	w.Page = d.page(c)
	return w
}

func (d *dice) tally() graph.Tally {
	for {
		t := graph.Tally{Rows: pick(d, graph.AllAxiss), Columns: pick(d, graph.AllAxiss), Count: pick(d, graph.AllKinds), Unplaced: d.chance(70), CountsOnly: d.chance(30)}
		if d.chance(60) {
			t.Count = graph.KindAction
		}
		if t.Check() != nil {
			continue // nothing leads from the kind to an axis
		}
		counted := graph.Kinds(t.Count)
		t.Where = d.condition(counted, 1)
		t.Basis = d.filter().Basis
		if d.chance(30) {
			t.Plan = pick(d, []graph.ID{d.some(graph.KindPlan), "plan:former", "plan:none"})
		}
		for range d.IntN(3) {
			order := []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}
			p := graph.CellPage{Page: d.page(d.cursorOf(order, counted)), Want: d.want(counted, false), Select: d.selection(counted, 1)}
			if d.chance(40) {
				p.Row, p.Column = string(pick(d, d.nodes).ID), pick(d, []string{graph.Unplaced, string(pick(d, d.nodes).ID), quarters[1].Label()})
			}
			t.Cells = append(t.Cells, p)
		}
		return t
	}
}

func (d *dice) paths() graph.PathQuery {
	p := graph.PathQuery{From: pick(d, d.nodes).ID, To: pick(d, d.nodes).ID, MaxLength: 1 + d.IntN(4), First: 1 + d.IntN(12), Straight: d.chance(50), AcrossRows: d.chance(20)}
	if d.chance(10) {
		p.From = "priority:former"
	}
	if d.chance(50) {
		p.To = ""
		if d.chance(70) {
			p.ToKinds = graph.Kinds(some(d, graph.AllKinds, 3)...)
		}
	}
	if p.From == p.To {
		p.To = "action:none"
	}
	if d.chance(30) {
		p.Relations = graph.Relations(some(d, graph.AllRelations, 8)...)
	}
	p.Basis = d.filter().Basis
	p.Select, p.Link = d.selection(graph.Kinds(graph.AllKinds...), 1), *d.linkSelection(0)
	return p
}

func (d *dice) search() graph.SearchQuery {
	s := graph.SearchQuery{Query: d.text(0), KindCounts: d.chance(50)}
	if s.Query == "" || d.chance(30) {
		s.Query = pick(d, []string{"lib", "LIBRARY caf", "2.1", "parTner", "", "o", "peoples"})
	}
	if d.chance(30) {
		s.Kinds = graph.Kinds(some(d, graph.AllKinds, 5)...)
	}
	kinds := graph.Kinds(graph.AllKinds...)
	n := pick(d, d.nodes)
	s.Page = d.page(graph.Cursor{Keys: []graph.Value{graph.Float(0.5), graph.Int(int64(n.Kind)), graph.Int(int64(n.Position))}, ID: n.ID})
	s.Select = d.selection(kinds, 1)
	if s.Kinds == 0 {
		s.Want = d.want(kinds, false)
	}
	return s
}
