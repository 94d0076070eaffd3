package memstore_test

import (
	"fmt"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/graphtest"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

func TestInMemory(t *testing.T) {
	graphtest.Run(t, func(*testing.T) graph.Store { return memstore.New() })
}

func TestInFile(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graph.Store { return open(t, t.TempDir()) })
}

func open(t testing.TB, dir string) *memstore.Store {
	t.Helper()
	s, err := memstore.Open(t.Context(), dir, memstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What would be more links than it takes is refused as a whole, with the number, and what makes no more is done.
func TestMoreLinksThanAreTakenAreRefused(t *testing.T) {
	s := memstore.New()
	defer closeStore(t, s)
	full := graphtest.Large(20)
	apply(t, s, full)
	before := status(t, s)
	s.Take(before.Links)
	link := full.Link[0].Normal()
	_, err := s.Apply(t.Context(), more(&full))
	wantKind(t, err, graph.ErrTooLarge, fmt.Sprintf("takes %d links and would have %d", before.Links, before.Links+1))
	if after := status(t, s); after != before {
		t.Errorf("it left %+v instead of %+v", after, before)
	}
	apply(t, s, graph.Changes{Actor: "t", Reject: []graph.ID{link.ID}})
	if _, err := s.Apply(t.Context(), more(&full)); err != nil {
		t.Errorf("there is room again, and yet %v", err)
	}
}

// more is a new action in the place of the first link's end, and its link.
func more(c *graph.Changes) graph.Changes {
	link := c.Link[0].Normal()
	for _, n := range c.Put {
		if n.ID == link.From {
			n.ID = graph.NodeID(n.Kind, "one-more")
			link.ID, link.From = "", n.ID
			return graph.Changes{Actor: "t", Put: []graph.Node{n}, Link: []graph.Link{link}}
		}
	}
	panic("a link from nowhere")
}
