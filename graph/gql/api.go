package gql

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/exec"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
)

//go:embed schema.gen.graphqls
var sdl string

// SDL is the public schema in the schema definition language.
func SDL() string { return sdl }

// Options are what an API can be told. The zero value is ready for use.
type Options struct {
	// PartnershipStems are the beginnings of words that speak of partnership; nil means plan.DefaultStems.
	PartnershipStems []string
	// MaxDepth is the most levels of a document, fragments seen through; 0 means 40.
	MaxDepth int
	// MaxTokens is the most tokens of a document; 0 means 10,000.
	MaxTokens int
	// Log hears of faults of ours; nil means slog.Default.
	Log *slog.Logger
}

const (
	defaultDepth  = 40
	defaultTokens = 10_000
	cachedQueries = 1_000
)

// An API answers GraphQL requests over one store. It is safe for use by many goroutines.
type API struct {
	store    graph.Store
	executor *executor.Executor
	options  Options
}

// New makes the API of a store.
func New(store graph.Store, o Options) *API {
	if o.PartnershipStems == nil {
		o.PartnershipStems = plan.DefaultStems
	}
	for i, stem := range o.PartnershipStems {
		o.PartnershipStems[i] = graph.Fold(stem)
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = defaultDepth
	}
	if o.MaxTokens == 0 {
		o.MaxTokens = defaultTokens
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	a := &API{store: store, options: o}
	e := executor.New(exec.NewExecutableSchema(exec.Config{Resolvers: &resolvers{a}}))
	e.SetQueryCache(lru.New[*ast.QueryDocument](cachedQueries))
	e.SetParserTokenLimit(o.MaxTokens)
	e.Use(extension.Introspection{})
	e.SetErrorPresenter(a.present)
	e.SetRecoverFunc(a.recovered)
	a.executor = e
	return a
}

// Execute answers a request. It never panics.
func (a *API) Execute(ctx context.Context, r Request) (response Response) {
	defer func() {
		if p := recover(); p != nil {
			a.logPanic(p)
			response = refused(a.fault())
		}
	}()
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := a.executor.CreateOperationContext(ctx, &graphql.RawParams{
		Query: r.Query, OperationName: r.OperationName, Variables: plan.Variables(r.Variables),
	})
	if errs == nil {
		errs = a.refuse(op, r)
	}
	if errs != nil {
		response = refused(requestErrors(errs)...)
	} else {
		response = a.dispatch(ctx, op)
	}
	if op.Operation != nil {
		response.Operation = string(op.Operation.Operation)
	}
	return response
}

// refuse checks what validation does not.
func (a *API) refuse(op *graphql.OperationContext, r Request) gqlerror.List {
	if r.ReadOnly && op.Operation.Operation != ast.Query {
		return gqlerror.List{coded(CodeMethodNotAllowed, "a %s needs a POST request", op.Operation.Operation)}
	}
	if d := depth(op.Operation.SelectionSet); d > a.options.MaxDepth {
		return gqlerror.List{coded(CodeDepthLimit, "the document is %d levels deep: at most %d are allowed", d, a.options.MaxDepth)}
	}
	return nil
}

// dispatch runs an operation over one view of the store.
func (a *API) dispatch(ctx context.Context, op *graphql.OperationContext) Response {
	s := &session{store: a.store}
	defer s.close()
	ctx = context.WithValue(ctx, sessionKey{}, s)
	next, ctx := a.executor.DispatchOperation(ctx, op)
	answer := next(ctx)
	if answer == nil {
		return refused(coded(CodeTimeout, "the request was given up before it was answered"))
	}
	return encode(answer)
}

// encode writes an executed answer. Root fields run side by side, so their errors come in any order: they are put in that
// of the document.
func encode(answer *graphql.Response) Response {
	sortErrors(answer.Errors)
	if len(answer.Data) == 0 || string(answer.Data) == "null" {
		if len(answer.Errors) > 0 {
			return refused(answer.Errors...)
		}
	}
	body, err := marshal(struct {
		Errors gqlerror.List   `json:"errors,omitempty"`
		Data   json.RawMessage `json:"data"`
	}{answer.Errors, answer.Data})
	if err != nil {
		return refused(coded(CodeInternal, internalMessage))
	}
	return Response{Body: body, HasData: true, Codes: codes(answer.Errors)}
}

// marshal writes JSON without the escapes that are for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// refused is the answer to a request that was not executed.
func refused(errs ...*gqlerror.Error) Response {
	body, err := marshal(map[string]any{"errors": errs})
	if err != nil {
		body = []byte(`{"errors":[{"message":"` + internalMessage + `"}]}`)
	}
	return Response{Body: body, Codes: codes(errs)}
}

func (a *API) logPanic(p any) {
	a.options.Log.Error("panic while answering", "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
}
