package graph

// Value is the value of a field as conditions compare it: texts as they stand. A field that the node's kind does not
// have is null.
func (n *Node) Value(f FieldName) Value {
	switch f {
	case FieldID:
		return Text(string(n.ID))
	case FieldCode:
		return Text(n.Code)
	case FieldTitle:
		return Text(n.Title)
	case FieldDescription:
		return Text(n.Description)
	case FieldPosition:
		return Int(int64(n.Position))
	case FieldRevision:
		return Int(int64(n.Revision))
	case FieldStart:
		if len(n.Schedule) == 0 {
			return Value{}
		}
		return Text(n.Schedule[0].Label())
	}
	return n.ownValue(f)
}

// OrderKey is the value of a field as orders compare it: texts folded, codes as CodeKey makes them.
func (n *Node) OrderKey(f FieldName) Value {
	v := n.Value(f)
	switch f {
	case FieldCode:
		return Text(CodeKey(n.Code))
	case FieldID, FieldStart:
		return v
	}
	if v.Type == TextValue {
		return Text(Fold(v.Text))
	}
	return v
}
