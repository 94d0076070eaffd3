package graph

// A Condition is a small tree that holds or does not hold for a node. There are two truth values: null equals nothing,
// is less or greater than nothing, and "not equal" holds for it. A nil Condition holds for everything.
type Condition interface{ condition() }

type (
	// All holds if all of them do; an empty All holds.
	All []Condition
	// Any holds if one of them does; an empty Any does not.
	Any []Condition
	// Not holds if the other does not.
	Not struct{ Of Condition }

	// Compare holds if the field's value compares so.
	Compare struct {
		Field FieldName
		Op    Op
		// Values are one value, or any number for OpIn; none for OpIsNull.
		Values []Value
		// Fold compares folded texts (see Fold). It is ignored for what is not text.
		Fold bool
	}

	// Linked holds if the nodes that a route leads to satisfy the quantifier.
	Linked struct {
		Route  Route
		Filter LinkFilter
		// Quantifier says how many of the nodes reached must satisfy Where.
		Quantifier Quantifier
		// Op and Count compare the number of nodes reached that satisfy Where; only for CountIs.
		Op    Op
		Count int
		// Where is asked of the nodes reached; nil holds for all.
		Where Condition
	}

	// Matches holds if the title, the description or the code matches a full-text query (see MatchText).
	Matches struct{ Query string }

	// Wording holds if a word of the title or the description starts with one of the stems. Stems are folded.
	Wording struct{ Stems []string }

	// Scheduled holds if the schedule has one of the quarters, or, with Unprofiled, if it has none at all.
	Scheduled struct {
		Quarters   []Quarter
		Unprofiled bool
	}

	// InPlan holds if the node is part of the plan.
	InPlan struct{ Plan ID }
)

func (All) condition()       {}
func (Any) condition()       {}
func (Not) condition()       {}
func (Compare) condition()   {}
func (Linked) condition()    {}
func (Matches) condition()   {}
func (Wording) condition()   {}
func (Scheduled) condition() {}
func (InPlan) condition()    {}

// An Op compares a field's value with given ones.
type Op uint8

// The comparisons. Those by size are for numbers and positions; those by part for texts.
const (
	OpEq Op = iota + 1
	OpNe
	OpIn
	OpLt
	OpLte
	OpGt
	OpGte
	OpContains
	OpStartsWith
	OpEndsWith
	OpIsNull
)

// A Quantifier says how many of the nodes reached must satisfy a condition.
type Quantifier uint8

// The quantifiers.
const (
	// Some: at least one.
	Some Quantifier = iota + 1
	// None: not one.
	None
	// Every: all of them; over no node it holds.
	Every
	// CountIs: their number compares with a given one.
	CountIs
)
