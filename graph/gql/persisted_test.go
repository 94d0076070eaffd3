package gql_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

func hashOf(document string) string {
	sum := sha256.Sum256([]byte(document))
	return hex.EncodeToString(sum[:])
}

const (
	trustedDocument = "query Trusted { revision }"
	freeDocument    = "{ actions { totalCount } }"
)

func TestDocumentsByName(t *testing.T) {
	trusted, free := hashOf(trustedDocument), hashOf(freeDocument)
	open := gql.Documents{Trusted: map[string]string{"revision": trustedDocument}}
	only, none := open, gql.Documents{NoAutomatic: true}
	only.OnlyTrusted = true
	for name, c := range map[string]struct {
		documents gql.Documents
		requests  []gql.Request
		code      gql.Code // of the last
	}{
		"by ID":                          {open, []gql.Request{{DocumentID: "revision"}}, ""},
		"by hash":                        {open, []gql.Request{{Hash: trusted}}, ""},
		"by hash as an ID":               {open, []gql.Request{{DocumentID: "sha256:" + trusted}}, ""},
		"by an unknown ID":               {open, []gql.Request{{DocumentID: "x"}}, gql.CodePersistedQueryNotFound},
		"by ID and text":                 {open, []gql.Request{{DocumentID: "revision", Query: freeDocument}}, gql.CodeBadRequest},
		"by a hash never sent":           {open, []gql.Request{{Hash: free}}, gql.CodePersistedQueryNotFound},
		"sent with its hash":             {open, []gql.Request{{Query: freeDocument, Hash: free}}, ""},
		"by a hash that was sent":        {open, []gql.Request{{Query: freeDocument, Hash: free}, {Hash: strings.ToUpper(free)}}, ""},
		"with another's hash":            {open, []gql.Request{{Query: freeDocument, Hash: trusted}}, gql.CodeBadRequest},
		"after a wrong hash":             {open, []gql.Request{{Query: freeDocument, Hash: hashOf("x")}, {Hash: hashOf("x")}}, gql.CodePersistedQueryNotFound},
		"after a wrong document":         {open, []gql.Request{{Query: "{ x }", Hash: hashOf("{ x }")}, {Hash: hashOf("{ x }")}}, gql.CodePersistedQueryNotFound},
		"an ID that was only sent":       {open, []gql.Request{{Query: freeDocument, Hash: free}, {DocumentID: free}}, gql.CodePersistedQueryNotFound},
		"hashes off":                     {none, []gql.Request{{Query: freeDocument, Hash: free}, {Hash: free}}, gql.CodePersistedQueryNotSupported},
		"only trusted, by ID":            {only, []gql.Request{{DocumentID: "revision"}}, ""},
		"only trusted, by hash":          {only, []gql.Request{{Hash: trusted}}, ""},
		"only trusted, word for word":    {only, []gql.Request{{Query: trustedDocument}}, ""},
		"only trusted, another":          {only, []gql.Request{{Query: freeDocument}}, gql.CodeForbidden},
		"only trusted, another's hash":   {only, []gql.Request{{Query: freeDocument, Hash: free}}, gql.CodeForbidden},
		"only trusted, a letter changed": {only, []gql.Request{{Query: trustedDocument + " "}}, gql.CodeForbidden},
	} {
		api := gql.New(memstore.New(), gql.Options{Documents: c.documents, Log: quiet})
		var answer gql.Response
		for _, r := range c.requests {
			answer = api.Execute(t.Context(), r)
		}
		if c.code == "" && !answer.HasData || c.code != "" && (answer.HasData || answer.Codes[0] != c.code) {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
}

func TestTheTrustedDocumentIsNamed(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Documents: gql.Documents{Trusted: map[string]string{"revision": trustedDocument}}})
	for document, want := range map[string]string{trustedDocument: "revision", freeDocument: ""} {
		if answer := api.Execute(t.Context(), gql.Request{Query: document}); answer.Document != want {
			t.Errorf("%s is called %q", document, answer.Document)
		}
	}
}

// Whoever sends documents with their hashes cannot fill the memory: the oldest go.
func TestKeptDocumentsAreBounded(t *testing.T) {
	api := gql.New(memstore.New(), gql.Options{Log: quiet})
	document := func(n int) string { return fmt.Sprintf("{ revision } # %d %s", n, strings.Repeat("x", 40_000)) }
	for n := range 100 {
		if answer := api.Execute(t.Context(), gql.Request{Query: document(n), Hash: hashOf(document(n))}); !answer.HasData {
			t.Fatalf("%s", answer.Body)
		}
	}
	for n, want := range map[int]bool{0: false, 99: true} {
		if answer := api.Execute(t.Context(), gql.Request{Hash: hashOf(document(n))}); answer.HasData != want {
			t.Errorf("document %d: %s", n, answer.Body)
		}
	}
}

func TestTrustedDocumentsMustFitTheSchema(t *testing.T) {
	for document, ok := range map[string]bool{
		trustedDocument: true, "query($id: ID!) { node(id: $id) { id } }": true, "query A { revision } query B { revision }": true,
		"{ actoins }": false, "{": false, "": false,
	} {
		api := gql.New(memstore.New(), gql.Options{Documents: gql.Documents{Trusted: map[string]string{"mine": document}}})
		if err := api.CheckTrusted(t.Context()); ok != (err == nil) || !ok && (!errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "mine")) {
			t.Errorf("%s: %v", document, err)
		}
	}
}
