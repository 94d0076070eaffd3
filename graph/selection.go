package graph

// A Selection says what is wanted of the nodes at one place of an answer. A node's own fields are there unless Only leaves
// them out; what costs more is asked for.
type Selection struct {
	// Only keeps to some parts of a node; the others may be missing then, or be there all the same. Empty is all.
	Only NodeParts
	// Evidence wants the citations of the node and of its schedule.
	Evidence bool
	// Cited wants the plans that those citations cite.
	Cited *Selection
	// Steps are what is reached from the nodes; their answers are Found.Pages, by index.
	Steps []Step
	// Links are lists of links at the nodes; their answers are Found.Links, by index.
	Links []LinkStep
	// Histories are lists of what was done to the nodes; their answers are Found.Histories, by index. Package history
	// answers them: a store does not.
	Histories []HistoryStep
}

// NodeParts are parts of a node of which an answer may have only some.
type NodeParts uint8

// The parts of a node. Its ID and kind are always there.
const (
	PartID NodeParts = 1 << iota
	PartCode
	PartTitle
	PartDescription
	PartPosition
	PartPreviousIDs
	PartRevision
	// PartOwn are the fields that only some kinds have.
	PartOwn
)

// Part is the part of a node that a field belongs to.
func (f FieldName) Part() NodeParts {
	switch f {
	case FieldID:
		return PartID
	case FieldCode:
		return PartCode
	case FieldTitle:
		return PartTitle
	case FieldDescription:
		return PartDescription
	case FieldPosition:
		return PartPosition
	case FieldRevision:
		return PartRevision
	}
	return PartOwn
}

// A Step asks for the nodes that a route leads to.
type Step struct {
	// From keeps to nodes of these kinds: no other node takes the step. Empty is all.
	From  KindSet
	Route Route
	// Filter says which links count, on every hop.
	Filter LinkFilter
	Where  Condition
	Order  []Order
	Page   Page
	Want   Want
	// Link wants the link followed, if the route is not derived; Via the links of the strongest ways, if it is.
	Link, Via *LinkSelection
	// Select is what is wanted of the nodes reached.
	Select Selection
}

// A LinkStep asks for the links of a node, in either direction, ordered by relation, then outgoing before incoming, then
// by the other end's ID.
type LinkStep struct {
	Relations RelationSet
	Filter    LinkFilter
	Page      Page
	Want      Want
	// Link is what is wanted of the links, Select of the nodes at the other end.
	Link   LinkSelection
	Select Selection
}

// A LinkSelection says what is wanted of links. Nil means that the nodes are not wanted.
type LinkSelection struct {
	// Evidence wants the citations.
	Evidence bool
	// From, To and Rows want the nodes at the ends and the rows' priorities; Cited the plans that its citations cite.
	From, To, Rows, Cited *Selection
	// Histories are lists of what was done to the links, as in a Selection. They need From and To.
	Histories []HistoryStep
}
