package graph

import (
	"errors"
	"fmt"
)

// The kinds of error. Every error of a store or an importer is one of them, found with errors.Is; anything else is a
// fault of ours and is shown to nobody.
var (
	// ErrInvalid: the caller asked for something that cannot be; the message says what is wrong and what would be right.
	ErrInvalid = errors.New("invalid")
	// ErrNotFound: what was named does not exist.
	ErrNotFound = errors.New("not found")
	// ErrConflict: the graph has changed since the writer looked.
	ErrConflict = errors.New("conflict")
	// ErrTooLarge: the answer is out of bounds; the message says which bound.
	ErrTooLarge = errors.New("too large")
	// ErrReadOnly: the store is open for reading only.
	ErrReadOnly = errors.New("read-only")
	// ErrUnavailable: the store cannot be reached or used just now.
	ErrUnavailable = errors.New("unavailable")
	// ErrDamaged: what the store kept is damaged. It is reported, never repaired in silence.
	ErrDamaged = errors.New("damaged")
)

// kinded is a message for people that errors.Is finds by its kind.
type kinded struct {
	kind error
	text string
}

func (e kinded) Error() string { return e.text }
func (e kinded) Unwrap() error { return e.kind }

// Errorf makes an error of a kind with a message for people; the kind's own name is not part of the text.
func Errorf(kind error, format string, args ...any) error {
	return kinded{kind, fmt.Sprintf(format, args...)}
}
