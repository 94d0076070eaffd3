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

	under []placed
	// many are the same places by key, once there are too many to look through.
	many map[key]*Place
}

// None is the Index of a field whose answer is empty without asking.
const None = -1

// A key is a field on an object type. Of a field that a fragment brings to several types, each may find something else.
type key struct {
	object string
	field  *ast.Field
}

// A placed is a place with the field that it is of.
type placed struct {
	key
	*Place
}

// few is how many places are looked through.
const few = 16

// At is the place of the field that is being resolved, under the place of its object.
func (p *Place) At(ctx context.Context) *Place {
	f := graphql.GetFieldContext(ctx)
	return p.find(key{f.Object, f.Field.Field})
}

// find gives the place of a field, nil if there is none.
func (p *Place) find(k key) *Place {
	if p.many != nil {
		return p.many[k]
	}
	for i := range p.under {
		if p.under[i].key == k {
			return p.under[i].Place
		}
	}
	return nil
}

// put adds the place of a field that has none.
func (p *Place) put(k key, child *Place) {
	p.under = append(p.under, placed{k, child})
	switch {
	case p.many != nil:
		p.many[k] = child
	case len(p.under) > few:
		p.many = make(map[key]*Place, 2*few)
		for _, c := range p.under {
			p.many[c.key] = c.Place
		}
	}
}

func (p *Place) add(object string, field *ast.Field) *Place {
	k := key{object, field}
	child := p.find(k)
	if child == nil {
		child = &Place{Moment: p.Moment}
		p.put(k, child)
	}
	return child
}

// share lets a field of another object type, which has its own place, find what one has found already.
func (p *Place) share(object string, field *ast.Field, with *Place) {
	k := key{object, field}
	if p.many != nil {
		p.many[k] = with
		return
	}
	for i := range p.under {
		if p.under[i].key == k {
			p.under[i].Place = with
		}
	}
}
