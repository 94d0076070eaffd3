package access

import "context"

// An Identity is who asks.
type Identity struct {
	// Actor is the name that changes are recorded under: a key's name or a token's subject. It is empty for somebody who
	// did not say who they are.
	Actor string
	Role  Role
}

// Writer is the actor if the identity may change the graph, else empty.
func (i Identity) Writer() string {
	if i.Role < Editor {
		return ""
	}
	return i.Actor
}

// An Authority says who shows credentials. It is asked for every request, and for every event of a subscription, so that a
// key that was withdrawn or a token that ran out ends what it began. It is safe for use by many goroutines.
//
// The errors are ErrUnauthenticated, ErrForbidden, and graph.ErrUnavailable if it cannot be told just now.
type Authority interface {
	Identify(ctx context.Context, c Credentials) (Identity, error)
}
