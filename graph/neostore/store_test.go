package neostore_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
)

func open(t *testing.T) graph.Store { return neostoretest.Open(t) }

func TestStore(t *testing.T) { graphtest.Run(t, open) }

func TestSameAnswersAsTheEmbeddedStore(t *testing.T) {
	graphtest.Compare(t, open, func(*testing.T) graph.Store { return memstore.New() }, 2)
}
