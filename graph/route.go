package graph

// A Direction is the way a link is followed.
type Direction uint8

// The ways a link is followed.
const (
	// Out goes from a link's From to its To.
	Out Direction = iota + 1
	// In goes from To to From.
	In
	// Both goes either way.
	Both
)

// A Hop is one step along links of a relation.
type Hop struct {
	Relation  Relation
	Direction Direction
	// Kind keeps to links that lead to a node of this kind: those that involve a partner may be actions or activities. 0
	// keeps all.
	Kind Kind
	// MinScore keeps to links with at least this score; 0 keeps all.
	MinScore float64
	// Closure repeats the hop any number of times, none included.
	Closure bool
}

// A Path is hops one after the other. A way along it is row-true (see Reach); rejected links are never followed.
type Path []Hop

// A Route is alternative paths to nodes of one kind. A node is reached once, whatever the number of ways.
type Route []Path

// Derived reports whether the route is more than one hop along one link.
func (r Route) Derived() bool { return len(r) != 1 || len(r[0]) != 1 || r[0][0].Closure }

// A LinkFilter says which links count. The zero filter lets all active links count.
type LinkFilter struct {
	// Basis keeps to links believed on one of these grounds; empty keeps all.
	Basis BasisSet
	// Within keeps to what is read in the row of this priority: links that carry it, and links without rows whose ends
	// both stand under it (see Store). Empty keeps all.
	Within ID
}

// Sets of enum values are bit sets; the zero set holds nothing, and where it filters it means "no filter".
type (
	// A KindSet is a set of kinds.
	KindSet uint32
	// A BasisSet is a set of bases.
	BasisSet uint32
	// A RelationSet is a set of relations.
	RelationSet uint32
)

// Kinds makes a set of kinds.
func Kinds(kinds ...Kind) KindSet { return setOf[KindSet](kinds) }

// Bases makes a set of bases.
func Bases(bases ...Basis) BasisSet { return setOf[BasisSet](bases) }

// Relations makes a set of relations.
func Relations(relations ...Relation) RelationSet { return setOf[RelationSet](relations) }

// Has reports whether the kind is in the set.
func (s KindSet) Has(k Kind) bool { return s&(1<<k) != 0 }

// Has reports whether the basis is in the set.
func (s BasisSet) Has(b Basis) bool { return s&(1<<b) != 0 }

// Has reports whether the relation is in the set.
func (s RelationSet) Has(r Relation) bool { return s&(1<<r) != 0 }

func setOf[S ~uint32, E ~uint8](values []E) S {
	var s S
	for _, v := range values {
		s |= 1 << v
	}
	return s
}

// StatedBases are the grounds that need no inference: statedCounts counts by these alone.
var StatedBases = Bases(BasisCurated, BasisStated, BasisImported)
