package gql

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"github.com/goldenthread/goldenthread/graph"
	"github.com/goldenthread/goldenthread/graph/gql/plan"
	"github.com/goldenthread/goldenthread/graph/history"
)

// A session is one operation's hold on the store: all its root fields share one view, opened when the first one asks, and
// one view of each revision of the past that they ask about.
type session struct {
	store  graph.Store
	past   history.Past
	limits Limits
	tally  *tally
	// id and actor are the request's.
	id, actor string

	once sync.Once
	view *bounded
	err  error
	// state is the one that all answers of the view are of, where there is one.
	state    graph.State
	oneState bool

	mu sync.Mutex
	// then are the views of the past, by revision.
	then map[graph.Revision]*bounded
	// asOf says which revision each asOf field is about, by its name in the answer.
	asOf map[string]graph.Revision
	// failure is why what a subscription follows has ended before its time.
	failure error
}

type sessionKey struct{}

// session starts one for a request.
func (a *API) session(r Request) *session {
	return &session{
		store: a.store, past: a.options.Past, limits: a.options.Limits, tally: &tally{writing: a.writing}, id: r.ID, actor: r.Actor,
		then: map[graph.Revision]*bounded{}, asOf: map[string]graph.Revision{},
	}
}

// in gives the context that an operation is executed in.
func (s *session) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// sessionOf is that of the operation that is being executed.
func sessionOf(ctx context.Context) *session { return ctx.Value(sessionKey{}).(*session) }

// viewOf is the view of the operation that is being executed.
func viewOf(ctx context.Context) (*bounded, error) {
	s := sessionOf(ctx)
	s.once.Do(func() {
		v, err := graph.Glance(ctx, s.store)
		if s.err = err; err == nil {
			s.hold(v)
		}
	})
	return s.view, s.err
}

// open has the operation use a view that is open already.
func (s *session) open(v graph.View) { s.once.Do(func() { s.hold(v) }) }

func (s *session) hold(v graph.View) {
	s.view = s.bound(v)
	s.state, s.oneState = graph.StateOf(v)
}

// lasting is the state that the operation was answered from, if it was answered from that alone. What is asked about the
// past is worked out beside the view, so it is left out.
func (s *session) lasting() (state graph.State, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.oneState && len(s.then) == 0
}

// bound gives a view its past, and bounds both.
func (s *session) bound(v graph.View) *bounded {
	return &bounded{View: history.Over(v, s.store), limits: s.limits, tally: s.tally}
}

// actorOf is who asked for the operation that is being executed; empty if nobody said.
func actorOf(ctx context.Context) string {
	if s, ok := ctx.Value(sessionKey{}).(*session); ok {
		return s.actor
	}
	return ""
}

// momentOf is what the field that is being resolved is about: the present, or the revision of the asOf that it stands in.
func momentOf(ctx context.Context) plan.Moment {
	alias, inside := enclosing(ctx)
	if !inside {
		return plan.Moment{}
	}
	s := sessionOf(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	return plan.Then(s.asOf[alias])
}

// enclosing finds the asOf that the field that is being resolved stands in: its name in the answer.
func enclosing(ctx context.Context) (alias string, inside bool) {
	f := graphql.GetFieldContext(ctx)
	if f == nil {
		return "", false
	}
	for f = f.Parent; f != nil; f = f.Parent {
		if f.Object == query && f.Field.Field != nil && f.Field.Name == asOf {
			return f.Field.Alias, true
		}
	}
	return "", false
}

// The names of the root type and of its field that leads to the past.
const (
	query = "Query"
	asOf  = "asOf"
)

// viewAt is the operation's view of a moment.
func viewAt(ctx context.Context, m plan.Moment) (*bounded, error) {
	if !m.Past {
		return viewOf(ctx)
	}
	return sessionOf(ctx).viewThen(ctx, m.Revision)
}

// mostThen is how many revisions of the past one operation may ask about: each may have to be worked out.
const mostThen = 10

func (s *session) viewThen(ctx context.Context, r graph.Revision) (*bounded, error) {
	if s.past == nil {
		return nil, graph.Errorf(graph.ErrUnavailable, "the past is not served here")
	}
	s.mu.Lock()
	v, known := s.then[r]
	if !known && len(s.then) == mostThen {
		s.mu.Unlock()
		return nil, graph.Errorf(graph.ErrTooLarge, "one operation may ask about %d revisions of the past, not more", mostThen)
	}
	s.then[r] = v // its place is taken, even if it is still worked out
	s.mu.Unlock()
	if v != nil {
		return v, nil
	}
	past, err := s.past.At(ctx, r)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.then[r] == nil {
		s.then[r] = s.bound(past)
	}
	return s.then[r], nil
}

// fail says why what a subscription follows has ended.
func (s *session) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failure = err
}

func (s *session) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failure
}

// requestID is that of the request whose operation is being executed.
func requestID(ctx context.Context) string {
	if s, ok := ctx.Value(sessionKey{}).(*session); ok {
		return s.id
	}
	return ""
}

func (s *session) close() {
	// If it was not opened by now, it will not be.
	s.once.Do(func() { s.err = graph.Errorf(graph.ErrUnavailable, "the operation is over") })
	if s.view != nil {
		_ = s.view.Close()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.then {
		if v != nil {
			_ = v.Close()
		}
	}
}
