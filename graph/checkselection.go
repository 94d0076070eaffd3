package graph

// checkSelection checks what is wanted of nodes of some kinds.
func checkSelection(s *Selection, kinds KindSet) error {
	if s == nil {
		return nil
	}
	if err := checkSelection(s.Cited, Kinds(KindPlan)); err != nil {
		return err
	}
	for i := range s.Steps {
		if err := s.Steps[i].check(kinds); err != nil {
			return err
		}
	}
	for i := range s.Links {
		if err := s.Links[i].check(); err != nil {
			return err
		}
	}
	return checkHistories(s.Histories)
}

func (s *Step) check(kinds KindSet) error {
	if err := checkKinds(s.From); err != nil {
		return err
	}
	switch {
	case s.From&kinds != 0:
		kinds &= s.From
	case s.From != 0:
		kinds = s.From // such a node does not stand here; that is no mistake where kinds are mixed
	}
	to, err := checkRoute(s.Route, kinds)
	if err != nil {
		return err
	}
	o := ordering{orders: s.Order, kinds: to, edges: true}
	return firstError(
		checkFilter(s.Filter), checkCondition(s.Where, to), o.check(), o.checkPage(&s.Page), checkWant(&s.Want, to, false),
		checkLinkSelection(s.Link), checkLinkSelection(s.Via), checkSelection(&s.Select, to),
	)
}

func (s *LinkStep) check() error {
	if len(s.Want.Facets) > 0 || s.Want.Reasons {
		return Errorf(ErrInvalid, "links are not counted by facets or reasons")
	}
	keys := []ValueType{IntValue, IntValue}
	return firstError(
		checkRelations(s.Relations), checkFilter(s.Filter), checkPage(&s.Page, keys),
		checkLinkSelection(&s.Link), checkSelection(&s.Select, allKinds),
	)
}

func checkLinkSelection(s *LinkSelection) error {
	if s == nil {
		return nil
	}
	if len(s.Histories) > 0 && (s.From == nil || s.To == nil) {
		return Errorf(ErrInvalid, "the history of a link needs its ends: they may have had other IDs")
	}
	return firstError(
		checkSelection(s.From, allKinds), checkSelection(s.To, allKinds),
		checkSelection(s.Rows, Kinds(KindPriority)), checkSelection(s.Cited, Kinds(KindPlan)), checkHistories(s.Histories),
	)
}

// checkWant checks what is wanted of a list of nodes: one of the kinds at least must have values on each axis.
func checkWant(w *Want, kinds KindSet, reasons bool) error {
	if w.Reasons && !reasons {
		return Errorf(ErrInvalid, "reasons are counted only where there are reasons")
	}
	var standing KindSet
	for _, axis := range w.Facets {
		if err := checkAxis(axis); err != nil {
			return err
		}
		if err := checkWay(kinds, axis); err != nil {
			return err
		}
		if k, ok := axis.Kind(); ok {
			standing |= Kinds(k)
		}
	}
	if standing == 0 {
		return nil
	}
	return checkSelection(&w.Axis, standing)
}

func checkWay(kinds KindSet, axis Axis) error {
	var problem error
	for _, k := range AllKinds {
		if !kinds.Has(k) {
			continue
		}
		_, err := k.AxisWay(axis)
		if err == nil {
			return nil
		}
		problem = err
	}
	return problem
}
