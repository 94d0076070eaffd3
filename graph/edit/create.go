package edit

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
)

func (c Create) do(d *draft) (graph.ID, error) {
	made, err := c.read()
	if err != nil {
		return "", err
	}
	plans, err := d.ends("plans", graph.KindPlan, c.Plans)
	if err != nil {
		return "", err
	}
	if err := d.mustBeNew(made, plans); err != nil {
		return "", err
	}
	if made.ID, err = d.freeID(made); err != nil {
		return "", err
	}
	if made.Position, err = d.nextPosition(c.Kind); err != nil {
		return "", err
	}
	d.put(made)
	if c.Ref != "" {
		d.refs[c.Ref] = made.ID
	}
	for _, plan := range plans {
		d.vouch(graph.Link{Relation: graph.RelationPartOf, From: made.ID, To: plan})
	}
	return made.ID, c.link(d, made.ID)
}

// read makes the node, but for its ID and position.
func (c Create) read() (*graph.Node, error) {
	blank := c.blank()
	made, err := c.Fields.with(blank)
	var f *Fault
	if errors.As(err, &f) { // it has no ID yet that a person could know it by
		f.Message = strings.ReplaceAll(f.Message, string(blank.ID), "the "+c.Kind.Info().Singular)
	}
	return made, err
}

// blank is a node of the kind to set fields on. It has what a node must have, so that only what is set can be at fault.
func (c Create) blank() *graph.Node {
	n := &graph.Node{ID: graph.NodeID(c.Kind, "new"), Kind: c.Kind, Title: "new", Position: 1}
	if _, typed := c.Kind.Info().Field("type"); typed {
		n.Type = graph.PartnerTypeOrganisation
	}
	return n
}

// link makes the links that the node is created with.
func (c Create) link(d *draft, id graph.ID) error {
	for _, field := range slices.Sorted(maps.Keys(c.Links)) {
		r, ok := c.Kind.Info().Relation(field)
		if !ok || r.Derived() {
			return fault(Invalid, field, "%s have no %s to link to", c.Kind.Info().Plural, field)
		}
		others, err := d.ends(field, r.Target, c.Links[field])
		if err != nil {
			return err
		}
		hop := r.Route[0][0]
		for _, other := range others {
			l := graph.Link{Relation: hop.Relation, From: id, To: other}
			if hop.Direction == graph.In {
				l.From, l.To = other, id
			}
			d.vouch(l)
		}
	}
	return nil
}

// ends gives the IDs of the nodes that names stand for, each once.
func (d *draft) ends(field string, kind graph.Kind, names []Name) ([]graph.ID, error) {
	var ids []graph.ID
	for _, name := range names {
		s, err := d.node(field, name, kind)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, s.after.ID) {
			ids = append(ids, s.after.ID)
		}
	}
	return ids, nil
}

// vouch makes a new link that a person vouches for.
func (d *draft) vouch(l graph.Link) {
	l = l.Normal()
	l.Basis, l.State = graph.BasisCurated, graph.LinkStateActive
	if l.Relation.Undirected() && l.Score == nil {
		certain := 1.0
		l.Score = &certain
	}
	if d.links[l.ID] == nil {
		d.links[l.ID] = &state[graph.Link]{}
	}
	d.putLink(&l)
}

// mustBeNew refuses a node whose code or title another one of its kind has: in one of its plans, or anywhere if it is
// part of none.
func (d *draft) mustBeNew(n *graph.Node, plans []graph.ID) error {
	for _, field := range []struct {
		name  graph.FieldName
		value string
	}{{graph.FieldCode, n.Code}, {graph.FieldTitle, n.Title}} {
		if field.value == "" {
			continue
		}
		twin, err := d.twin(n.Kind, field.name, field.value, plans)
		if err != nil {
			return err
		}
		if twin != "" {
			f := fault(Duplicate, string(field.name), "another %s has this %s: %s", n.Kind.Info().Singular, field.name, twin)
			f.Current = twin
			return f
		}
	}
	return nil
}

