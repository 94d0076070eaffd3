package graphtest

import (
	"cmp"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/history"
)

// askHistory asks for the past of a store that went through the model's: for histories of random things, for changes, and
// for how random revisions differ.
func askHistory(t *testing.T, s graph.Store, d *dice, m *model) {
	t.Helper()
	stored := view(t, s)
	defer stored.Close()
	all, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil {
		t.Error(err)
		return
	}
	p := &past{T: t, view: history.Over(stored, s), dice: d, model: m}
	for i := range all {
		p.changes = append(p.changes, all[i].Each()...)
	}
	for range questionsEach / 4 {
		if p.compare(); t.Failed() {
			return
		}
		if p.histories(); t.Failed() {
			return
		}
		if p.list(); t.Failed() {
			return
		}
	}
}

// A past is all that was done, oldest first.
type past struct {
	*testing.T
	view    *history.View
	dice    *dice
	model   *model
	changes []graph.Change
}

// compare compares two revisions by looking at all that stood then.
func (p *past) compare() {
	p.Helper()
	from := graph.Revision(p.dice.IntN(int(p.model.revision) + 1))
	to := from + graph.Revision(p.dice.IntN(int(p.model.revision-from)+1))
	c, err := p.view.Compare(p.Context(), from, to)
	if err != nil {
		p.Errorf("%d to %d: %v", from, to, err)
		return
	}
	before, after := p.model.states[from], p.model.states[to]
	var added, removed, changed []graph.ID
	each(before, after, func(id graph.ID, was, is string) {
		switch {
		case was == "":
			added = append(added, id)
		case is == "":
			removed = append(removed, id)
		case was != is:
			changed = append(changed, id)
		}
	})
	for _, list := range []struct {
		name string
		want []graph.ID
		got  []graph.Difference
	}{{"added", added, c.Added}, {"removed", removed, c.Removed}, {"changed", changed, c.Changed}} {
		var got []graph.ID
		for i := range list.got {
			got = append(got, list.got[i].Subject())
		}
		slices.Sort(got)
		slices.Sort(list.want)
		if !slices.Equal(got, list.want) {
			p.Errorf("%s from %d to %d: got %v, want %v", list.name, from, to, got, list.want)
		}
	}
}

// each tells of everything that stood before or stands after, how it did and does, its revision aside.
func each(before, after *oracle, tell func(id graph.ID, was, is string)) {
	text := func(o *oracle, id graph.ID) string {
		if n := o.nodes[id]; n != nil {
			made := *n
			made.Revision = 0
			return plain(made)
		}
		if l := o.links[id]; l != nil {
			made := *l
			made.Revision = 0
			return plain(made)
		}
		return ""
	}
	ids := map[graph.ID]bool{}
	for _, o := range []*oracle{before, after} {
		for id := range o.nodes {
			ids[id] = true
		}
		for id := range o.links {
			ids[id] = true
		}
	}
	for id := range ids {
		tell(id, text(before, id), text(after, id))
	}
}

// page is a random page: perhaps after one of some changes.
func (p *past) page(of []graph.Change) graph.Page {
	page := graph.Page{Limit: p.dice.IntN(5)}
	if len(of) > 0 && p.dice.chance(50) {
		c := pick(p.dice, of)
		after := c.Cursor()
		page.After = &after
	}
	return page
}

// same compares a page with that cut out of a whole list, in which a step forward goes to later changes or, if it is
// negative, to earlier ones.
func (p *past) same(what string, got *graph.ChangePage, page graph.Page, total bool, whole []graph.Change, step int) {
	p.Helper()
	var rest []graph.Change
	for _, c := range whole {
		if page.After == nil || step*order(c.Cursor(), *page.After) > 0 {
			rest = append(rest, c)
		}
	}
	want := rest[:min(page.Limit, len(rest))]
	var texts []string
	for _, e := range got.Edges {
		texts = append(texts, plain(e.Change))
	}
	if !slices.EqualFunc(want, texts, func(c graph.Change, text string) bool { return plain(c) == text }) {
		p.Errorf("%s %+v: got %v, want %v", what, page, texts, plain(want))
	}
	is(p, what+": there are more", got.HasNext, len(rest) > len(want))
	if total {
		is(p, what+": total", got.Total, len(whole))
	}
}

func order(a, b graph.Cursor) int {
	return cmp.Or(a.Keys[0].Compare(b.Keys[0]), a.Keys[1].Compare(b.Keys[1]))
}

