package revise

import (
	"slices"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
)

// A Revision is a document being worked into what stands. It asks for what it needs to know of the graph step by step, so
// that a small plan does not need a large graph read whole:
//
//	r, err := revise.New(reading, nodes, history, options)
//	r.AddLinks(links at r.Plans())
//	r.AddLinks(links at r.Members())
//	r.AddLinks(rejected links)
//	changes, account := r.Work()
type Revision struct{ work }

// work is what is known and what has been worked out.
type work struct {
	*standing
	*series
	reading *Reading
	history *History
	// ghosts are what people removed, ghostIDs their IDs in order.
	ghosts   map[graph.ID]*life[graph.Node]
	ghostIDs []graph.ID
	// things are what was read, all the same by kind.
	things []*thing
	all    map[graph.Kind][]*thing
	doubts []doubtful
	// given are the IDs that are not free any more, ids2 the IDs of what was read by those that the document gives.
	given map[graph.ID]bool
	ids2  map[graph.ID]graph.ID
	// goneRows are the IDs that priorities had that people removed.
	goneRows map[graph.ID]graph.ID
	// merged are the IDs that something of the document had before people merged it into what it is now.
	merged  map[graph.ID][]graph.ID
	aliased map[graph.ID][]graph.ID
	// matched are the nodes that the document has, retired those that go, seen those that were looked at beside.
	matched, retired, seen map[graph.ID]bool
	// revisions tell of the nodes that the document has, in the order of order; recited are those that are put again.
	revisions map[graph.ID]*importer.Changed
	order     []graph.ID
	recited   map[graph.ID]bool
	// titles are those of nodes as they will stand; entered and left are the rows that nodes come into and go out of.
	titles        map[graph.ID]string
	entered, left map[graph.ID][]graph.ID
	changes       graph.Changes
	account       importer.Account
}

// New starts to work a document into a graph: nodes are all that stand, with their evidence, and the history is up to the
// same revision. The errors are graph.ErrInvalid for a reading that no importer gives, and for a document of which it cannot
// be told whether it is the next version of a plan that stands; graph.ErrNotFound for a plan to continue that does not stand.
func New(r *Reading, nodes []*graph.Node, h *History, opt Options) (*Revision, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	s := newStanding(nodes)
	se, err := s.chooseSeries(r, opt, h)
	if err != nil {
		return nil, err
	}
	w := work{
		standing: s, series: se, reading: r, history: h,
		all: map[graph.Kind][]*thing{}, given: map[graph.ID]bool{}, ids2: map[graph.ID]graph.ID{}, goneRows: map[graph.ID]graph.ID{}, merged: map[graph.ID][]graph.ID{}, aliased: map[graph.ID][]graph.ID{},
		matched: map[graph.ID]bool{}, retired: map[graph.ID]bool{}, seen: map[graph.ID]bool{}, revisions: map[graph.ID]*importer.Changed{},
		recited: map[graph.ID]bool{}, titles: map[graph.ID]string{}, entered: map[graph.ID][]graph.ID{}, left: map[graph.ID][]graph.ID{},
	}
	w.ghosts = h.ghosts(func(id graph.ID) bool { return s.nodes[id] != nil })
	for id := range w.ghosts {
		w.ghostIDs = append(w.ghostIDs, id)
	}
	slices.Sort(w.ghostIDs)
	for i := range r.Changes.Put {
		t := newThing(&r.Changes.Put[i])
		w.things = append(w.things, t)
		w.all[t.node.Kind] = append(w.all[t.node.Kind], t)
	}
	w.changes = graph.Changes{Actor: r.Changes.Actor, Reason: r.Changes.Reason, Expect: map[graph.ID]graph.Revision{}}
	w.account = importer.Account{
		Plan: se.plan, Title: r.plan().Title, Continues: se.node != nil, Why: se.why, Prefix: se.prefix,
		Added: []importer.Thing{}, Changed: []importer.Changed{}, Retired: []importer.Thing{}, Kept: []importer.Kept{}, Review: []importer.Review{},
		Links: importer.Links{Added: []importer.Link{}, Changed: []importer.Link{}, Retired: []importer.Link{}},
	}
	return &Revision{w}, nil
}

// AddLinks tells of links that stand, with their evidence. Those told before do no harm.
func (r *Revision) AddLinks(links []*graph.Link) { r.add(links) }

// Plans are the plans whose links are to be told first.
func (r *Revision) Plans() []graph.ID {
	var plans []graph.ID
	if r.node != nil {
		plans = append(plans, r.node.ID)
	}
	return plans
}

// Members are the things that the document may change or retire: their links are to be told.
func (r *Revision) Members() []graph.ID {
	var ids []graph.ID
	for _, n := range r.nodes {
		if r.member(n) {
			ids = append(ids, n.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// Work gives the change that the document makes, and the account of it. The change expects everything that was looked at to
// be as it was told: it is graph.ErrConflict if somebody changed it, and then is to be worked out anew. A document that says
// nothing new gives a change of nothing.
func (r *Revision) Work() (graph.Changes, *importer.Account) {
	w := &r.work
	w.matchAll()
	w.name()
	w.formerIDs()
	w.putAll()
	w.retireAll()
	for i := range w.changes.Put {
		w.titles[w.changes.Put[i].ID] = w.changes.Put[i].Title
	}
	w.linkAll(w.readLinks())
	w.tell()
	w.expect()
	return w.changes, &w.account
}

// expect expects what was looked at to be as it was told. A change of nothing expects nothing.
func (w *work) expect() {
	c := &w.changes
	if c.Empty() {
		c.Expect = nil
		return
	}
	for _, n := range w.nodes {
		if w.matched[n.ID] || w.seen[n.ID] {
			c.Expect[n.ID] = n.Revision
		}
	}
}

// ID is the ID in the graph of something that the document gave an ID; empty for what stays out of the graph.
func (r *Revision) ID(id graph.ID) graph.ID { return r.ids2[id] }

// matchAll matches kind by kind: priorities first, since the rows of everything else are named by them.
func (w *work) matchAll() {
	w.match(graph.KindPriority, w.all[graph.KindPriority])
	w.findRows()
	for _, k := range graph.AllKinds {
		switch k {
		case graph.KindPriority:
		case graph.KindPlan:
			w.match(k, slices.DeleteFunc(slices.Clone(w.all[k]), func(t *thing) bool { return t.node.ID == w.reading.Plan }))
		default:
			w.match(k, w.all[k])
		}
	}
}

// findRows notes in which rows things stand, by the priorities as they stand.
func (w *work) findRows() {
	row := map[graph.ID]graph.ID{}
	for _, t := range w.all[graph.KindPriority] {
		if t.to != nil && t.to.node != nil {
			row[t.node.ID] = t.to.node.ID
		}
	}
	rows := map[graph.ID][]graph.ID{}
	for i := range w.reading.Changes.Link {
		l := &w.reading.Changes.Link[i]
		for _, r := range l.Rows {
			if id, ok := row[r]; ok {
				rows[l.From], rows[l.To] = append(rows[l.From], id), append(rows[l.To], id)
			}
		}
	}
	for _, t := range w.things {
		slices.Sort(rows[t.node.ID])
		t.rows = slices.Compact(rows[t.node.ID])
	}
}
