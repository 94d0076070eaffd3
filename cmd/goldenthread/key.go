package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/internal/access"
	"github.com/goldenthread/goldenthread/internal/access/keyfile"
)

// A keyVerb is the verb key with its options.
type keyVerb struct {
	*program
	file, role, expires string
}

func (p *program) keyCommand() *cobra.Command {
	v := &keyVerb{program: p}
	c := &cobra.Command{
		Use:   "key",
		Short: "Make, list and revoke the API keys of a server",
		Long: `Keeps a file of API keys for 'goldenthread serve --keys FILE': for each a name, a role and a hash. A key itself is written
once, to the standard output, when it is made; it can be had again from nowhere. A running server notices changes of the
file within a second.

Roles: a viewer may ask; an editor may change the graph, and the key's name is recorded with each change; an admin may also
see what is closed to others, such as the schema where introspection is off.`,
		Example: `  goldenthread key create planning-team --role editor --keys keys.txt
  goldenthread key list --keys keys.txt
  goldenthread key revoke planning-team --keys keys.txt`,
		Args: unknownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(v.createCommand(), v.listCommand(), v.revokeCommand())
	return c
}

// addFile gives a command the option that all have.
func (v *keyVerb) addFile(c *cobra.Command) *cobra.Command {
	c.Flags().StringVar(&v.file, "keys", "", "the `file` of API keys")
	return c
}

func (v *keyVerb) needFile() error {
	if v.file == "" {
		return usagef("--keys is missing: it is the file that the keys are kept in")
	}
	return nil
}

func (v *keyVerb) createCommand() *cobra.Command {
	c := v.addFile(&cobra.Command{
		Use:     "create NAME",
		Short:   "Make a key, and write it once",
		Example: "  goldenthread key create planning-team --role editor --expires 90d --keys keys.txt",
		Args:    arguments(1, 1, "the key's name"),
		RunE:    func(_ *cobra.Command, args []string) error { return v.create(args[0], time.Now().UTC()) },
	})
	c.Flags().StringVar(&v.role, "role", "viewer", "what it may do: viewer, editor or admin (`role`)")
	c.Flags().StringVar(&v.expires, "expires", "", "`when` it stops being good: a date such as 2027-04-01, or in so many days, such as 90d; never if empty")
	return c
}

func (v *keyVerb) create(name string, now time.Time) error {
	if err := v.needFile(); err != nil {
		return err
	}
	role, err := access.ParseRole(v.role)
	if err != nil {
		return err
	}
	today := now.Truncate(24 * time.Hour)
	expires, err := expiry(v.expires, today)
	if err != nil {
		return err
	}
	secret, err := keyfile.Create(v.file, name, role, today, expires)
	if err != nil {
		return err
	}
	v.tell("This is the only time that the key is shown. Send it as the header Authorization: Bearer KEY.\n")
	_, err = fmt.Fprintln(v.out, secret)
	return err
}

// expiry reads when a key stops being good: never is the zero time.
func expiry(text string, today time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n int
		n, err = strconv.Atoi(days)
		day = today.AddDate(0, 0, n)
	}
	switch {
	case err != nil:
		return time.Time{}, usagef("--expires %s is neither a date such as 2027-04-01 nor a number of days such as 90d", text)
	case !day.After(today):
		return time.Time{}, usagef("--expires %s is not in the future", text)
	}
	return day, nil
}

func (v *keyVerb) listCommand() *cobra.Command {
	return v.addFile(&cobra.Command{
		Use:     "list",
		Short:   "List the keys by name, without the keys",
		Example: "  goldenthread key list --keys keys.txt",
		Args:    arguments(0, 0, "the command"),
		RunE: func(*cobra.Command, []string) error {
			if err := v.needFile(); err != nil {
				return err
			}
			keys, err := keyfile.Read(v.file)
			if err != nil {
				return err
			}
			return listKeys(v.out, keys)
		},
	})
}

func listKeys(w io.Writer, keys []keyfile.Key) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "name\trole\tcreated\texpires") // the writer keeps its error for Flush
	for _, k := range keys {
		expires := "never"
		if !k.Expires.IsZero() {
			expires = k.Expires.Format(time.DateOnly)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", k.Name, k.Role, k.Created.Format(time.DateOnly), expires)
	}
	return table.Flush()
}

func (v *keyVerb) revokeCommand() *cobra.Command {
	return v.addFile(&cobra.Command{
		Use:     "revoke NAME",
		Short:   "Revoke a key",
		Example: "  goldenthread key revoke planning-team --keys keys.txt",
		Args:    arguments(1, 1, "the key's name"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := v.needFile(); err != nil {
				return err
			}
			return keyfile.Revoke(v.file, args[0])
		},
	})
}
