package graph

// Answers are read only. What several places of an answer lead to stands in it once: the same *Found is shared by all
// edges that reach a node at one place of the question.

// A Found is a node at one place of an answer, with what that place asked for.
type Found struct {
	Node *Node
	// Pages are the answers to the Selection's Steps, by index; nil where the node does not take the step.
	Pages []*NodePage
	// Links are the answers to the Selection's Links, by index.
	Links []*LinkPage
	// Cited are the plans cited, in ID order, if they were wanted.
	Cited []*Found
	// Histories are the answers to the Selection's Histories, by index.
	Histories []*ChangePage
}

// A FoundLink is a link at one place of an answer.
type FoundLink struct {
	Link *Link
	// From and To are the nodes at its ends, nil if not wanted.
	From, To *Found
	// Rows are the priorities of Link.Rows in position order, if they were wanted; Cited the plans cited.
	Rows, Cited []*Found
	// Histories are the answers to the LinkSelection's Histories, by index.
	Histories []*ChangePage
}

// A NodePage is a page of nodes.
type NodePage struct {
	Edges []NodeEdge
	Summary
}

// A NodeEdge is a node in a list, with how it got there.
type NodeEdge struct {
	To *Found
	// Link is the link followed, if the step was not derived and it was wanted.
	Link *FoundLink
	// Via are the links of all the ways as strong as the strongest, if the step was derived and they were wanted; of the
	// ways along a path with a Closure, those of the shortest such. In a grouped Walk they are the similarity links of the
	// cluster. In order of their IDs.
	Via []*FoundLink
	// Basis is that of the link, or the strongest way's weakest (BasisCurated for a way without links); 0 at the roots.
	Basis Basis
	// Cursor is its place in the order; the zero one if the Page has NoCursors.
	Cursor Cursor
	// Reasons are those that hold, in the order of the question.
	Reasons []ReasonHit
	// Score is how well it matches, only in a search: 0 to 1.
	Score float64
}

// A ReasonHit is a reason that holds for a node.
type ReasonHit struct {
	// Name is the reason's.
	Name string
	// Basis is the strongest way's weakest link; for wording alone it is BasisMentioned.
	Basis Basis
	// Via are the links of the ways as strong as the strongest, if Walk.Via wants them; empty for wording alone.
	Via []*FoundLink
}

// A Summary is what is known of a whole list.
type Summary struct {
	// HasNext and HasPrevious say whether the list goes on after or before the page.
	HasNext, HasPrevious bool
	// Total, Bases, Facets and Reasons are filled if wanted.
	Total   int
	Bases   []BasisCount
	Facets  []Facet
	Reasons []ReasonCount
}

// A BasisCount is the number of edges of a basis. Bases that no edge has are left out, and so are edges without one.
// Strongest first.
type BasisCount struct {
	Basis Basis
	Count int
}

// A ReasonCount is the number of nodes for which a reason holds, in the order of the question.
type ReasonCount struct {
	Name  string
	Count int
}

// A Facet is the numbers of a list's nodes by the values of an axis, in the axis's order, unplaced last.
type Facet struct {
	Axis   Axis
	Values []AxisCount
}

// An AxisCount is a value of an axis and the number of nodes there; values without nodes are left out of facets.
type AxisCount struct {
	Value AxisValue
	Count int
}

// An AxisValue is a value of an axis: an entity, a quarter, or none ("unplaced").
type AxisValue struct {
	// Key is the entity's ID, the quarter's label, or Unplaced.
	Key string
	// Entity is set on axes of entities, Quarter on the axis of quarters.
	Entity  *Found
	Quarter *Quarter
}

// Unplaced is the key of what has no value on an axis.
const Unplaced = "unplaced"

// A LinkPage is a page of links.
type LinkPage struct {
	Edges []LinkEdge
	Summary
}

// A LinkEdge is a link in a list.
type LinkEdge struct {
	Link *FoundLink
	// Node is the node at the other end and Outgoing the link's direction, seen from the node whose links were asked for;
	// nil and false at the root.
	Node     *Found
	Outgoing bool
	Cursor   Cursor
}

// A Matrix is the answer to a Tally.
type Matrix struct {
	Rows, Columns []AxisValue
	// Counts and Stated are by row and column; Stated by links of StatedBases alone.
	Counts, Stated [][]int
	// RowTotals, ColumnTotals and Total count distinct nodes.
	RowTotals, ColumnTotals []int
	Total                   int
	// Cells are the non-zero ones, by row, then column.
	Cells []Cell
}

// A Cell is a non-zero cell of a matrix.
type Cell struct {
	// Row and Column are indexes into the matrix's.
	Row, Column int
	Count       int
	// Weakest is the weakest of the edges' bases; 0 if no link is involved.
	Weakest Basis
	// Pages are the answers to the Tally's Cells, by index; nil for those that ask for another cell.
	Pages []*NodePage
}

// A Thread is one way from a node to another.
type Thread struct {
	// Nodes are those along it, one more than Links; both in its order.
	Nodes []*Found
	Links []*FoundLink
	// Rows are the priorities in whose rows all its links that carry rows were read, in position order.
	Rows []*Found
	// Weakest is the weakest basis along it.
	Weakest Basis
}

// SearchPage is the answer to a search.
type SearchPage struct {
	NodePage
	// Kinds counts all hits by kind, in the order of the schema, if wanted.
	Kinds []KindCount
}

// A KindCount is the number of hits of a kind.
type KindCount struct {
	Kind  Kind
	Count int
}

// A LookupAnswer is what a Lookup found: for each ID in turn a node, a link, or neither.
type LookupAnswer struct {
	Nodes []*Found
	Links []*FoundLink
}
