package graph_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

func hashed() ([]*graph.Node, []*graph.Link) {
	score := 0.5
	cite := []graph.Citation{{Plan: "plan:p", Document: "d", Row: "3", Column: "c", Line: 1, LastLine: 2, Quote: "q", AsPrinted: "p"}}
	nodes := []*graph.Node{
		{ID: "action:a", Kind: graph.KindAction, Code: "1", Title: "A", Description: "d", Position: 1, PreviousIDs: []graph.ID{"action:b"}, Evidence: cite, Revision: 3,
			Own: graph.Own{
				Schedule: []graph.ScheduledQuarter{{Quarter: graph.Quarter{Year: "2022/23", Number: 1}, Evidence: cite}},
				Type:     graph.PartnerTypeGroup, Year: "2022", ColumnTitles: []graph.ColumnTitle{{Kind: graph.KindAction, Title: "t"}},
			}},
		{ID: "action:c", Kind: graph.KindAction, Title: "C"},
	}
	links := []*graph.Link{
		{ID: "link:similar-to:action:a>action:c", Relation: graph.RelationSimilarTo, From: "action:a", To: "action:c", Basis: graph.BasisInferred, Score: &score,
			State: graph.LinkStateActive, Rows: []graph.ID{"priority:1"}, Note: "n", Evidence: cite, Revision: 2},
	}
	return nodes, links
}

func TestTheHashDoesNotDependOnTheOrder(t *testing.T) {
	nodes, links := hashed()
	want := graph.HashGraph(nodes, links)
	slices.Reverse(nodes)
	if got := graph.HashGraph(nodes, links); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var h graph.GraphHash
	h.AddLink(links[0])
	h.AddNode(nodes[0])
	h.AddNode(nodes[1])
	if h.String() != want {
		t.Errorf("one after the other it is %s, not %s", h, want)
	}
	h.RemoveNode(nodes[1])
	h.RemoveLink(links[0])
	h.RemoveNode(nodes[0])
	if h != (graph.GraphHash{}) || h.String() != graph.HashGraph(nil, nil) {
		t.Errorf("all taken out again it is %s", h)
	}
}

// TestEveryFieldIsHashed changes each field there is, so that one added later is not forgotten. From, To and Relation of
// a link are in its ID.
func TestEveryFieldIsHashed(t *testing.T) {
	nodes, links := hashed()
	want := graph.HashGraph(nodes, links)
	changeEach(t, reflect.ValueOf(nodes[0]).Elem(), "Node", func(field string) {
		if graph.HashGraph(nodes, links) == want {
			t.Errorf("%s is not hashed", field)
		}
	})
	changeEach(t, reflect.ValueOf(links[0]).Elem(), "Link", func(field string) {
		inID := field == "Link.From" || field == "Link.To" || field == "Link.Relation"
		if graph.HashGraph(nodes, links) == want && !inID {
			t.Errorf("%s is not hashed", field)
		}
	})
	if graph.HashGraph(nodes, links) != want {
		t.Error("the test did not put everything back")
	}
}

// changeEach changes each field below a value, calls check, and puts the field back.
func changeEach(t *testing.T, v reflect.Value, name string, check func(field string)) {
	t.Helper()
	old := reflect.ValueOf(v.Interface())
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			changeEach(t, v.Field(i), name+"."+v.Type().Field(i).Name, check)
		}
		return
	case reflect.Slice:
		if v.Len() == 0 {
			t.Fatalf("%s is empty: the test needs one", name)
		}
		changeEach(t, v.Index(0), fmt.Sprint(name, "[0]"), check)
		v.Set(reflect.Zero(v.Type()))
	case reflect.Pointer:
		changeEach(t, v.Elem(), name, check)
		v.Set(reflect.Zero(v.Type()))
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Float64:
		v.SetFloat(v.Float() + 0.1)
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
	default:
		v.SetInt(v.Int() + 1)
	}
	check(name)
	v.Set(old)
}

func TestTextsDoNotRunTogether(t *testing.T) {
	a := &graph.Node{ID: "site:a", Kind: graph.KindSite, Code: "ab", Title: "c"}
	b := &graph.Node{ID: "site:a", Kind: graph.KindSite, Code: "a", Title: "bc"}
	if graph.HashGraph([]*graph.Node{a}, nil) == graph.HashGraph([]*graph.Node{b}, nil) {
		t.Error("two nodes have one hash")
	}
}
