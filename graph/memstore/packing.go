package memstore

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

// A packing makes a base: first all nodes, then all links.
type packing struct {
	*base
	citing *citing
	texts  texts
	// rowSetOf and scheduleOf are the numbers of the lists that are there.
	rowSetOf, scheduleOf map[string]uint32
	record               packed
	list                 []uint32
}

// pack begins a base that goes on from another one's lists and citations.
func (b *base) pack() *packing {
	p := &packing{base: newBase(), rowSetOf: map[string]uint32{}, scheduleOf: map[string]uint32{}}
	p.rowSets, p.schedules, p.citing = slices.Clip(b.rowSets), slices.Clip(b.schedules), b.cites.cite()
	p.cites = p.citing.citations
	for i, rows := range b.rowSets {
		p.rowSetOf[rowsKey(rows)] = uint32(i)
	}
	for i, quarters := range b.schedules {
		p.scheduleOf[quartersKey(quarters)] = uint32(i)
	}
	return p
}

func rowsKey(rows []graph.ID) string {
	var k packed
	for _, row := range rows {
		k.text(string(row))
	}
	return string(k)
}

func quartersKey(quarters []graph.Quarter) string {
	var k packed
	for _, q := range quarters {
		k.text(q.Year)
		k.int(int64(q.Number))
	}
	return string(k)
}

// addNode adds a node.
func (p *packing) addNode(n *graph.Node) {
	made := node{ID: graph.ID(p.texts.keep(string(n.ID))), Title: p.texts.keep(n.Title), Kind: n.Kind, Position: int32(n.Position), at: uint32(len(p.nodeData))}
	p.nodes = append(p.nodes, made)
	p.nodeData.record(p.packNode(n))
}

// keepNode adds a node as another base has it.
func (p *packing) keepNode(old *base, n *node) {
	made := *n
	made.at = uint32(len(p.nodeData))
	p.nodes = append(p.nodes, made)
	p.nodeData.record(old.nodeRecord(n).left)
}

func (p *packing) packNode(n *graph.Node) packed {
	own := n.Own
	own.Schedule = nil
	has := 0
	note := func(bit int, holds bool) {
		if holds {
			has |= bit
		}
	}
	note(hasCode, n.Code != "")
	note(hasDescription, n.Description != "")
	note(hasPrevious, len(n.PreviousIDs) > 0)
	note(hasOwn, !reflect.ValueOf(own).IsZero())
	note(hasEvidence, len(n.Evidence) > 0)
	note(hasScheduled, slices.ContainsFunc(n.Schedule, func(q graph.ScheduledQuarter) bool { return len(q.Evidence) > 0 }))
	r := &p.record
	*r = (*r)[:0]
	r.uint(uint64(has))
	r.uint(uint64(p.schedule(n.Schedule)))
	if has&hasCode != 0 {
		r.text(n.Code)
	}
	if has&hasDescription != 0 {
		r.text(n.Description)
	}
	r.uint(uint64(n.Revision))
	if has&hasPrevious != 0 {
		r.uint(uint64(len(n.PreviousIDs)))
		for _, id := range n.PreviousIDs {
			r.text(string(id))
		}
	}
	if has&hasOwn != 0 {
		r.record(must(json.Marshal(own)))
	}
	if has&hasEvidence != 0 {
		p.cite(n.Evidence)
	}
	if has&hasScheduled != 0 {
		for i := range n.Schedule {
			p.cite(n.Schedule[i].Evidence)
		}
	}
	return *r
}

// cite packs evidence into the record.
func (p *packing) cite(evidence []graph.Citation) {
	p.list = p.list[:0]
	for i := range evidence {
		p.list = append(p.list, p.citing.put(&evidence[i]))
	}
	p.record.numbers(p.list)
}

