package neostore_test

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

// TestMain asks for fewer random graphs than graphtest would: nearly every random question is a statement of its own, which
// Neo4j has to plan first. -graphtest.rounds asks for more.
func TestMain(m *testing.M) {
	const rounds = "graphtest.rounds"
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == rounds })
	if !given {
		if err := flag.Set(rounds, "1"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}

func open(t *testing.T) graph.Store { return neostoretest.Open(t) }

func TestStore(t *testing.T) { graphtest.Run(t, open) }

func TestSameEditsAsTheEmbeddedStore(t *testing.T) {
	graphtest.CompareEdits(t, open, func(*testing.T) graph.Store { return memstore.New() }, 3)
}

func TestSameAnswersAsTheEmbeddedStore(t *testing.T) {
	graphtest.Compare(t, open, func(*testing.T) graph.Store { return memstore.New() }, 1)
}
