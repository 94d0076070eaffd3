package graph_test

import (
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

func TestIDs(t *testing.T) {
	for id, valid := range map[graph.ID]bool{
		"priority:3": true, "action:review-existing": true, "site:é": true, "activity:a:b": true,
		"link:serves:action:a>priority:3": true, "link:has-theme:promise:a>theme:b": true,
		"": false, "priority": false, "priority:": false, "colour:3": false, "none:3": false, "PRIORITY:3": false,
		"priority:3 4": false, "priority:3@7": false, "priority:a>b": false, "priority:\x00": false, "priority:\xff": false,
		"\u017fite:a": false, // a long s is an S in capitals, but no s
		"link:serves": false, "link:serves:a>b": false, "link:serves:action:a": false, "link:colour:action:a>priority:3": false, "link:has_theme:promise:a>theme:b": false,
		"link:serves:action:a>link:serves:action:a>priority:3": false,
	} {
		if got := id.Valid(); got != valid {
			t.Errorf("%q: valid is %t, want %t", id, got, valid)
		}
	}
}

func TestUndirectedLinksHaveOneID(t *testing.T) {
	a := graph.Link{Relation: graph.RelationSimilarTo, From: "action:b", To: "action:a"}.Normal()
	b := graph.Link{Relation: graph.RelationSimilarTo, From: "action:a", To: "action:b"}.Normal()
	if a.ID != b.ID || a.From != "action:a" {
		t.Errorf("got %+v and %+v", a, b)
	}
	c := graph.Link{Relation: graph.RelationRefersTo, From: "priority:b", To: "priority:a"}.Normal()
	if c.From != "priority:b" || c.ID != "link:refers-to:priority:b>priority:a" {
		t.Errorf("got %+v", c)
	}
}

func FuzzID(f *testing.F) {
	for _, s := range []string{"priority:3", "link:serves:action:a>priority:3", "\u017fite:a", "link:has_theme:promise:a>theme:b", "link:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id := graph.ID(s)
		if r, from, to, ok := id.Link(); ok != (id.IsLink() && id.Valid()) || ok && graph.LinkID(r, from, to) != id {
			t.Errorf("%q comes apart as %s, %s, %s, %t", s, r, from, to, ok)
		}
		if k, ok := id.Kind(); ok && graph.NodeID(k, s[len(k.String())+1:]) != id {
			t.Errorf("%q is said to be a %s", s, k)
		}
	})
}
