package edit

import "github.com/goldenthread/goldenthread/graph"

// foresee reads all that edits will ask for at once, instead of one after the other: a store may be far away.
func (d *draft) foresee(edits []Edit) error {
	var ids []graph.ID
	for _, e := range edits {
		for _, name := range e.names() {
			if id := graph.ID(name); id.Valid() {
				ids = append(ids, id)
			}
		}
	}
	return d.load(ids...)
}

func (c Create) names() []Name {
	names := append([]Name(nil), c.Plans...)
	for _, others := range c.Links {
		names = append(names, others...)
	}
	if made, err := c.read(); err == nil {
		names = append(names, Name(idOf(made, 1)))
	}
	return names
}

func (u Update) names() []Name { return []Name{u.ID} }
func (x Delete) names() []Name { return []Name{x.ID} }
func (c Connect) names() []Name {
	return []Name{c.From, c.To, Name(graph.LinkID(c.Relation, graph.ID(c.From), graph.ID(c.To)))}
}
func (x Disconnect) names() []Name { return []Name{x.ID} }
func (x Confirm) names() []Name    { return []Name{x.ID} }
func (x Reject) names() []Name     { return []Name{x.ID} }
func (m Merge) names() []Name      { return append([]Name{m.Into}, m.From...) }
func (r Restore) names() []Name    { return []Name{Name(r.ID)} }
func (w Wrong) names() []Name      { return nil }
