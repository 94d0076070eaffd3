package gql

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

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
			response = refused(a.panicked(r.ID, p))
		}
	}()
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := a.executor.CreateOperationContext(ctx, &graphql.RawParams{
		Query: r.Query, OperationName: r.OperationName, Variables: plan.Variables(r.Variables),
	})
	if errs == nil {
		errs = a.refuse(op, r)
	} else if r.ReadOnly {
		errs = unlessWriting(r, errs)
	}
	if errs != nil {
		response = refused(requestErrors(errs)...)
	} else {
		response = a.dispatch(ctx, op, r.ID)
	}
	if op.Operation != nil {
		response.Operation = string(op.Operation.Operation)
	}
	return response
}

// refuse checks what validation does not.
func (a *API) refuse(op *graphql.OperationContext, r Request) gqlerror.List {
	if r.ReadOnly && op.Operation.Operation != ast.Query {
		return gqlerror.List{needsPost(op.Operation.Operation)}
	}
	if d := depth(op.Operation.SelectionSet); d > a.options.MaxDepth {
		return gqlerror.List{coded(CodeDepthLimit, "the document is %d levels deep: at most %d are allowed", d, a.options.MaxDepth)}
	}
	return nil
}

// unlessWriting says of a document that was refused for another reason that it is no query, if it is none: then that is
// what the caller has to mend first.
func unlessWriting(r Request, errs gqlerror.List) gqlerror.List {
	document, err := parser.ParseQuery(&ast.Source{Input: r.Query})
	if err != nil {
		return errs
	}
	if op := document.Operations.ForName(r.OperationName); op != nil && op.Operation != ast.Query {
		return gqlerror.List{needsPost(op.Operation)}
	}
	return errs
}

func needsPost(operation ast.Operation) *gqlerror.Error {
	return coded(CodeMethodNotAllowed, "a %s needs a POST request", operation)
}

// dispatch runs an operation over one view of the store.
func (a *API) dispatch(ctx context.Context, op *graphql.OperationContext, id string) Response {
	s := &session{store: a.store, id: id}
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
