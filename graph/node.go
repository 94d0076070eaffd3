package graph

// A Node is one entity: a thing of the plan. Nodes are values: a store hands out pointers to nodes that nobody changes.
type Node struct {
	// ID is unique across kinds; its prefix is the kind.
	ID ID `json:"id"`
	// Kind is which kind of entity it is.
	Kind Kind `json:"kind"`
	// Code is the code as printed ("2.2"), empty where none is.
	Code string `json:"code,omitempty"`
	// Title is the document's wording, repaired, without quarter and theme notation. Never empty.
	Title string `json:"title"`
	// Description is a longer text, empty where there is none.
	Description string `json:"description,omitempty"`
	// Position is document order, from 1 within the kind.
	Position int `json:"position"`
	// PreviousIDs are the aliases that resolve to this node, in order. The store keeps them; writers use Changes.Alias.
	PreviousIDs []ID `json:"previousIds,omitempty"`
	// Evidence is every place where the node was read, in document order.
	Evidence []Citation `json:"evidence,omitempty"`
	// Revision is that of the last change. The store sets it.
	Revision Revision `json:"revision,omitempty"`
	// Own are the fields that only some kinds have.
	Own
}

// A Link joins two nodes. There is one link for a relation and a pair of nodes; what several places say of it are its
// citations.
type Link struct {
	// ID is LinkID(Relation, From, To).
	ID ID `json:"id"`
	// Relation is what the link says.
	Relation Relation `json:"relation"`
	// From is the node it goes from.
	From ID `json:"from"`
	// To is the node it goes to.
	To ID `json:"to"`
	// Basis is why it is believed: the strongest ground among its citations.
	Basis Basis `json:"basis"`
	// Score is how alike the ends are, 0 to 1; nil unless the relation is a similarity.
	Score *float64 `json:"score,omitempty"`
	// State says whether it counts.
	State LinkState `json:"state"`
	// Rows are the priorities in whose rows it was read, by ID and in ID order; empty when it belongs to none.
	Rows []ID `json:"rows,omitempty"`
	// Note is the reason in words, where there is more to say than the evidence does.
	Note string `json:"note,omitempty"`
	// Evidence is every place where it was read, in document order.
	Evidence []Citation `json:"evidence,omitempty"`
	// Revision is that of the last change. The store sets it.
	Revision Revision `json:"revision,omitempty"`
}

// Normal returns the link with its ends in order if its relation is undirected, and with its ID set.
func (l Link) Normal() Link {
	if l.Relation.Undirected() && l.To < l.From {
		l.From, l.To = l.To, l.From
	}
	l.ID = LinkID(l.Relation, l.From, l.To)
	return l
}

// Other is the end of the link that is not id.
func (l *Link) Other(id ID) ID {
	if l.From == id {
		return l.To
	}
	return l.From
}

// A Citation is a place in a document, with its words.
type Citation struct {
	// Plan is the plan that the document states.
	Plan ID `json:"plan"`
	// Document is the document's name.
	Document string `json:"document"`
	// Row is the label of the row as printed ("3"); empty outside the rows.
	Row string `json:"row,omitempty"`
	// Column is the heading of the column as printed; empty outside the columns.
	Column string `json:"column,omitempty"`
	// Line and LastLine are its first and last line, from 1; 0 where the document has no lines.
	Line     int `json:"line,omitempty"`
	LastLine int `json:"lastLine,omitempty"`
	// Quote is the words, repaired.
	Quote string `json:"quote"`
	// AsPrinted is the words exactly as the document has them, line breaks included.
	AsPrinted string `json:"asPrinted"`
}

// A ColumnTitle is what a document calls a kind.
type ColumnTitle struct {
	Kind  Kind   `json:"kind"`
	Title string `json:"title"`
}
