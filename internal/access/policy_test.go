package access_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/internal/access"
)

// known is a verifier of a few secrets that start with "k:".
type known map[string]access.Identity

func (known) Recognises(secret string) bool { return strings.HasPrefix(secret, "k:") }

func (k known) Verify(_ context.Context, secret string) (access.Identity, error) {
	i, ok := k[secret]
	if !ok {
		return i, access.Unauthenticated("unknown")
	}
	return i, nil
}

func TestWhoIsWho(t *testing.T) {
	keys := known{"k:v": {Actor: "vera", Role: access.Viewer}, "k:e": {Actor: "ed", Role: access.Editor}, "k:n": {Actor: "nobody"}}
	public := &access.Policy{PublicRead: true, Verifiers: []access.Verifier{keys}}
	closed := &access.Policy{Verifiers: []access.Verifier{keys}}
	home := &access.Policy{PublicRead: true, OpenToLocal: true}
	for name, c := range map[string]struct {
		policy access.Authority
		shows  access.Credentials
		want   access.Identity
		err    error
	}{
		"a key":                     {public, access.Credentials{Authorization: "Bearer k:e"}, keys["k:e"], nil},
		"a key, scheme in capitals": {public, access.Credentials{Authorization: "BEARER  k:e"}, keys["k:e"], nil},
		"a key in its own header":   {closed, access.Credentials{Key: "k:v"}, keys["k:v"], nil},
		"a key and a token":         {public, access.Credentials{Key: "k:v", Authorization: "Bearer k:e"}, access.Identity{}, access.ErrUnauthenticated},
		"no key, public":            {public, access.Credentials{}, access.Identity{Role: access.Viewer}, nil},
		"no key, closed":            {closed, access.Credentials{}, access.Identity{}, access.ErrUnauthenticated},
		"a wrong key, public":       {public, access.Credentials{Authorization: "Bearer k:x"}, access.Identity{}, access.ErrUnauthenticated},
		"no kind of key":            {public, access.Credentials{Authorization: "Bearer x"}, access.Identity{}, access.ErrUnauthenticated},
		"another scheme":            {public, access.Credentials{Authorization: "Basic k:e"}, access.Identity{}, access.ErrUnauthenticated},
		"an empty bearer":           {public, access.Credentials{Authorization: "Bearer "}, access.Identity{}, access.ErrUnauthenticated},
		"a key that is too long":    {public, access.Credentials{Key: "k:" + strings.Repeat("x", 20_000)}, access.Identity{}, access.ErrUnauthenticated},
		"known, without a role":     {public, access.Credentials{Key: "k:n"}, access.Identity{}, access.ErrForbidden},
		"at home":                   {home, access.Credentials{Local: true}, access.Identity{Actor: "local", Role: access.Admin}, nil},
		"at home, with a name":      {home, access.Credentials{Local: true, Actor: " Anna "}, access.Identity{Actor: "Anna", Role: access.Admin}, nil},
		"at home, no fit name":      {home, access.Credentials{Local: true, Actor: "A\nB"}, access.Identity{Actor: "local", Role: access.Admin}, nil},
		"at home, from elsewhere":   {home, access.Credentials{Actor: "Anna"}, access.Identity{Role: access.Viewer}, nil},
		"local, not at home":        {public, access.Credentials{Local: true}, access.Identity{Role: access.Viewer}, nil},
		"by the zero policy":        {&access.Policy{}, access.Credentials{Local: true}, access.Identity{}, access.ErrUnauthenticated},
	} {
		got, err := c.policy.Identify(t.Context(), c.shows)
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %+v, %v; want %+v, %v", name, got, err, c.want, c.err)
		}
	}
}

func TestOnlyEditorsWrite(t *testing.T) {
	for role, want := range map[access.Role]string{access.Nobody: "", access.Viewer: "", access.Editor: "a", access.Admin: "a"} {
		if got := (access.Identity{Actor: "a", Role: role}).Writer(); got != want {
			t.Errorf("%v: %q, want %q", role, got, want)
		}
	}
}

// What is local decides who may write on a server without credentials: a proxy on the same machine and a page of another
// site in a browser on it both connect over loopback.
func TestWhatIsLocal(t *testing.T) {
	for _, c := range []struct {
		from, to, header string
		want             bool
	}{
		{"127.0.0.1:5000", "127.0.0.1:80", "", true},
		{"[::1]:5000", "[::1]:80", "", true},
		{"[::ffff:127.0.0.1]:5000", "", "", true},
		{"127.0.0.1:5000", "127.0.0.1:80", "Origin: http://localhost:8080", true},
		{"127.0.0.1:5000", "127.0.0.1:80", "Sec-Fetch-Site: same-origin", true},
		{"192.0.2.1:5000", "127.0.0.1:80", "", false},
		{"127.0.0.1:5000", "192.0.2.7:80", "", false},
		{"127.0.0.1:5000", "127.0.0.1:80", "X-Forwarded-For: 192.0.2.1", false},
		{"127.0.0.1:5000", "127.0.0.1:80", "Forwarded: for=192.0.2.1", false},
		{"127.0.0.1:5000", "127.0.0.1:80", "Via: 1.1 proxy", false},
		{"127.0.0.1:5000", "127.0.0.1:80", "Origin: https://evil.example", false},
		{"127.0.0.1:5000", "127.0.0.1:80", "Origin: http://localhost:3000", false},
		{"127.0.0.1:5000", "127.0.0.1:80", "Origin: null", false},
		{"127.0.0.1:5000", "127.0.0.1:80", "Sec-Fetch-Site: cross-site", false},
		{"nonsense", "", "", false},
	} {
		r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
		r.Host, r.RemoteAddr = "localhost:8080", c.from
		if c.to != "" {
			to, err := net.ResolveTCPAddr("tcp", c.to)
			if err != nil {
				t.Fatal(err)
			}
			r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, to))
		}
		if name, value, ok := strings.Cut(c.header, ": "); ok {
			r.Header.Set(name, value)
		}
		if got := access.OfRequest(r).Local; got != c.want {
			t.Errorf("from %s to %s, %s: %v", c.from, c.to, c.header, got)
		}
	}
}

func TestRolesByName(t *testing.T) {
	for _, role := range []access.Role{access.Viewer, access.Editor, access.Admin} {
		if got, err := access.ParseRole(role.String()); got != role || err != nil {
			t.Errorf("%v: %v, %v", role, got, err)
		}
	}
	for _, name := range []string{"", "nobody", "Editor", "root"} {
		if _, err := access.ParseRole(name); err == nil {
			t.Errorf("there is a role %q", name)
		}
	}
}
