package gql

import "time"

// Limits bound what one request may ask for. A zero is the default. What a document has is counted as it would be
// executed: fragments are seen through, a field merged with others counts once, and names make no difference.
type Limits struct {
	// MaxCharacters is the most bytes of a document, MaxTokens the most tokens.
	MaxCharacters, MaxTokens int
	// MaxDepth is the most levels of fields, introspection left out.
	MaxDepth int
	// MaxAliases and MaxDirectives are the most of these in an operation.
	MaxAliases, MaxDirectives int
	// MaxFields is the most fields in an operation, MaxDuplicates how often one of them may be repeated in one place.
	MaxFields, MaxDuplicates int
	// MaxCost is the most that an operation may cost. A scalar costs ScalarCost. An object costs ObjectCost and, times
	// DepthCostFactor, what is selected of it. A list costs as many objects as it may have: as first or last says, or as
	// IDs are given; where nothing is said, the page at the roots and AssumedSize elsewhere.
	MaxCost, ObjectCost, ScalarCost, AssumedSize int
	DepthCostFactor                              float64
	// MaxObjects is the most nodes and links in an answer. It is counted once the store has answered, so it is exact.
	MaxObjects int
	// MaxObjectsAtOnce is the same for all answers that are being written at one time; small ones are not counted.
	MaxObjectsAtOnce int
	// StoreTimeout is the longest that the store may take over one question; 0 leaves it to the context.
	StoreTimeout time.Duration
}

// DefaultLimits are those of options that say nothing.
var DefaultLimits = Limits{
	MaxCharacters: 50_000, MaxTokens: 2_000,
	MaxDepth: 40, MaxAliases: 50, MaxDirectives: 50, MaxFields: 5_000, MaxDuplicates: 100,
	MaxCost: 100_000_000, ObjectCost: 2, ScalarCost: 1, AssumedSize: 5, DepthCostFactor: 1,
	MaxObjects: 250_000, MaxObjectsAtOnce: 500_000,
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits
	for _, p := range []struct {
		value *int
		to    int
	}{
		{&l.MaxCharacters, d.MaxCharacters}, {&l.MaxTokens, d.MaxTokens}, {&l.MaxDepth, d.MaxDepth},
		{&l.MaxAliases, d.MaxAliases}, {&l.MaxDirectives, d.MaxDirectives}, {&l.MaxFields, d.MaxFields},
		{&l.MaxDuplicates, d.MaxDuplicates}, {&l.MaxCost, d.MaxCost}, {&l.ObjectCost, d.ObjectCost},
		{&l.ScalarCost, d.ScalarCost}, {&l.AssumedSize, d.AssumedSize}, {&l.MaxObjects, d.MaxObjects},
		{&l.MaxObjectsAtOnce, d.MaxObjectsAtOnce},
	} {
		if *p.value == 0 {
			*p.value = p.to
		}
	}
	if l.DepthCostFactor == 0 {
		l.DepthCostFactor = d.DepthCostFactor
	}
	return l
}
