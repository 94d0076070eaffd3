package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

func action(slug, title string) *graph.Node {
	return &graph.Node{ID: graph.NodeID(graph.KindAction, slug), Kind: graph.KindAction, Title: title, Position: 1}
}

func servesWith(basis graph.Basis, state graph.LinkState) *graph.Link {
	l := graph.Link{Relation: graph.RelationServes, From: "action:a", To: "priority:3", Basis: basis, State: state}.Normal()
	return &l
}

func TestEveryChangeHasAVerb(t *testing.T) {
	node := func(before, after *graph.Node) graph.Entry {
		return graph.Entry{Nodes: []graph.NodeChange{{Before: before, After: after}}}
	}
	link := func(before, after *graph.Link) graph.Entry {
		return graph.Entry{Links: []graph.LinkChange{{Before: before, After: after}}}
	}
	restored := func(e graph.Entry) graph.Entry {
		e.Restored = []graph.ID{"action:a", "link:serves:action:a>priority:3"}
		return e
	}
	into := node(action("a", "A"), nil)
	into.Aliases = []graph.Alias{{Old: "action:x", New: "action:b"}, {Old: "action:a", New: "action:b"}}
	active, rejected := graph.LinkStateActive, graph.LinkStateRejected
	for _, c := range []struct {
		name  string
		entry graph.Entry
		want  string
	}{
		{"a new node", node(nil, action("a", "A")), "CREATED"},
		{"a node that was deleted before", restored(node(nil, action("a", "A"))), "RESTORED"},
		{"another node than the one restored", restored(node(nil, action("b", "B"))), "CREATED"},
		{"a node", node(action("a", "A"), action("a", "B")), "UPDATED"},
		{"a node that goes", node(action("a", "A"), nil), "DELETED"},
		{"a node whose ID becomes another's", into, "MERGED"},
		{"a new link", link(nil, servesWith(graph.BasisStated, active)), "LINKED"},
		{"a person's new link", link(nil, servesWith(graph.BasisCurated, active)), "LINKED"},
		{"a link that was removed before", restored(link(nil, servesWith(graph.BasisStated, active))), "RESTORED"},
		{"a link that goes", link(servesWith(graph.BasisStated, active), nil), "UNLINKED"},
		{"a rejected link that goes", link(servesWith(graph.BasisStated, rejected), nil), "UNLINKED"},
		{"a link that is rejected", link(servesWith(graph.BasisInferred, active), servesWith(graph.BasisInferred, rejected)), "REJECTED"},
		{"a link that comes rejected", link(nil, servesWith(graph.BasisInferred, rejected)), "REJECTED"},
		{"a link that a person confirms", link(servesWith(graph.BasisInferred, active), servesWith(graph.BasisCurated, active)), "CONFIRMED"},
		{"a rejected link that a person wants after all", link(servesWith(graph.BasisInferred, rejected), servesWith(graph.BasisCurated, active)), "CONFIRMED"},
		{"a confirmed link, once rejected", link(servesWith(graph.BasisCurated, rejected), servesWith(graph.BasisCurated, active)), "CONFIRMED"},
		{"another ground", link(servesWith(graph.BasisInferred, active), servesWith(graph.BasisStated, active)), "UPDATED"},
		{"a person's link in other words", link(servesWith(graph.BasisCurated, active), servesWith(graph.BasisCurated, active)), "UPDATED"},
		{"a rejected link in other words", link(servesWith(graph.BasisInferred, rejected), servesWith(graph.BasisCurated, rejected)), "UPDATED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changes := c.entry.Each()
			if len(changes) != 1 || changes[0].Verb.String() != c.want {
				t.Errorf("%v, want %s", changes, c.want)
			}
		})
	}
}

