package memstore

import "github.com/goldenthread/goldenthread/graph"

// A node is a node as questions work with it: what they look at most is at hand, the rest is asked for.
type node struct {
	ID       graph.ID
	Title    string
	held     *graph.Node
	number   int32
	Position int32
	Kind     graph.Kind
	// keys are the order keys, by the index of the kind's fields.
	keys []graph.Value
	text words
}

func newNode(n *graph.Node) *node {
	made := &node{ID: n.ID, Title: n.Title, Position: int32(n.Position), Kind: n.Kind, held: n}
	fields := n.Kind.Info().Fields
	made.keys = make([]graph.Value, len(fields))
	for i := range fields {
		made.keys[i] = n.OrderKey(fields[i].Name)
	}
	return made
}

// full is all of the node, as answers have it.
func (n *node) full() *graph.Node { return n.held }

// value is a field as conditions compare it, key the field at an index of the kind's as orders do.
func (n *node) value(f graph.FieldName) graph.Value { return n.held.Value(f) }

func (n *node) key(i int) graph.Value { return n.keys[i] }

// schedule are the quarters that the node is profiled to.
func (n *node) schedule() []graph.ScheduledQuarter { return n.held.Schedule }

func (n *node) code() string { return n.held.Code }