func (p *packing) schedule(scheduled []graph.ScheduledQuarter) uint32 {
	quarters := make([]graph.Quarter, len(scheduled))
	for i := range scheduled {
		quarters[i] = scheduled[i].Quarter
	}
	key := quartersKey(quarters)
	n, ok := p.scheduleOf[key]
	if !ok {
		n = uint32(len(p.schedules))
		p.schedules, p.scheduleOf[key] = append(p.schedules, quarters), n
	}
	return n
}

func (p *packing) rowSet(rows []graph.ID) uint32 {
	key := rowsKey(rows)
	n, ok := p.rowSetOf[key]
	if !ok {
		n = uint32(len(p.rowSets))
		p.rowSets, p.rowSetOf[key] = append(p.rowSets, slices.Clone(rows)), n
	}
	return n
}

// number gives the nodes their numbers, when all are there.
func (p *packing) number() {
	if byID := func(a, b node) int { return cmp.Compare(a.ID, b.ID) }; !slices.IsSortedFunc(p.nodes, byID) {
		slices.SortFunc(p.nodes, byID)
	}
	for i := range p.nodes {
		p.nodes[i].number, p.nodes[i].base = int32(i), p.base
	}
	p.makeIndex()
	p.findKinds()
}

// packLink gives the columns and the record of a link between two nodes.
func (p *packing) packLink(l *graph.Link, from, to int32) (link, packed) {
	has := 0
	if l.Score != nil {
		has |= hasScore
	}
	if l.Note != "" {
		has |= hasNote
	}
	if len(l.Evidence) > 0 {
		has |= hasEvidence
	}
	r := &p.record
	*r = (*r)[:0]
	r.uint(uint64(has))
	r.uint(uint64(l.Revision))
	if has&hasScore != 0 {
		r.float(*l.Score)
	}
	if has&hasNote != 0 {
		r.text(l.Note)
	}
	if has&hasEvidence != 0 {
		p.cite(l.Evidence)
	}
	return link{from: from, to: to, rows: p.rowSet(l.Rows), Relation: l.Relation, Basis: l.Basis, State: l.State}, *r
}

// addLink adds a link with its record. They come in order.
func (p *packing) addLink(l link, record []byte) {
	for int32(len(p.out)) <= l.from {
		p.out = append(p.out, uint32(len(p.links)))
	}
	if len(p.links)%markEvery == 0 {
		p.marks = append(p.marks, uint32(len(p.linkData)))
	}
	p.links = append(p.links, l)
	p.linkData.record(record)
}

// seal ends the base, when all links are there.
func (p *packing) seal() *base {
	b := p.base
	for len(b.out) <= len(b.nodes) {
		b.out = append(b.out, uint32(len(b.links)))
	}
	p.citing.seal()
	b.nodeData, b.linkData, b.marks, b.links = fit(b.nodeData), fit(b.linkData), fit(b.marks), fit(b.links)
	b.comeIn()
	return b
}

// fit gives a list no more room than it needs.
func fit[L ~[]T, T any](list L) L {
	if cap(list)-len(list) <= len(list)/16 {
		return list
	}
	return append(make(L, 0, len(list)), list...)
}

// comeIn makes the edges that come in out of those that go out.
func (b *base) comeIn() {
	b.in = make([]inEdge, len(b.links))
	b.to = bucket(len(b.links), len(b.nodes), func(i int) uint32 { return uint32(b.links[i].to) },
		func(place uint32, i int) { b.in[place] = inEdge(b.links[i].Relation)<<linkBits | inEdge(i) })
	for n := range b.nodes { // by from already
		slices.Sort(b.in[b.to[n]:b.to[n+1]])
	}
}

// Texts are many short texts in few pieces.
type texts struct{ piece strings.Builder }

const textPiece = 256 << 10

// keep copies a text into a piece. What a piece holds never moves: it is not written to beyond the room it has.
func (t *texts) keep(s string) string {
	if len(s) > t.piece.Cap()-t.piece.Len() {
		t.piece = strings.Builder{}
		t.piece.Grow(max(textPiece, len(s)))
	}
	start := t.piece.Len()
	t.piece.WriteString(s)
	return t.piece.String()[start:]
}
