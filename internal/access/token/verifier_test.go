package token_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/coreos/go-oidc/v3/oidc/oidctest"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/access/token"
)

// An issuer is an OpenID Connect server that signs tokens.
type issuer struct {
	url    string
	http   *httptest.Server
	mu     sync.Mutex
	server oidctest.Server
	key    *rsa.PrivateKey
	id     string
	asked  atomic.Int32
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{}
	i.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.asked.Add(1)
		i.mu.Lock()
		defer i.mu.Unlock()
		i.server.ServeHTTP(w, r)
	}))
	t.Cleanup(i.http.Close)
	i.url = i.http.URL
	i.server.SetIssuer(i.url)
	i.rotate(t)
	return i
}

// rotate replaces the key that tokens are signed with.
func (i *issuer) rotate(t *testing.T) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.key, i.id = key, fmt.Sprint("key-", time.Now().UnixNano())
	i.server.PublicKeys = []oidctest.PublicKey{{PublicKey: key.Public(), KeyID: i.id, Algorithm: oidc.RS256}}
}

// claims are those of a good token, changed.
func (i *issuer) claims(change map[string]any) string {
	claims := map[string]any{
		"iss": i.url, "aud": "goldenthread", "sub": "anna", "roles": []string{"editor", "other"},
		"exp": time.Now().Add(time.Hour).Unix(), "iat": time.Now().Unix(),
	}
	for name, value := range change {
		claims[name] = value
		if value == nil {
			delete(claims, name)
		}
	}
	text, err := json.Marshal(claims)
	if err != nil {
		panic(err) // numbers and strings always encode
	}
	return string(text)
}

func (i *issuer) sign(change map[string]any) string {
	return oidctest.SignIDToken(i.key, i.id, oidc.RS256, i.claims(change))
}

