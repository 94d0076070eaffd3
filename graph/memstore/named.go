package memstore

import (
	"cmp"
	"sort"

	"github.com/goldenthread/goldenthread/graph"
)

// A named is a text by which people look nodes up, folded: what is called so is found without looking at all of its kind.
// These are of nodes that are held; a base has its own orders.
type named struct {
	kind   graph.Kind
	field  graph.FieldName
	text   string
	number int32
}

func byName(a, b named) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.field, b.field), cmp.Compare(a.text, b.text), cmp.Compare(a.number, b.number))
}

// namesOf are the texts that a node is looked up by.
func namesOf(n *node) []named {
	list := []named{{n.Kind, graph.FieldTitle, titleKey(n), n.number}}
	if code := codeKey(n); code != "" {
		list = append(list, named{n.Kind, graph.FieldCode, code, n.number})
	}
	return list
}

func (b *builder) addNames(n *node) {
	for _, name := range namesOf(n) {
		b.named.put(b.edit, name)
	}
}

func (b *builder) removeNames(n *node) {
	if n.held == nil {
		return // the base's order has it
	}
	for _, name := range namesOf(n) {
		b.named.remove(b.edit, name)
	}
}

// candidates gives the few nodes of a kind for which a condition can hold, if it asks for one that is called so; ok is
// false if it does not.
func (s *snapshot) candidates(kind graph.Kind, where graph.Condition) (few []*node, ok bool) {
	switch c := where.(type) {
	case graph.All:
		for _, part := range c {
			if few, ok := s.candidates(kind, part); ok {
				return few, true
			}
		}
	case graph.Compare:
		return s.called(kind, &c)
	}
	return nil, false
}

func (s *snapshot) called(kind graph.Kind, c *graph.Compare) (few []*node, ok bool) {
	if c.Op != graph.OpEq || len(c.Values) != 1 || c.Values[0].IsNull() {
		return nil, false
	}
	switch c.Field {
	case graph.FieldID:
		if n, found := s.node(graph.ID(c.Values[0].Text)); found && n.Kind == kind {
			few = append(few, n)
		}
		return few, true
	case graph.FieldTitle:
		return s.keyed(s.base.byTitle[kind], titleKey, named{kind: kind, field: c.Field, text: graph.Fold(c.Values[0].Text)}), true
	case graph.FieldCode:
		return s.keyed(s.base.byCode[kind], codeKey, named{kind: kind, field: c.Field, text: graph.Fold(c.Values[0].Text)}), true
	}
	return nil, false
}

// keyed are the nodes with a key: those of the base, whose order is given, and those that came since.
func (s *snapshot) keyed(order []int32, key func(*node) string, want named) []*node {
	var few []*node
	start := sort.Search(len(order), func(i int) bool { return key(&s.base.nodes[order[i]]) >= want.text })
	for _, number := range order[start:] {
		if key(&s.base.nodes[number]) != want.text {
			break
		}
		if n := s.nodes.at(number); n == &s.base.nodes[number] {
			few = append(few, n)
		}
	}
	s.named.each(&want, func(n named) bool {
		if n.kind != want.kind || n.field != want.field || n.text != want.text {
			return false
		}
		few = append(few, s.nodes.at(n.number))
		return true
	})
	return few
}
