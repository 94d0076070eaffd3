package server

import (
	"net/http"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// extensions are what is read of a request's extensions; others are ignored.
type extensions struct {
	// PersistedQuery names a document by its hash, as Apollo's clients do.
	PersistedQuery *struct {
		Version int    `json:"version"`
		Hash    string `json:"sha256Hash"`
	} `json:"persistedQuery"`
}

// addTo puts into a request what its extensions say.
func (e extensions) addTo(r *gql.Request) *refusal {
	if e.PersistedQuery == nil {
		return nil
	}
	if e.PersistedQuery.Version != 1 || e.PersistedQuery.Hash == "" {
		return badRequest(`the extension "persistedQuery" must be {"version":1,"sha256Hash":…}`)
	}
	r.Hash = e.PersistedQuery.Hash
	return nil
}

// trustedGet reports whether a GET can only run a document that this server knows from its start: then it does not matter
// which page sent it.
func trustedGet(r *http.Request) bool {
	values := r.URL.Query()
	return values.Get("documentId") != "" && values.Get("query") == "" && values.Get("extensions") == ""
}
