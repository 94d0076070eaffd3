package memstore

import (
	"cmp"
	"slices"

	"github.com/goldenthread/goldenthread/graph"
)

// A named is a text by which people look nodes up, folded: what is called so is found without looking at all of its kind.
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
	list := []named{{n.Kind, graph.FieldTitle, graph.Fold(n.Title), n.number}}
	if code := n.code(); code != "" {
		list = append(list, named{n.Kind, graph.FieldCode, graph.Fold(code), n.number})
	}
	return list
}

func (b *builder) addNames(n *node) {
	if b.loading {
		return // all at once, when everything is there
	}
	for _, name := range namesOf(n) {
		b.named.put(b.edit, name)
	}
}

func (b *builder) removeNames(n *node) {
	for _, name := range namesOf(n) {
		b.named.remove(b.edit, name)
	}
}

// loadNames makes the names of all nodes.
func (b *builder) loadNames() {
	var all []named
	for k := range b.kinds {
		b.kinds[k].all(func(n *node) bool {
			all = append(all, namesOf(n)...)
			return true
		})
	}
	slices.SortFunc(all, byName)
	b.named = newTable(byName, all)
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
	case graph.FieldTitle, graph.FieldCode:
		from := named{kind: kind, field: c.Field, text: graph.Fold(c.Values[0].Text)}
		s.named.each(&from, func(n named) bool {
			if n.kind != kind || n.field != c.Field || n.text != from.text {
				return false
			}
			few = append(few, s.nodes.at(n.number))
			return true
		})
		return few, true
	}
	return nil, false
}