// twin finds a node of a kind by its code or title, folded; empty if there is none.
func (d *draft) twin(kind graph.Kind, field graph.FieldName, value string, plans []graph.ID) (graph.ID, error) {
	where := graph.All{graph.Compare{Field: field, Op: graph.OpEq, Values: []graph.Value{graph.Text(value)}, Fold: true}}
	if len(plans) > 0 {
		var in graph.Any
		for _, p := range plans {
			in = append(in, graph.InPlan{Plan: p})
		}
		where = append(where, in)
	}
	page, err := d.view.Walk(d.ctx, graph.Walk{
		Kind: kind, Where: where, Page: graph.Page{Limit: 1, NoCursors: true}, Select: graph.Selection{Only: graph.PartID},
	})
	if err != nil {
		return "", err
	}
	for _, e := range page.Edges {
		if s := d.nodes[e.To.Node.ID]; s == nil || s.after != nil {
			return e.To.Node.ID, nil
		}
	}
	for id, s := range d.nodes { // created by an earlier edit of the same request
		if s.before == nil && s.after != nil && s.after.Kind == kind && sameText(s.after, field, value) {
			return id, nil
		}
	}
	return "", nil
}

func sameText(n *graph.Node, field graph.FieldName, value string) bool {
	text := n.Title
	if field == graph.FieldCode {
		text = n.Code
	}
	return graph.Fold(text) == graph.Fold(value)
}

// freeID is the ID that follows from a node's code or title, numbered if something else has it.
func (d *draft) freeID(n *graph.Node) (graph.ID, error) {
	for i := 1; ; i++ {
		id := idOf(n, i)
		if err := d.load(id); err != nil {
			return "", err
		}
		if s := d.nodes[id]; d.former[id] == "" && s.before == nil && s.after == nil {
			return id, nil
		}
	}
}

// idOf is the ID that follows from a node's code or title, at a number of tries.
func idOf(n *graph.Node, try int) graph.ID {
	slug := graph.Slug(n.Title)
	if n.Code != "" {
		slug = graph.CodeSlug(n.Code)
	}
	if try > 1 {
		slug += "-" + strconv.Itoa(try)
	}
	return graph.NodeID(n.Kind, slug)
}

// nextPosition is the one after the last of a kind.
func (d *draft) nextPosition(kind graph.Kind) (int, error) {
	if _, known := d.last[kind]; !known {
		page, err := d.view.Walk(d.ctx, graph.Walk{
			Kind: kind, Order: []graph.Order{{By: graph.ByField, Field: graph.FieldPosition}}, Page: graph.Page{Limit: 1, Backward: true, NoCursors: true},
			Select: graph.Selection{Only: graph.PartPosition},
		})
		if err != nil {
			return 0, err
		}
		d.last[kind] = 0
		if len(page.Edges) > 0 {
			d.last[kind] = page.Edges[0].To.Node.Position
		}
	}
	d.last[kind]++
	return d.last[kind], nil
}

// recall finds the node by what it was created as.
func (c Create) recall(d *draft, e *graph.Entry, taken map[graph.ID]bool) (graph.ID, error) {
	want, err := c.read()
	if err != nil {
		return "", err
	}
	for _, n := range e.Nodes {
		if n.Before == nil && n.After.Kind == c.Kind && n.After.Title == want.Title && n.After.Code == want.Code && !taken[n.After.ID] {
			if c.Ref != "" {
				d.refs[c.Ref] = n.After.ID
			}
			return n.After.ID, nil
		}
	}
	return "", otherRequest(e, fmt.Sprintf("it did not create %q", want.Title))
}

// otherRequest is the fault of a key that stands for something else already.
func otherRequest(e *graph.Entry, why string) *Fault {
	f := fault(Conflict, "idempotencyKey", "the key was used for another change, revision %d: %s; a new change needs a new key", e.Revision, why)
	f.Edit = Whole
	return f
}
