package graph

import (
	"math"
	"slices"
)

// The Check methods refuse nonsense once, for every store. What they pass, every store answers. All their errors are
// ErrInvalid and say what is wrong and what would be right.

// The limits of a PathQuery.
const (
	MaxPathLength = 6
	MaxPaths      = 500
)

// Check refuses IDs that are not well formed, and selections that make no sense.
func (l Lookup) Check() error {
	for _, id := range l.IDs {
		if err := checkID(id); err != nil {
			return err
		}
	}
	return firstError(checkSelection(&l.Select, allKinds), checkLinkSelection(&l.Link))
}

// Check refuses walks that make no sense: a condition, order, cursor, reason or selection that does not fit the kind.
func (w Walk) Check() error {
	if err := checkKind(w.Kind); err != nil {
		return err
	}
	kinds := Kinds(w.Kind)
	o := ordering{orders: w.Order, kinds: kinds, reasons: len(w.Reasons) > 0}
	return firstError(
		checkCondition(w.Where, kinds), o.check(), o.checkPage(&w.Page), checkWant(&w.Want, kinds, len(w.Reasons) > 0),
		checkGrouping(w.Group, w.Kind), checkReasons(w.Reasons, w.MinReasons, kinds),
		checkLinkSelection(w.Via), checkSelection(&w.Select, kinds),
	)
}

func checkGrouping(g *Grouping, kind Kind) error {
	if g == nil {
		return nil
	}
	if err := checkRelation(g.Relation); err != nil {
		return err
	}
	if !g.Relation.Undirected() || !g.Relation.Info().From.Has(kind) {
		return Errorf(ErrInvalid, "%s cannot be grouped by %s: it does not say which of them are alike", kind.Info().Plural, g.Relation)
	}
	return checkScore(&g.MinScore)
}

// maxReasons is how many reasons a walk may have: stores keep what holds as a bit each.
const maxReasons = 64

func checkReasons(reasons []Reason, least int, kinds KindSet) error {
	if len(reasons) > maxReasons {
		return Errorf(ErrInvalid, "there are %d reasons: at most %d are looked for", len(reasons), maxReasons)
	}
	if least < 0 || least > len(reasons) {
		return Errorf(ErrInvalid, "%d reasons must hold, but there are %d", least, len(reasons))
	}
	names := map[string]bool{}
	for i := range reasons {
		r := &reasons[i]
		switch {
		case r.Name == "" || names[r.Name]:
			return Errorf(ErrInvalid, "reason %d needs a name of its own, not %q", i+1, r.Name)
		case r.Wording == nil && r.Route == nil:
			return Errorf(ErrInvalid, "reason %s needs a wording or a route", r.Name)
		}
		names[r.Name] = true
		if r.Wording != nil {
			if err := checkCondition(*r.Wording, kinds); err != nil {
				return err
			}
		}
		if r.Route == nil {
			continue
		}
		to, err := checkRoute(r.Route, kinds)
		if err := firstError(err, checkFilter(r.Filter), checkCondition(r.Where, to)); err != nil {
			return err
		}
	}
	return nil
}

// Check refuses link walks that make no sense.
func (w LinkWalk) Check() error {
	o := ordering{orders: w.Order, links: true}
	if len(w.Order) == 0 {
		o.orders = []Order{{By: ByRelation}}
	}
	for _, s := range w.States {
		if s == 0 || int(s) > len(AllLinkStates) {
			return Errorf(ErrInvalid, "%s is no state of a link", s)
		}
	}
	if w.MinScore != nil && w.MaxScore != nil && *w.MinScore > *w.MaxScore {
		return Errorf(ErrInvalid, "no score is at least %g and at most %g", *w.MinScore, *w.MaxScore)
	}
	if len(w.Want.Facets) > 0 || w.Want.Reasons {
		return Errorf(ErrInvalid, "links are not counted by facets or reasons")
	}
	return firstError(
		checkRelations(w.Relations), checkBases(w.Basis), checkScore(w.MinScore), checkScore(w.MaxScore),
		checkNamed(w.Row, KindPriority), checkNamed(w.Plan, KindPlan), o.check(), o.checkPage(&w.Page), checkLinkSelection(&w.Select),
	)
}

