package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const (
	environmentPrefix = "GOLDENTHREAD_"
	// testPrefix is that of variables for the project's own tests.
	testPrefix = environmentPrefix + "TEST_"
	// keyVariable is the key or token to show to a server; it is no option, since others on the machine can see those.
	keyVariable = environmentPrefix + "KEY"
)

// variableOf is the name in the environment of an option.
func variableOf(flag string) string {
	return environmentPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// setFromEnvironment gives the command's options that were not on the command line their values from the environment.
// They still count as not given, so that what was given wins. A variable that is nobody's option is refused: it would
// otherwise be a setting that somebody believes in.
func (p *program) setFromEnvironment(c *cobra.Command) error {
	known := variableNames(c.Root())
	for _, line := range p.environ {
		name, value, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(name, environmentPrefix) || strings.HasPrefix(name, testPrefix) || name == keyVariable {
			continue
		}
		option, ok := known[name]
		if !ok {
			return usagef("the environment has %s, which is no option%s", name, didYouMean(name, known))
		}
		flag := c.Flags().Lookup(option)
		if flag == nil || flag.Changed {
			continue
		}
		if err := setFlag(flag, value); err != nil {
			return usagef("the environment's %s is no value for --%s: %v", name, option, err)
		}
		p.note(option, name)
	}
	return nil
}

// setFlag sets a flag's value; one that can be repeated takes several, with commas between.
func setFlag(flag *pflag.Flag, value string) error {
	if list, ok := flag.Value.(pflag.SliceValue); ok {
		return list.Replace(strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' }))
	}
	return flag.Value.Set(value)
}

// optionsOf are the options of a command and those below it, by name.
func optionsOf(c *cobra.Command) map[string]*pflag.Flag {
	options := map[string]*pflag.Flag{}
	for _, set := range []*pflag.FlagSet{c.PersistentFlags(), c.Flags()} {
		set.VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" {
				options[f.Name] = f
			}
		})
	}
	for _, below := range c.Commands() {
		maps.Copy(options, optionsOf(below))
	}
	return options
}

// variableNames are the options of a command and those below it by their names in the environment.
func variableNames(c *cobra.Command) map[string]string {
	names := map[string]string{}
	for name := range optionsOf(c) {
		names[variableOf(name)] = name
	}
	return names
}

func didYouMean(name string, known map[string]string) string {
	options := slices.Sorted(maps.Values(known))
	written := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, environmentPrefix), "_", "-"))
	if near := nearest(written, options); near != "" {
		return ": did you mean " + variableOf(near) + "?"
	}
	return ""
}
