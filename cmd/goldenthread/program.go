package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// A program is the command line with what surrounds it, so that tests can run it in their own process.
type program struct {
	in       io.Reader
	out, err io.Writer
	environ  []string
	// sources say where options have their values from that were not on the command line.
	sources map[string]string
}

// run executes the verb that the arguments name, and gives the exit code.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.rootCommand()
	root.SetArgs(args)
	command, err := root.ExecuteContextC(ctx)
	code := exitCode(ctx, err)
	if err != nil && code != exitFindings {
		p.tell("goldenthread: %v\n", err)
	}
	if usage := (usageError{}); errors.As(err, &usage) {
		p.tell("Run '%s --help' to see how it is used.\n", command.CommandPath())
	}
	return code
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "goldenthread",
		Short: "Plans as a graph that analysts can question",
		Long: `Golden Thread reads the table that aligns a service's work with its organisation's priorities, keeps it as a graph with
the evidence for everything, and answers questions about it: which actions serve several priorities, how priorities
line up with themes, what is not covered, and why one thing is aligned with another.`,
		Example: `  goldenthread serve
  goldenthread import plan.txt
  goldenthread query '{ sharedActions { nodes { title priorities { nodes { code } } } } }' --format table
  goldenthread check`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              unknownCommand,
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return p.configure(c) },
	}
	root.PersistentFlags().String(configOption, "", "a `file` of options, as lines of YAML such as listen: 127.0.0.1:8080")
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(p.serveCommand(), p.importCommand(), p.queryCommand(), p.checkCommand(), p.copyCommand(), p.backupCommand(), p.restoreCommand(), p.generateCommand(), p.keyCommand(), p.configCommand(), p.versionCommand())
	root.SetUsageTemplate(root.UsageTemplate() + exitHelp)
	return root
}

const exitHelp = `
Every option can also be given in the environment, --data as GOLDENTHREAD_DATA and so on, and in the file that --config
names. The command line wins, then the environment, then the file.

Exit codes: 0 done; 1 answered with errors, or problems found; 2 wrong usage or input; 3 store or address not available
or in use; 4 a fault of the program; 130 interrupted.
`

// tell writes to the standard error. Where that fails there is nobody left to tell.
func (p *program) tell(format string, args ...any) { _, _ = fmt.Fprintf(p.err, format, args...) }

// terminal reports whether what is written there is read by a person as it appears.
func terminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// variable is a variable of the environment, empty if it is not set.
func (p *program) variable(name string) string {
	for _, line := range p.environ {
		if value, ok := strings.CutPrefix(line, name+"="); ok {
			return value
		}
	}
	return ""
}
