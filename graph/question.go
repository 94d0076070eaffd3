package graph

// A question is a value: one root field of the API becomes one of these, handed whole to a View.

// Where a question names a priority, a plan or the end of a thread by its ID, an alias does as well. An unknown one keeps
// to nothing; as the end of a thread it is ErrNotFound.

// A Lookup asks for nodes and links by ID. Aliases resolve. A rejected link is found too: its state says so.
type Lookup struct {
	IDs []ID
	// Select is what is wanted of the nodes; Link of the links.
	Select Selection
	Link   LinkSelection
}

// A Walk asks for nodes of a kind and everything reached from them.
type Walk struct {
	Kind  Kind
	Where Condition
	// Order ends with the ID, which need not be given. Empty is by ID.
	Order []Order
	Page  Page
	Want  Want
	// Group keeps of near-duplicates only the first one.
	Group *Grouping
	// Reasons are ways in which a node may qualify; an edge says which hold. If there are any, MinReasons of them must.
	Reasons    []Reason
	MinReasons int
	// Via is what is wanted of the links in the edges' Via and in the reasons'; nil if they are not wanted.
	Via *LinkSelection
	// Select is what is wanted of the nodes.
	Select Selection
}

// A Grouping puts nodes together that similarity links of at least MinScore join, directly or through others, all of them
// satisfying the Walk's condition. Of each cluster the first by position, then by ID, stays. The edges' Via are
// the similarity links of its cluster.
type Grouping struct {
	Relation Relation
	MinScore float64
}

// A Reason is a way in which a node may qualify: by its wording, or by what a route leads to.
type Reason struct {
	// Name is returned with the edges for which it holds.
	Name string
	// Wording qualifies by the node's own text; nil does not.
	Wording *Wording
	// Route qualifies if it leads to a node that satisfies Where; nil does not. The links of the strongest such ways are
	// given as Via.
	Route  Route
	Filter LinkFilter
	Where  Condition
}

// An Order is one key of a sort; several apply one after the other, and the ID decides last.
type Order struct {
	// By says what is ordered by.
	By OrderBy
	// Field is the field, for ByField.
	Field FieldName
	// Route is what is counted, for ByCount: the number of nodes it leads to.
	Route Route
	// Descending turns the order round. Null is greater than everything, so it comes last ascending and first descending.
	Descending bool
}

// OrderBy is what an Order orders by.
type OrderBy uint8

// What can be ordered by.
const (
	// ByField orders by a field: texts folded, codes naturally.
	ByField OrderBy = iota + 1
	// ByCount orders by the number of nodes a route leads to.
	ByCount
	// ByReasons orders by the number of reasons that hold. Only in a Walk with Reasons.
	ByReasons
	// ByBasis orders by strength: in a Walk with Reasons that of the strongest reason, else that of the edge. Ascending
	// is strongest first.
	ByBasis
	// ByScore orders links by score.
	ByScore
	// ByRelation orders links by relation, in the order of the schema.
	ByRelation
)

// A Page is a piece of an ordered list.
type Page struct {
	// Limit is the most edges wanted; 0 gives none, only what Want asks for.
	Limit int
	// Backward takes the last Limit edges before Before (or after After) instead of the first ones. Edges always come in
	// list order.
	Backward bool
	// After and Before keep to what comes after or before a place in the order.
	After, Before *Cursor
	// NoCursors says that the cursors of the edges to nodes are not wanted: telling places in an order costs time.
	NoCursors bool
}

// A Cursor is a place in an ordered list: the sort keys and the ID of the edge there, whether or not the edge still
// exists.
type Cursor struct {
	Keys []Value
	ID   ID
}

// Want is what is wanted of a whole list, beyond the page.
type Want struct {
	// Total counts the list.
	Total bool
	// Bases counts the edges by basis.
	Bases bool
	// Facets counts the list's nodes by the values of each axis.
	Facets []Axis
	// Axis is what is wanted of the entities that facets count by.
	Axis Selection
	// Reasons counts the list's nodes by the reasons that hold.
	Reasons bool
}

// A LinkWalk asks for links.
type LinkWalk struct {
	// Relations, Filter.Basis and States keep to some; empty keeps all relations and bases. No States means active ones.
	Relations RelationSet
	Basis     BasisSet
	States    []LinkState
	// MinScore and MaxScore bound the score where given; then links without a score are left out.
	MinScore, MaxScore *float64
	// Row keeps to links that carry the row, Plan to links both of whose ends are part of the plan. Empty keeps all.
	Row, Plan ID
	// Order is by ByScore, ByRelation or the field revision; empty is by relation. The ID decides last.
	Order []Order
	Page  Page
	Want  Want
	// Select is what is wanted of the links.
	Select LinkSelection
}

// A Tally counts nodes over two axes, row-truly.
type Tally struct {
	// Rows and Columns are the axes.
	Rows, Columns Axis
	// Count is the kind counted, of it those that satisfy Where.
	Count Kind
	Where Condition
	// Basis keeps to links of these bases.
	Basis BasisSet
	// Unplaced adds a last row and column for what has no value on the axis, where there is any.
	Unplaced bool
	// Plan keeps axis entities and what is counted to one plan. Empty keeps all.
	Plan ID
	// CountsOnly wants the axes and Counts; what else a Matrix tells may be missing then, or be there all the same.
	CountsOnly bool
	// Select is what is wanted of the entities that stand on an axis.
	Select Selection
	// Cells are pages of what a cell counts, each for one cell or for all.
	Cells []CellPage
}

// A CellPage asks for a page of what cells count, in order of position.
type CellPage struct {
	// Row and Column are the keys of the one cell; both empty is every non-zero cell.
	Row, Column string
	Page        Page
	Want        Want
	Select      Selection
}

// A PathQuery asks for threads: the ways from one node to another, to any of a kind, or to wherever they lead.
type PathQuery struct {
	From ID
	// To is the node to reach; if empty, any node of ToKinds.
	To      ID
	ToKinds KindSet
	// Straight threads take every step towards purpose or every step away from it: KindInfo.Rank only rises or only falls.
	// A thread never visits a node twice.
	Straight bool
	// Relations are those followed; empty is all but PART_OF and SIMILAR_TO.
	Relations RelationSet
	Basis     BasisSet
	// AcrossRows gives up row truth.
	AcrossRows bool
	// MaxLength is the most links in a thread, First the most threads.
	MaxLength, First int
	// Select is what is wanted of the entities on the threads and of their rows; Link of the links.
	Select Selection
	Link   LinkSelection
}

// A SearchQuery asks for nodes by full text, best first (see MatchText for what matches and how it is scored).
type SearchQuery struct {
	Query string
	// Kinds keeps to some; empty keeps all.
	Kinds KindSet
	Page  Page
	// KindCounts counts all hits by kind.
	KindCounts bool
	Want       Want
	Select     Selection
}
