// Command cmd starts one Neo4j, runs a command with the environment that names it, and stops the server when the
// command has ended:
//
//	go run ./internal/neotest/cmd -- go test ./...
//
// If NEO4J_TEST_URI is set, the command runs as it is. Without a command it prints the environment and waits for the end
// of its standard input.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/goldenthread/goldenthread/internal/neotest"
)

func main() {
	version := flag.String("version", "", "version of Neo4j: "+neotest.LongTerm+" (default) or "+neotest.Current)
	large := flag.Bool("large", false, "give it the memory that a million actions want")
	flag.Parse()
	memory := neotest.Small
	if *large {
		memory = neotest.Large
	}
	code, err := run(*version, memory, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// run gives the command's exit code.
func run(version string, memory neotest.Memory, command []string) (code int, err error) {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	env := os.Environ()
	if os.Getenv(neotest.EnvURI) == "" {
		s, err := neotest.Launch(ctx, version, memory)
		if err != nil {
			return 1, err
		}
		defer s.Close()
		env = append(append(env, s.Environ()...), neotest.EnvVersion+"="+s.Version) // for tests with a server of their own
		fmt.Fprintf(os.Stderr, "Neo4j %s at %s\n", s.Version, s.URI)
		if len(command) == 0 {
			for _, line := range s.Environ() {
				fmt.Println(line)
			}
		}
	}
	if len(command) == 0 {
		_, err := io.Copy(io.Discard, os.Stdin)
		return 0, err
	}
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = env, os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var exit *exec.ExitError
	if err := cmd.Run(); errors.As(err, &exit) {
		return exit.ExitCode(), nil
	} else if err != nil {
		return 1, err
	}
	return 0, nil
}
