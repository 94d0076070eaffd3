package memstore

import (
	"github.com/goldenthread/goldenthread/graph"
)

// A node is a node as questions work with it: what they look at most is at hand, the rest is asked for. One that was changed
// since the base was made is held, the others are the base's. There are a great many: they are 64 bytes, which processors read at
// once.
type node struct {
	ID       graph.ID
	Title    string
	base     *base
	held     *heldNode
	number   int32
	Position int32
	// at is where the node's record begins in the base.
	at   uint32
	Kind graph.Kind
}

// A heldNode is a node that was changed since the base was made, with its words.
type heldNode struct {
	*graph.Node
	words *words
}

func newNode(n *graph.Node) *node {
	return &node{ID: n.ID, Title: n.Title, Position: int32(n.Position), Kind: n.Kind, held: &heldNode{n, wordsOf(n)}}
}

// read is the node as answers have it, made anew each time unless it is held. Evidence takes much longer to read than all
// else; a node that is held has it anyway.
func (n *node) read(evidence bool) *graph.Node { return n.readInto(&slab[graph.Node]{}, evidence) }

// readInto is read into a room.
func (n *node) readInto(room *slab[graph.Node], evidence bool) *graph.Node {
	if n.held != nil {
		return n.held.Node
	}
	made := room.one()
	n.base.node(n, made, evidence)
	return made
}

// full is the node with its evidence, plain the node with it or without.
func (n *node) full() *graph.Node  { return n.read(true) }
func (n *node) plain() *graph.Node { return n.read(false) }

func (n *node) code() string {
	if n.held != nil {
		return n.held.Code
	}
	return n.base.code(n)
}

// value is a field as conditions compare it.
func (n *node) value(f graph.FieldName) graph.Value {
	switch f {
	case graph.FieldID:
		return graph.Text(string(n.ID))
	case graph.FieldTitle:
		return graph.Text(n.Title)
	case graph.FieldPosition:
		return graph.Int(int64(n.Position))
	case graph.FieldCode:
		return graph.Text(n.code())
	case graph.FieldStart:
		if quarters := n.quarters(); len(quarters) > 0 {
			return graph.Text(quarters[0].Label())
		}
		return graph.Value{}
	}
	return n.plain().Value(f)
}

// key is the field at an index of the kind's as orders compare it.
func (n *node) key(i int) graph.Value {
	switch f := n.Kind.Info().Fields[i].Name; f {
	case graph.FieldTitle:
		return graph.Text(graph.Fold(n.Title))
	case graph.FieldCode:
		return graph.Text(graph.CodeKey(n.code()))
	case graph.FieldID, graph.FieldPosition, graph.FieldStart:
		return n.value(f)
	default:
		return n.plain().OrderKey(f)
	}
}

// quarters are those that the node is profiled to, earliest first. Nobody changes the list.
func (n *node) quarters() []graph.Quarter {
	if n.held == nil {
		return n.base.quarters(n)
	}
	quarters := make([]graph.Quarter, len(n.held.Schedule))
	for i := range quarters {
		quarters[i] = n.held.Schedule[i].Quarter
	}
	return quarters
}
