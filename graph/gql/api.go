package gql

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"log/slog"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"golang.org/x/sync/semaphore"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/exec"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
	"github.com/goldenthread/goldenthread/graph/history"
)

//go:embed schema.gen.graphqls
var sdl string

// SDL is the public schema in the schema definition language.
func SDL() string { return sdl }

// Options are what an API can be told. The zero value is ready for use.
type Options struct {
	// PartnershipStems are the beginnings of words that speak of partnership; nil means plan.DefaultStems.
	PartnershipStems []string
	// Limits bound what one request may ask for.
	Limits Limits
	// Documents are those that a request may name instead of sending them.
	Documents Documents
	// NoIntrospection keeps the schema from requests that do not have Introspect: neither introspection nor the names that
	// errors suggest show it.
	NoIntrospection bool
	// MaxKept is the most bytes of answers that are kept to be given again, 0 keeps none (see Kept).
	MaxKept int
	// Past gives the graph as it stood; without one, questions about the past are refused.
	Past history.Past
	// Log hears of faults of ours; nil means slog.Default.
	Log *slog.Logger

	// reference has gqlgen's executor answer everything, for tests that compare.
	reference bool
}

// An API answers GraphQL requests over one store. It is safe for use by many goroutines.
type API struct {
	store     graph.Store
	schema    *ast.Schema
	executor  *executor.Executor
	writing   *semaphore.Weighted
	persisted *persisted
	responses *Responses
	options   Options
}

// forgetDefer takes @defer out of the schema, which has it unasked: a request has one answer, whole, and the directive would
// leave parts of it out.
var forgetDefer = sync.OnceFunc(func() {
	delete(exec.NewExecutableSchema(exec.Config{}).Schema().Directives, "defer")
})

// New makes the API of a store.
func New(store graph.Store, o Options) *API {
	forgetDefer()
	a := &API{store: store, options: o.withDefaults(), responses: newResponses(o.MaxKept)}
	a.use(exec.NewExecutableSchema(exec.Config{Resolvers: &resolvers{a}}))
	return a
}

func (o Options) withDefaults() Options {
	if o.PartnershipStems == nil {
		o.PartnershipStems = plan.DefaultStems
	}
	o.PartnershipStems = slices.Clone(o.PartnershipStems) // they may be another API's too
	for i, stem := range o.PartnershipStems {
		o.PartnershipStems[i] = graph.Fold(stem)
	}
	o.Limits = o.Limits.withDefaults()
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// use sets up the execution of a schema.
func (a *API) use(schema graphql.ExecutableSchema) {
	e := executor.New(schema)
	kept := newKept(func(text string, _ *ast.QueryDocument) int { return len(text) })
	e.SetQueryCache(kept)
	e.SetParserTokenLimit(a.options.Limits.MaxTokens)
	e.Use(documentCheck{a.options.Limits, kept})
	e.Use(extension.Introspection{})
	if a.options.NoIntrospection {
		e.SetDefaultRulesFn(rulesWithoutSuggestions)
		e.SetDisableSuggestion(true)
	}
	e.SetErrorPresenter(a.present)
	e.SetRecoverFunc(a.recovered)
	e.AroundRootFields(a.enterPast)
	e.AroundRootFields(a.answer)
	a.executor, a.schema, a.persisted = e, schema.Schema(), newPersisted(a.options.Documents)
	a.writing = semaphore.NewWeighted(int64(a.options.Limits.MaxObjectsAtOnce))
}

// Execute answers a query or a mutation; a subscription is refused, since it has more than one answer (see [API.Stream]).
// It never panics.
func (a *API) Execute(ctx context.Context, r Request) (response Response) {
	defer a.rescue(r.ID, &response)
	s := a.session(r)
	defer s.close()
	key := a.question(ctx, r)
	if kept := a.again(ctx, key, r, s); kept != nil {
		return kept.response
	}
	ctx, op, errs := a.prepare(ctx, r)
	if errs != nil {
		response = refused(errs...)
	} else {
		response = a.run(ctx, op, s)
	}
	response.describe(a, op)
	if state, ok := s.lasting(); ok && key != nil {
		a.responses.keep(*key, state, &response)
	}
	return response
}

// Operation says what a request asks for: query, mutation or subscription; it is empty if the document has no such
// operation or none that is valid. Nothing is executed.
func (a *API) Operation(ctx context.Context, r Request) (kind string) {
	defer func() {
		if p := recover(); p != nil {
			_ = a.panicked(r.ID, p) // whoever executes the request gets the error
		}
	}()
	op, _ := a.read(graphql.StartOperationTrace(ctx), r)
	return kindOf(op)
}

// rescue answers for a panic; it is to be deferred.
func (a *API) rescue(id string, response *Response) {
	if p := recover(); p != nil {
		*response = refused(a.panicked(id, p))
	}
}

// prepare reads a request and checks it, up to where it can be executed. The operation is there as far as it was read.
func (a *API) prepare(ctx context.Context, r Request) (context.Context, *graphql.OperationContext, gqlerror.List) {
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := a.read(ctx, r)
	if errs == nil {
		errs = a.refuse(op, r)
	} else if r.ReadOnly {
		errs = unlessWriting(r, errs)
	}
	if errs != nil {
		errs = requestErrors(errs)
	}
	return ctx, op, errs
}

// read parses and validates a request.
func (a *API) read(ctx context.Context, r Request) (*graphql.OperationContext, gqlerror.List) {
	r, err := a.persisted.find(ctx, r)
	if err != nil {
		return nil, gqlerror.List{err}
	}
	op, errs := a.executor.CreateOperationContext(ctx, &graphql.RawParams{
		Query: r.Query, OperationName: r.OperationName, Variables: plan.Variables(r.Variables),
	})
	if errs == nil {
		a.persisted.keep(ctx, r)
	}
	return op, errs
}

// kindOf is query, mutation or subscription, or empty if the operation was not found.
func kindOf(op *graphql.OperationContext) string {
	if op == nil || op.Operation == nil {
		return ""
	}
	return string(op.Operation.Operation)
}

// refuse checks what validation does not.
func (a *API) refuse(op *graphql.OperationContext, r Request) gqlerror.List {
	if err := misplaced(op.Operation.Operation, r); err != nil {
		return gqlerror.List{err}
	}
	if a.options.NoIntrospection && !r.Introspect && introspects(op.Operation.SelectionSet) {
		return gqlerror.List{coded(CodeIntrospectionDisabled, "this server does not tell its schema: __schema and __type are not answered")}
	}
	if op.Operation.Operation == ast.Mutation && r.Actor == "" {
		return gqlerror.List{mayNotWrite(r)}
	}
	cost := costOf(a.schema, op.Operation, op.Variables, a.options.Limits)
	if cost > a.options.Limits.MaxCost {
		return gqlerror.List{coded(CodeComplexityLimit, "the operation costs %d by the sizes of its lists: at most %d is allowed; ask for smaller pages, or in several requests", cost, a.options.Limits.MaxCost)}
	}
	op.Stats.SetExtension(costKey, cost)
	return nil
}

// costKey is where an operation's cost is kept.
const costKey = "cost"

// describe puts into a response what operation it answers and what that cost.
func (r *Response) describe(a *API, op *graphql.OperationContext) {
	if op == nil || op.Operation == nil {
		return
	}
	r.Operation = string(op.Operation.Operation)
	r.Document = a.persisted.idOf(op.RawQuery)
	r.Cost, _ = op.Stats.GetExtension(costKey).(int)
}

// unlessWriting says of a document that was refused for another reason that it is no query, if it is none: then that is
// what the caller has to mend first.
func unlessWriting(r Request, errs gqlerror.List) gqlerror.List {
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: r.Query}, DefaultLimits.MaxTokens)
	if err != nil {
		return errs
	}
	if op := document.Operations.ForName(r.OperationName); op != nil {
		if err := misplaced(op.Operation, r); err != nil {
			return gqlerror.List{err}
		}
	}
	return errs
}

