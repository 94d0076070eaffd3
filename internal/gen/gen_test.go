package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// declare reads the real declaration with some pieces of it replaced: each old one by the new one after it.
func declare(t *testing.T, pieces ...string) (*declaration, error) {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pieces); i += 2 {
		if !strings.Contains(string(text), pieces[i]) {
			t.Fatalf("the declaration has no %q", pieces[i])
		}
	}
	path := filepath.Join(t.TempDir(), "schema.graphqls")
	if err := os.WriteFile(path, []byte(strings.NewReplacer(pieces...).Replace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
	return readDeclaration(path)
}

// Adding a kind with a field and a relation, and the way back, is one edit of one file.
func TestAKindIsDeclaredOnce(t *testing.T) {
	d, err := declare(t, "enum Relation {", `enum Relation {
  "Somebody answers for an action."
  OWNED_BY @ends(from: [ACTION], to: [OWNER])`, "\"The kinds of entity.\"\nenum Kind {", `"Somebody who answers for things."
type Owner implements Node & Entity @kind(plural: "owners", rank: 0) {
  "How to reach them."
  email: String
  "What they answer for."
  actions: [Action!]! @relation(path: ["<OWNED_BY"])
}

"The kinds of entity."
enum Kind {
  "Somebody who answers for things."
  OWNER`)
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := render("catalogue", catalogueText, d)
	if err != nil {
		t.Fatal(err)
	}
	objects, err := render("objects", objectsText, d)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{
		"KindOwner": string(catalogue), "RelationOwnedBy": string(catalogue), "Email string": string(catalogue),
		"func (o *Owner) Email() *string": string(objects), "type OwnerConnection struct": string(objects),
		"owners(": d.text, "input OwnerWhere": d.text, "email: StringFilter": d.text, "owner(": d.text,
		"ownerCreate(": d.text, "input OwnerUpdateInput": d.text, "type OwnerDeletePayload struct": string(objects),
	} {
		if !strings.Contains(text, what) {
			t.Errorf("nothing generated says %q", what)
		}
	}
}

func TestBadDeclarations(t *testing.T) {
	for _, c := range []struct{ name, old, replacement, message string }{
		{"a kind without a type", "  PLAN\n}", "  PLAN\n  \"Who.\"\n  OWNER\n}", "OWNER"},
		{"no GraphQL", "interface Node", "interfaces Node", "interfaces"},
		{"a path of nothing", `@relation(path: ["MEASURED_BY>"])`, `@relation(path: [""])`, "empty path"},
		{"a relation that does not exist", `@relation(path: ["MEASURED_BY>"])`, `@relation(path: ["MESURED_BY>"])`, "MESURED_BY"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := declare(t, c.old, c.replacement)
			if err == nil || !strings.Contains(err.Error(), c.message) {
				t.Errorf("%v; want it to speak of %s", err, c.message)
			}
		})
	}
}