// histories asks for those of a few nodes and links at once, each with another page.
func (p *past) histories() {
	p.Helper()
	var ids []graph.ID
	for range 1 + p.dice.IntN(3) {
		ids = append(ids, pick(p.dice, p.dice.nodes).ID)
		if len(p.dice.links) > 0 {
			ids = append(ids, pick(p.dice, p.dice.links).ID)
		}
	}
	l := graph.Lookup{IDs: ids, Link: graph.LinkSelection{From: &graph.Selection{}, To: &graph.Selection{}}}
	step := func() graph.HistoryStep {
		return graph.HistoryStep{Page: p.page(p.changes), Total: p.dice.chance(50), ChangeSelection: graph.ChangeSelection{Entity: &graph.Selection{}, Link: &graph.LinkSelection{}}}
	}
	l.Select.Histories, l.Link.Histories = []graph.HistoryStep{step(), step()}, []graph.HistoryStep{step()}
	answer, err := p.view.Lookup(p.Context(), l)
	if err != nil {
		p.Errorf("%+v: %v", l, err)
		return
	}
	for i, id := range ids {
		if n := answer.Nodes[i]; n != nil {
			for j, page := range n.Histories {
				p.same(string(id), page, l.Select.Histories[j].Page, l.Select.Histories[j].Total, p.of(p.names(n.Node.ID)), -1)
				p.stand(page)
			}
		}
		if link := answer.Links[i]; link != nil {
			p.same(string(id), link.Histories[0], l.Link.Histories[0].Page, l.Link.Histories[0].Total, p.of(p.linkNames(link.Link)), -1)
			p.stand(link.Histories[0])
		}
	}
}

// names are the IDs that a node has and had.
func (p *past) names(id graph.ID) []graph.ID {
	return append([]graph.ID{id}, p.model.nodes[id].PreviousIDs...)
}

func (p *past) linkNames(l *graph.Link) []graph.ID {
	var names []graph.ID
	for _, from := range p.names(l.From) {
		for _, to := range p.names(l.To) {
			names = append(names, graph.Link{Relation: l.Relation, From: from, To: to}.Normal().ID)
		}
	}
	return names
}

// of are the changes of some things, newest first.
func (p *past) of(ids []graph.ID) []graph.Change {
	var list []graph.Change
	for _, c := range slices.Backward(p.changes) {
		if slices.Contains(ids, c.Subject()) {
			list = append(list, c)
		}
	}
	return list
}

// stand checks how what changed now stands.
func (p *past) stand(page *graph.ChangePage) {
	p.Helper()
	for _, e := range page.Edges {
		id := e.Change.Subject()
		if node := p.model.find(id); (node == nil) != (e.Entity == nil) || node != nil && node.ID != e.Entity.Node.ID {
			p.Errorf("%s stands as %v, want %v", id, e.Entity, node)
		}
		if link := p.model.links[id]; (link == nil) != (e.Link == nil) {
			p.Errorf("%s stands as %v, want %v", id, e.Link, link)
		}
	}
}

// list asks for what was done, filtered.
func (p *past) list() {
	p.Helper()
	q := graph.ChangeQuery{Total: p.dice.chance(50)}
	if p.dice.chance(50) {
		q.Since = graph.Revision(p.dice.IntN(int(p.model.revision) + 1))
	}
	if p.dice.chance(80) {
		q.Where = p.filter()
	}
	var whole []graph.Change
	for i := range p.changes {
		if c := &p.changes[i]; c.Revision > q.Since && q.Where.Holds(c) {
			whole = append(whole, *c)
		}
	}
	q.Page = p.page(p.changes)
	page, err := p.view.Changes(p.Context(), q)
	if err != nil {
		p.Errorf("%+v: %v", q, err)
		return
	}
	p.same("changes", page, q.Page, q.Total, whole, 1)
}

func (p *past) filter() *graph.ChangeFilter {
	f := &graph.ChangeFilter{}
	if p.dice.chance(30) {
		f.Kinds = graph.Kinds(pick(p.dice, graph.AllKinds))
	}
	if p.dice.chance(30) {
		f.Relations = graph.Relations(pick(p.dice, graph.AllRelations))
	}
	for range p.dice.IntN(3) {
		c := pick(p.dice, p.changes)
		f.Subjects = append(f.Subjects, c.Subject())
	}
	if p.dice.chance(30) {
		f.LinksOf = []graph.ID{pick(p.dice, p.dice.nodes).ID}
	}
	return f
}