// misplaced says of an operation that it cannot be asked for in this way, and in which it can.
func misplaced(operation ast.Operation, r Request) *gqlerror.Error {
	switch {
	case operation == ast.Subscription && !r.streamed:
		code := CodeBadRequest
		if r.ReadOnly {
			code = CodeMethodNotAllowed
		}
		return coded(code, "a subscription has more than one answer: ask over a WebSocket with the subprotocol graphql-transport-ws, or with the header Accept: text/event-stream")
	case operation == ast.Mutation && r.ReadOnly:
		return coded(CodeMethodNotAllowed, "a mutation needs a POST request")
	}
	return nil
}

// mayNotWrite says why a change is refused.
func mayNotWrite(r Request) *gqlerror.Error {
	if r.Anonymous {
		return coded(CodeUnauthenticated, "changes need credentials: say who you are with a key or token that may change the graph")
	}
	return coded(CodeForbidden, "changes need the role editor")
}

// dispatch runs an operation over one view of the store.
func (a *API) dispatch(ctx context.Context, op *graphql.OperationContext, r Request) Response {
	s := a.session(r)
	defer s.close()
	return a.run(ctx, op, s)
}

// run runs an operation in its session.
func (a *API) run(ctx context.Context, op *graphql.OperationContext, s *session) Response {
	next, ctx := a.executor.DispatchOperation(s.in(ctx), op)
	answer := next(ctx)
	if answer == nil {
		return refused(coded(CodeTimeout, "the request was given up before it was answered"))
	}
	return encode(answer)
}

// encode writes an executed answer, the data as they are. Root fields run side by side, so their errors come in any order:
// they are put in that of the document.
func encode(answer *graphql.Response) Response {
	sortErrors(answer.Errors)
	if len(answer.Data) == 0 {
		answer.Data = json.RawMessage("null")
	}
	if string(answer.Data) == "null" && len(answer.Errors) > 0 {
		return refused(answer.Errors...)
	}
	body := make([]byte, 0, len(answer.Data)+len(`{"data":}`))
	body = append(body, '{')
	if len(answer.Errors) > 0 {
		errs, err := marshal(answer.Errors)
		if err != nil {
			return refused(coded(CodeInternal, internalMessage))
		}
		body = append(append(append(body, `"errors":`...), errs...), ',')
	}
	body = append(append(append(body, `"data":`...), answer.Data...), '}')
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
