package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/goldenthread/goldenthread/graph"
)

// The exit codes; exitHelp tells users of them.
const (
	exitOK          = 0
	exitFindings    = 1
	exitUsage       = 2
	exitUnavailable = 3
	exitInternal    = 4
	exitInterrupted = 130 // as shells have it for a program that SIGINT ended
)

// errFindings ends a verb that did its work and has already said what is wrong with what it found.
var errFindings = errors.New("answered with errors or problems")

// A usageError is a mistake in how the program was called.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// exitCode is the one table from errors to exit codes.
func exitCode(ctx context.Context, err error) int {
	switch usage := (usageError{}); {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInterrupted
	}
	for _, kind := range []struct {
		kind error
		code int
	}{
		{graph.ErrInvalid, exitUsage}, {graph.ErrNotFound, exitUsage}, {graph.ErrTooLarge, exitUsage}, {fs.ErrNotExist, exitUsage},
		{graph.ErrReadOnly, exitUnavailable}, {graph.ErrUnavailable, exitUnavailable}, {graph.ErrConflict, exitUnavailable},
		{graph.ErrDamaged, exitUnavailable}, {fs.ErrPermission, exitUnavailable},
	} {
		if errors.Is(err, kind.kind) {
			return kind.code
		}
	}
	return exitInternal
}

// flagError says what is wrong with the flags, and which one was probably meant.
func flagError(c *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	unknown := (*pflag.NotExistError)(nil)
	if !errors.As(err, &unknown) || len(unknown.GetSpecifiedName()) < 2 {
		return usageError{err.Error()}
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if near := nearest(unknown.GetSpecifiedName(), names); near != "" {
		return usagef("%v: did you mean --%s?", err, near)
	}
	return usageError{err.Error()}
}

// unknownCommand refuses a verb that does not exist, and says which one was probably meant.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	if near := nearest(args[0], names); near != "" {
		return usagef("there is no command %q: did you mean %q?", args[0], near)
	}
	return usagef("there is no command %q: there are %s", args[0], strings.Join(names, ", "))
}

// nearest is the name that differs least from what was written, or empty if all differ too much to have been meant.
func nearest(written string, names []string) string {
	best, least := "", 1+len(written)/2
	for _, name := range names {
		if d := levenshtein.ComputeDistance(strings.ToLower(written), name); d < least {
			best, least = name, d
		}
	}
	return best
}

// arguments checks the number of a verb's arguments.
func arguments(least, most int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least {
			return usagef("%s is missing", what)
		}
		if most >= 0 && len(args) > most {
			return usagef("too many arguments, from %q on: is %s in quotes?", args[most], what)
		}
		return nil
	}
}
