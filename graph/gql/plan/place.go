package plan

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// A Place is where a field stands in the answer, and what stands under it.
type Place struct {
	// Index says which of the steps, link lists or cells of the question the field asked for; None where the answer is
	// empty without asking.
	Index int
	// Order is the fingerprint of the list's order: its cursors are bound to it.
	Order string
	// Words are those of a search, for its highlights.
	Words []string
	// Moment is when the answer is of.
	Moment

	under map[key]*Place
}

// None is the Index of a field whose answer is empty without asking.
const None = -1

// A key is a field on an object type. Of a field that a fragment brings to several types, each may find something else.
type key struct {
	object string
	field  *ast.Field
}

// At is the place of the field that is being resolved, under the place of its object.
func (p *Place) At(ctx context.Context) *Place {
	f := graphql.GetFieldContext(ctx)
	return p.under[key{f.Object, f.Field.Field}]
}

func (p *Place) add(object string, field *ast.Field) *Place {
	if p.under == nil {
		p.under = map[key]*Place{}
	}
	k := key{object, field}
	child := p.under[k]
	if child == nil {
		child = &Place{Moment: p.Moment}
		p.under[k] = child
	}
	return child
}

// share lets a field of another object type find what one has found already.
func (p *Place) share(object string, field *ast.Field, with *Place) {
	p.under[key{object, field}] = with
}
