package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer/annex"
	"github.com/goldenthread/goldenthread/internal/importer/revise"
)

// A paper is a plan that somebody keeps writing: it can be read as an importer would read it, and written anew.
type paper struct {
	*rand.Rand
	title   string
	rows    []*paperRow
	codes   int
	partner []string
	printed map[*item]string // how an item was printed last
}

type paperRow struct {
	number int
	title  string
	items  []*item
}

// An item is a promise, an activity or an action. The same one may stand in several rows.
type item struct {
	kind     graph.Kind
	code     string
	title    string
	quarters []int
	names    []string // themes of a promise, partners of an action
}

var syllables = strings.Fields("ba ke li mo nu pra stel vin dor gar hes jul kin lop mer nash ol pit quor rez sul tam urb vex wol yar zin")

// word is a word that no language has.
func (p *paper) word() string {
	w := ""
	for range 2 + p.IntN(2) {
		w += syllables[p.IntN(len(syllables))]
	}
	return w
}

// words are enough for two titles never to be alike by chance.
func (p *paper) words() string {
	all := []string{strings.ToUpper(p.word()[:1]) + p.word()}
	for range 6 + p.IntN(5) {
		all = append(all, p.word())
	}
	return strings.Join(all, " ")
}

// write writes a plan of so many rows with so many actions each.
func write(seed uint64, rows, actions int) *paper {
	p := &paper{Rand: rand.New(rand.NewPCG(seed, 3)), title: "Plan", printed: map[*item]string{}}
	p.title = "Plan of " + p.words()
	for range 5 {
		p.partner = append(p.partner, "The "+p.word()+" "+p.word())
	}
	for i := range rows {
		r := &paperRow{number: i + 1, title: p.words()}
		r.items = append(r.items, p.item(graph.KindPromise), p.item(graph.KindActivity))
		for range actions {
			r.items = append(r.items, p.item(graph.KindAction))
		}
		if i > 0 && p.IntN(2) == 0 { // one that stands in two rows
			before := p.rows[i-1].items
			r.items = append(r.items, before[p.IntN(len(before))])
		}
		p.rows = append(p.rows, r)
	}
	return p
}

func (p *paper) item(k graph.Kind) *item {
	it := &item{kind: k, title: p.words()}
	switch k {
	case graph.KindActivity:
		p.codes++
		it.code = fmt.Sprintf("A%d", p.codes)
	case graph.KindPromise:
		it.names = []string{[]string{"People", "Place"}[p.IntN(2)]}
	case graph.KindAction:
		it.names = []string{p.partner[p.IntN(len(p.partner))]}
		for q := 1 + p.IntN(6); q <= 4; q += 2 {
			it.quarters = append(it.quarters, q)
		}
	}
	return it
}

// An errata is what a new version did to the items of a paper.
type errata struct {
	// same are those that must be known again: whatever was done to them leaves no doubt.
	same []*item
	// added and gone are those that were not there before, or are not any more.
	added, gone []*item
}

// rewrite makes a new version: some items are reworded, moved, given other quarters or codes, added, or struck out, and a
// row may be put in between.
func (p *paper) rewrite() errata {
	var e errata
	seen := map[*item]bool{}
	for _, r := range p.rows {
		for _, it := range r.items {
			if !seen[it] {
				seen[it] = true
				p.edit(it)
				e.same = append(e.same, it)
			}
		}
	}
	p.strike(&e)
	for range p.IntN(4) {
		from, to := p.rows[p.IntN(len(p.rows))], p.rows[p.IntN(len(p.rows))]
		if len(from.items) == 0 {
			continue
		}
		i := p.IntN(len(from.items))
		it := from.items[i]
		if from.items = slices.Delete(from.items, i, i+1); !slices.Contains(to.items, it) {
			to.items = append(to.items, it)
		}
	}
	for range p.IntN(3) {
		it, r := p.item(graph.KindAction), p.rows[p.IntN(len(p.rows))]
		r.items = append(r.items, it)
		e.added = append(e.added, it)
	}
	if p.IntN(3) == 0 {
		p.rows = slices.Insert(p.rows, p.IntN(len(p.rows)), &paperRow{title: p.words()})
		for i, r := range p.rows {
			r.number = i + 1
		}
	}
	return e
}

// edit changes one thing of an item at most, so that it is known by the rest.
func (p *paper) edit(it *item) {
	switch p.IntN(8) {
	case 0: // one word is another one
		words := strings.Fields(it.title)
		words[p.IntN(len(words))] = p.word()
		it.title = strings.Join(words, " ")
	case 1:
		it.title += " " + p.word()
	case 2:
		if it.code != "" {
			p.codes++
			it.code = fmt.Sprintf("A%d", p.codes)
		}
	case 3:
		if it.kind == graph.KindAction {
			it.quarters = []int{1 + p.IntN(4)}
		}
	}
}

// strike takes some items out of every row.
func (p *paper) strike(e *errata) {
	for range p.IntN(3) {
		r := p.rows[p.IntN(len(p.rows))]
		if len(r.items) == 0 {
			continue
		}
		it := r.items[p.IntN(len(r.items))]
		for _, r := range p.rows {
			r.items = slices.DeleteFunc(r.items, func(o *item) bool { return o == it })
		}
		e.same = slices.DeleteFunc(e.same, func(o *item) bool { return o == it })
		e.gone = append(e.gone, it)
	}
}

