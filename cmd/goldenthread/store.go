package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

// storeFlags say which store a verb works on.
type storeFlags struct {
	*program
	data, url, credentials string
	// byRows has all of an embedded store read and checked, not only what is needed.
	byRows bool
	// heard is told of what does not keep the store from working.
	heard func(what string, err error)
}

const defaultData = "./data"

func (f *storeFlags) add(p *program, c *cobra.Command) {
	f.program = p
	c.Flags().StringVar(&f.data, "data", defaultData, "the data `folder`: the graph is kept in it")
	c.Flags().StringVar(&f.url, "store", "", "the store by its `URL`, instead of --data: embedded:DIR, neo4j://HOST:7687, neo4j+s://HOST:7687 or bolt://HOST:7687")
	c.Flags().StringVar(&f.credentials, "credentials", "", "a `file` of NEO4J_USERNAME=… and NEO4J_PASSWORD=…, if the environment does not have them")
	_ = c.MarkFlagDirname("data") // it fails only for flags that do not exist
}

// choose finds the store chosen: its URL, and what to call it. What is on the command line wins over the environment.
func (f *storeFlags) choose(c *cobra.Command) (url, name string, err error) {
	if err := onlyOne(c, "data", "store"); err != nil {
		return "", "", err
	}
	if f.url != "" && !c.Flags().Changed("data") {
		return f.url, f.url, nil
	}
	return open.Folder(f.data), f.data, nil
}

// onlyOne refuses options on the command line that exclude each other.
func onlyOne(c *cobra.Command, names ...string) error {
	var given []string
	for _, name := range names {
		if c.Flags().Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if len(given) > 1 {
		return usagef("%s exclude each other: give one of them", strings.Join(given, " and "))
	}
	return nil
}

// open opens the store and says what to call it. One that is to be read and is not there gives an error that says how
// to make it.
func (f *storeFlags) open(ctx context.Context, c *cobra.Command, readOnly bool) (store graph.Store, name string, err error) {
	store, name, err = f.try(ctx, c, readOnly)
	if readOnly && errors.Is(err, graph.ErrNotFound) {
		return nil, name, graph.Errorf(graph.ErrUnavailable, "there is no graph in %s yet: make one with 'goldenthread import FILE', or with 'goldenthread serve', which starts with a sample", name)
	}
	return store, name, err
}

// existing opens the store for reading, if there is one yet.
func (f *storeFlags) existing(ctx context.Context, c *cobra.Command) (store graph.Store, exists bool, err error) {
	store, _, err = f.try(ctx, c, true)
	if errors.Is(err, graph.ErrNotFound) {
		return nil, false, nil
	}
	return store, err == nil, err
}

// try opens the store, with the store's own errors.
func (f *storeFlags) try(ctx context.Context, c *cobra.Command, readOnly bool) (store graph.Store, name string, err error) {
	url, name, err := f.choose(c)
	if err != nil {
		return nil, name, err
	}
	options, err := f.options(readOnly)
	if err != nil {
		return nil, name, err
	}
	store, err = open.Store(ctx, url, options)
	return store, name, err
}

// options are those the store is opened with. Credentials come from the environment or a file, never from the command
// line, where anybody on the machine could see them.
func (f *storeFlags) options(readOnly bool) (open.Options, error) {
	credentials, err := open.ReadCredentials(f.variable, f.credentials)
	return open.Options{ReadOnly: readOnly, ByRows: f.byRows, Heard: f.heard, Credentials: credentials}, err
}