// Check refuses tallies that make no sense: kinds that have no way to an axis, cells named by half.
func (t Tally) Check() error {
	if err := checkKind(t.Count); err != nil {
		return err
	}
	counted, standing := Kinds(t.Count), KindSet(0)
	for _, axis := range []Axis{t.Rows, t.Columns} {
		if err := checkAxis(axis); err != nil {
			return err
		}
		if _, err := t.Count.AxisWay(axis); err != nil {
			return err
		}
		if k, ok := axis.Kind(); ok {
			standing |= Kinds(k)
		}
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		if (c.Row == "") != (c.Column == "") {
			return Errorf(ErrInvalid, "a cell is named by its row and its column: one of them is missing")
		}
		o := ordering{orders: []Order{{By: ByField, Field: FieldPosition}}, kinds: counted}
		if err := firstError(o.checkPage(&c.Page), checkWant(&c.Want, counted, false), checkSelection(&c.Select, counted)); err != nil {
			return err
		}
	}
	return firstError(checkCondition(t.Where, counted), checkBases(t.Basis), checkNamed(t.Plan, KindPlan), checkSelection(&t.Select, standing))
}

// Check refuses path queries that make no sense or are out of bounds.
func (p PathQuery) Check() error {
	if err := checkNode(p.From); err != nil {
		return err
	}
	if p.To != "" {
		if err := checkNode(p.To); err != nil {
			return err
		}
	}
	switch {
	case p.From == p.To:
		return Errorf(ErrInvalid, "a thread leads from one thing to another, but both ends are %s", p.From)
	case p.MaxLength < 1 || p.MaxLength > MaxPathLength:
		return Errorf(ErrInvalid, "threads have 1 to %d links, not %d", MaxPathLength, p.MaxLength)
	case p.First < 1 || p.First > MaxPaths:
		return Errorf(ErrInvalid, "1 to %d threads can be asked for, not %d", MaxPaths, p.First)
	}
	return firstError(
		checkKinds(p.ToKinds), checkRelations(p.Relations), checkBases(p.Basis),
		checkSelection(&p.Select, allKinds), checkLinkSelection(&p.Link),
	)
}

// Check refuses searches that make no sense.
func (s SearchQuery) Check() error {
	kinds := s.Kinds
	if kinds == 0 {
		kinds = allKinds
	}
	keys := []ValueType{FloatValue, IntValue, IntValue}
	return firstError(checkKinds(s.Kinds), checkPage(&s.Page, keys), checkWant(&s.Want, kinds, false), checkSelection(&s.Select, kinds))
}

// allKinds and allRelations are those that there are.
var (
	allKinds     = Kinds(AllKinds...)
	allRelations = Relations(AllRelations...)
	allBases     = Bases(AllBasiss...)
)

func checkKind(k Kind) error {
	if k == 0 || int(k) > len(AllKinds) {
		return Errorf(ErrInvalid, "%s is no kind of entity", k)
	}
	return nil
}

func checkRelation(r Relation) error {
	if r == 0 || int(r) > len(AllRelations) {
		return Errorf(ErrInvalid, "%s is no relation", r)
	}
	return nil
}

func checkAxis(a Axis) error {
	if a == 0 || int(a) > len(AllAxiss) {
		return Errorf(ErrInvalid, "%s is no axis", a)
	}
	return nil
}

func checkKinds(s KindSet) error {
	if s&^allKinds != 0 {
		return Errorf(ErrInvalid, "there are no kinds %b", s&^allKinds)
	}
	return nil
}

func checkRelations(s RelationSet) error {
	if s&^allRelations != 0 {
		return Errorf(ErrInvalid, "there are no relations %b", s&^allRelations)
	}
	return nil
}

func checkBases(s BasisSet) error {
	if s&^allBases != 0 {
		return Errorf(ErrInvalid, "there are no bases %b", s&^allBases)
	}
	return nil
}

func checkScore(s *float64) error {
	if s != nil && (math.IsNaN(*s) || *s < 0 || *s > 1) {
		return Errorf(ErrInvalid, "a score is from 0 to 1, not %g", *s)
	}
	return nil
}

func checkID(id ID) error {
	if !id.Valid() {
		return Errorf(ErrInvalid, "%q is no ID: it is written like priority:3, or like link:serves:action:…>priority:3", id)
	}
	return nil
}

func checkNode(id ID) error {
	if err := checkID(id); err != nil {
		return err
	}
	if id.IsLink() {
		return Errorf(ErrInvalid, "%s is a link; an entity is wanted here", id)
	}
	return nil
}

// checkNamed checks an ID of a kind, if there is one.
func checkNamed(id ID, kind Kind) error {
	if id == "" {
		return nil
	}
	if k, ok := id.Kind(); !ok || k != kind || !id.Valid() {
		return Errorf(ErrInvalid, "%q is no %s: its ID is written like %s", id, kind.Info().Singular, NodeID(kind, "3"))
	}
	return nil
}

func firstError(errs ...error) error {
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return errs[i]
}
