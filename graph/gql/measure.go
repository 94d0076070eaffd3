package gql

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// checkDocument holds a document to the limits before it is validated: validation compares fields of the same name with
// each other, so a document of ten thousand like ones would take it a quarter of a minute.
func checkDocument(doc *ast.QueryDocument, l Limits) *gqlerror.Error {
	m := newMeasurer(doc, l)
	depth := 0
	for _, op := range doc.Operations {
		depth = max(depth, m.of(op.SelectionSet))
	}
	for _, f := range doc.Fragments {
		_ = m.fragment(f.Name)
	}
	if m.circular != "" {
		return coded(CodeValidationFailed, "the fragment %q leads back to itself", m.circular)
	}
	if depth > l.MaxDepth {
		return coded(CodeDepthLimit, "the document is %d levels deep: at most %d are allowed", depth, l.MaxDepth)
	}
	for _, op := range doc.Operations {
		if err := m.count(op.SelectionSet, op.Directives); err != nil {
			return err
		}
	}
	for _, f := range doc.Fragments { // those that nothing spreads are validated too
		if err := m.count(f.SelectionSet, f.Directives); err != nil {
			return err
		}
	}
	return nil
}

// A measurer measures a document. Fragments are known by name: nothing was validated yet, so they may be missing, or lead
// back to themselves.
type measurer struct {
	limits    Limits
	fragments map[string]*ast.FragmentDefinition
	depths    map[string]int
	// under says which fragments are being measured, circular is one that leads back to itself.
	under    map[string]bool
	circular string
	// These were counted below a root.
	fields, aliases, directives int
}

func newMeasurer(doc *ast.QueryDocument, l Limits) *measurer {
	m := &measurer{limits: l, fragments: map[string]*ast.FragmentDefinition{}, depths: map[string]int{}, under: map[string]bool{}}
	for _, f := range doc.Fragments {
		m.fragments[f.Name] = f
	}
	return m
}

// of is how many levels of fields a selection has.
func (m *measurer) of(sel ast.SelectionSet) int {
	deepest := 0
	for _, s := range sel {
		switch s := s.(type) {
		case *ast.Field:
			under := m.of(s.SelectionSet)
			if s.Name == "__schema" || s.Name == "__type" {
				under = 0 // how deep introspection may go is a rule of validation
			}
			deepest = max(deepest, 1+under)
		case *ast.InlineFragment:
			deepest = max(deepest, m.of(s.SelectionSet))
		case *ast.FragmentSpread:
			deepest = max(deepest, m.fragment(s.Name))
		}
	}
	return deepest
}

// fragment measures a fragment once.
func (m *measurer) fragment(name string) int {
	if depth, ok := m.depths[name]; ok {
		return depth
	}
	f := m.fragments[name]
	switch {
	case f == nil:
		return 0
	case m.under[name]:
		m.circular = name
		return 0
	}
	m.under[name] = true
	depth := m.of(f.SelectionSet)
	delete(m.under, name)
	m.depths[name] = depth
	return depth
}

// count counts what is under a root.
func (m *measurer) count(sel ast.SelectionSet, directives ast.DirectiveList) *gqlerror.Error {
	m.fields, m.aliases, m.directives = 0, 0, len(directives)
	if err := m.merge([]ast.SelectionSet{sel}); err != nil {
		return err
	}
	switch {
	case m.aliases > m.limits.MaxAliases:
		return coded(CodeComplexityLimit, "the document has %d aliases: at most %d are allowed", m.aliases, m.limits.MaxAliases)
	case m.directives > m.limits.MaxDirectives:
		return coded(CodeComplexityLimit, "the document has %d directives: at most %d are allowed", m.directives, m.limits.MaxDirectives)
	}
	return nil
}

// merge goes through fields as they are executed: those of one name in one place are one, with all that is selected of
// each.
func (m *measurer) merge(sets []ast.SelectionSet) *gqlerror.Error {
	c := collected{measurer: m, seen: map[string]bool{}, under: map[string][]ast.SelectionSet{}, times: map[string]int{}}
	for _, sel := range sets {
		c.collect(sel)
	}
	if m.fields > m.limits.MaxFields {
		return coded(CodeComplexityLimit, "the document has more than %d fields, fragments seen through", m.limits.MaxFields)
	}
	for _, name := range c.names {
		if n := c.times[name]; n > m.limits.MaxDuplicates {
			return coded(CodeComplexityLimit, "the document repeats a field %d times in one place: at most %d are allowed", n, m.limits.MaxDuplicates)
		}
		if under := c.under[name]; len(under) > 0 {
			if err := m.merge(under); err != nil {
				return err
			}
		}
	}
	return nil
}

// collected are the fields of one place by the name that they have in the answer.
type collected struct {
	*measurer
	names []string
	times map[string]int
	under map[string][]ast.SelectionSet
	seen  map[string]bool
}

func (c *collected) collect(sel ast.SelectionSet) {
	for _, s := range sel {
		if c.fields++; c.fields > c.limits.MaxFields {
			return
		}
		switch s := s.(type) {
		case *ast.Field:
			c.directives += len(s.Directives)
			if s.Alias != s.Name {
				c.aliases++
			}
			if c.times[s.Alias]++; c.times[s.Alias] == 1 {
				c.names = append(c.names, s.Alias)
			}
			if len(s.SelectionSet) > 0 {
				c.under[s.Alias] = append(c.under[s.Alias], s.SelectionSet)
			}
		case *ast.InlineFragment:
			c.directives += len(s.Directives)
			c.collect(s.SelectionSet)
		case *ast.FragmentSpread:
			c.directives += len(s.Directives)
			if f := c.fragments[s.Name]; f != nil && !c.seen[s.Name] {
				c.seen[s.Name] = true
				c.collect(f.SelectionSet)
			}
		}
	}
}
