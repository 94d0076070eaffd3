package importer_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/internal/importer"
)

// FuzzParseCorrections holds whatever comes in to corrections that can be applied, or ErrInvalid with a line.
func FuzzParseCorrections(f *testing.F) {
	f.Add("# line\tbefore\tafter\n216\tgreenspaces\tgreen spaces\n*\tx\tx\r\n")
	f.Add("\n0\tb\tc\n")
	f.Add("1\tb\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := importer.ParseCorrections([]byte(text))
		if err != nil {
			if !errors.Is(err, graph.ErrInvalid) || !strings.Contains(err.Error(), "line ") || all != nil {
				t.Fatalf("%v, with %d corrections", err, len(all))
			}
			return
		}
		for _, c := range all {
			if c.Line < 0 || c.Before == "" || strings.ContainsAny(c.Before+c.After, "\t\n") {
				t.Fatalf("%+v", c)
			}
		}
	})
}
