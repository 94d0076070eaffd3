package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/internal/generate"
)

// A generateVerb is the verb generate with its options.
type generateVerb struct {
	*program
	store storeFlags
	plan  generate.Options
}

const defaultActions = 10_000

func (p *program) generateCommand() *cobra.Command {
	v := &generateVerb{program: p}
	c := &cobra.Command{
		Use:   "generate",
		Short: "Make a plan of any size, to try things out on",
		Long: `Makes up an organisation's plans and puts them into an empty store: a strategic plan, and service plans whose actions stand
in the rows of its priorities, name partners, sites and programmes, are profiled to quarters, and carry their evidence.
The same number of actions and the same seed make the same graph.

Each plan is one revision. The store is not served before all are there; if the command is interrupted, the same command
goes on where it stopped.`,
		Example: `  goldenthread generate --data demo
  goldenthread generate --actions 1000000 --seed 7 --data large
  goldenthread generate --store neo4j://127.0.0.1:7687`,
		Args: arguments(0, 0, "the command"),
		RunE: v.run,
	}
	v.store.add(v.program, c)
	f := c.Flags()
	f.IntVar(&v.plan.Actions, "actions", defaultActions, "how many actions: the rest grows with them (`number`)")
	f.BoolVar(&v.plan.NoEvidence, "no-evidence", false, "leave out where things were read, which is most of a large graph")
	f.Uint64Var(&v.plan.Seed, "seed", 1, "the `number` that decides which plan of that size it is")
	return c
}

func (v *generateVerb) run(c *cobra.Command, _ []string) (err error) {
	plan, err := generate.New(v.plan)
	if err != nil {
		return err
	}
	ctx := c.Context()
	store, name, err := v.store.open(ctx, c, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	status, err := generate.Load(ctx, store, plan, v.counter("part"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(v.out, "%s holds %d nodes and %d links, revision %d, graph hash %s\n", name, status.Nodes, status.Links, status.Revision, status.Hash)
	return err
}
