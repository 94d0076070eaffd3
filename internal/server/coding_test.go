package server_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"testing"

	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/golden"
	"github.com/goldenthread/goldenthread/internal/server"
)

// whole is a server with the API over the sample plan; most is how many bytes of answers it keeps.
func whole(t *testing.T, most int) *server.Server {
	t.Helper()
	store := memstore.New()
	if _, err := store.Apply(t.Context(), golden.Sample(t)); err != nil {
		t.Fatal(err)
	}
	s, err := server.New(server.Options{Executor: gql.New(store, gql.Options{MaxKept: most}), Store: store})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An answer has a tag for each coding and type that it is sent in, and is the same answer in all of them, kept or not.
func TestAnAnswerHasATagForEachForm(t *testing.T) {
	for _, most := range []int{0, 1 << 20} {
		s := whole(t, most)
		ask := func(header ...string) reply {
			return get("query=%7Bactions%7Bnodes%7Btitle%7D%7D%7D", append(header, "Graphql-Require-Preflight: 1")...).to(s)
		}
		plain := ask()
		tags := map[string]bool{plain.Header.Get("ETag"): true}
		for _, accept := range []string{"Accept-Encoding: gzip", "Accept-Encoding: br, *", "Accept-Encoding: gzip;q=0.1, br"} {
			packed := ask(accept)
			if packed.Header.Get("Content-Encoding") != "gzip" {
				t.Fatalf("%s: %v", accept, packed.Header)
			}
			unpack, err := gzip.NewReader(bytes.NewReader(packed.Body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err := io.ReadAll(unpack); err != nil || !bytes.Equal(body, plain.Body) {
				t.Errorf("%s: %s, %v", accept, body, err)
			}
			tag := packed.Header.Get("ETag")
			tags[tag] = true
			if r := ask(accept, "If-None-Match: "+tag); r.StatusCode != http.StatusNotModified || len(r.Body) > 0 {
				t.Errorf("%s with its tag: %d", accept, r.StatusCode)
			}
			if r := ask(accept, "If-None-Match: "+plain.Header.Get("ETag")); r.StatusCode != http.StatusOK {
				t.Errorf("%s with another form's tag: %d", accept, r.StatusCode)
			}
		}
		tags[ask("Accept: application/graphql-response+json").Header.Get("ETag")] = true
		if len(tags) != 3 {
			t.Errorf("three forms have the tags %v", tags)
		}
		for _, accept := range []string{"Accept-Encoding: gzip;q=0", "Accept-Encoding: br", "Accept-Encoding: *;q=0"} {
			if r := ask(accept); r.Header.Get("Content-Encoding") != "" || !bytes.Equal(r.Body, plain.Body) {
				t.Errorf("%s: %v", accept, r.Header)
			}
		}
	}
}
