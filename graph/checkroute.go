package graph

// checkRoute checks a route from nodes of some kinds and says which kinds it leads to. Each path must be open to one of
// the kinds at least; the others reach nothing.
func checkRoute(r Route, from KindSet) (KindSet, error) {
	if len(r) == 0 {
		return 0, Errorf(ErrInvalid, "a route needs a path")
	}
	var to KindSet
	for _, path := range r {
		if len(path) == 0 {
			return 0, Errorf(ErrInvalid, "a path needs a hop")
		}
		kinds := from
		for i := range path {
			var err error
			if kinds, err = path[i].lead(kinds); err != nil {
				return 0, err
			}
		}
		to |= kinds
	}
	return to, nil
}

// lead says which kinds a hop leads to.
func (h *Hop) lead(from KindSet) (KindSet, error) {
	if err := firstError(checkRelation(h.Relation), checkScore(&h.MinScore)); err != nil {
		return 0, err
	}
	info := h.Relation.Info()
	switch {
	case h.Direction < Out || h.Direction > Both:
		return 0, Errorf(ErrInvalid, "a hop along %s needs a direction", h.Relation)
	case h.Kind != 0 && checkKind(h.Kind) != nil:
		return 0, checkKind(h.Kind)
	case info.Undirected && h.Direction != Both:
		return 0, Errorf(ErrInvalid, "%s holds both ways alike: follow it both ways", h.Relation)
	case h.Closure && info.From&info.To == 0:
		return 0, Errorf(ErrInvalid, "%s cannot be followed again and again: it leads to another kind", h.Relation)
	}
	to := h.reach(from)
	if to == 0 {
		return 0, Errorf(ErrInvalid, "no link %s leads on from %s that way", h.Relation, from)
	}
	if h.Closure {
		to |= from | h.reach(to)
	}
	return to, nil
}

func (h *Hop) reach(from KindSet) KindSet {
	var to KindSet
	info := h.Relation.Info()
	if h.Direction != In && info.From&from != 0 {
		to |= info.To
	}
	if h.Direction != Out && info.To&from != 0 {
		to |= info.From
	}
	if h.Kind != 0 {
		to &= Kinds(h.Kind)
	}
	return to
}

// String names the kinds, for messages.
func (s KindSet) String() string {
	text := ""
	for _, k := range AllKinds {
		if s.Has(k) {
			if text != "" {
				text += ", "
			}
			text += k.Info().Plural
		}
	}
	if text == "" {
		return "nothing"
	}
	return text
}

func checkFilter(f LinkFilter) error {
	return firstError(checkBases(f.Basis), checkNamed(f.Within, KindPriority))
}
