package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/graph"
)

// A checkVerb is the verb check with its options.
type checkVerb struct {
	*program
	store        storeFlags
	json, strict bool
	limit        int
}

func (p *program) checkCommand() *cobra.Command {
	v := &checkVerb{program: p}
	c := &cobra.Command{
		Use:   "check",
		Short: "Look for what is missing or doubtful in the graph",
		Long: `Looks at the whole graph for what lacks evidence, links or quarters, for actions worded nearly alike, and for links that
were inferred and never reviewed. It changes nothing.

An error is something that the graph promises and that does not hold; a warning is something that plans usually have; a
note is something to look at. The exit code is 1 if there are errors; with --strict, also if there are warnings.`,
		Example: `  goldenthread check
  goldenthread check --strict --limit 0
  goldenthread check --json | jq '.findings[] | {code, count}'`,
		Args: arguments(0, 0, "the command"),
		RunE: v.run,
	}
	v.store.add(v.program, c)
	c.Flags().BoolVar(&v.json, "json", false, "write JSON")
	c.Flags().BoolVar(&v.strict, "strict", false, "let warnings decide the exit code too")
	c.Flags().IntVar(&v.limit, "limit", 20, "the most items to show of each problem (`number`); 0 is all")
	return c
}

// A checked is the outcome of a check.
type checked struct {
	Store    string         `json:"store"`
	Revision graph.Revision `json:"revision"`
	Nodes    int            `json:"nodes"`
	Links    int            `json:"links"`
	// Counts are the items by severity.
	Counts   map[severity]int `json:"counts"`
	Findings []finding        `json:"findings"`
}

func (v *checkVerb) run(c *cobra.Command, _ []string) error {
	if v.limit < 0 {
		return usagef("--limit must not be negative; 0 shows all")
	}
	outcome, err := v.check(c)
	if err != nil {
		return err
	}
	if v.json {
		err = writeIndented(v.out, outcome)
	} else {
		err = outcome.print(v.out)
	}
	if err == nil && (outcome.Counts[severe] > 0 || v.strict && outcome.Counts[doubtful] > 0) {
		return errFindings
	}
	return err
}

func (v *checkVerb) check(c *cobra.Command) (*checked, error) {
	ctx := c.Context()
	v.store.byRows = true
	store, name, err := v.store.open(ctx, c, true)
	if err != nil {
		return nil, err
	}
	defer store.Close(context.WithoutCancel(ctx)) // nothing was written
	status, err := store.Status(ctx)
	if err != nil {
		return nil, err
	}
	view, err := store.View(ctx)
	if err != nil {
		return nil, err
	}
	defer view.Close() // nothing was written
	findings, err := check(ctx, view, v.limit)
	if err != nil {
		return nil, err
	}
	outcome := &checked{
		Store: name, Revision: view.Revision(), Nodes: status.Nodes, Links: status.Links,
		Counts: map[severity]int{severe: 0, doubtful: 0, noted: 0}, Findings: findings,
	}
	for _, f := range findings {
		outcome.Counts[f.Severity] += f.Count
	}
	return outcome, nil
}

func (o *checked) print(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s, revision %d: %d nodes, %d links\n", o.Store, o.Revision, o.Nodes, o.Links)
	for _, f := range o.Findings {
		fmt.Fprintf(&out, "\n%s: %s (%d)\n", f.Severity, f.Title, f.Count)
		for _, i := range f.Items {
			fmt.Fprintf(&out, "  %s\n    %s\n", i.ID, oneLine(i.Title))
			if i.Note != "" {
				fmt.Fprintf(&out, "    %s\n", oneLine(i.Note))
			}
		}
		if more := f.Count - len(f.Items); more > 0 {
			fmt.Fprintf(&out, "  … and %d more: --limit 0 shows all\n", more)
		}
	}
	fmt.Fprintf(&out, "\n%d errors, %d warnings, %d notes\n", o.Counts[severe], o.Counts[doubtful], o.Counts[noted])
	_, err := io.WriteString(w, out.String())
	return err
}
