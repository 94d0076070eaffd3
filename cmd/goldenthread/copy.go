package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
	"github.com/goldenthread/goldenthread/internal/transfer"
)

// A copyVerb is the verb copy with its options.
type copyVerb struct {
	*program
	from, to                       string
	fromCredentials, toCredentials string
}

func (p *program) copyCommand() *cobra.Command {
	v := &copyVerb{program: p}
	c := &cobra.Command{
		Use:   "copy --from URL --to URL",
		Short: "Move a graph with its history to another store",
		Long: `Replays the journal of one store into another, revision by revision with who, when and why, and ends when the graph
hashes of both are the same. The target must be empty, or be the beginning of such a copy: one that was interrupted, or
that the source has left behind, goes on where it stopped. The source is only read.

Credentials of a Neo4j come from NEO4J_USERNAME and NEO4J_PASSWORD, or from files if the two ends have different ones.`,
		Example: `  goldenthread copy --from embedded:data --to neo4j://127.0.0.1:7687
  goldenthread copy --from neo4j+s://plans.example.org --from-credentials neo4j.txt --to embedded:backup`,
		Args: arguments(0, 0, "the command"),
		RunE: v.run,
	}
	f := c.Flags()
	f.StringVar(&v.from, "from", "", "the store to read, by its `URL`: embedded:DIR, neo4j://HOST:7687, …")
	f.StringVar(&v.to, "to", "", "the store to write, by its `URL`")
	f.StringVar(&v.fromCredentials, "from-credentials", "", "a `file` of credentials for the source")
	f.StringVar(&v.toCredentials, "to-credentials", "", "a `file` of credentials for the target")
	return c
}

func (v *copyVerb) run(c *cobra.Command, _ []string) (err error) {
	if v.from == "" || v.to == "" {
		return usagef("--from and --to must both name a store")
	}
	if v.from == v.to {
		return usagef("--from and --to name the same store")
	}
	ctx := c.Context()
	from, err := v.open(ctx, v.from, v.fromCredentials, true)
	if err != nil {
		return fmt.Errorf("the source: %w", err)
	}
	defer func() { err = errors.Join(err, from.Close(context.WithoutCancel(ctx))) }()
	to, err := v.open(ctx, v.to, v.toCredentials, false)
	if err != nil {
		return fmt.Errorf("the target: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close(context.WithoutCancel(ctx))) }()
	result, err := transfer.Copy(ctx, from, to, v.revisions())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(v.out, "%s holds what %s holds: %d nodes, %d links, revision %d (%d copied now), graph hash %s\n",
		v.to, v.from, result.Nodes, result.Links, result.To, result.To-result.From, result.Hash)
	return err
}

func (v *copyVerb) open(ctx context.Context, url, credentials string, readOnly bool) (graph.Store, error) {
	c, err := open.ReadCredentials(v.variable, credentials)
	if err != nil {
		return nil, err
	}
	return open.Store(ctx, url, open.Options{ReadOnly: readOnly, Credentials: c})
}