// A reader reads a paper.
type reader struct {
	c     graph.Changes
	plan  graph.ID
	ids   map[graph.ID]bool
	of    map[any]graph.ID
	nodes map[graph.ID]int // by index in Put
	links map[graph.ID]int
	doc   string
	line  int
}

// read reads the paper as an importer does: the same paper gives the same change.
func (p *paper) read(document string) *revise.Reading {
	r := &reader{
		c: graph.Changes{Actor: annex.Actor, Reason: "import of " + document}, ids: map[graph.ID]bool{}, of: map[any]graph.ID{}, nodes: map[graph.ID]int{}, links: map[graph.ID]int{},
		doc: document,
	}
	r.plan = graph.NodeID(graph.KindPlan, graph.Slug(p.title))
	r.node(p, graph.KindPlan, "", p.title, r.cite("", p.title))
	for _, row := range p.rows {
		code := fmt.Sprint(row.number)
		r.row(row, r.node(row, graph.KindPriority, code, row.title, r.cite(code, row.title)))
	}
	for i := range r.c.Put {
		if n := &r.c.Put[i]; n.Kind != graph.KindPlan {
			r.link(graph.RelationPartOf, n.ID, r.plan, graph.BasisStated, "", n.Evidence[0])
		}
	}
	slices.SortStableFunc(r.c.Put, func(a, b graph.Node) int { return int(a.Kind) - int(b.Kind) })
	return &revise.Reading{Changes: r.c, Plan: r.plan, Document: document}
}

func (r *reader) cite(row, text string) graph.Citation {
	r.line++
	return graph.Citation{Plan: r.plan, Document: r.doc, Row: row, Line: r.line, LastLine: r.line, Quote: text, AsPrinted: text}
}

// node finds the node that something is, or makes it.
func (r *reader) node(of any, k graph.Kind, code, title string, c graph.Citation) graph.ID {
	if id, ok := r.of[of]; ok {
		n := &r.c.Put[r.nodes[id]]
		n.Evidence = append(n.Evidence, c)
		return id
	}
	slug := graph.Slug(title)
	if code != "" {
		slug = graph.CodeSlug(code)
	}
	id := graph.NodeID(k, slug)
	for i := 2; r.ids[id]; i++ {
		id = graph.NodeID(k, fmt.Sprintf("%s-%d", slug, i))
	}
	r.ids[id], r.of[of], r.nodes[id] = true, id, len(r.c.Put)
	n := graph.Node{ID: id, Kind: k, Code: code, Title: title, Position: len(r.c.Put) + 1, Evidence: []graph.Citation{c}}
	if k == graph.KindPartner {
		n.Type = graph.PartnerTypeOrganisation
	}
	r.c.Put = append(r.c.Put, n)
	return id
}

func (r *reader) link(rel graph.Relation, from, to graph.ID, basis graph.Basis, row graph.ID, c ...graph.Citation) {
	l := graph.Link{Relation: rel, From: from, To: to, Basis: basis, State: graph.LinkStateActive}.Normal()
	i, ok := r.links[l.ID]
	if !ok {
		i = len(r.c.Link)
		r.links[l.ID] = i
		r.c.Link = append(r.c.Link, l)
	}
	made := &r.c.Link[i]
	if row != "" {
		made.Rows = append(made.Rows, row)
		slices.Sort(made.Rows)
	}
	made.Evidence = append(made.Evidence, c...)
}

func (r *reader) row(row *paperRow, id graph.ID) {
	code := fmt.Sprint(row.number)
	by := map[graph.Kind][]graph.ID{}
	for _, it := range row.items {
		c := r.cite(code, strings.TrimLeft(it.code+" "+it.title, " "))
		n := r.node(it, it.kind, it.code, it.title, c)
		by[it.kind] = append(by[it.kind], n)
		relation := map[graph.Kind]graph.Relation{
			graph.KindPromise: graph.RelationSupports, graph.KindActivity: graph.RelationContributesTo, graph.KindAction: graph.RelationServes,
		}[it.kind]
		r.link(relation, n, id, graph.BasisStated, id, c)
		r.named(it, n, id, c)
	}
	for _, pair := range []struct {
		from, to graph.Kind
		relation graph.Relation
	}{
		{graph.KindAction, graph.KindActivity, graph.RelationDelivers}, {graph.KindAction, graph.KindPromise, graph.RelationKeeps}, {graph.KindActivity, graph.KindPromise, graph.RelationFulfils},
	} {
		for _, from := range by[pair.from] {
			for _, to := range by[pair.to] {
				r.link(pair.relation, from, to, graph.BasisCoListed, id, r.c.Put[r.nodes[from]].Evidence[0])
			}
		}
	}
}

// named reads the names of an item, and its quarters.
func (r *reader) named(it *item, n, row graph.ID, c graph.Citation) {
	kind, relation, basis := graph.KindPartner, graph.RelationInvolves, graph.BasisMentioned
	if it.kind == graph.KindPromise {
		kind, relation, basis = graph.KindTheme, graph.RelationHasTheme, graph.BasisStated
	}
	for _, name := range it.names {
		r.link(relation, n, r.node(kind.String()+name, kind, "", name, c), basis, row, c)
	}
	made := &r.c.Put[r.nodes[n]]
	made.Schedule = nil
	for _, q := range slices.Compact(slices.Sorted(slices.Values(it.quarters))) {
		made.Schedule = append(made.Schedule, graph.ScheduledQuarter{Quarter: graph.Quarter{Year: "2022/23", Number: q}, Evidence: []graph.Citation{c}})
	}
}
