// Package deps holds the dependency rule: who may import whom, and why.
package deps_test

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/goldenthread/goldenthread/"

// A rule says that only some packages may import a package. Packages are named by prefix, ours without the module path.
type rule struct {
	imported string
	by       []string
	why      string
}

var rules = []rule{
	{"graph/gql/object", []string{"graph/gql"}, "views over answers are GraphQL's; everything else reads the answers themselves"},
	{"graph/gql/plan", []string{"graph/gql", "bench"}, "a plan is made of a GraphQL selection; other callers make questions directly, and measurements need its defaults"},
	{"graph/gql", []string{"graph/gql", "internal/server", "internal/golden", "cmd/goldenthread"}, "a store never knows the API: that arrow is what makes one field cost hundreds of files"},
	{"graph/memstore", []string{"graph/memstore", "internal/open"}, "one switch over stores, so that everything else works on any"},
	{"graph/neostore/neostoretest", nil, "it gives tests a store on a real Neo4j"},
	{"graph/neostore", []string{"graph/neostore", "internal/open"}, "one switch over stores, so that everything else works on any"},
	{"graph/edit", []string{"graph/edit", "graph/gql", "graph/graphtest"}, "edits are what people want; stores and importers know changes only"},
	{"graph/graphtest", nil, "the suite is for tests; shipping code that leans on test code cannot change its tests"},
	{"internal/neotest", []string{"internal/neotest", "graph/neostore/neostoretest", "bench"}, "it starts databases for tests and measurements"},
	{"internal/golden", nil, "golden answers are for tests"},
	{"internal/importer", []string{"internal/importer", "internal/ingest", "internal/golden", "cmd/goldenthread"}, "an importer turns bytes into changes; who applies them decides what to import"},
	{"internal/generate", []string{"cmd/goldenthread"}, "what is made up is for those who ask for it, and never part of what is served"},
	{"internal/access/", []string{"cmd/goldenthread"}, "who checks which credentials is decided at the start; all others ask an access.Authority"},
	{"internal/observe", []string{"cmd/goldenthread"}, "a server tells an Observer what it does; who counts it is decided at the start"},
	{"internal/", []string{"internal/", "cmd/", "bench"}, "the domain and its stores stand below the application"},
	{"cmd/", []string{"cmd/"}, "commands are the top"},
	{"github.com/99designs/gqlgen", []string{"graph/gql", "internal/gen"}, "one package knows GraphQL's library, so that it can be changed or gone round"},
	{"github.com/vektah/gqlparser", []string{"graph/gql", "internal/gen"}, "the parser's types come with gqlgen"},
	{"github.com/neo4j/neo4j-go-driver", []string{"graph/neostore", "internal/neotest", "bench"}, "driver errors and types end where they come from; measurements go beside the store"},
	{"github.com/coreos/go-oidc", []string{"internal/access/token"}, "tokens are checked in one place"},
	{"github.com/prometheus/client_golang", []string{"internal/observe"}, "what is counted is decided in one place"},
	{"go.opentelemetry.io", []string{"internal/observe"}, "what is traced is decided in one place"},
	{"github.com/coder/websocket", []string{"internal/server"}, "what is spoken over a WebSocket is the transport's affair"},
	{"modernc.org/sqlite", []string{"graph/memstore"}, "the file format is one store's own affair"},
}

// forbidden are imports that a package must not have at all.
var forbidden = []struct{ from, imported, except, why string }{
	{"internal/importer", module + "graph/", "", "an importer never sees a store: it gives changes"},
	{"internal/server", module + "internal/", module + "internal/access", "a server serves what it is given, to whom an access.Authority says"},
}

// packages are ours with what they import, tests left out.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		all[words[0]] = words[1:]
	}
	return all
}

func TestOnlyThoseWhoMayImport(t *testing.T) {
	for from, imports := range packages(t) {
		for _, imported := range imports {
			if r := ruleFor(imported); r != nil && !allowed(r, from) {
				t.Errorf("%s imports %s\n\tonly %v may: %s", from, imported, r.by, r.why)
			}
		}
	}
}

// ruleFor is the first rule that is about the package.
func ruleFor(imported string) *rule {
	name := strings.TrimPrefix(imported, module)
	for i := range rules {
		if within(name, rules[i].imported) {
			return &rules[i]
		}
	}
	return nil
}

func allowed(r *rule, from string) bool {
	name := strings.TrimPrefix(from, module)
	if within(name, r.imported) {
		return true // its own subpackages
	}
	for _, by := range r.by {
		if within(name, by) {
			return true
		}
	}
	return false
}

func within(name, prefix string) bool {
	return name == prefix || strings.HasPrefix(name, strings.TrimSuffix(prefix, "/")+"/")
}

func TestTheDomainImportsTheStandardLibraryOnly(t *testing.T) {
	for _, imported := range packages(t)[module+"graph"] {
		if strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
			t.Errorf("package graph imports %s: everything imports the domain, so it imports nothing", imported)
		}
	}
}

func TestWhatIsForbidden(t *testing.T) {
	for from, imports := range packages(t) {
		for _, f := range forbidden {
			if !within(strings.TrimPrefix(from, module), f.from) {
				continue
			}
			for _, imported := range imports {
				if strings.HasPrefix(imported, f.imported) && imported != f.except && !within(imported, module+f.from) {
					t.Errorf("%s imports %s: %s", from, imported, f.why)
				}
			}
		}
	}
}

// A rule about nothing would hold for ever.
func TestEveryRuleIsAboutSomething(t *testing.T) {
	used := map[string]bool{}
	for from, imports := range packages(t) {
		for _, imported := range append(imports, from) {
			if r := ruleFor(imported); r != nil {
				used[r.imported] = true
			}
		}
	}
	for _, r := range rules {
		if !used[r.imported] {
			t.Errorf("the rule about %s is about nothing that exists", r.imported)
		}
	}
}
