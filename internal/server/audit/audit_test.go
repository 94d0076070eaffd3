// Package audit runs the audits of the npm package graphql-http against the server.
package audit

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/server"
)

// audits is how many the pinned version has.
const audits = 61

func TestAudits(t *testing.T) {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is not installed; `make tools` says what is needed", tool)
		}
	}
	if _, err := os.Stat("node_modules/graphql-http"); err != nil {
		if out, err := exec.Command("npm", "ci", "--no-fund", "--no-audit").CombinedOutput(); err != nil {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
	}
	store := memstore.New()
	defer store.Close(t.Context()) // it is in memory alone
	s, err := server.New(server.Options{Executor: gql.New(store, gql.Options{}), Store: store})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s)
	defer h.Close()
	out, err := exec.CommandContext(t.Context(), "node", "audit.js", h.URL+"/graphql").CombinedOutput()
	if err != nil {
		t.Fatalf("the audits broke off: %v\n%s", err, out)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != audits {
		t.Errorf("%d audits ran, want %d", len(lines), audits)
	}
	for _, line := range lines {
		if !strings.HasPrefix(line, "ok ") {
			t.Error(line)
		}
	}
}
