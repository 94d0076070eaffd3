package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/open"
)

// A backupVerb is the verb backup with its options.
type backupVerb struct {
	*program
	store       storeFlags
	force, json bool
}

func (p *program) backupCommand() *cobra.Command {
	v := &backupVerb{program: p}
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the graph with its history to one file",
		Long: `Writes all that the data folder holds at one revision, history included, to one file, also while a server or an import
writes to the folder. The file gets its name only when it was read again and found whole: its structure, the hash of its
graph and every entry of its journal. A file that is there already is replaced only with --force.

A backup is an SQLite file: any tool for SQLite opens it. 'goldenthread restore' makes a data folder of it again.`,
		Example: `  goldenthread backup plans.db
  goldenthread backup --data /srv/plans "backups/$(date +%F).db"
  goldenthread backup latest.db --force --json`,
		Args: arguments(1, 1, "the file"),
		RunE: v.run,
	}
	v.store.add(v.program, c)
	c.Flags().BoolVar(&v.force, "force", false, "replace the file if it is there")
	c.Flags().BoolVar(&v.json, "json", false, "write JSON")
	return c
}

// A kept is what was written by a backup, or put in place by a restore.
type kept struct {
	Store    string         `json:"store"`
	File     string         `json:"file"`
	Revision graph.Revision `json:"revision"`
	Nodes    int            `json:"nodes"`
	Links    int            `json:"links"`
	Hash     string         `json:"hash"`
	// Aside is where a restore left the graph that was there before.
	Aside string `json:"aside,omitempty"`
}

func newKept(store, file string, s graph.Status) *kept {
	return &kept{Store: store, File: file, Revision: s.Revision, Nodes: s.Nodes, Links: s.Links, Hash: s.Hash}
}

func (k *kept) print(w io.Writer, asJSON bool, in, from string) error {
	if asJSON {
		return writeIndented(w, k)
	}
	_, err := fmt.Fprintf(w, "%s holds what %s held: %d nodes, %d links, revision %d, graph hash %s\n", in, from, k.Nodes, k.Links, k.Revision, k.Hash)
	if err == nil && k.Aside != "" {
		_, err = fmt.Fprintf(w, "What was there before is kept as %s\n", k.Aside)
	}
	return err
}

func (v *backupVerb) run(c *cobra.Command, args []string) error {
	url, name, err := v.store.choose(c)
	if err != nil {
		return err
	}
	status, err := open.Backup(c.Context(), url, args[0], v.force, v.counters())
	if err != nil {
		return err
	}
	return newKept(name, args[0], status).print(v.out, v.json, args[0], name)
}