func TestAnEntrysChangesAreCountedThroughAndSayWho(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)
	e := graph.Entry{
		Revision: 7, At: at, Actor: "Ann", Reason: "why",
		Nodes: []graph.NodeChange{{After: action("a", "A")}, {After: action("b", "B")}}, Links: []graph.LinkChange{{After: servesWith(graph.BasisStated, graph.LinkStateActive)}},
	}
	for i, c := range e.Each() {
		if c.Revision != 7 || c.Index != i || !c.At.Equal(at) || c.Actor != "Ann" || c.Reason != "why" {
			t.Errorf("change %d is %+v", i, c)
		}
	}
	link := e.Each()[2]
	if link.Subject() != "link:serves:action:a>priority:3" || link.Kind() != 0 || link.Relation() != graph.RelationServes {
		t.Errorf("the last is about %s", link.Subject())
	}
}

func TestRestoredIsWhatCameIntoBeing(t *testing.T) {
	e := graph.Entry{
		Nodes: []graph.NodeChange{{After: action("b", "B")}, {Before: action("c", "C"), After: action("c", "D")}, {Before: action("d", "D")}},
		Links: []graph.LinkChange{{After: servesWith(graph.BasisStated, graph.LinkStateActive)}},
	}
	ids := []graph.ID{"link:serves:action:a>priority:3", "action:c", "action:d", "action:e", "action:b"}
	got := e.Revived(ids)
	if len(got) != 2 || got[0] != "action:b" || got[1] != "link:serves:action:a>priority:3" {
		t.Errorf("%v", got)
	}
}

func TestADeltaHasTheFieldsThatDiffer(t *testing.T) {
	quarter := graph.ScheduledQuarter{Quarter: graph.Quarter{Year: "2022/23", Number: 1}}
	full := action("a", "A <b> & c")
	full.Code, full.PreviousIDs, full.Schedule, full.Revision = "2.2", []graph.ID{"action:z"}, []graph.ScheduledQuarter{quarter}, 3
	later := *full
	later.Revision = 4
	score := 0.5
	similar := graph.Link{ID: "link:x", Relation: graph.RelationSimilarTo, Basis: graph.BasisInferred, State: graph.LinkStateActive, Score: &score}
	plain := similar
	plain.Score, plain.Basis, plain.Note = nil, graph.BasisCurated, "by Ann"
	for _, c := range []struct {
		name                  string
		difference            graph.Difference
		fields, before, after string
	}{
		{"nothing but the revision", graph.Difference{Node: &graph.NodeChange{Before: full, After: &later}}, "", "{}", "{}"},
		{"made", graph.Difference{Node: &graph.NodeChange{After: full}}, "id kind code title position previousIds schedule", "",
			`{"id":"action:a","kind":"ACTION","code":"2.2","title":"A <b> & c","position":1,"previousIds":["action:z"],"schedule":[{"year":"2022/23","quarter":1}]}`},
		{"removed", graph.Difference{Node: &graph.NodeChange{Before: action("a", "A")}}, "id kind title position", `{"id":"action:a","kind":"ACTION","title":"A","position":1}`, ""},
		{"changed", graph.Difference{Node: &graph.NodeChange{Before: full, After: action("a", "B")}}, "code title previousIds schedule",
			`{"code":"2.2","title":"A <b> & c","previousIds":["action:z"],"schedule":[{"year":"2022/23","quarter":1}]}`, `{"code":null,"title":"B","previousIds":[],"schedule":[]}`},
		{"what was missing", graph.Difference{Node: &graph.NodeChange{Before: action("a", "B"), After: full}}, "code title previousIds schedule",
			`{"code":null,"title":"B","previousIds":[],"schedule":[]}`, `{"code":"2.2","title":"A <b> & c","previousIds":["action:z"],"schedule":[{"year":"2022/23","quarter":1}]}`},
		{"a link", graph.Difference{Link: &graph.LinkChange{Before: &similar, After: &plain}}, "basis score note",
			`{"basis":"INFERRED","score":0.5,"note":null}`, `{"basis":"CURATED","score":null,"note":"by Ann"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := c.difference.Delta()
			if got := strings.Join(d.Fields, " "); got != c.fields || string(d.Before) != c.before || string(d.After) != c.after {
				t.Errorf("fields %s\n%s\n%s\nwant %s\n%s\n%s", got, d.Before, d.After, c.fields, c.before, c.after)
			}
		})
	}
}
