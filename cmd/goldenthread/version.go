package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/goldenthread/goldenthread/internal/server"
)

// version and commit are set by the linker in releases; otherwise what Go recorded of the build is shown.
var version, commit string

func (p *program) versionCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "version",
		Short:   "Say which version this is",
		Example: "  goldenthread version\n  goldenthread version --json",
		Args:    arguments(0, 0, "the command"),
		RunE: func(*cobra.Command, []string) error {
			b := build()
			if asJSON {
				return json.NewEncoder(p.out).Encode(b)
			}
			text := "goldenthread " + b.Version
			if b.Commit != "" {
				text += ", commit " + b.Commit
			}
			_, err := fmt.Fprintf(p.out, "%s, %s, %s/%s\n", text, b.Go, runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return c
}

func build() server.Build {
	b := server.Build{Version: version, Commit: commit, Go: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if b.Version == "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && b.Commit == "" {
			b.Commit = s.Value
		}
	}
	return b
}
