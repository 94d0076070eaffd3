package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// secrets are variables whose values are shown to nobody. Each can be in a file instead, which the variable with _FILE at its
// end names.
var secrets = []string{keyVariable, "NEO4J_PASSWORD"}

func (p *program) configCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Show the options of a server, and where their values come from",
		Args:  unknownCommand,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	shown := &cobra.Command{
		Use:   "print",
		Short: "Write the options that 'goldenthread serve' would have, with where each comes from",
		Long: `Writes every option that 'goldenthread serve' would have here, as a file that --config takes, with where its value comes
from: the command line, a variable of the environment, the file, the profile or the default. Secrets are not written.`,
		Example: "  goldenthread config print --config goldenthread.yaml",
		Args:    arguments(0, 0, "the command"),
		RunE:    func(c *cobra.Command, _ []string) error { return p.printConfig(c.Flags()) },
	}
	shown.Flags().AddFlagSet(p.serveCommand().Flags())
	reference := &cobra.Command{
		Use:     "reference [COMMAND…]",
		Short:   "Write all options of commands, of all commands if none is named",
		Example: "  goldenthread config reference serve",
		Args:    arguments(0, -1, "the command"),
		RunE:    func(c *cobra.Command, args []string) error { return writeReference(p.out, c.Root(), args) },
	}
	c.AddCommand(shown, reference)
	return c
}

// printConfig writes options with their sources, and which secrets are set.
func (p *program) printConfig(flags *pflag.FlagSet) error {
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" || f.Name == configOption {
			return
		}
		source := p.sources[f.Name]
		switch {
		case f.Changed:
			source = "command line"
		case source == "":
			source = "default"
		}
		_, _ = fmt.Fprintf(table, "%s: %s\t# %s\n", f.Name, yamlValue(f.Value), source) // the writer keeps its error for Flush
	})
	for _, name := range secrets {
		for _, variable := range []string{name, name + "_FILE"} {
			if p.variable(variable) != "" {
				_, _ = fmt.Fprintf(table, "# %s\t# is set, and not shown\n", variable)
			}
		}
	}
	return table.Flush()
}

// yamlValue writes a value on one line.
func yamlValue(v pflag.Value) string {
	if list, ok := v.(pflag.SliceValue); ok {
		var words []string
		for _, word := range list.GetSlice() {
			words = append(words, yamlWord(word))
		}
		return "[" + strings.Join(words, ", ") + "]"
	}
	if v.Type() == "string" {
		return yamlWord(v.String())
	}
	return v.String()
}

func yamlWord(word string) string {
	text, err := yaml.MarshalWithOptions(word, yaml.JSON())
	if err != nil {
		return fmt.Sprintf("%q", word)
	}
	return strings.TrimSpace(string(text))
}

// writeReference writes each option with its name in the environment, its default and what it does, command by command.
func writeReference(w io.Writer, root *cobra.Command, only []string) error {
	var text strings.Builder
	for _, c := range root.Commands() {
		if len(only) > 0 && !slices.Contains(only, c.Name()) || c.Hidden || c.Name() == "help" || c.Name() == "completion" || c.Name() == "config" {
			continue
		}
		writeCommand(&text, c, "")
	}
	_, err := io.WriteString(w, strings.TrimLeft(text.String(), "\n"))
	return err
}

func writeCommand(text *strings.Builder, c *cobra.Command, before string) {
	name := before + c.Name()
	var flags []*pflag.Flag
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && f.Name != configOption {
			flags = append(flags, f)
		}
	})
	if len(flags) > 0 {
		fmt.Fprintf(text, "\n%s\n", name)
	}
	slices.SortFunc(flags, func(a, b *pflag.Flag) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range flags {
		unit, usage := pflag.UnquoteUsage(f)
		option := strings.TrimSpace("--" + f.Name + " " + unit)
		fmt.Fprintf(text, "  %s\n      %s; default %s\n      %s\n", option, variableOf(f.Name), orNone(f.DefValue), usage)
	}
	for _, below := range c.Commands() {
		writeCommand(text, below, name+" ")
	}
}

func orNone(value string) string {
	if value == "" || value == "[]" {
		return "none"
	}
	return value
}
