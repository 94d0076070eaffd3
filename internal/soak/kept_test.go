package soak

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/server"
)

// Two servers of one graph keep answers: one writes, the other follows it. Who asks the first hears of what was written
// before he asked, also in a 304; who asks the second never hears of something older than he heard before; and a tag
// stands for one answer, whichever server gave it.
func TestTwoServersKeepAnswers(t *testing.T) {
	dir := t.TempDir()
	first, second := keeping(t, dir, memstore.Options{}), keeping(t, dir, memstore.Options{ReadOnly: true})
	if err := first.rename(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	const titles = 200
	var (
		written atomic.Int64 // the newest title that the writer was told of
		tags    sync.Map     // what each tag stands for
		wait    sync.WaitGroup
	)
	wait.Go(func() {
		for n := 1; n <= titles; n++ {
			if err := first.rename(t.Context(), n); err != nil {
				t.Error(err)
				return
			}
			written.Store(int64(n))
			for range 3 { // so that answers are found again
				if got, err := first.read(t.Context(), &tags, nil); err != nil || got != int64(n) {
					t.Errorf("title %d is answered with %d: %v", n, got, err)
				}
			}
		}
	})
	for i, s := range []*keeper{first, first, second, second} {
		wait.Go(func() {
			last := reading{title: -1}
			for last.title < titles && !t.Failed() {
				least := last.title
				if i < 2 {
					least = max(least, written.Load())
				}
				got, err := s.read(t.Context(), &tags, &last)
				if err != nil || got < least {
					t.Errorf("reader %d is answered with title %d after %d: %v", i, got, least, err)
				}
			}
		})
	}
	wait.Wait()
	for i, s := range []*keeper{first, second} {
		if s.api.Responses().Hits() == 0 {
			t.Errorf("server %d gave no answer again", i)
		}
	}
}

// A keeper is a server that keeps answers.
type keeper struct {
	url string
	api *gql.API
}

func keeping(t *testing.T, dir string, o memstore.Options) *keeper {
	t.Helper()
	store, err := memstore.Open(t.Context(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	api := gql.New(store, gql.Options{MaxKept: 1 << 20})
	s, err := server.New(server.Options{
		Executor: api, Store: store, Access: &access.Policy{PublicRead: true, OpenToLocal: true}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	served := httptest.NewServer(s)
	t.Cleanup(func() {
		served.Close()
		if err := store.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return &keeper{served.URL, api}
}

// rename gives the one site a number for its title.
func (k *keeper) rename(ctx context.Context, n int) error {
	l := &load{client: http.DefaultClient, url: k.url}
	if n == 0 {
		return l.change(ctx, []any{map[string]any{"siteCreate": map[string]any{"code": "s", "title": "0"}}})
	}
	return l.change(ctx, []any{map[string]any{"siteUpdate": map[string]any{"id": graph.NodeID(graph.KindSite, "s"), "title": strconv.Itoa(n)}}})
}

// A reading is an answer with its tag.
type reading struct {
	title int64
	tag   string
}

// read gives the site's title. Last, if it is not nil, is what the reader heard before: he asks whether that still holds.
func (k *keeper) read(ctx context.Context, tags *sync.Map, last *reading) (int64, error) {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, k.url+"/graphql?query="+url.QueryEscape(`{ site(id: "site:s") { title } }`), nil)
	if err != nil {
		return 0, err
	}
	ask.Header.Set("Graphql-Require-Preflight", "1")
	if last != nil && last.tag != "" {
		ask.Header.Set("If-None-Match", last.tag)
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotModified {
		return last.title, nil
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err
	}
	got, err := titleIn(body)
	if err != nil {
		return 0, err
	}
	tag := answer.Header.Get("Etag")
	if before, known := tags.LoadOrStore(tag, got); tag == "" || known && before != got {
		return 0, fmt.Errorf("tag %s stands for title %d and for %v", tag, got, before)
	}
	if last != nil {
		*last = reading{got, tag}
	}
	return got, nil
}

// titleIn is the number that the site has for its title; -1 while the server that follows has not heard of the site.
func titleIn(body []byte) (int64, error) {
	var answer struct {
		Errors []any
		Data   struct{ Site *struct{ Title string } }
	}
	if err := json.Unmarshal(body, &answer); err != nil || len(answer.Errors) > 0 {
		return 0, errors.Join(err, fmt.Errorf("it answered %s", body))
	}
	if answer.Data.Site == nil {
		return -1, nil
	}
	return strconv.ParseInt(answer.Data.Site.Title, 10, 64)
}
