package gql_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql"
	"github.com/goldenthread/goldenthread/graph/memstore"
)

// A clock is a schema with a subscription that ticks, at the hands of a test.
type clock struct {
	// tick gives the event of a number, counted from 1; nil ends the subscription.
	tick func(ctx context.Context, n int) *graphql.Response
	// refuse is why the subscription cannot begin, if it cannot.
	refuse error
	// asked is how many events were asked for, running what the source runs in.
	asked   int
	running context.Context
}

var clockSchema = gqlparser.MustLoadSchema(&ast.Source{Input: `
	type Query { time: Int }
	type Mutation { set: Int }
	type Subscription { tick(from: Int): Int! }`})

func (c *clock) Schema() *ast.Schema { return clockSchema }

func (c *clock) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (c *clock) Exec(ctx context.Context) graphql.ResponseHandler {
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Subscription {
		return graphql.OneShot(&graphql.Response{Data: json.RawMessage(`{"time":12}`)})
	}
	if c.refuse != nil {
		graphql.AddError(ctx, c.refuse)
		return nil
	}
	c.running = ctx
	return func(ctx context.Context) *graphql.Response {
		c.asked++
		return c.tick(ctx, c.asked)
	}
}

func told(n int) *graphql.Response {
	return &graphql.Response{Data: json.RawMessage(fmt.Sprintf(`{"tick":%d}`, n))}
}

// untilThree tells three events and ends.
func untilThree(_ context.Context, n int) *graphql.Response {
	if n > 3 {
		return nil
	}
	return told(n)
}

const ticking = "subscription { tick }"

func (c *clock) stream(ctx context.Context, r gql.Request) (answers []gql.Response) {
	return slices.Collect(gql.NewOf(c, memstore.New(), gql.Options{Log: quiet}).Stream(ctx, r))
}

func TestASubscriptionHasOneAnswerAnEvent(t *testing.T) {
	answers := (&clock{tick: untilThree}).stream(t.Context(), gql.Request{Query: ticking})
	if len(answers) != 3 {
		t.Fatalf("%d answers, want 3", len(answers))
	}
	for i, answer := range answers {
		if want := fmt.Sprintf(`{"data":{"tick":%d}}`, i+1); string(answer.Body) != want || !answer.HasData || answer.Operation != "subscription" {
			t.Errorf("answer %d: %+v", i+1, answer)
		}
	}
}

func TestChangesNeedAnActor(t *testing.T) {
	for _, c := range []struct {
		anonymous bool
		code      gql.Code
	}{{true, gql.CodeUnauthenticated}, {false, gql.CodeForbidden}} {
		answers := (&clock{}).stream(t.Context(), gql.Request{Query: "mutation { set }", Anonymous: c.anonymous})
		if len(answers) != 1 || answers[0].HasData || answers[0].Codes[0] != c.code {
			t.Errorf("anonymous %v: %+v", c.anonymous, answers)
		}
	}
}

func TestOthersHaveOneAnswer(t *testing.T) {
	for query, kind := range map[string]string{"{ time }": "query", "mutation { set }": "mutation"} {
		answers := (&clock{}).stream(t.Context(), gql.Request{Query: query, Actor: "anna"})
		if len(answers) != 1 || string(answers[0].Body) != `{"data":{"time":12}}` || answers[0].Operation != kind {
			t.Errorf("%s: %+v", query, answers)
		}
	}
}

// What cannot be told is the last answer: going on after it would leave a gap that nobody sees.
func TestAnAnswerWithoutDataIsTheLast(t *testing.T) {
	for name, c := range map[string]struct {
		clock  clock
		query  string
		code   gql.Code
		before int
	}{
		"no GraphQL":          {clock{}, "{", gql.CodeParseFailed, 0},
		"unknown field":       {clock{}, "subscription { tock }", gql.CodeValidationFailed, 0},
		"bad argument":        {clock{}, `subscription { tick(from: "x") }`, gql.CodeValidationFailed, 0},
		"two fields":          {clock{}, "subscription { a: tick b: tick(from: 2) }", gql.CodeValidationFailed, 0},
		"no field":            {clock{}, "subscription { tick @skip(if: true) }", gql.CodeValidationFailed, 0},
		"about the schema":    {clock{}, "subscription { __typename }", gql.CodeValidationFailed, 0},
		"refused by resolver": {clock{refuse: graph.Errorf(graph.ErrInvalid, "from: too early")}, ticking, gql.CodeBadUserInput, 0},
		"faulty resolver":     {clock{refuse: errors.New("hunter2")}, ticking, gql.CodeInternal, 0},
		"panic in an event": {clock{tick: func(_ context.Context, n int) *graphql.Response {
			if n == 2 {
				panic("hunter2")
			}
			return told(n)
		}}, ticking, gql.CodeInternal, 1},
		"event that is null": {clock{tick: func(ctx context.Context, n int) *graphql.Response {
			if n == 3 {
				graphql.AddError(ctx, graph.Errorf(graph.ErrUnavailable, "the database is away"))
				return &graphql.Response{Data: json.RawMessage(`{"tick":null}`)}
			}
			return told(n)
		}}, ticking, gql.CodeStoreUnavailable, 2},
	} {
		t.Run(name, func(t *testing.T) {
			answers := c.clock.stream(t.Context(), gql.Request{ID: "r-1", Query: c.query})
			if len(answers) != c.before+1 {
				t.Fatalf("%d answers, want %d: %+v", len(answers), c.before+1, answers)
			}
			last := answers[c.before]
			if last.HasData || len(last.Codes) != 1 || last.Codes[0] != c.code || strings.Contains(string(last.Body), `"data"`) {
				t.Errorf("the last answer is %s, want %s", last.Body, c.code)
			}
			if strings.Contains(string(last.Body), "hunter2") {
				t.Errorf("it leaks: %s", last.Body)
			}
		})
	}
}

