package access

import (
	"context"
	"strings"
	"unicode"

	"github.com/goldenthread/goldenthread/graph"
)

// A Verifier knows one kind of credential.
type Verifier interface {
	// Recognises reports by its form whether a secret is of this kind.
	Recognises(secret string) bool
	// Verify says whose a secret is, which it recognises. The errors are those of an Authority.
	Verify(ctx context.Context, secret string) (Identity, error)
}

// A Policy is the Authority of a server. The zero value lets nobody do anything.
type Policy struct {
	// PublicRead lets everybody ask, without credentials.
	PublicRead bool
	// OpenToLocal lets callers on this machine change the graph without credentials. It is for a server that only this
	// machine can reach, and that has no verifiers.
	OpenToLocal bool
	// Verifiers know the credentials, the first that recognises one decides.
	Verifiers []Verifier
}

// LocalActor is what a caller on this machine is called that does not say what it is called.
const LocalActor = "local"

// Identify implements Authority. Credentials that are wrong are refused even where nobody needs any: a caller who shows some
// wants to be known.
func (p *Policy) Identify(ctx context.Context, c Credentials) (Identity, error) {
	secret, ok := c.secret()
	switch {
	case !ok:
		return Identity{}, Unauthenticated("these credentials are not read here: send Authorization: Bearer and a key or token, or %s and a key, not both", KeyHeader)
	case secret == "":
		return p.anonymous(c)
	case len(secret) > maxSecret:
		return Identity{}, Unauthenticated("the key or token is longer than %d bytes", maxSecret)
	}
	for _, v := range p.Verifiers {
		if v.Recognises(secret) {
			return allowed(v.Verify(ctx, secret))
		}
	}
	return Identity{}, Unauthenticated("this server knows no such key or token")
}

// maxSecret is the most bytes of a key or token; tokens with many claims have some thousands.
const maxSecret = 16 << 10

// allowed refuses one who is known and has no role.
func allowed(i Identity, err error) (Identity, error) {
	if err == nil && i.Role < Viewer {
		return Identity{}, graph.Errorf(ErrForbidden, "%s has no role here: an administrator has to give one", i.Actor)
	}
	return i, err
}

// anonymous is who shows no credentials.
func (p *Policy) anonymous(c Credentials) (Identity, error) {
	switch {
	case p.OpenToLocal && c.Local && p.PublicRead:
		return Identity{Actor: localActor(c.Actor), Role: Admin}, nil
	case p.PublicRead:
		return Identity{Role: Viewer}, nil
	}
	return Identity{}, Unauthenticated("this server answers only those whom it knows: send a key or token")
}

// maxActor is the most bytes of the name that a local caller may give itself.
const maxActor = 100

// localActor is the name that a local caller gave itself if that is fit for the journal, else LocalActor.
func localActor(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || len(name) > maxActor || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return LocalActor
	}
	return name
}
