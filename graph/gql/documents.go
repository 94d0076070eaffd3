package gql

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// documentCheck holds documents to the limits before gqlgen parses and validates them. One that is kept has passed.
type documentCheck struct {
	limits Limits
	kept   *kept[*ast.QueryDocument]
}

var (
	_ graphql.HandlerExtension          = documentCheck{}
	_ graphql.OperationParameterMutator = documentCheck{}
)

// ExtensionName implements graphql.HandlerExtension.
func (documentCheck) ExtensionName() string { return "DocumentCheck" }

// Validate implements graphql.HandlerExtension.
func (documentCheck) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters implements graphql.OperationParameterMutator; it changes nothing.
func (c documentCheck) MutateOperationParameters(ctx context.Context, p *graphql.RawParams) *gqlerror.Error {
	if _, ok := c.kept.Get(ctx, p.Query); ok {
		return nil
	}
	if len(p.Query) > c.limits.MaxCharacters {
		return coded(CodeComplexityLimit, "the document has %d bytes: at most %d are allowed", len(p.Query), c.limits.MaxCharacters)
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: p.Query}, c.limits.MaxTokens)
	if err != nil {
		return c.tooLong(err)
	}
	return checkDocument(doc, c.limits)
}

// tooLong tells the parser's own limits from what is no GraphQL, which gqlgen reports when it parses.
func (c documentCheck) tooLong(err error) *gqlerror.Error {
	switch message := err.Error(); {
	case strings.Contains(message, "exceeded token limit"):
		return coded(CodeComplexityLimit, "the document has more than %d tokens", c.limits.MaxTokens)
	case strings.Contains(message, "exceeded maximum nesting depth"):
		return coded(CodeDepthLimit, "the document is nested more than %d levels deep", parser.MaxNestingDepth)
	}
	return nil
}
