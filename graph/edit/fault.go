package edit

import (
	"errors"
	"fmt"

	"github.com/goldenthread/goldenthread/graph"
)

// A Code says what kind of fault a Fault is.
type Code string

// The codes of faults.
const (
	// Invalid: a value is not what it should be; the message says what would be.
	Invalid Code = "INVALID"
	// NotFound: what was named does not exist.
	NotFound Code = "NOT_FOUND"
	// Conflict: the graph has changed since the caller looked.
	Conflict Code = "CONFLICT"
	// Duplicate: it exists already.
	Duplicate Code = "DUPLICATE"
	// InUse: others are linked to it.
	InUse Code = "IN_USE"
	// RejectedBefore: somebody rejected that link.
	RejectedBefore Code = "REJECTED_BEFORE"
	// Forbidden: nobody may change this graph here, or the caller may not.
	Forbidden Code = "FORBIDDEN"
)

// Whole is in a fault's place of an edit where the request itself is at fault.
const Whole = -1

// A Fault is why an edit cannot be made. It is for the person who wanted it.
type Fault struct {
	// Edit is which one, from 0, or Whole.
	Edit int
	// Field is the name of the edit's member that is at fault; empty if it is none.
	Field   string
	Code    Code
	Message string
	// Current is the node that stands now, where that helps; empty if there is none.
	Current graph.ID
}

// Error is the message.
func (f *Fault) Error() string { return f.Message }

func fault(code Code, field, format string, args ...any) *Fault {
	return &Fault{Code: code, Field: field, Message: fmt.Sprintf(format, args...)}
}

// codes are the faults that errors of a store come down to. Other errors are no faults of an edit.
var codes = []struct {
	kind error
	code Code
}{
	{graph.ErrInvalid, Invalid},
	{graph.ErrNotFound, NotFound},
	{graph.ErrConflict, Conflict},
	{graph.ErrReadOnly, Forbidden},
}

// asFault is the fault that an error comes down to; nil if it is the store's affair.
func asFault(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	for _, c := range codes {
		if errors.Is(err, c.kind) {
			return &Fault{Code: c.code, Message: err.Error()}
		}
	}
	return nil
}
