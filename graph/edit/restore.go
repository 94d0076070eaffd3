package edit

import "github.com/goldenthread/goldenthread/graph"

func (r Restore) do(d *draft) (graph.ID, error) {
	if k, ok := r.ID.Kind(); !ok || k == 0 {
		return "", fault(Invalid, "id", "%q is no entity's ID: one looks like priority:3", r.ID)
	}
	if err := d.load(r.ID); err != nil {
		return "", err
	}
	if now := d.former[r.ID]; now != "" {
		f := fault(Conflict, "id", "%s lives on in %s, which it was merged into or renamed to", r.ID, now)
		f.Current = now
		return "", f
	}
	if s := d.nodes[r.ID]; s.after != nil {
		f := fault(Conflict, "id", "%s is not deleted", r.ID)
		f.Current = r.ID
		return "", f
	}
	gone, node, err := d.deletion(r.ID)
	if err != nil {
		return "", err
	}
	if err := d.bringBack(node); err != nil {
		return "", err
	}
	for i := range gone.Links {
		if l := gone.Links[i]; l.After == nil && (l.Before.From == r.ID || l.Before.To == r.ID) {
			if err := d.bringBackLink(l.Before); err != nil {
				return "", err
			}
		}
	}
	return r.ID, nil
}

// deletion finds the newest entry of the journal that deleted a node, and the node as it was.
func (d *draft) deletion(id graph.ID) (*graph.Entry, *graph.Node, error) {
	entries, err := d.journal.Journal(d.ctx, graph.JournalQuery{Subjects: []graph.ID{id}, Backward: true, Limit: 1})
	if err != nil {
		return nil, nil, err
	}
	for i := range entries {
		for _, n := range entries[i].Nodes {
			if n.After == nil && n.Before.ID == id {
				return &entries[i], n.Before, nil
			}
		}
	}
	return nil, nil, fault(NotFound, "id", "there never was any %s", id)
}

// bringBack lets a node stand again, with those of its former IDs that nothing else has.
func (d *draft) bringBack(n *graph.Node) error {
	made := *n
	made.PreviousIDs, made.Revision = nil, 0
	d.put(&made)
	d.restored = append(d.restored, n.ID)
	if err := d.load(n.PreviousIDs...); err != nil {
		return err
	}
	for _, old := range n.PreviousIDs {
		if s := d.nodes[old]; d.former[old] == "" && (s == nil || s.after == nil) {
			d.aliases = append(d.aliases, graph.Alias{Old: old, New: n.ID})
		}
	}
	return nil
}

// bringBackLink lets a link stand again if its other end does.
func (d *draft) bringBackLink(l *graph.Link) error {
	if err := d.load(l.From, l.To, l.ID); err != nil {
		return err
	}
	if !d.stands(l.From) || !d.stands(l.To) || d.links[l.ID].after != nil {
		return nil
	}
	made := *l
	made.Revision = 0
	d.putLink(&made)
	d.restored = append(d.restored, l.ID)
	return nil
}

func (d *draft) stands(id graph.ID) bool {
	s := d.nodes[id]
	return s != nil && s.after != nil
}

func (r Restore) recall(d *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return d.recallNode(e, Name(r.ID))
}
