package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/server"
)

// people is an authority that knows each role by its name, and whoever is away.
type people struct{ closed bool }

func (p people) Identify(_ context.Context, c access.Credentials) (access.Identity, error) {
	switch name := strings.TrimPrefix(c.Authorization, "Bearer "); name {
	case "":
		if p.closed {
			return access.Identity{}, access.Unauthenticated("say who you are")
		}
		return access.Identity{Role: access.Viewer}, nil
	case "guest":
		return access.Identity{}, graph.Errorf(access.ErrForbidden, "guest has no role here")
	case "away":
		return access.Identity{}, graph.Errorf(graph.ErrUnavailable, "the issuer does not answer")
	default:
		role, err := access.ParseRole(name)
		if err != nil {
			return access.Identity{}, access.Unauthenticated("this key is not known")
		}
		return access.Identity{Actor: "the " + name, Role: role}, nil
	}
}

func bearer(name string) string { return "Authorization: Bearer " + name }

func TestWhoIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		closed    bool
		header    []string
		status    int
		code      gql.Code
		challenge string
	}{
		"public, nobody":      {false, nil, 200, "", ""},
		"public, wrong key":   {false, []string{bearer("x")}, 401, gql.CodeUnauthenticated, `Bearer realm="goldenthread", error="invalid_token"`},
		"closed, nobody":      {true, nil, 401, gql.CodeUnauthenticated, `Bearer realm="goldenthread"`},
		"closed, viewer":      {true, []string{bearer("viewer")}, 200, "", ""},
		"closed, no role":     {true, []string{bearer("guest")}, 403, gql.CodeForbidden, ""},
		"closed, issuer away": {true, []string{bearer("away")}, 503, gql.CodeStoreUnavailable, ""},
	} {
		for _, accept := range []string{"Accept: application/json", "Accept: application/graphql-response+json"} {
			s, executor := newServer(t, func(o *server.Options) { o.Access = people{c.closed} })
			r := post(`{"query":"{ ok }"}`, append(c.header, accept)...).to(s)
			code, _ := codeIn(t, r)
			if r.StatusCode != c.status || code != string(c.code) || r.Header.Get("WWW-Authenticate") != c.challenge {
				t.Errorf("%s: %d %s %q", name, r.StatusCode, code, r.Header.Get("WWW-Authenticate"))
			}
			if (executor.asked != nil) != (c.status == 200) {
				t.Errorf("%s: executed %v", name, executor.asked)
			}
		}
	}
}

func TestTheExecutorHearsWhoAsks(t *testing.T) {
	for name, want := range map[string]gql.Request{
		"":       {Anonymous: true},
		"viewer": {},
		"editor": {Actor: "the editor"},
		"admin":  {Actor: "the admin", Introspect: true},
	} {
		s, executor := newServer(t, func(o *server.Options) { o.Access = people{} })
		var header []string
		if name != "" {
			header = append(header, bearer(name))
		}
		post(`{"query":"{ ok }"}`, header...).to(s)
		if got := executor.asked; got.Actor != want.Actor || got.Anonymous != want.Anonymous || got.Introspect != want.Introspect {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// By default everybody may read, and nobody write: what opens writing is said where the server is started.
func TestByDefaultNobodyWrites(t *testing.T) {
	s, executor := newServer(t)
	post(`{"query":"{ ok }"}`, "X-Goldenthread-Actor: anna").to(s)
	if executor.asked.Actor != "" {
		t.Errorf("%q may write", executor.asked.Actor)
	}
}

func TestTheSchemaIsClosedWithIntrospection(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Access, o.NoSchema = people{}, true })
	for name, want := range map[string]int{"": 401, "editor": 403, "admin": 200} {
		c := call{"GET", "/schema.graphqls", "", nil}
		if name != "" {
			c.header = []string{bearer(name)}
		}
		if r := c.to(s); r.StatusCode != want {
			t.Errorf("%q: %d, want %d", name, r.StatusCode, want)
		}
	}
	open, _ := newServer(t, func(o *server.Options) { o.Access = people{closed: true} })
	if r := (call{"GET", "/schema.graphqls", "", nil}).to(open); r.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody, where reading is closed: %d", r.StatusCode)
	}
}

// Probes and the page's files hold nothing of the graph, so they need no credentials.
func TestProbesNeedNoCredentials(t *testing.T) {
	s, _ := newServer(t, func(o *server.Options) { o.Access = people{closed: true} })
	for _, path := range []string{"/livez", "/readyz", "/healthz", "/version", "/"} {
		if r := (call{"GET", path, "", nil}).to(s); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
}

func TestTheLogTellsUsersApartWithoutNamingThem(t *testing.T) {
	log := new(strings.Builder)
	s, _ := newServer(t, func(o *server.Options) { o.Access, o.Log = people{}, textLog(log) })
	for _, name := range []string{"editor", "admin", "editor"} {
		post(`{"query":"{ ok }"}`, bearer(name)).to(s)
	}
	users := map[string]int{}
	for line := range strings.Lines(log.String()) {
		_, rest, _ := strings.Cut(line, " user=")
		user, _, _ := strings.Cut(rest, " ")
		users[user]++
	}
	if len(users) != 2 || users[""] > 0 || strings.Contains(log.String(), "the editor") || strings.Contains(log.String(), "Bearer") {
		t.Errorf("users %v in\n%s", users, log)
	}
}

// With the real executor.
func TestIntrospectionIsForAdminsWhereItIsOff(t *testing.T) {
	store := memstore.New()
	t.Cleanup(func() { _ = store.Close(context.Background()) })
	s, _ := newServer(t, func(o *server.Options) {
		o.Access, o.Executor = people{}, gql.New(store, gql.Options{NoIntrospection: true})
	})
	const introspection = `{"query":"{ __schema { queryType { name } } }"}`
	for name, want := range map[string]int{"": 403, "editor": 403, "admin": 200} {
		c := post(introspection, "Accept: application/graphql-response+json")
		if name != "" {
			c.header = append(c.header, bearer(name))
		}
		if r := c.to(s); r.StatusCode != want {
			t.Errorf("introspection by %q: %d, want %d: %s", name, r.StatusCode, want, r.Body)
		}
	}
}
