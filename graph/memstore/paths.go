package memstore

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// maxLinksTried bounds the work of one PathQuery.
const maxLinksTried = 5_000_000

// A pathfinder answers a PathQuery: it tries lengths one after the other, so that it can stop at the shortest that give
// enough, and turns back where the end cannot be reached in time.
type pathfinder struct {
	*asker
	*graph.PathQuery
	relations graph.RelationSet
	filter    *filter
	from, to  *node
	// meeting is what is known of the way to the end; nil if any end will do.
	meeting *meeting
	// start is where threads are followed from, steps by what.
	start *node
	steps [][]kindStep
	tried int
	// found are the threads of the length being tried, length is that.
	found  []thread
	length int
	want   int
}

// A thread is a way, with what decides its order.
type thread struct {
	nodes   []*node
	links   []*link
	weakest graph.Basis
}

// A trail is a thread on its way.
type trail struct {
	thread
	// listed is set if one of its links is co-listed, carries if one carries rows; rows are those that all of these carry.
	listed, carries bool
	rows            []graph.ID
	// rise is 1 if the thread goes towards purpose, -1 if away, 0 at the start.
	rise int
}

func (a *asker) paths(q *graph.PathQuery) ([]graph.Thread, error) {
	p, err := a.pathfinder(q)
	if err != nil {
		return nil, err
	}
	var threads []thread
	for p.length = 1; p.length <= q.MaxLength && len(threads) < q.First && p.from != p.to; p.length++ {
		p.found, p.want = nil, q.First-len(threads)
		p.comeNearer()
		p.extend(&trail{thread: thread{nodes: []*node{p.start}}})
		if p.err != nil {
			return nil, p.err
		}
		p.keepBest()
		threads = append(threads, p.found...)
	}
	nodes, links := a.place(&q.Select), a.linkPlace(&q.Link)
	var out []graph.Thread
	for _, t := range threads {
		out = append(out, graph.Thread{Nodes: nodes.putAll(t.nodes), Links: links.putAll(t.links), Rows: nodes.priorities(p.commonRows(t.links)), Weakest: t.weakest})
	}
	nodes.fill()
	links.fill()
	return out, a.err
}

func (a *asker) pathfinder(q *graph.PathQuery) (*pathfinder, error) {
	p := &pathfinder{asker: a, PathQuery: q, relations: q.Relations, filter: a.filter(graph.LinkFilter{Basis: q.Basis})}
	if p.relations == 0 {
		p.relations = ^graph.Relations(graph.RelationPartOf, graph.RelationSimilarTo)
	}
	from, ok := a.resolve(q.From)
	if !ok {
		return nil, graph.Errorf(graph.ErrNotFound, "there is no %s for threads to start from", q.From)
	}
	p.from = a.nodes.at(from)
	p.start = p.from
	if q.To == "" {
		return p, nil
	}
	to, ok := a.resolve(q.To)
	if !ok {
		return nil, graph.Errorf(graph.ErrNotFound, "there is no %s for threads to lead to", q.To)
	}
	p.to = a.nodes.at(to)
	p.meeting = p.meet()
	p.start, p.steps = p.meeting.start, p.meeting.onward
	return p, nil
}

// between reports whether a straight thread to the end may pass a node.
func (p *pathfinder) between(n int32) bool {
	if !p.Straight {
		return true
	}
	rank, from, to := rankOf(p.nodes.at(n)), rankOf(p.from), rankOf(p.to)
	return from < rank && rank < to || to < rank && rank < from
}

func rankOf(n *node) int { return n.Kind.Info().Rank }

func (p *pathfinder) mayFollow(e edge) bool {
	return p.relations.Has(e.Relation) && p.passes(p.filter, e.link)
}

func (p *pathfinder) try() bool {
	p.tried++
	if p.tried > maxLinksTried {
		p.err = graph.Errorf(graph.ErrTooLarge, "more than %d links would have to be tried: name an end, ask for shorter threads, or keep to some relations", maxLinksTried)
	}
	return p.goOn()
}

// extend goes on from the end of a trail by every link that may follow.
func (p *pathfinder) extend(t *trail) {
	last := t.nodes[len(t.nodes)-1]
	for e := range p.stepsFrom(last.number, p.steps) {
		if !p.try() {
			return
		}
		if !p.mayFollow(e) {
			continue
		}
		next := p.nodes.at(e.other())
		left := p.length - len(t.nodes)
		if !p.mayReach(next, left) || slices.Contains(t.nodes, next) {
			continue
		}
		on, ok := p.follow(t, e, next)
		if !ok {
			continue
		}
		if left > 0 {
			p.extend(on)
		} else if p.isEnd(next) {
			p.keep(on)
		}
	}
}

func (p *pathfinder) isEnd(n *node) bool {
	if p.meeting != nil {
		return n == p.meeting.end
	}
	return p.ToKinds == 0 || p.ToKinds.Has(n.Kind)
}

// follow is the trail with one link more, if that is row-true and as straight as asked for.
func (p *pathfinder) follow(t *trail, e edge, next *node) (*trail, bool) {
	on := &trail{listed: t.listed || e.Basis == graph.BasisCoListed, carries: t.carries, rows: t.rows, rise: t.rise}
	if p.Straight {
		on.rise = cmp.Compare(rankOf(next), rankOf(t.nodes[len(t.nodes)-1]))
		if on.rise == 0 || t.rise != 0 && t.rise != on.rise {
			return nil, false
		}
	}
	if rows := p.rowsOf(e.link); len(rows) > 0 {
		on.rows = rows
		if t.carries {
			on.rows = intersect(t.rows, rows)
		}
		on.carries = true
	}
	if !p.AcrossRows && on.listed && on.carries && len(on.rows) == 0 {
		return nil, false
	}
	on.nodes = append(slices.Clip(t.nodes), next)
	on.links = append(slices.Clip(t.links), e.link)
	on.weakest = max(t.weakest, e.Basis)
	return on, true
}

func intersect(a, b []graph.ID) []graph.ID {
	var both []graph.ID
	for _, id := range a {
		if slices.Contains(b, id) {
			both = append(both, id)
		}
	}
	return both
}

// commonRows are the rows that all links that carry rows carry.
func (s *snapshot) commonRows(links []*link) []graph.ID {
	var rows []graph.ID
	carries := false
	for _, l := range links {
		switch of := s.rowsOf(l); {
		case len(of) == 0:
		case carries:
			rows = intersect(rows, of)
		default:
			rows, carries = of, true
		}
	}
	return rows
}

// keep keeps a thread, of many only the best.
func (p *pathfinder) keep(t *trail) {
	if p.start != p.from { // it was followed from the end
		slices.Reverse(t.nodes)
		slices.Reverse(t.links)
	}
	p.found = append(p.found, t.thread)
	if len(p.found) >= 4*p.want+64 {
		p.keepBest()
	}
}

func (p *pathfinder) keepBest() {
	slices.SortFunc(p.found, p.compareThreads)
	p.found = p.found[:min(len(p.found), p.want)]
}

// compareThreads orders threads of one length: the strongest first, then by the IDs of links and nodes in turn.
func (s *snapshot) compareThreads(a, b thread) int {
	c := cmp.Compare(a.weakest, b.weakest)
	for i := 0; c == 0 && i < len(a.links); i++ {
		c = cmp.Or(s.compareLinkIDs(a.links[i], b.links[i]), byID(a.nodes[i+1], b.nodes[i+1]))
	}
	return c
}
