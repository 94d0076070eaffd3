package graph

// Changes are the changes that make an entry's revision again: applied to a graph that stands where the entry's graph
// stood, they leave it as the entry left its own. Replaying a journal from its beginning into an empty store gives the
// same graph with the same revisions.
func (e *Entry) Changes() Changes {
	c := Changes{At: e.At, Actor: e.Actor, Reason: e.Reason, Alias: e.Aliases, Restored: e.Restored, IdempotencyKey: e.Key}
	for _, n := range e.Nodes {
		if n.After != nil {
			c.Put = append(c.Put, *n.After)
		} else {
			c.Drop = append(c.Drop, n.Before.ID)
		}
	}
	for _, l := range e.Links {
		if l.After != nil {
			c.Link = append(c.Link, *l.After)
		} else {
			c.Unlink = append(c.Unlink, l.Before.ID)
		}
	}
	return c
}
