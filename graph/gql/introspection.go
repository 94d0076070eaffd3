package gql

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// introspects reports whether the root of an operation asks for the schema, fragments seen through. Every object may say
// its __typename.
func introspects(sel ast.SelectionSet) bool { return introspection{}.in(sel) }

// introspection remembers fragments, so that one that is spread many times is looked at once.
type introspection map[*ast.FragmentDefinition]bool

func (i introspection) in(sel ast.SelectionSet) bool {
	for _, s := range sel {
		switch s := s.(type) {
		case *ast.Field:
			if s.Name == "__schema" || s.Name == "__type" {
				return true
			}
		case *ast.InlineFragment:
			if i.in(s.SelectionSet) {
				return true
			}
		case *ast.FragmentSpread:
			if !i[s.Definition] {
				i[s.Definition] = true
				if i.in(s.Definition.SelectionSet) {
					return true
				}
			}
		}
	}
	return false
}

// rulesWithoutSuggestions are the rules of validation whose errors name nothing that the document does not. gqlgen's own
// switch takes the suggestions out of two of the five rules that have some.
func rulesWithoutSuggestions() *rules.Rules {
	r := rules.NewDefaultRules()
	for _, pair := range [][2]core.Rule{
		{rules.ValuesOfCorrectTypeRule, rules.ValuesOfCorrectTypeRuleWithoutSuggestions},
		{rules.KnownArgumentNamesRule, rules.KnownArgumentNamesRuleWithoutSuggestions},
		{rules.KnownTypeNamesRule, rules.KnownTypeNamesRuleWithoutSuggestions},
	} {
		r.RemoveRule(pair[0].Name)
		r.AddRule(pair[1].Name, pair[1].RuleFunc)
	}
	return r
}
