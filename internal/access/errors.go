package access

import (
	"errors"

	"github.com/goldenthread/goldenthread/graph"
)

// The kinds of refusal.
var (
	// ErrUnauthenticated: who asks must show valid credentials first; the message says what is wrong with those shown.
	ErrUnauthenticated = errors.New("unauthenticated")
	// ErrForbidden: who asks is known and may not do that.
	ErrForbidden = errors.New("forbidden")
)

// Unauthenticated makes a refusal of credentials.
func Unauthenticated(format string, args ...any) error {
	return graph.Errorf(ErrUnauthenticated, format, args...)
}
