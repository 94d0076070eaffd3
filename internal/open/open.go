// Package open opens a store by its URL. It is the one place that knows every store there is.
package open

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore"
)

// Options say how a store is opened.
type Options struct {
	// ReadOnly opens it for reading alone: nothing is created, and the store may be in use by another process.
	ReadOnly bool
	// ByRows reads and checks all that an embedded store keeps when it is opened; it is else read faster if that can be.
	ByRows bool
	// Resident keeps the graph in memory too and answers from there, following the store. The embedded store answers from
	// memory anyway.
	Resident bool
	// Heard is told of what does not keep the store from working, such as what happens while it is followed. It may be nil.
	Heard func(what string, err error)
	// Credentials are for stores that ask for them.
	Credentials
}

// embedded is the scheme of stores that live in a folder.
const embedded = "embedded"

// neo4j are the schemes of Neo4j: routed or to one server, encrypted or not.
var neo4j = []string{"neo4j", "neo4j+s", "bolt", "bolt+s"}

// forms says what can be written, for messages.
const forms = "write embedded:DIR, neo4j://HOST:7687, neo4j+s://HOST:7687, bolt://HOST:7687 or bolt+s://HOST:7687"

// Folder is the URL of the embedded store in a folder.
func Folder(dir string) string { return embedded + ":" + dir }

// Remote reports whether a URL names a store that another process keeps: it may be away and come back.
func Remote(url string) bool {
	scheme, _, _ := strings.Cut(url, ":")
	return isNeo4j(scheme)
}

func isNeo4j(scheme string) bool {
	for _, s := range neo4j {
		if s == scheme {
			return true
		}
	}
	return false
}

// Store opens the store that a URL names: "embedded:DIR" is the embedded one in the folder DIR, "neo4j://HOST:7687" a
// Neo4j. The errors are graph.ErrInvalid for a URL that names none, graph.ErrNotFound for one that is not there and may
// not be created, and graph.ErrUnavailable for one that cannot be used now. The caller closes it.
func Store(ctx context.Context, address string, opt Options) (graph.Store, error) {
	scheme, rest, found := strings.Cut(address, ":")
	switch {
	case !found || rest == "":
		return nil, graph.Errorf(graph.ErrInvalid, "%q names no store: %s", address, forms)
	case scheme == embedded:
		return opened(memstore.Open(ctx, rest, memstore.Options{ReadOnly: opt.ReadOnly, ByRows: opt.ByRows, Heard: opt.Heard}))
	case isNeo4j(scheme):
		o, err := opt.neo4j(address)
		if err != nil {
			return nil, err
		}
		return opt.resident(ctx)(opened(neostore.Open(ctx, address, o)))
	}
	return nil, graph.Errorf(graph.ErrInvalid, "there is no kind of store called %q: %s", scheme, forms)
}

// resident makes of a store, if that is wanted, one that is followed in memory.
func (o Options) resident(ctx context.Context) func(graph.Store, error) (graph.Store, error) {
	return func(s graph.Store, err error) (graph.Store, error) {
		if err != nil || !o.Resident {
			return s, err
		}
		replica, err := opened(memstore.Follow(ctx, s, memstore.ReplicaOptions{Heard: o.Heard}))
		if err != nil {
			return nil, errors.Join(err, s.Close(ctx))
		}
		return replica, nil
	}
}

// Valid checks what can be checked of a URL without asking anything: its form, and that it holds no credentials.
func Valid(address string, opt Options) error {
	scheme, _, _ := strings.Cut(address, ":")
	if !isNeo4j(scheme) {
		return nil
	}
	_, err := opt.neo4j(address)
	return err
}

// opened makes of a store that failed to open no store at all, rather than one that is nil inside.
func opened[S graph.Store](s S, err error) (graph.Store, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// neo4j are the options for a Neo4j. Credentials in its URL are refused: they would stand in process lists and logs.
func (o Options) neo4j(address string) (neostore.Options, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return neostore.Options{}, graph.Errorf(graph.ErrInvalid, "the store's URL names no host: write %s://HOST:7687", neo4j[0])
	}
	if u.User != nil {
		return neostore.Options{}, graph.Errorf(graph.ErrInvalid, "the store's URL holds credentials, which anybody on this machine could see: set %s and %s, or give a file of them", userVariable, passwordVariable)
	}
	return neostore.Options{User: o.User, Password: o.Password, Database: o.Database, ReadOnly: o.ReadOnly}, nil
}
