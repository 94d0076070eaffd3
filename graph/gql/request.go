package gql

// A Request is one GraphQL request, as a transport read it.
type Request struct {
	// Query is the document. Empty is a request error, unless DocumentID or Hash names one.
	Query string
	// DocumentID names a trusted document.
	DocumentID string
	// Hash is the SHA-256 of the document, in hexadecimal digits: with the document it keeps it, alone it names it.
	Hash string
	// OperationName picks one of several operations; empty picks the only one.
	OperationName string
	// Variables are as JSON gives them: numbers as json.Number or float64.
	Variables map[string]any
	// ID is the request's, for the log and for answers to faults of ours; it may be empty.
	ID string
	// ReadOnly refuses a mutation, as GET must.
	ReadOnly bool
	// Actor is the name that changes are recorded under. Who has none may not change anything.
	Actor string
	// Anonymous says that whoever asks has not said who they are: what they may not do, they might do if they had.
	Anonymous bool
	// Introspect lets the request look at the schema where that is switched off for others.
	Introspect bool
	// streamed says that there can be more than one answer.
	streamed bool
}

// A Response is the whole answer to a request.
type Response struct {
	// Body is the answer as JSON on one line: {"data":…}, with "errors" first where there are any. Without data the key is absent.
	Body []byte
	// HasData is false for a request error: the document did not parse or validate, variables did not fit, a limit was
	// exceeded, or nothing could be resolved.
	HasData bool
	// Codes are the codes of the errors, in their order (see Code).
	Codes []Code
	// Cost is what the operation cost by the formula of Limits; 0 if it was refused.
	Cost int
	// Document is the ID of the trusted document that was asked, empty for others.
	Document string
	// Operation is query, mutation or subscription; empty if the document did not get so far.
	Operation string
	// Kept is where a transport keeps what it makes of Body, for all who get the same answer; nil if nothing is kept of it.
	Kept *Kept
}
