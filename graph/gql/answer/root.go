package answer

import (
	"context"
	"io"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph/gql/exec"
)

// Root asks for a root field of a query and writes the answer. ok is false if the reference has to answer instead: the
// field is not written here, or its answer is unusual.
func Root(ctx context.Context, q exec.QueryResolver, c graphql.CollectedField) (answer graphql.Marshaler, ok bool) {
	op := graphql.GetOperationContext(ctx)
	pooled := buffers.Get().(*[]byte)
	w := &writer{op: op, buf: (*pooled)[:0], pooled: pooled}
	defer func() {
		if p := recover(); p != nil {
			answer, ok = nil, false
		}
		if !ok {
			w.free()
		}
	}()
	f := newField(c, "Query", ctx)
	known, err := root(f.context(), w, q, f.Name, &f.selection)
	switch {
	case !known:
		return nil, false
	case err != nil && c.Definition.Type.NonNull:
		return nil, false // the reference knows what is null instead
	case err != nil:
		graphql.AddError(f.context(), err)
		w.free()
		return graphql.Null, true
	}
	return w, true
}

// buffers are those that answers are written into. Large ones are left to the garbage collector.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

const largest = 1 << 20

// free gives the buffer back. What is in the pool is the buffer alone: as soon as it is there, another answer may have it.
func (w *writer) free() {
	buf, pooled := w.buf, w.pooled
	w.buf, w.pooled = nil, nil
	if cap(buf) <= largest {
		*pooled = buf
		buffers.Put(pooled)
	}
}

// MarshalGQL implements graphql.Marshaler. It is called once.
func (w *writer) MarshalGQL(out io.Writer) {
	_, _ = out.Write(w.buf)
	w.free()
}
