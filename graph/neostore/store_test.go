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

// few are the numbers of rounds where the usual ones would take long: nearly every random question is a statement of its
// own, which Neo4j has to plan first. Flags ask for more.
var few = map[string]string{"graphtest.rounds": "1", "graphtest.kills": "4"}

func TestMain(m *testing.M) {
	graphtest.IfToBeKilled(writeUntilKilled)
	flag.Parse()
	flag.Visit(func(f *flag.Flag) { delete(few, f.Name) })
	for name, value := range few {
		if err := flag.Set(name, value); err != nil {
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
