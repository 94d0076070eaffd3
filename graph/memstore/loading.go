package memstore

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A loading makes the snapshot of a graph that was kept: all nodes come first, then all links, both in any order.
type loading struct {
	*packing
	hash graph.GraphHash
	// aliases are former IDs, with those of the nodes that had them.
	aliases  []graph.Alias
	rejected []*graph.Link
	// came are the links in the order they came in, records theirs.
	came     []loadedLink
	records  packed
	numbered bool
}

// A loadedLink is a link with where its record begins.
type loadedLink struct {
	link
	at uint64
}

func newLoading() *loading { return &loading{packing: newBase().pack()} }

func (l *loading) node(n *graph.Node) {
	l.hash.AddNode(n)
	l.addNode(n)
	for _, id := range n.PreviousIDs {
		l.aliases = append(l.aliases, graph.Alias{Old: id, New: n.ID})
	}
}

// link adds a link, and reports whether its ends are there.
func (l *loading) link(of *graph.Link) bool {
	if !l.numbered {
		l.number()
		l.numbered = true
	}
	from, ok := l.find(of.From)
	to, there := l.find(of.To)
	if !ok || !there {
		return false
	}
	l.hash.AddLink(of)
	if of.State != graph.LinkStateActive {
		l.rejected = append(l.rejected, of)
		return true
	}
	made, record := l.packLink(of, from, to)
	l.came = append(l.came, loadedLink{made, uint64(len(l.records))})
	l.records.record(record)
	return true
}

// snapshot ends the loading.
func (l *loading) snapshot(revision graph.Revision) *snapshot {
	if !l.numbered {
		l.number()
	}
	slices.SortFunc(l.came, func(a, b loadedLink) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.to, b.to))
	})
	for i := range l.came {
		u := unpacker{l.records[l.came[i].at:]}
		l.addLink(l.came[i].link, u.record())
	}
	b := l.seal()
	b.order()
	return on(b).with(revision, l.hash, l.aliases, l.rejected)
}

// with is the snapshot of a base with what is beside that.
func (s *snapshot) with(revision graph.Revision, hash graph.GraphHash, aliases []graph.Alias, rejected []*graph.Link) *snapshot {
	b := s.build()
	for _, a := range aliases {
		n, _ := b.base.find(a.New)
		b.names.put(b.edit, name{a.Old, n})
	}
	for _, r := range rejected {
		b.addLink(r)
	}
	b.changed, b.revision, b.hash = 0, revision, hash
	return b.publish()
}

// order puts the nodes of each kind in all their orders.
func (b *base) order() {
	for i := range b.nodes {
		k := b.nodes[i].Kind
		b.byPosition[k] = append(b.byPosition[k], int32(i))
	}
	for _, k := range graph.AllKinds {
		b.byTitle[k] = b.keyed(b.byPosition[k], titleKey)
		b.byCode[k] = b.keyed(b.byPosition[k], codeKey)
		slices.SortFunc(b.byPosition[k], func(x, y int32) int { return byPosition(&b.nodes[x], &b.nodes[y]) })
	}
}

// keyed are those of some nodes that have a key, in its order.
func (b *base) keyed(numbers []int32, key func(*node) string) []int32 {
	var list []keyedNode
	for _, n := range numbers {
		if text := key(&b.nodes[n]); text != "" {
			list = append(list, keyedNode{text, &b.nodes[n]})
		}
	}
	slices.SortFunc(list, keyedNode.compare)
	ordered := make([]int32, len(list))
	for i, n := range list {
		ordered[i] = n.number
	}
	return ordered
}

// load makes the snapshot of a graph that was read.
func load(revision graph.Revision, nodes []*graph.Node, links []*graph.Link) *snapshot {
	l := newLoading()
	for _, n := range nodes {
		l.node(n)
	}
	for _, of := range links {
		l.link(of)
	}
	return l.snapshot(revision)
}
