package gql_test

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph/gql"
)

func schema(t *testing.T) *ast.Schema {
	t.Helper()
	return gqlparser.MustLoadSchema(&ast.Source{Name: "schema", Input: gql.SDL()})
}

// ours are the types that the schema declares, the language's own left out.
func ours(t *testing.T) []*ast.Definition {
	var out []*ast.Definition
	for _, def := range schema(t).Types {
		if !def.BuiltIn {
			out = append(out, def)
		}
	}
	return out
}

func TestEveryElementIsDescribed(t *testing.T) {
	missing := func(what, description string) {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", what)
		}
	}
	for _, def := range ours(t) {
		missing(def.Name, def.Description)
		for _, f := range def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			missing(def.Name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				missing(def.Name+"."+f.Name+"("+a.Name+":)", a.Description)
			}
		}
		for _, v := range def.EnumValues {
			missing(def.Name+"."+v.Name, v.Description)
		}
	}
}

func TestTheGeneratorsDirectivesStayInside(t *testing.T) {
	for _, name := range []string{"@kind", "@relation", "@ends", "@page"} {
		if strings.Contains(gql.SDL(), name) {
			t.Errorf("the public schema speaks of %s", name)
		}
	}
}

// Relay: every connection has edges and pageInfo, every edge a cursor and a node.
func TestConnectionsAreRelays(t *testing.T) {
	for _, def := range ours(t) {
		switch {
		case strings.HasSuffix(def.Name, "Connection"):
			for field, want := range map[string]string{"pageInfo": "PageInfo!", "totalCount": "Int!"} {
				if f := def.Fields.ForName(field); f == nil || f.Type.String() != want {
					t.Errorf("%s has no %s: %s", def.Name, field, want)
				}
			}
			if f := def.Fields.ForName("edges"); f == nil || f.Type.String() != "["+strings.TrimSuffix(def.Name, "Connection")+"Edge!]!" {
				t.Errorf("%s.edges is not as Relay wants it", def.Name)
			}
		case strings.HasSuffix(def.Name, "Edge"):
			if f := def.Fields.ForName("cursor"); f == nil || f.Type.String() != "String!" {
				t.Errorf("%s has no cursor: String!", def.Name)
			}
			if def.Fields.ForName("node") == nil {
				t.Errorf("%s has no node", def.Name)
			}
		}
	}
}

// Root questions are nullable, so that one that fails does not take the others with it.
func TestRootQuestionsAreNullable(t *testing.T) {
	for _, f := range schema(t).Query.Fields {
		switch {
		case strings.HasPrefix(f.Name, "__"), f.Name == "revision", f.Name == "nodes", f.Name == "entities":
		case f.Type.NonNull:
			t.Errorf("Query.%s is %s", f.Name, f.Type)
		}
	}
}

// References instead of IDs: a client should never have to fetch by hand what an ID points to.
func TestNoOutputFieldIsAForeignKey(t *testing.T) {
	for _, def := range ours(t) {
		for _, f := range def.Fields {
			if def.Kind == ast.Object && strings.HasSuffix(f.Name, "Id") && f.Type.Name() == "ID" {
				t.Errorf("%s.%s is an ID where an object belongs", def.Name, f.Name)
			}
		}
	}
}
