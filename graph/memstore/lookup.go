package memstore

import "github.com/goldenthread/goldenthread/graph"

func (a *asker) lookup(l *graph.Lookup) (*graph.LookupAnswer, error) {
	out := &graph.LookupAnswer{Nodes: make([]*graph.Found, len(l.IDs)), Links: make([]*graph.FoundLink, len(l.IDs))}
	nodes, links := a.place(&l.Select), a.linkPlace(&l.Link)
	for i, id := range l.IDs {
		if !id.IsLink() {
			out.Nodes[i] = nodes.putID(id)
		} else if found, ok := a.link(id); ok {
			out.Links[i] = links.put(found)
		}
	}
	nodes.fill()
	links.fill()
	return out, a.err
}
