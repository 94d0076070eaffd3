package plan

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
)

// A Moment is when a question is about: now, or the graph as it stood at a revision. The IDs of the past end in its
// revision ("priority:3@7"), so that what clients cache of then and of now stays apart.
type Moment struct {
	// Past is set for what stood at Revision, which may be 0; the zero Moment is now.
	Past     bool
	Revision graph.Revision
}

// Then is the moment of a revision.
func Then(r graph.Revision) Moment { return Moment{true, r} }

// ID is an ID as clients see it.
func (m Moment) ID(id graph.ID) string {
	if !m.Past {
		return string(id)
	}
	return string(id) + "@" + strconv.FormatInt(int64(m.Revision), 10)
}

// Key is the key of a value of an axis as clients see it: an entity's is its ID.
func (m Moment) Key(v *graph.AxisValue) string {
	if v.Entity == nil {
		return v.Key
	}
	return m.ID(graph.ID(v.Key))
}

// stamped takes an ID of the past apart. What does not end in a revision is about now.
func stamped(s string) (string, Moment) {
	i := strings.LastIndexByte(s, '@')
	if i < 0 {
		return s, Moment{}
	}
	r, err := strconv.ParseInt(s[i+1:], 10, 64)
	if err != nil || r < 0 || strconv.FormatInt(r, 10) != s[i+1:] {
		return s, Moment{}
	}
	return s[:i], Then(graph.Revision(r))
}

// strip takes the revision off an ID in a question about the moment. That of another moment is ErrInvalid.
func (m Moment) strip(s string) (string, error) {
	id, of := stamped(s)
	if of.Past && of != m {
		return "", graph.Errorf(graph.ErrInvalid, "%q is of revision %d, but the question is about revision %d", s, of.Revision, m.Revision)
	}
	return id, nil
}

// read evaluates a field's arguments. In a question about the past its IDs may carry the revision, wherever they stand.
func (b *Builder) read(f *ast.Field) (arguments, error) {
	a, err := readArguments(f, b.op.Variables)
	if err != nil || !b.moment.Past {
		return a, err
	}
	for _, def := range f.Definition.Arguments {
		if v, given := a[def.Name]; given {
			if a[def.Name], err = b.strip(v, def.Type, def.Name); err != nil {
				return nil, err
			}
		}
	}
	return a, nil
}

// strip takes the revision off the IDs in a value of a type.
func (b *Builder) strip(v any, t *ast.Type, at string) (any, error) {
	switch v := v.(type) {
	case []any:
		element := t
		if t.Elem != nil {
			element = t.Elem
		}
		out := make([]any, len(v))
		for i := range v {
			var err error
			if out[i], err = b.strip(v[i], element, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[string]any:
		return b.stripMembers(v, b.schema.Types[t.Name()], at)
	case string:
		if t.Name() != "ID" {
			return v, nil
		}
		id, err := b.moment.strip(v)
		if err != nil {
			return nil, graph.Errorf(graph.ErrInvalid, "%s: %v", at, err)
		}
		return id, nil
	}
	return v, nil
}

func (b *Builder) stripMembers(v map[string]any, def *ast.Definition, at string) (any, error) {
	out := make(map[string]any, len(v))
	for name, value := range v {
		f := def.Fields.ForName(name)
		if f == nil {
			out[name] = value
			continue
		}
		var err error
		if out[name], err = b.strip(value, f.Type, at+"."+name); err != nil {
			return nil, err
		}
	}
	return out, nil
}
