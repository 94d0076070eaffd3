package gql

import "github.com/vektah/gqlparser/v2/ast"

// depth is how many levels of fields a selection has, seen through fragments. Introspection is left out: the schema
// bounds it.
func depth(sel ast.SelectionSet) int { return depths{}.of(sel) }

// depths remembers fragments, so that one that is spread many times is measured once.
type depths map[*ast.FragmentDefinition]int

func (d depths) of(sel ast.SelectionSet) int {
	deepest := 0
	for _, s := range sel {
		switch s := s.(type) {
		case *ast.Field:
			if s.Name != "__schema" && s.Name != "__type" {
				deepest = max(deepest, 1+d.of(s.SelectionSet))
			}
		case *ast.InlineFragment:
			deepest = max(deepest, d.of(s.SelectionSet))
		case *ast.FragmentSpread:
			deepest = max(deepest, d.fragment(s.Definition))
		}
	}
	return deepest
}

func (d depths) fragment(f *ast.FragmentDefinition) int {
	if n, ok := d[f]; ok {
		return n
	}
	n := d.of(f.SelectionSet)
	d[f] = n
	return n
}
