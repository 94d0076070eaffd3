package graph

// checkCondition checks a condition on nodes of some kinds.
func checkCondition(c Condition, kinds KindSet) error {
	switch c := c.(type) {
	case nil, Matches:
		return nil
	case All:
		return checkConditions(c, kinds)
	case Any:
		return checkConditions(c, kinds)
	case Not:
		return checkCondition(c.Of, kinds)
	case Compare:
		return c.check(kinds)
	case Linked:
		return c.check(kinds)
	case Wording:
		for _, stem := range c.Stems {
			if stem == "" || stem != Fold(stem) {
				return Errorf(ErrInvalid, "%q is no stem: it is folded (%q) and not empty", stem, Fold(stem))
			}
		}
		return nil
	case Scheduled:
		return c.check(kinds)
	case InPlan:
		if c.Plan == "" {
			return Errorf(ErrInvalid, "a condition on the plan names no plan")
		}
		return checkNamed(c.Plan, KindPlan)
	}
	return Errorf(ErrInvalid, "%T is no condition", c)
}

func checkConditions(conditions []Condition, kinds KindSet) error {
	for _, c := range conditions {
		if err := checkCondition(c, kinds); err != nil {
			return err
		}
	}
	return nil
}

func (c Scheduled) check(kinds KindSet) error {
	scheduled := false
	for _, k := range AllKinds {
		scheduled = scheduled || kinds.Has(k) && k.scheduled()
	}
	if !scheduled {
		return Errorf(ErrInvalid, "%s have no schedule", kinds)
	}
	for _, q := range c.Quarters {
		if err := checkQuarter(q); err != nil {
			return err
		}
	}
	return nil
}

func checkQuarter(q Quarter) error {
	if !q.Valid() {
		return Errorf(ErrInvalid, "%q is no quarter: its year is written 2022/23 and its number is 1 to 4", q.Label())
	}
	return nil
}

func (c Linked) check(kinds KindSet) error {
	to, err := checkRoute(c.Route, kinds)
	if err != nil {
		return err
	}
	switch {
	case c.Quantifier < Some || c.Quantifier > CountIs:
		return Errorf(ErrInvalid, "a condition on links needs a quantifier: some, none, every or count")
	case c.Quantifier == CountIs && !c.Op.forCounts():
		return Errorf(ErrInvalid, "a number of links is compared by eq, ne, lt, lte, gt or gte")
	case c.Quantifier != CountIs && (c.Op != 0 || c.Count != 0):
		return Errorf(ErrInvalid, "only a count of links is compared with a number")
	}
	return firstError(checkFilter(c.Filter), checkCondition(c.Where, to))
}

func (o Op) forCounts() bool { return o == OpEq || o == OpNe || o.bySize() }

func (o Op) bySize() bool { return o >= OpLt && o <= OpGte }

func (o Op) byPart() bool { return o >= OpContains && o <= OpEndsWith }

// check checks a comparison: one of the kinds must have the field, and the comparison must fit what it holds.
func (c Compare) check(kinds KindSet) error {
	if c.Op < OpEq || c.Op > OpIsNull {
		return Errorf(ErrInvalid, "the condition on %s needs a comparison", c.Field)
	}
	switch n := len(c.Values); {
	case c.Op == OpIsNull && n != 0:
		return Errorf(ErrInvalid, "whether %s is null is asked without a value", c.Field)
	case c.Op != OpIsNull && c.Op != OpIn && n != 1:
		return Errorf(ErrInvalid, "%s is compared with one value, not %d", c.Field, n)
	}
	known := false
	for _, k := range AllKinds {
		f, ok := k.Info().Field(c.Field)
		if !ok || !kinds.Has(k) {
			continue
		}
		known = true
		if err := c.checkField(f); err != nil {
			return err
		}
	}
	if !known {
		return Errorf(ErrInvalid, "%s have no field %s", kinds, c.Field)
	}
	return nil
}

func (c Compare) checkField(f *Field) error {
	switch {
	case c.Op.bySize() && f.Type != FieldInt && f.Type != FieldQuarter:
		return Errorf(ErrInvalid, "%s is not compared by size", c.Field)
	case c.Op.byPart() && f.Type != FieldText && f.Type != FieldNaturalCode && f.Type != FieldIdentity:
		return Errorf(ErrInvalid, "%s has no parts to look for", c.Field)
	}
	for _, v := range c.Values {
		if v.Type != Null && v.Type != f.Type.values() {
			return Errorf(ErrInvalid, "%s does not hold values such as %v", c.Field, v)
		}
	}
	return nil
}

// values is what the values of a field of the type are.
func (t FieldType) values() ValueType {
	if t == FieldInt {
		return IntValue
	}
	return TextValue
}
