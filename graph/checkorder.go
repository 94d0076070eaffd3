package graph

import "math"

// An ordering is an order of a list, with what the list has to be ordered by.
type ordering struct {
	orders []Order
	kinds  KindSet
	// links is set for a list of links; reasons where there are reasons, edges where links lead to the nodes.
	links, reasons, edges bool
}

func (o *ordering) check() error {
	for i := range o.orders {
		if err := o.checkOne(&o.orders[i]); err != nil {
			return err
		}
	}
	return nil
}

func (o *ordering) checkOne(by *Order) error {
	if o.links {
		if by.By == ByScore || by.By == ByRelation || by.By == ByField && by.Field == FieldRevision {
			return nil
		}
		return Errorf(ErrInvalid, "links are ordered by score, relation or revision")
	}
	switch by.By {
	case ByField:
		for _, k := range AllKinds {
			if _, ok := k.Info().Field(by.Field); ok && o.kinds.Has(k) {
				return nil
			}
		}
		return Errorf(ErrInvalid, "%s have no field %s to order by", o.kinds, by.Field)
	case ByCount:
		_, err := checkRoute(by.Route, o.kinds)
		return err
	case ByReasons:
		if !o.reasons {
			return Errorf(ErrInvalid, "an order by reasons needs reasons")
		}
		return nil
	case ByBasis:
		if !o.reasons && !o.edges {
			return Errorf(ErrInvalid, "an order by basis needs reasons, or links that lead there")
		}
		return nil
	}
	return Errorf(ErrInvalid, "%s are ordered by a field, by a number of links, by reasons or by basis", o.kinds)
}

// checkPage checks a page of the list: its cursors must have the keys of the order.
func (o *ordering) checkPage(p *Page) error {
	keys := make([]ValueType, len(o.orders))
	for i := range o.orders {
		keys[i] = o.keyType(&o.orders[i])
	}
	return checkPage(p, keys)
}

// keyType is what the keys of an order are; texts and bases may also be null.
func (o *ordering) keyType(by *Order) ValueType {
	switch by.By {
	case ByScore:
		return FloatValue
	case ByField:
		for _, k := range AllKinds {
			if f, ok := k.Info().Field(by.Field); ok && (o.links || o.kinds.Has(k)) {
				return f.Type.values()
			}
		}
	}
	return IntValue
}

func checkPage(p *Page, keys []ValueType) error {
	if p.Limit < 0 {
		return Errorf(ErrInvalid, "a page has at least 0 entries, not %d", p.Limit)
	}
	for _, c := range []*Cursor{p.After, p.Before} {
		if c == nil {
			continue
		}
		fits := len(c.Keys) == len(keys) && c.ID != ""
		for i := 0; fits && i < len(keys); i++ {
			v := c.Keys[i]
			fits = v.Type == keys[i] && !math.IsNaN(v.Float) || v.Type == Null
		}
		if !fits {
			return Errorf(ErrInvalid, "the cursor does not belong to this order: use it with the list it came from")
		}
	}
	return nil
}
