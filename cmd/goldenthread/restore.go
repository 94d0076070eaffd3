package main

import (
	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/internal/open"
)

// A restoreVerb is the verb restore with its options.
type restoreVerb struct {
	*program
	store       storeFlags
	force, json bool
}

func (p *program) restoreCommand() *cobra.Command {
	v := &restoreVerb{program: p}
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a data folder of a backup",
		Long: `Puts what 'goldenthread backup' has written into a data folder, history included. The file is checked whole before
anything is put in place: its structure, the hash of its graph and every entry of its journal. The file stays as it is.

A folder that holds a graph already is refused; with --force the graph that is there is kept beside the new one, under a
name that is told. Stop what writes to the folder first.`,
		Example: `  goldenthread restore plans.db --data restored
  goldenthread restore backups/2026-11-25.db --data /srv/plans --force`,
		Args: arguments(1, 1, "the file"),
		RunE: v.run,
	}
	v.store.add(v.program, c)
	c.Flags().BoolVar(&v.force, "force", false, "replace the graph that is there, and keep it aside")
	c.Flags().BoolVar(&v.json, "json", false, "write JSON")
	return c
}

func (v *restoreVerb) run(c *cobra.Command, args []string) error {
	url, name, err := v.store.choose(c)
	if err != nil {
		return err
	}
	status, aside, err := open.Restore(c.Context(), args[0], url, v.force, v.counters())
	if err != nil {
		return err
	}
	k := newKept(name, args[0], status)
	k.Aside = aside
	return k.print(v.out, v.json, name, args[0])
}
