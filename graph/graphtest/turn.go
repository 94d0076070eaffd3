package graphtest

import (
	"fmt"

	"github.com/goldenthread/goldenthread/graph"
)

// A turn is one change of a writer that is to be killed. It says all that its change follows from, so that the change can
// be made again from the journal's word for it, which is its reason.
type turn struct {
	// round, writer and number name it: a writer's turns follow each other from 0.
	round, writer, number int
	// count is what the counter that all writers share comes to, and seen the counter's revision before; both 0 if the turn
	// does not count.
	count int
	seen  graph.Revision
}

// everyTurns is after how many turns a writer begins anew.
const everyTurns = 8

const turnForm = "round %d, writer %d, turn %d, count %d after %d"

func (t turn) String() string {
	return fmt.Sprintf(turnForm, t.round, t.writer, t.number, t.count, t.seen)
}

// parseTurn reads what String wrote.
func parseTurn(text string) (t turn, err error) {
	_, err = fmt.Sscanf(text, turnForm, &t.round, &t.writer, &t.number, &t.count, &t.seen)
	return t, err
}

// What all writers share.
const (
	crashCounter  = graph.ID("site:counter")
	crashPriority = graph.ID("priority:1")
	crashPromise  = graph.ID("promise:p")
)

// crashSetup is the graph that the writers begin with.
func crashSetup() graph.Changes {
	return graph.Changes{Actor: "graphtest", Reason: "setup", Put: []graph.Node{
		counter(0),
		{ID: crashPriority, Kind: graph.KindPriority, Title: "One", Position: 1},
		{ID: crashPromise, Kind: graph.KindPromise, Title: "Promise", Position: 1},
	}}
}

func counter(count int) graph.Node {
	return graph.Node{ID: crashCounter, Kind: graph.KindSite, Title: "Counter", Position: count + 1}
}

// counts reports whether the turn moves the counter.
func (t turn) counts() bool { return t.number%3 == 0 && !t.idle() }

// idle turns change nothing.
func (t turn) idle() bool { return t.number%everyTurns == 6 }

// keyed turns have an idempotency key.
func (t turn) keyed() bool { return t.number%2 == 0 }

// action is the action of a turn so many before this one.
func (t turn) action(before int) graph.Node {
	id := graph.NodeID(graph.KindAction, fmt.Sprintf("r%d-w%d-t%d", t.round, t.writer, t.number-before))
	return graph.Node{ID: id, Kind: graph.KindAction, Title: "Written", Position: 1, Evidence: cite(string(id))}
}

// crowd are the sites of a turn that writes many.
func (t turn) crowd(before int) (sites []graph.Node) {
	for i := range 30 {
		sites = append(sites, site(fmt.Sprintf("r%d-w%d-t%d-%d", t.round, t.writer, t.number-before, i), "Crowd"))
	}
	return sites
}

func serving(action graph.Node) graph.Link {
	return serves(action.ID, crashPriority, graph.BasisStated)
}

func keeping(action graph.Node) graph.Link {
	return graph.Link{Relation: graph.RelationKeeps, From: action.ID, To: crashPromise, Basis: graph.BasisCoListed, State: graph.LinkStateActive, Rows: []graph.ID{crashPriority}}
}

// change is the turn's change: every kind of part comes up, and most turns have several.
func (t turn) change() graph.Changes {
	c := graph.Changes{Actor: "graphtest", Reason: t.String()}
	if t.keyed() {
		c.IdempotencyKey = fmt.Sprintf("r%d-w%d-t%d", t.round, t.writer, t.number)
	}
	switch own := t.action(0); t.number % everyTurns {
	case 0:
		c.Put, c.Link = []graph.Node{own}, []graph.Link{serving(own)}
	case 1:
		c.Put, c.Link = []graph.Node{own}, []graph.Link{serving(own), keeping(own)}
	case 2:
		c.Put, c.Reject = []graph.Node{own}, []graph.ID{serving(t.action(1)).Normal().ID}
	case 3:
		c.Put, c.Link, c.Unlink = []graph.Node{own}, []graph.Link{keeping(t.action(1))}, []graph.ID{keeping(t.action(2)).Normal().ID}
	case 4: // the first becomes one with this
		first := t.action(4).ID
		c.Put, c.Link, c.Drop, c.Alias = []graph.Node{own}, []graph.Link{serving(own)}, []graph.ID{first}, []graph.Alias{{Old: first, New: own.ID}}
	case 5:
		c.Put = t.crowd(0)
		for _, s := range c.Put {
			c.Link = append(c.Link, graph.Link{Relation: graph.RelationTakesPlaceAt, From: t.action(1).ID, To: s.ID, Basis: graph.BasisMentioned, State: graph.LinkStateActive})
		}
	case 6:
		c.Put = []graph.Node{t.action(2)} // as it stands
	case 7: // what is left is the third turn's action with its link
		c.Drop = []graph.ID{t.action(6).ID, t.action(4).ID, t.action(3).ID}
		for _, s := range t.crowd(2) {
			c.Drop = append(c.Drop, s.ID)
		}
	}
	if t.count > 0 {
		c.Put = append(c.Put, counter(t.count))
		c.Expect = map[graph.ID]graph.Revision{crashCounter: t.seen}
	}
	return c
}
