package golden_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph/memstore"
	"github.com/goldenthread/goldenthread/graph/neostore/neostoretest"
	"github.com/goldenthread/goldenthread/internal/golden"
)

func TestTheEmbeddedStoreTakesTheGoldenEdits(t *testing.T) {
	golden.RunEdits(t, memstore.New(), *golden.Update)
}

func TestNeo4jTakesTheGoldenEdits(t *testing.T) {
	golden.RunEdits(t, neostoretest.Open(t), false)
}

func TestTheReplicaOfNeo4jTakesTheGoldenEdits(t *testing.T) {
	golden.RunEdits(t, replica(t), false)
}
