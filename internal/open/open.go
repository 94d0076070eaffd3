// Package open opens a store by its URL. It is the one place that knows every store there is.
package open

import (
	"context"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// Options say how a store is opened.
type Options struct {
	// ReadOnly opens it for reading alone: nothing is created, and the store may be in use by another process.
	ReadOnly bool
}

// embedded is the scheme of stores that live in a folder.
const embedded = "embedded"

// Folder is the URL of the embedded store in a folder.
func Folder(dir string) string { return embedded + ":" + dir }

// Store opens the store that a URL names: "embedded:DIR" is the embedded one in the folder DIR. The errors are
// graph.ErrInvalid for a URL that names none, graph.ErrNotFound for one that is not there and may not be created,
// and graph.ErrUnavailable for one that cannot be used now. The caller closes it.
func Store(ctx context.Context, url string, opt Options) (graph.Store, error) {
	scheme, rest, found := strings.Cut(url, ":")
	if !found || rest == "" {
		return nil, graph.Errorf(graph.ErrInvalid, "%q names no store: write %s:DIR", url, embedded)
	}
	switch scheme {
	case embedded:
		return memstore.Open(ctx, rest, memstore.Options{ReadOnly: opt.ReadOnly})
	}
	return nil, graph.Errorf(graph.ErrInvalid, "there is no kind of store called %q: write %s:DIR", scheme, embedded)
}
