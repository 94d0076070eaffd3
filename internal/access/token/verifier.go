package token

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/sync/singleflight"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/access"
)

// Options say whose tokens are good.
type Options struct {
	// Issuer is the URL of the issuer, exactly as its tokens name it. Audience is what tokens for this server are made
	// out to.
	Issuer, Audience string
	// RoleClaim is the claim that says what somebody may do, "roles" if empty; dots lead into objects, as in
	// "realm_access.roles".
	RoleClaim string
	// Roles are what the claim's values mean; empty takes the roles' own names.
	Roles map[string]access.Role
	// Client asks the issuer; nil is one that waits ten seconds at most.
	Client *http.Client
	// Now is the time; nil is time.Now.
	Now func() time.Time
}

// A Verifier knows the tokens of one issuer.
type Verifier struct {
	opt    Options
	client *http.Client

	verifier atomic.Pointer[oidc.IDTokenVerifier] // nil until the issuer was found
	searches singleflight.Group
}

// New makes a verifier. The issuer need not be there yet: it is asked when the first token comes. The error is
// graph.ErrInvalid for options that cannot be.
func New(opt Options) (*Verifier, error) {
	u, err := url.Parse(opt.Issuer)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return nil, graph.Errorf(graph.ErrInvalid, "%q is no token issuer: write its https URL as its tokens name it", opt.Issuer)
	}
	if opt.Audience == "" {
		return nil, graph.Errorf(graph.ErrInvalid, "an issuer needs an audience: without one, tokens for any other service would be good here")
	}
	if opt.RoleClaim == "" {
		opt.RoleClaim = "roles"
	}
	if len(opt.Roles) == 0 {
		opt.Roles = map[string]access.Role{}
		for role := access.Viewer; role <= access.Admin; role++ {
			opt.Roles[role.String()] = role
		}
	}
	client := opt.Client
	if client == nil {
		client = &http.Client{Timeout: 10 * time.Second}
	}
	return &Verifier{opt: opt, client: sparing(client)}, nil
}

// Recognises implements access.Verifier: a JSON Web Token has three parts.
func (v *Verifier) Recognises(secret string) bool { return strings.Count(secret, ".") == 2 }

// Verify implements access.Verifier.
func (v *Verifier) Verify(ctx context.Context, secret string) (access.Identity, error) {
	verifier, err := v.found(ctx)
	if err != nil {
		return access.Identity{}, err
	}
	var away bool
	t, err := verifier.Verify(context.WithValue(ctx, awayKey{}, &away), secret)
	expired := (*oidc.TokenExpiredError)(nil)
	switch {
	case away:
		return access.Identity{}, unreachable()
	case errors.As(err, &expired):
		return access.Identity{}, access.Unauthenticated("the token has expired")
	case err != nil:
		// What exactly is wrong helps who forges tokens more than who was given one.
		return access.Identity{}, access.Unauthenticated("the token is not good here: it must be signed by %s, for %s", v.opt.Issuer, v.opt.Audience)
	case t.Subject == "":
		return access.Identity{}, access.Unauthenticated("the token names no subject")
	}
	var claims map[string]any
	if err := t.Claims(&claims); err != nil {
		return access.Identity{}, access.Unauthenticated("the token's claims are no object")
	}
	return access.Identity{Actor: t.Subject, Role: v.opt.role(claims)}, nil
}

// Find asks the issuer for its keys. It needs not be called: it says early whether the issuer can be reached.
func (v *Verifier) Find(ctx context.Context) error {
	_, err := v.found(ctx)
	return err
}

// found is the issuer's verifier. Callers that come while it is being found wait for it together, each as long as it likes.
func (v *Verifier) found(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	if found := v.verifier.Load(); found != nil {
		return found, nil
	}
	search := v.searches.DoChan("", func() (any, error) { return v.discover(context.WithoutCancel(ctx)) })
	select {
	case <-ctx.Done():
		return nil, unreachable()
	case r := <-search:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.(*oidc.IDTokenVerifier), nil
	}
}

// discover asks the issuer where its keys are.
func (v *Verifier) discover(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	ctx = oidc.ClientContext(ctx, v.client)
	provider, err := oidc.NewProvider(ctx, v.opt.Issuer)
	if err != nil {
		return nil, unreachable()
	}
	var discovered struct {
		Keys       string   `json:"jwks_uri"`
		Algorithms []string `json:"id_token_signing_alg_values_supported"`
	}
	if err := provider.Claims(&discovered); err != nil {
		return nil, unreachable()
	}
	found := oidc.NewVerifier(v.opt.Issuer, keySet{oidc.NewRemoteKeySet(ctx, discovered.Keys)}, &oidc.Config{
		ClientID: v.opt.Audience, SupportedSigningAlgs: asymmetric(discovered.Algorithms), Now: v.opt.Now,
	})
	v.verifier.Store(found)
	return found, nil
}

func unreachable() error {
	return graph.Errorf(graph.ErrUnavailable, "the token cannot be checked just now: its issuer does not answer")
}

// asymmetric keeps to signatures that only the issuer can make.
func asymmetric(algorithms []string) []string {
	var out []string
	for _, a := range algorithms {
		if !strings.HasPrefix(a, "HS") && a != "none" {
			out = append(out, a)
		}
	}
	return out
}

func loopback(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }
