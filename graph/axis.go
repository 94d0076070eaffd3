package graph

// Kind is the kind of entity that stands on the axis; ok is false for quarters.
func (a Axis) Kind() (k Kind, ok bool) {
	k, err := ParseKind(a.String())
	return k, err == nil
}

// An AxisWay is how nodes of a kind get to the values of an axis: along the route, none if they stand on the axis
// themselves, and then, on the axis of quarters, by the schedule of the nodes there.
type AxisWay struct {
	Route     Route
	Scheduled bool
}

// AxisWay is how nodes of the kind get to the values of an axis. ErrInvalid if nothing leads there.
func (k Kind) AxisWay(axis Axis) (AxisWay, error) {
	target, ok := axis.Kind()
	switch {
	case target == k:
		return AxisWay{}, nil
	case !ok && k.scheduled():
		return AxisWay{Scheduled: true}, nil
	case !ok:
		target = KindAction
	}
	r, found := k.Info().RelationTo(target)
	if !found {
		return AxisWay{}, Errorf(ErrInvalid, "nothing leads from %s to the axis %s", k.Info().Plural, axis)
	}
	return AxisWay{Route: r.Route, Scheduled: !ok}, nil
}

// scheduled reports whether nodes of the kind have a schedule.
func (k Kind) scheduled() bool {
	_, ok := k.Info().Field(FieldStart)
	return ok
}
