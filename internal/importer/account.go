package importer

import "github.com/goldenthread/goldenthread/graph"

// An Account is what a document changes in the graph, and what it does not. It is written as JSON for machines and by
// [Account.Print] for people.
type Account struct {
	// Plan is the plan that the document is a version of, by its ID in the graph.
	Plan graph.ID `json:"plan"`
	// Title is the plan's, as the document has it.
	Title string `json:"title"`
	// Continues says that the plan stood before: the document is its next version, or the same one again. Else it starts
	// a series of its own.
	Continues bool `json:"continues"`
	// Why says how that was seen.
	Why string `json:"why"`
	// Prefix stands before the IDs of the plan's things; absent for the first series of a graph.
	Prefix string `json:"prefix,omitempty"`
	// Added are the things that are new, in the order of kinds and of the document.
	Added []Thing `json:"added"`
	// Changed are those that the document says something else of than the graph did.
	Changed []Changed `json:"changed"`
	// Retired are those that the document does not have any more, and nobody else either.
	Retired []Thing `json:"retired"`
	// Same counts the things that the document says nothing new of; Cited counts those of them, and of the links, that stand
	// at other places in the document than before.
	Same  int `json:"same"`
	Cited int `json:"cited"`
	// Links are the same for links.
	Links Links `json:"links"`
	// Kept is what stays as people left it, although the document says something else, and needs no look: the document
	// says what it said when they changed it.
	Kept []Kept `json:"kept"`
	// Review is what a person should look at.
	Review []Review `json:"review"`
}

// A Thing is a node.
type Thing struct {
	ID    graph.ID   `json:"id"`
	Kind  graph.Kind `json:"kind"`
	Code  string     `json:"code,omitempty"`
	Title string     `json:"title"`
}

// A Changed thing is one that the document says something else of.
type Changed struct {
	// Thing is how it stands afterwards.
	Thing
	// By says how it was found to be the same: its wording, its print in the document, its ID, its code, likeness, or the
	// title or column of a plan; Certainty is how sure that is, 0 to 1.
	By        string  `json:"by"`
	Certainty float64 `json:"certainty"`
	// PreviousIDs are the IDs by which it can be found from now on, beside its own.
	PreviousIDs []graph.ID `json:"previousIds,omitempty"`
	// Fields are what changed, each with how it was and how it is. "rows" are the priorities in whose rows it stands.
	Fields []Field `json:"fields"`
}

// A Field is a part of a thing that changed.
type Field struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Links are what the document changes of links.
type Links struct {
	Added   []Link `json:"added"`
	Changed []Link `json:"changed"`
	Retired []Link `json:"retired"`
}

// A Link is a link with the wording of its ends.
type Link struct {
	ID        graph.ID       `json:"id"`
	Relation  graph.Relation `json:"relation"`
	Basis     graph.Basis    `json:"basis"`
	From      graph.ID       `json:"from"`
	To        graph.ID       `json:"to"`
	FromTitle string         `json:"fromTitle"`
	ToTitle   string         `json:"toTitle"`
	// Fields are what changed, if it stood before and stands afterwards.
	Fields []Field `json:"fields,omitempty"`
	// WithEnd says that one of its ends is added or retired too.
	WithEnd bool `json:"withEnd,omitempty"`
}

// Kept is something that stays as people left it.
type Kept struct {
	// ID is of the node or link; Title is its title, or the titles of its ends.
	ID    graph.ID `json:"id"`
	Title string   `json:"title"`
	// What is kept: the name of a field, KeptRemoved or KeptRejected.
	What string `json:"what"`
	Dispute
}

// A Dispute is what people say and what the document says.
type Dispute struct {
	// Stands is what people say, Document what the document says; both absent where there is nothing to say.
	Stands   string `json:"stands,omitempty"`
	Document string `json:"document,omitempty"`
	// Actor made the last change, at Revision; absent where it is not known.
	Actor    string         `json:"actor,omitempty"`
	Revision graph.Revision `json:"revision,omitempty"`
}

// What is kept beside fields.
const (
	// KeptRemoved is something that people removed and the document still has: it stays out.
	KeptRemoved = "REMOVED"
	// KeptRejected is a link that people rejected and the document still implies: it stays rejected.
	KeptRejected = "REJECTED"
)

// A Review is something that a person should look at.
type Review struct {
	Code ReviewCode `json:"code"`
	// ID is of the node or link; empty if it is not in the graph.
	ID    graph.ID `json:"id,omitempty"`
	Title string   `json:"title"`
	// Why says what is doubtful, what was done, and what a person can do.
	Why string `json:"why"`
	Dispute
	// Candidates are the things that it may be, likest first.
	Candidates []Candidate `json:"candidates,omitempty"`
}

// A ReviewCode says what sort of look is needed.
type ReviewCode string

// What a person should look at.
const (
	// ReviewAmbiguous: a thing of the document may be one of several that stood; it was taken for none of them.
	ReviewAmbiguous ReviewCode = "AMBIGUOUS"
	// ReviewReworded: a thing was taken for one with the same code or ID, but is worded otherwise.
	ReviewReworded ReviewCode = "REWORDED"
	// ReviewConflict: people changed what the document now words anew. Theirs stays.
	ReviewConflict ReviewCode = "CONFLICT"
	// ReviewRetired: people worked on a thing that the document has no more. It stays.
	ReviewRetired ReviewCode = "RETIRED"
	// ReviewUnsupported: people confirmed a link that the document does not imply any more. It stays.
	ReviewUnsupported ReviewCode = "UNSUPPORTED"
	// ReviewRejected: the document gives a better ground for a link than the one that people rejected. It stays rejected.
	ReviewRejected ReviewCode = "REJECTED"
	// ReviewNamesake: another plan has something of the same name; they were kept apart.
	ReviewNamesake ReviewCode = "NAMESAKE"
)

// A Candidate is a thing that another may be.
type Candidate struct {
	Thing
	Certainty float64 `json:"certainty"`
}
