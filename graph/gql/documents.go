package gql

import (
	"context"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/hashicorp/golang-lru/v2/simplelru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Documents that are kept: so many, and of so many bytes altogether. What a document is parsed into takes some twenty
// times its own size.
const (
	keptDocuments = 1_000
	keptBytes     = 2 << 20
)

// documents keeps those that were validated, the ones used last.
type documents struct {
	mu    sync.Mutex
	kept  *simplelru.LRU[string, *ast.QueryDocument]
	bytes int
}

var _ graphql.Cache[*ast.QueryDocument] = (*documents)(nil)

func newDocuments() *documents {
	d := &documents{}
	d.kept, _ = simplelru.NewLRU(keptDocuments, func(text string, _ *ast.QueryDocument) { d.bytes -= len(text) }) // it fails for sizes below 1
	return d
}

// Get implements graphql.Cache.
func (d *documents) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.kept.Get(text)
}

// Add implements graphql.Cache.
func (d *documents) Add(_ context.Context, text string, doc *ast.QueryDocument) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(text) > keptBytes/8 || d.kept.Contains(text) {
		return
	}
	d.bytes += len(text)
	d.kept.Add(text, doc)
	for d.bytes > keptBytes {
		d.kept.RemoveOldest()
	}
}

// documentCheck holds documents to the limits before gqlgen parses and validates them. One that is kept has passed.
type documentCheck struct {
	limits Limits
	kept   *documents
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
