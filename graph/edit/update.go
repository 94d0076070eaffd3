package edit

import "github.com/goldenthread/goldenthread/graph"

func (u Update) do(d *draft) (graph.ID, error) {
	s, err := d.node("id", u.ID, u.Kind)
	if err != nil {
		return "", err
	}
	if err := expect(s.after.ID, u.Expect, s.after.Revision); err != nil {
		return "", err
	}
	made, err := u.Fields.with(s.after)
	if err != nil {
		return "", err
	}
	d.put(made)
	return made.ID, nil
}

func (u Update) recall(d *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return d.recallNode(e, u.ID)
}

// recallNode gives the ID of a node that an edit of the entry was about.
func (d *draft) recallNode(e *graph.Entry, name Name) (graph.ID, error) {
	id, err := d.resolve("id", name)
	if err != nil {
		return "", err
	}
	if err := d.load(id); err != nil {
		return "", err
	}
	if now := d.former[id]; now != "" {
		id = now
	}
	for _, n := range e.Nodes {
		if n.Before != nil && n.Before.ID == id || n.After != nil && n.After.ID == id {
			return id, nil
		}
	}
	return "", otherRequest(e, "it did not touch "+string(id))
}

func (x Delete) do(d *draft) (graph.ID, error) {
	s, err := d.node("id", x.ID, x.Kind)
	if err != nil {
		return "", err
	}
	id := s.after.ID
	if err := expect(id, x.Expect, s.after.Revision); err != nil {
		return "", err
	}
	links, err := d.linksOf(id)
	if err != nil {
		return "", err
	}
	incoming := 0
	for _, l := range links {
		if l.To == id && !l.Relation.Undirected() && l.State == graph.LinkStateActive {
			incoming++
		}
	}
	if incoming > 0 && !x.WithLinks {
		f := fault(InUse, "id", "%d links lead to %s: remove or move them first, or delete it with its links (withLinks: true)", incoming, id)
		f.Current = id
		return "", f
	}
	for _, l := range links {
		d.links[l.ID].after = nil
	}
	s.after = nil
	return id, nil
}

func (x Delete) recall(d *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return d.recallNode(e, x.ID)
}
