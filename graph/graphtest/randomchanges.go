package graphtest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/goldenthread/goldenthread/graph"
)

// changesEach is how many random changes each store takes.
const changesEach = 40

// randomChanges makes random changes, among them such as cannot be, in a store and in the model, then replays the store's
// journal into another store.
func randomChanges(t *testing.T, open Opener) {
	eachSeed(t, (*roundsFlag+3)/4, func(t *testing.T, seed uint64) {
		d := newDice(seed)
		s, m := open(t), newModel()
		defer closeStore(t, s)
		for i := range changesEach {
			c := d.changes(m, i)
			want, problem := m.apply(c)
			got, err := s.Apply(t.Context(), c)
			if got != want || errorKind(err) != errorKind(problem) {
				t.Errorf("change %d: revision %d, %v; the model has %d, %v\n%+v", i, got, err, want, problem, c)
				return
			}
		}
		if !sameGraph(t, s, m.hash()) {
			return
		}
		askJournal(t, s, d, m)
		d.stand(m)
		askHistory(t, s, d, m)
		replay(t, s, open, m)
	})
}

// errorKind names which of the kinds of error an error is; nothing is the name of none.
func errorKind(err error) string {
	for _, kind := range []error{graph.ErrInvalid, graph.ErrNotFound, graph.ErrConflict, graph.ErrTooLarge, graph.ErrUnavailable} {
		if errors.Is(err, kind) {
			return kind.Error()
		}
	}
	if err != nil {
		return "none of the kinds: " + err.Error()
	}
	return ""
}

// sameGraph checks that what a store answers with has a hash, and that the store's own hash, if it knows one, is that.
func sameGraph(t *testing.T, s graph.Store, want string) bool {
	t.Helper()
	nodes, links, err := Dump(t.Context(), s)
	if err != nil {
		t.Error(err)
		return false
	}
	status, err := s.Status(t.Context())
	if err != nil {
		t.Error(err)
		return false
	}
	active := 0
	for _, l := range links {
		if l.State == graph.LinkStateActive {
			active++
		}
	}
	got := graph.HashGraph(nodes, links)
	if got != want || status.Hash != "" && status.Hash != want || status.Nodes != len(nodes) || status.Links != active {
		t.Errorf("the store holds %d nodes, %d active links, hash %s; it says %+v; wanted hash %s", len(nodes), active, got, status, want)
		return false
	}
	return true
}

// replay makes the journal's changes again in an empty store, and looks at the hash of every revision.
func replay(t *testing.T, s graph.Store, open Opener, m *model) {
	entries, err := s.Journal(t.Context(), graph.JournalQuery{})
	if err != nil {
		t.Error(err)
		return
	}
	other := open(t)
	defer closeStore(t, other)
	for i := range entries {
		e := &entries[i]
		at, err := other.Apply(t.Context(), e.Changes())
		if err != nil || at != e.Revision {
			t.Errorf("replaying revision %d gives revision %d, %v", e.Revision, at, err)
			return
		}
		if !sameGraph(t, other, m.history[at]) {
			t.Errorf("the graphs part at revision %d", at)
			return
		}
	}
	if len(entries) != int(m.revision) {
		t.Errorf("the journal has %d entries for %d revisions", len(entries), m.revision)
	}
}

// changes are random changes to the graph that stands in the model; most of them can be made.
func (d *dice) changes(m *model, turn int) graph.Changes {
	c := graph.Changes{Actor: "random", Reason: d.text(0)}
	if turn == 0 {
		return d.graph()
	}
	d.stand(m)
	for range 1 + d.IntN(3) {
		d.part(m, turn, &c)
	}
	if d.chance(15) {
		c.Expect = map[graph.ID]graph.Revision{pick(d, d.nodes).ID: graph.Revision(d.IntN(3)), "action:none": 0}
	}
	if d.chance(15) {
		c.IdempotencyKey = pick(d, []string{"a", "b", fmt.Sprint(turn)})
	}
	return c
}

// part adds a random part to changes.
func (d *dice) part(m *model, turn int, c *graph.Changes) {
	switch d.IntN(8) {
	case 0, 1:
		n := d.node(pick(d, graph.AllKinds), pick(d, []string{"1", "2", fmt.Sprint("new", turn)}))
		if !slices.ContainsFunc(c.Put, func(o graph.Node) bool { return o.ID == n.ID }) {
			c.Put = append(c.Put, n)
		}
	case 2, 3:
		l, ok := d.link()
		if ok && !slices.ContainsFunc(c.Link, func(o graph.Link) bool { return o.Normal().ID == l.Normal().ID }) {
			c.Link = append(c.Link, l)
		}
	case 4:
		c.Reject = d.linkIDs()
	case 5:
		c.Unlink = d.linkIDs()
	case 6:
		old := pick(d, d.nodes)
		if len(c.Link) > 0 && d.chance(50) { // what has just been linked goes again
			old = m.nodes[c.Link[0].From]
		}
		if old != nil && len(m.nodes) > 15 && !slices.Contains(c.Drop, old.ID) {
			c.Drop = append(c.Drop, old.ID)
			if into := d.some(old.Kind); into != old.ID { // a merge
				c.Alias = append(c.Alias, graph.Alias{Old: old.ID, New: into})
			}
		}
	case 7:
		c.Alias = []graph.Alias{{Old: pick(d, []graph.ID{"action:old", "priority:former", pick(d, d.nodes).ID}), New: pick(d, d.nodes).ID}}
	}
}

// stand has the dice pick from what stands in the model; of each kind something always does.
func (d *dice) stand(m *model) {
	d.nodes, d.links = nil, nil
	for _, k := range graph.AllKinds {
		d.nodes = append(d.nodes, m.ofKind(k)...)
		if len(m.ofKind(k)) == 0 {
			d.nodes = append(d.nodes, &graph.Node{ID: graph.NodeID(k, "none"), Kind: k})
		}
	}
	for _, l := range m.links {
		d.links = append(d.links, l)
	}
	byID(d.links)
}

func (d *dice) linkIDs() []graph.ID {
	ids := []graph.ID{"link:serves:action:none>priority:1"}
	if len(d.links) > 0 && d.chance(80) {
		ids = []graph.ID{pick(d, d.links).ID}
	}
	return ids
}
