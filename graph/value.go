package graph

import "cmp"

// A Value is a field's value as conditions compare it, orders sort by it and cursors keep it. The zero Value is null.
type Value struct {
	// Type says which of the others holds; 0 is null.
	Type ValueType `json:"t,omitempty"`
	// Text is a text, folded if the field's order folds.
	Text string `json:"s,omitempty"`
	// Int is a whole number.
	Int int64 `json:"i,omitempty"`
	// Float is a number.
	Float float64 `json:"f,omitempty"`
}

// A ValueType is what a Value holds.
type ValueType uint8

// What a Value holds.
const (
	Null ValueType = iota
	TextValue
	IntValue
	FloatValue
)

// Text makes a text value, null if it is empty.
func Text(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Type: TextValue, Text: s}
}

// Int makes a whole number.
func Int(i int64) Value { return Value{Type: IntValue, Int: i} }

// Float makes a number.
func Float(f float64) Value { return Value{Type: FloatValue, Float: f} }

// IsNull reports whether there is no value.
func (v Value) IsNull() bool { return v.Type == Null }

// Compare orders values: texts by Unicode code point (which for UTF-8 is by byte), numbers by size, null after
// everything.
func (v Value) Compare(o Value) int {
	switch {
	case v.Type == Null || o.Type == Null:
		return cmp.Compare(bit(v.Type == Null), bit(o.Type == Null))
	case v.Type == TextValue && o.Type == TextValue:
		return cmp.Compare(v.Text, o.Text)
	case v.Type == IntValue && o.Type == IntValue:
		return cmp.Compare(v.Int, o.Int)
	}
	return cmp.Compare(v.number(), o.number())
}

func (v Value) number() float64 {
	if v.Type == IntValue {
		return float64(v.Int)
	}
	return v.Float
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
