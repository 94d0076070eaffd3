package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/goldenthread/goldenthread/graph"
)

// configure gives a command's options their values: what is on the command line stands, then the environment counts, then
// the file that --config names, then the profile, then the defaults.
func (p *program) configure(c *cobra.Command) error {
	p.sources = map[string]string{}
	if file := p.configFile(c); file != "" {
		if err := p.setFromFile(c, file); err != nil {
			return err
		}
	}
	if err := p.setFromEnvironment(c); err != nil {
		return err
	}
	return p.setFromProfile(c)
}

// note remembers where an option's value comes from.
func (p *program) note(option, source string) { p.sources[option] = source }

// configOption names the file of options.
const configOption = "config"

// configFile is the file of options, empty if there is none.
func (p *program) configFile(c *cobra.Command) string {
	flag := c.Flags().Lookup(configOption)
	if flag == nil {
		return ""
	}
	if value := p.variable(variableOf(configOption)); value != "" && !flag.Changed {
		return value
	}
	return flag.Value.String()
}

// setFromFile reads options from a file of YAML: their names with their values, lists for those that can be repeated.
func (p *program) setFromFile(c *cobra.Command, path string) error {
	text, err := p.readFile(path)
	if err != nil {
		return err
	}
	var values yaml.MapSlice
	if err := yaml.Unmarshal(text, &values); err != nil {
		return graph.Errorf(graph.ErrInvalid, "%s is no file of options, which has lines such as listen: 127.0.0.1:8080: %s", path, yaml.FormatError(err, false, false))
	}
	known := optionsOf(c.Root())
	for _, item := range values {
		name := fmt.Sprint(item.Key)
		if known[name] == nil || name == configOption {
			return graph.Errorf(graph.ErrInvalid, "%s: there is no option %q%s", path, name, nearestOption(name, slices.Collect(maps.Keys(known))))
		}
		flag := c.Flags().Lookup(name)
		if flag == nil || flag.Changed {
			continue
		}
		if err := setFromYAML(flag, item.Value); err != nil {
			return graph.Errorf(graph.ErrInvalid, "%s: this is no value for %s: %v", path, name, err)
		}
		p.note(name, path)
	}
	return nil
}

// setFromYAML sets a flag to a word, a number or, if it can be repeated, a list of them.
func setFromYAML(flag *pflag.Flag, value any) error {
	words, repeated := value.([]any)
	if !repeated {
		words = []any{value}
	}
	var texts []string
	for _, word := range words {
		switch word.(type) {
		case string, bool, uint64, int64, float64:
			texts = append(texts, fmt.Sprint(word))
		default:
			return usagef("it is a word, a number or a list of them")
		}
	}
	if list, ok := flag.Value.(pflag.SliceValue); ok {
		return list.Replace(texts)
	}
	if repeated {
		return usagef("it has one value, not a list")
	}
	return flag.Value.Set(texts[0])
}

func nearestOption(name string, known []string) string {
	slices.Sort(known)
	if near := nearest(name, known); near != "" {
		return ": did you mean " + near + "?"
	}
	return ""
}

// profileOption picks a profile.
const profileOption = "profile"

// profiles are defaults for a place that a server runs in: the whole of what differs between them.
var profiles = map[string]map[string]string{
	"dev": {},
	"prod": {
		"local-access": "false", "introspection": "false", "playground": "false", "get-trusted": "true", "rate": "50", "burst": "200", "log-format": "json",
	},
}

// setFromProfile gives options that nobody has set those of the profile.
func (p *program) setFromProfile(c *cobra.Command) error {
	chosen := c.Flags().Lookup(profileOption)
	if chosen == nil {
		return nil
	}
	values, ok := profiles[chosen.Value.String()]
	if !ok {
		return usagef("there is no profile %q: there are %s", chosen.Value, strings.Join(slices.Sorted(maps.Keys(profiles)), " and "))
	}
	for name, value := range values {
		flag := c.Flags().Lookup(name)
		if flag.Changed || p.sources[name] != "" {
			continue
		}
		if err := setFlag(flag, value); err != nil {
			return err
		}
		p.note(name, "profile "+chosen.Value.String())
	}
	return nil
}
