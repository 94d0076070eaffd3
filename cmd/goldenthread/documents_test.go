package main

import (
	"errors"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// FuzzReadManifest: a manifest is read, or refused as the operator's mistake.
func FuzzReadManifest(f *testing.F) {
	for _, seed := range []string{
		`{"a": "{ revision }"}`, `{"format":"apollo-persisted-query-manifest","operations":[{"id":"a","body":"{ revision }"}]}`,
		`{"format":"other"}`, `[]`, `{"a": 1}`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		documents, err := readManifest(text)
		if err != nil && !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%v is not ErrInvalid", err)
		}
		if (err == nil) != (documents != nil) {
			t.Errorf("%v with the error %v", documents, err)
		}
	})
}
