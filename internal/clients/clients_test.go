// Package clients tries the clients that people use (Apollo Client, urql, graphql-ws, graphql-sse, Relay's compiler) against a
// running server.
package clients

import (
	"context"
	"net/http/httptest"
	"os/exec"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/internal/server"
)

func TestClients(t *testing.T) {
	run(t, "npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit")
	store := memstore.New()
	defer store.Close(t.Context()) // it is in memory alone
	if _, err := store.Apply(t.Context(), golden.Sample(t)); err != nil {
		t.Fatal(err)
	}
	s, err := server.New(server.Options{
		Executor: gql.New(store, gql.Options{Past: open.Past(store)}), Store: store, Schema: gql.SDL(),
		Access: &access.Policy{PublicRead: true, OpenToLocal: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	defer h.Close()
	t.Setenv("GOLDENTHREAD_TEST_URL", h.URL+"/graphql")
	run(t, "node", "--test", "--test-timeout=60000")
}

// patience is how long what is run may take: a test that fails may leave a stream open, which keeps it from ending.
const patience = 3 * time.Minute

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if out, err := exec.CommandContext(ctx, name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}
