package plan

import (
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// Limits bound what one question may ask for.
type Limits struct {
	// MostEdges is the most edges of a page, and the most IDs of a look-up.
	MostEdges int
	// RootEdges and RelationEdges are the page sizes where a question gives none: at the roots and on relation fields.
	RootEdges, RelationEdges int
}

// DefaultLimits are those the public contract promises.
var DefaultLimits = Limits{MostEdges: 500, RootEdges: 100, RelationEdges: 25}

// A Builder makes the question of one root field.
type Builder struct {
	// Stems are the beginnings of words that speak of partnership, folded.
	Stems []string

	op     *graphql.OperationContext
	schema *ast.Schema
	moment Moment
	limits Limits
	field  graphql.CollectedField
	path   ast.Path
	args   arguments
}

// A Root is a root field that is to become a question.
type Root struct {
	Operation *graphql.OperationContext
	// Schema tells what the arguments are made of.
	Schema *ast.Schema
	Field  graphql.CollectedField
	// Path is where the field stands: its alias, or below that of asOf.
	Path ast.Path
	// Moment is when it is about.
	Moment Moment
}

// New starts the question of a root field. Its arguments are read; what is wrong with them is an InputError.
func New(r Root, limits Limits) (*Builder, error) {
	b := &Builder{op: r.Operation, schema: r.Schema, moment: r.Moment, limits: limits, field: r.Field, path: r.Path}
	var err error
	b.args, err = b.read(r.Field.Field)
	return b, b.wrap(err)
}

// An InputError is something wrong in what the caller asked, at a field of the document.
type InputError struct {
	// Path is the path of the field, list positions left out.
	Path ast.Path
	// Err says what is wrong; it is of kind graph.ErrInvalid or graph.ErrTooLarge.
	Err error
}

// Error is the message for the caller.
func (e *InputError) Error() string { return e.Err.Error() }

// Unwrap gives the domain's error.
func (e *InputError) Unwrap() error { return e.Err }

// wrap says at which field an error is.
func (b *Builder) wrap(err error) error {
	if err == nil {
		return nil
	}
	var placed *InputError
	if errors.As(err, &placed) {
		return err
	}
	return &InputError{append(ast.Path(nil), b.path...), err}
}

// each calls f for every field that a selection collects on an object type, with the field's place.
func (b *Builder) each(sel ast.SelectionSet, object string, p *Place, f func(graphql.CollectedField, *Place) error) error {
	for _, field := range graphql.CollectFields(b.op, sel, b.satisfies(object)) {
		if field.Definition == nil {
			continue // __typename
		}
		b.path = append(b.path, ast.PathName(field.Alias))
		if err := b.wrap(f(field, p.add(object, field.Field))); err != nil {
			return err
		}
		b.path = b.path[:len(b.path)-1]
	}
	return nil
}

// satisfies are the object type and its interfaces, as gqlgen's generated code has them.
func (b *Builder) satisfies(object string) []string {
	if names, ok := implementors[object]; ok {
		return names
	}
	return []string{object}
}

// implementors are the types that fragments on an interface may match, in gqlgen's order.
var implementors = makeImplementors()

func makeImplementors() map[string][]string {
	m := map[string][]string{"Link": {"Link", "Node"}}
	for _, k := range graph.AllKinds {
		t := k.Info().Type
		m[t] = []string{t, "Node", "Entity"}
	}
	return m
}