// An error deep in an event is told from the root, as in any other answer.
func TestErrorsInEventsHaveTheirPath(t *testing.T) {
	c := &clock{tick: func(ctx context.Context, n int) *graphql.Response {
		graphql.AddError(ctx, graph.Errorf(graph.ErrNotFound, "no such hour"))
		return told(n)
	}}
	for answer := range gql.NewOf(c, memstore.New(), gql.Options{}).Stream(t.Context(), gql.Request{Query: "subscription { hour: tick }"}) {
		if !strings.Contains(string(answer.Body), `"path":["hour"]`) {
			t.Errorf("%s", answer.Body)
		}
		break
	}
}

func TestWhoeverStopsListeningStopsTheSource(t *testing.T) {
	c := &clock{tick: untilThree}
	for range gql.NewOf(c, memstore.New(), gql.Options{}).Stream(t.Context(), gql.Request{Query: ticking}) {
		break
	}
	if c.running.Err() == nil {
		t.Error("the source still runs")
	}
	if c.asked != 1 {
		t.Errorf("%d events were asked for, but one was taken", c.asked)
	}
}

func TestAStreamEndsWithItsContext(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	c := &clock{tick: func(ctx context.Context, n int) *graphql.Response {
		if n == 2 {
			end()
			<-ctx.Done()
			return nil
		}
		return told(n)
	}}
	if answers := c.stream(ctx, gql.Request{Query: ticking}); len(answers) != 1 {
		t.Errorf("%d answers, want the one before the end", len(answers))
	}
}

// counted is a store that counts its open views.
type counted struct {
	graph.Store
	opened, open int
}

type countedView struct {
	graph.View
	of *counted
}

func (c *counted) View(ctx context.Context) (graph.View, error) {
	view, err := c.Store.View(ctx)
	c.opened++
	c.open++
	return countedView{view, c}, err
}

func (v countedView) Close() error {
	v.of.open--
	return v.View.Close()
}

// A view that is held keeps its revision in memory, so a subscription holds none between events.
func TestEachEventHasItsOwnView(t *testing.T) {
	store := &counted{Store: memstore.New()}
	c := &clock{tick: func(ctx context.Context, n int) *graphql.Response {
		if _, err := gql.ViewOf(ctx); err != nil {
			t.Error(err)
		}
		return untilThree(ctx, n)
	}}
	for range gql.NewOf(c, store, gql.Options{}).Stream(t.Context(), gql.Request{Query: ticking}) {
		if store.open != 0 {
			t.Errorf("%d views are open while nothing is told", store.open)
		}
	}
	if store.opened != 4 || store.open != 0 {
		t.Errorf("%d views were opened, one for each of 4 events wanted; %d are open", store.opened, store.open)
	}
	if _, err := gql.ViewOf(c.running); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("the source may open a view for its whole life: %v", err)
	}
}

func TestASubscriptionIsNotExecutedInOnePiece(t *testing.T) {
	c := &clock{tick: untilThree}
	api := gql.NewOf(c, memstore.New(), gql.Options{})
	for _, x := range []struct {
		readOnly bool
		code     gql.Code
	}{{false, gql.CodeBadRequest}, {true, gql.CodeMethodNotAllowed}} {
		answer := api.Execute(t.Context(), gql.Request{Query: ticking, ReadOnly: x.readOnly})
		if answer.HasData || len(answer.Codes) != 1 || answer.Codes[0] != x.code || !strings.Contains(string(answer.Body), "text/event-stream") {
			t.Errorf("read-only %v: %s", x.readOnly, answer.Body)
		}
	}
	if c.asked > 0 {
		t.Error("it was begun all the same")
	}
	if answers := c.stream(t.Context(), gql.Request{Query: ticking, ReadOnly: true}); len(answers) != 3 {
		t.Errorf("a read-only stream: %+v", answers)
	}
	if answers := c.stream(t.Context(), gql.Request{Query: "mutation { set }", ReadOnly: true}); len(answers) != 1 || answers[0].Codes[0] != gql.CodeMethodNotAllowed {
		t.Errorf("a mutation in a read-only stream: %+v", answers)
	}
}

func TestOperationSaysWhatIsAskedFor(t *testing.T) {
	api := gql.NewOf(&clock{}, memstore.New(), gql.Options{})
	for query, kind := range map[string]string{
		"{ time }": "query", "mutation { set }": "mutation", ticking: "subscription", "{": "", "{ tock }": "",
		"subscription($n: Int!) { tick(from: $n) }": "subscription",
	} {
		if got := api.Operation(t.Context(), gql.Request{Query: query}); got != kind {
			t.Errorf("%s: %q, want %q", query, got, kind)
		}
	}
}
