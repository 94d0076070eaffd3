package edit

import (
	"cmp"

	"github.com/goldenthread/goldenthread/graph"
)

func (c Connect) do(d *draft) (graph.ID, error) {
	l, err := c.link(d)
	if err != nil {
		return "", err
	}
	if err := checkLink(l); err != nil {
		return "", err
	}
	if err := d.load(l.ID); err != nil {
		return "", err
	}
	switch now := d.links[l.ID].after; {
	case now == nil:
	case now.State == graph.LinkStateRejected:
		return "", fault(RejectedBefore, "", "%s was rejected before%s: confirm that link to bring it back", l.ID, because(now.Note))
	default:
		return "", fault(Duplicate, "", "%s exists already, on the ground %s: confirm it to vouch for it", l.ID, now.Basis)
	}
	d.vouch(*l)
	return l.ID, nil
}

func because(note string) string {
	if note == "" {
		return ""
	}
	return " (" + note + ")"
}

// link is the link between the two ends as they are called now.
func (c Connect) link(d *draft) (*graph.Link, error) {
	from, err := d.node("from", c.From, 0)
	if err != nil {
		return nil, err
	}
	to, err := d.node("to", c.To, 0)
	if err != nil {
		return nil, err
	}
	l := graph.Link{
		Relation: c.Relation, From: from.after.ID, To: to.after.ID, Basis: graph.BasisCurated, State: graph.LinkStateActive, Note: c.Note, Score: c.Score,
	}.Normal()
	return &l, nil
}

// checkLink refuses a link that no graph could take, and says which member is at fault.
func checkLink(l *graph.Link) error {
	err := graph.Changes{Actor: "check", Link: []graph.Link{*l}}.Check()
	if err == nil {
		return nil
	}
	info, field := l.Relation.Info(), "to"
	from, _ := l.From.Kind()
	switch {
	case l.Score != nil && (!info.Undirected || *l.Score < 0 || *l.Score > 1):
		field = "score"
	case !info.From.Has(from):
		field = "from"
	}
	return fault(Invalid, field, "%v", err)
}

func (c Connect) recall(d *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	l, err := c.link(d)
	if err != nil {
		return "", err
	}
	return recallLink(e, l.ID)
}

func recallLink(e *graph.Entry, id graph.ID) (graph.ID, error) {
	for _, l := range e.Links {
		if l.Before != nil && l.Before.ID == id || l.After != nil && l.After.ID == id {
			return id, nil
		}
	}
	return "", otherRequest(e, "it did not touch "+string(id))
}

func (x Disconnect) do(d *draft) (graph.ID, error) {
	s, err := d.expected(x.ID, x.Expect)
	if err != nil {
		return "", err
	}
	id := s.after.ID
	s.after = nil
	return id, nil
}

// expected gives a link that is at the revision that the caller saw.
func (d *draft) expected(name Name, seen graph.Revision) (*state[graph.Link], error) {
	s, err := d.link("id", name)
	if err != nil {
		return nil, err
	}
	return s, expect(s.after.ID, seen, s.after.Revision)
}

func (x Disconnect) recall(_ *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return recallLink(e, graph.ID(x.ID))
}

func (x Confirm) do(d *draft) (graph.ID, error) {
	return d.judge(x.ID, x.Expect, x.Note, func(l *graph.Link) { l.Basis, l.State = graph.BasisCurated, graph.LinkStateActive })
}

func (x Confirm) recall(_ *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return recallLink(e, graph.ID(x.ID))
}

func (x Reject) do(d *draft) (graph.ID, error) {
	return d.judge(x.ID, x.Expect, x.Note, func(l *graph.Link) { l.State = graph.LinkStateRejected })
}

func (x Reject) recall(_ *draft, e *graph.Entry, _ map[graph.ID]bool) (graph.ID, error) {
	return recallLink(e, graph.ID(x.ID))
}

// judge changes what is thought of a link.
func (d *draft) judge(name Name, seen graph.Revision, note *string, how func(*graph.Link)) (graph.ID, error) {
	s, err := d.expected(name, seen)
	if err != nil {
		return "", err
	}
	made := *s.after
	how(&made)
	if note != nil {
		made.Note = *note
	}
	if made.State != s.after.State || made.Basis != s.after.Basis || made.Note != s.after.Note {
		s.after = &made
	}
	return made.ID, nil
}

// together is what two links say that become one: what a person said of them counts most, then the stronger ground.
func together(a, b *graph.Link) *graph.Link {
	made := *a
	made.Basis = min(a.Basis, b.Basis)
	if a.State != b.State {
		made.State = graph.LinkStateRejected
		if active := cmp.Or(byState(a), byState(b)); active.Basis == graph.BasisCurated {
			made.State = graph.LinkStateActive
		}
	}
	if b.Score != nil && (a.Score == nil || *b.Score > *a.Score) {
		made.Score = b.Score
	}
	made.Rows = union(a.Rows, b.Rows)
	made.Note = joinNotes(a.Note, b.Note)
	made.Evidence = unionEvidence(a.Evidence, b.Evidence)
	return &made
}

// byState is the link if it is active.
func byState(l *graph.Link) *graph.Link {
	if l.State == graph.LinkStateActive {
		return l
	}
	return nil
}

func joinNotes(a, b string) string {
	if a == "" || b == "" || a == b {
		return cmp.Or(a, b)
	}
	return a + "; " + b
}