func (i *issuer) verifier(t *testing.T, change ...func(*token.Options)) *token.Verifier {
	t.Helper()
	opt := token.Options{Issuer: i.url, Audience: "goldenthread"}
	for _, c := range change {
		c(&opt)
	}
	v, err := token.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestATokenSaysWhoAndWhat(t *testing.T) {
	i := newIssuer(t)
	v := i.verifier(t)
	for name, c := range map[string]struct {
		claims map[string]any
		role   access.Role
	}{
		"a list of roles":     {nil, access.Editor},
		"the highest":         {map[string]any{"roles": []string{"viewer", "admin", "editor"}}, access.Admin},
		"a text of roles":     {map[string]any{"roles": "other viewer"}, access.Viewer},
		"none that is known":  {map[string]any{"roles": []string{"king"}}, access.Nobody},
		"no claim":            {map[string]any{"roles": nil}, access.Nobody},
		"a claim of no sense": {map[string]any{"roles": 3}, access.Nobody},
		"several audiences":   {map[string]any{"aud": []string{"x", "goldenthread"}}, access.Editor},
	} {
		got, err := v.Verify(t.Context(), i.sign(c.claims))
		if err != nil || got.Actor != "anna" || got.Role != c.role {
			t.Errorf("%s: %+v, %v; want %v", name, got, err, c.role)
		}
	}
}

// Keycloak keeps roles in an object, and councils have names of their own for them.
func TestClaimsOfOtherShapes(t *testing.T) {
	i := newIssuer(t)
	v := i.verifier(t, func(o *token.Options) {
		o.RoleClaim, o.Roles = "realm_access.roles", map[string]access.Role{"plan-team": access.Editor}
	})
	got, err := v.Verify(t.Context(), i.sign(map[string]any{"realm_access": map[string]any{"roles": []string{"plan-team"}}}))
	if err != nil || got.Role != access.Editor {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := v.Verify(t.Context(), i.sign(map[string]any{"realm_access": "admin"})); err != nil || got.Role != access.Nobody {
		t.Errorf("a claim that is no object: %+v, %v", got, err)
	}
}

func TestBadTokens(t *testing.T) {
	i, other := newIssuer(t), newIssuer(t)
	v := i.verifier(t)
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString([]byte(i.claims(nil))) + "."
	good := i.sign(nil)
	for name, bad := range map[string]string{
		"another issuer's name":   i.sign(map[string]any{"iss": "https://evil.example"}),
		"another issuer's key":    oidctest.SignIDToken(other.key, i.id, oidc.RS256, i.claims(nil)),
		"another audience":        i.sign(map[string]any{"aud": "mail"}),
		"no audience":             i.sign(map[string]any{"aud": nil}),
		"expired":                 i.sign(map[string]any{"exp": time.Now().Add(-time.Minute).Unix()}),
		"never expiring":          i.sign(map[string]any{"exp": nil}),
		"not yet good":            i.sign(map[string]any{"nbf": time.Now().Add(time.Hour).Unix()}),
		"no subject":              i.sign(map[string]any{"sub": ""}),
		"unsigned":                unsigned,
		"changed":                 good[:len(good)-6] + "AAAAAA",
		"signed with a known key": oidctest.SignIDToken([]byte(strings.Repeat("k", 32)), i.id, "HS256", i.claims(nil)),
		"nothing like a token":    "a.b.c",
	} {
		if got, err := v.Verify(t.Context(), bad); !errors.Is(err, access.ErrUnauthenticated) || got != (access.Identity{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if _, err := v.Verify(t.Context(), good); err != nil {
		t.Errorf("the good token: %v", err)
	}
}

func TestKeysAreRotated(t *testing.T) {
	i := newIssuer(t)
	v := i.verifier(t)
	before := i.sign(nil)
	if _, err := v.Verify(t.Context(), before); err != nil {
		t.Fatal(err)
	}
	i.rotate(t)
	if _, err := v.Verify(t.Context(), i.sign(nil)); err != nil {
		t.Errorf("a token of the new key: %v", err)
	}
	// The new keys are in use a moment after they answered for the new token.
	for t.Context().Err() == nil {
		if _, err := v.Verify(t.Context(), before); errors.Is(err, access.ErrUnauthenticated) {
			return
		}
	}
	t.Error("a token of the key that is gone is good")
}

// Whoever sends forged tokens must not make this server ask the issuer each time.
func TestTheIssuerIsSpared(t *testing.T) {
	i := newIssuer(t)
	v := i.verifier(t)
	for n := range 50 {
		forged := oidctest.SignIDToken(i.key, fmt.Sprint("unknown-", n), oidc.RS256, i.claims(nil))
		if _, err := v.Verify(t.Context(), forged); !errors.Is(err, access.ErrUnauthenticated) {
			t.Fatalf("a forged token: %v", err)
		}
	}
	if n := i.asked.Load(); n > 20 {
		t.Errorf("the issuer was asked %d times", n)
	}
	if _, err := v.Verify(t.Context(), i.sign(nil)); err != nil {
		t.Errorf("a good token meanwhile: %v", err)
	}
}

func TestAnIssuerThatIsAwayIsNobodysMistake(t *testing.T) {
	i := newIssuer(t)
	v, early := i.verifier(t), i.verifier(t)
	first := i.sign(nil)
	if _, err := v.Verify(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	i.http.Close()
	if _, err := v.Verify(t.Context(), first); err != nil {
		t.Errorf("its keys were known before: %v", err)
	}
	i.rotate(t)
	for _, v := range []*token.Verifier{v, early} {
		if _, err := v.Verify(t.Context(), i.sign(nil)); !errors.Is(err, graph.ErrUnavailable) {
			t.Errorf("with a key that is not known yet: %v", err)
		}
	}
	if err := early.Find(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("finding it: %v", err)
	}
}

func TestOptionsThatCannotBe(t *testing.T) {
	for _, opt := range []token.Options{
		{Issuer: "", Audience: "a"}, {Issuer: "login.example.org", Audience: "a"}, {Issuer: "http://login.example.org", Audience: "a"},
		{Issuer: "https://login.example.org"},
	} {
		if _, err := token.New(opt); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%+v: %v", opt, err)
		}
	}
}
