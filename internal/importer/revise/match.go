package revise

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// onlyCoded is how certain it is that a thing is another one with the same code and other words.
const onlyCoded = 0.5

// mostAlike is how many things and targets with one key are told apart; more are left to their wording.
const mostAlike = 50

// A matcher matches things of one kind to targets, surest ways first: what one way has matched, later ones leave alone.
type matcher struct {
	*work
	kind    graph.Kind
	things  []*thing
	targets []*target
	known   []*target // the targets that stand, matched or not
	likes   *likes
}

// match finds what each thing of a kind is a version of.
func (w *work) match(k graph.Kind, things []*thing) {
	m := &matcher{work: w, kind: k, things: things, targets: w.targets(k)}
	m.alike("wording", 1, func(t *thing) []string { return []string{t.node.Code + " " + t.key} }, worded, m.mayBe)
	m.known = slices.DeleteFunc(slices.Clone(m.targets), func(g *target) bool { return g.life != nil })
	m.drop()
	m.likes = m.newLikes()
	if named(k) {
		m.alike("wording", 1, func(t *thing) []string { return []string{t.key} }, func(g *target) []string { return g.keys }, m.mayBe)
		m.byID(1, func(t *thing, g *target) bool { return g.member || m.likes.letters(t, g) >= sameName })
		m.byLikeness(sameName, sameName)
		return
	}
	if k == graph.KindPlan {
		m.byPlan()
		return
	}
	m.byPrint("print", 0.98)
	m.byID(0.95, m.somewhatAlike)
	m.alike("wording", 0.95, func(t *thing) []string { return []string{t.key} }, func(g *target) []string { return g.keys }, m.mayBe)
	m.alike("code", 0.9, codeOf, codesOf, m.somewhatAlike)
	m.byLikeness(inRow, anywhere)
	m.alike("code", onlyCoded, codeOf, codesOf, stands)
	m.byID(onlyCoded, stands)
}

func codeOf(t *thing) []string { return nonEmpty([]string{t.node.Code}) }

func codesOf(g *target) []string { return nonEmpty(g.codes) }

func nonEmpty(codes []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return c == "" })
}

// worded are the wordings of a target with each of its codes.
func worded(g *target) (keys []string) {
	for _, code := range g.codes {
		for _, key := range g.keys {
			keys = append(keys, code+" "+key)
		}
	}
	return keys
}

// mayBe reports whether what agrees exactly may be the same: a name of another plan too, and what people removed.
func (m *matcher) mayBe(*thing, *target) bool { return true }

// stands reports whether a target is more than a memory: words that are not the same are never taken for what people
// removed.
func stands(_ *thing, g *target) bool { return g.node != nil && g.member }

// alike matches things and targets that alone have a key.
func (m *matcher) alike(by string, certainty float64, keysOf func(*thing) []string, keysOfTarget func(*target) []string, may func(*thing, *target) bool) {
	groups := map[string][]*target{}
	for _, g := range m.targets {
		if !g.taken {
			for _, key := range keysOfTarget(g) {
				groups[key] = append(groups[key], g)
			}
		}
	}
	rivals := map[string][]*thing{}
	for _, t := range m.things {
		if t.to == nil {
			for _, key := range keysOf(t) {
				rivals[key] = append(rivals[key], t)
			}
		}
	}
	for _, t := range m.things {
		for _, key := range keysOf(t) {
			if t.to != nil || len(groups[key]) > mostAlike || len(rivals[key]) > mostAlike {
				continue
			}
			if g := m.only(t, groups[key], rivals[key], may); g != nil {
				m.take(t, g, match{by, certainty})
			}
		}
	}
}

// only is the target that a thing must be, of several with the same key; nil if it may be several, or the target may be
// several things. What stands goes before what people removed; then the same ID and the same row decide.
func (m *matcher) only(t *thing, group []*target, rivals []*thing, may func(*thing, *target) bool) *target {
	var standing, gone []*target
	for _, g := range group {
		switch {
		case g.taken || !may(t, g):
		case g.life == nil:
			standing = append(standing, g)
		default:
			gone = append(gone, g)
		}
	}
	if len(standing) == 0 {
		standing = gone
	}
	g := single(standing, func(g *target) bool { return m.sameID(t, g) }, func(g *target) bool { return overlap(t.rows, g.rows) }, func(g *target) bool { return g.member })
	if g == nil {
		return nil
	}
	free := slices.DeleteFunc(slices.Clone(rivals), func(o *thing) bool { return o.to != nil || !may(o, g) })
	if single(free, func(o *thing) bool { return m.sameID(o, g) }, func(o *thing) bool { return overlap(o.rows, g.rows) }) != t {
		return nil
	}
	return g
}

// single is the only one of several, or the only one for which one of the tests holds; nil if there is none.
func single[T any](all []*T, tests ...func(*T) bool) *T {
	if len(all) == 1 {
		return all[0]
	}
	for _, test := range tests {
		var found []*T
		for _, v := range all {
			if test(v) {
				found = append(found, v)
			}
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return nil
}

func overlap(a, b []graph.ID) bool {
	return slices.ContainsFunc(a, func(id graph.ID) bool { return slices.Contains(b, id) })
}

// sameID reports whether a thing would have an ID that a target has or had.
func (m *matcher) sameID(t *thing, g *target) bool {
	return slices.Contains(g.ids, t.node.ID) || slices.Contains(g.ids, m.wanted(t.node))
}

// byPrint matches things to what stands and cites the very print that they are read from; then to what people removed. What
// people merged cites the prints of several things, which are all it.
func (m *matcher) byPrint(by string, certainty float64) {
	citing := map[string][]*target{}
	for _, g := range m.known {
		for _, print := range g.prints {
			citing[print] = append(citing[print], g)
		}
	}
	for _, t := range m.things {
		for _, print := range t.prints {
			if t.to == nil && len(citing[print]) == 1 {
				m.take(t, citing[print][0], match{by, certainty})
			}
		}
	}
	m.alike(by, certainty, func(t *thing) []string { return t.prints }, func(g *target) []string { return g.prints }, m.mayBe)
}

// byID matches things to the targets that have or had their IDs.
func (m *matcher) byID(certainty float64, may func(*thing, *target) bool) {
	at := map[graph.ID]*target{}
	for _, g := range m.targets {
		for _, id := range g.ids {
			if old := at[id]; !g.taken && (old == nil || old.life != nil) {
				at[id] = g
			}
		}
	}
	for _, t := range m.things {
		for _, id := range []graph.ID{m.wanted(t.node), t.node.ID} {
			if g := at[id]; t.to == nil && g != nil && !g.taken && may(t, g) {
				m.take(t, g, match{"ID", certainty})
			}
		}
	}
}

func (m *matcher) take(t *thing, g *target, how match) {
	t.to, t.how, g.taken = g, how, true
}

// drop leaves out what is matched, so that later ways have only the rest to look at.
func (m *matcher) drop() {
	m.things = slices.DeleteFunc(slices.Clone(m.things), func(t *thing) bool { return t.to != nil })
	m.targets = slices.DeleteFunc(m.targets, func(g *target) bool { return g.taken })
}

// byPlan matches the plans that headings name: by their title whatever the year, or by the kind that they say something of.
func (m *matcher) byPlan() {
	m.alike("title", 1, func(t *thing) []string { return []string{undated(t.node.Title)} }, func(g *target) (keys []string) {
		for _, title := range g.texts {
			keys = include(keys, undated(title))
		}
		return keys
	}, m.mayBe)
	m.byID(0.95, m.somewhatAlike)
	m.alike("column", 0.8, func(t *thing) []string { return columns(t.node) }, func(g *target) []string {
		if g.node == nil {
			return nil
		}
		return columns(g.node)
	}, m.somewhatAlike)
}

// columns are the kinds that a plan says something of.
func columns(n *graph.Node) (kinds []string) {
	for _, c := range n.ColumnTitles {
		kinds = append(kinds, c.Kind.String())
	}
	return kinds
}
