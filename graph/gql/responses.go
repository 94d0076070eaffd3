package gql

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/goldenthread/goldenthread/graph"
)

// Responses keeps answers to queries, those used last, up to a number of bytes. Each is kept with the state of the graph that
// it is of, and given again only to an operation whose own view is of that state. A nil one keeps nothing. It is safe for use
// by many goroutines.
type Responses struct {
	most         int
	hits, misses atomic.Uint64

	mu    sync.Mutex
	by    *simplelru.LRU[question, *Kept]
	bytes int
}

// A question is all of a request that its answer depends on, but for the graph.
type question struct {
	document, operation, variables string
	introspect                     bool
}

// keptOverhead is about what an answer takes beside its texts: its place in the list, its key and itself.
const keptOverhead = 512

// mostAnswers bounds how many there are; bytes bound them long before.
const mostAnswers = 1 << 20

func newResponses(most int) *Responses {
	if most <= 0 {
		return nil
	}
	r := &Responses{most: most}
	r.by, _ = simplelru.NewLRU(mostAnswers, func(_ question, k *Kept) { // it fails for sizes below 1
		r.bytes -= k.bytes
		k.gone = true
	})
	return r
}

// Hits is how many operations were answered with what was kept.
func (r *Responses) Hits() uint64 {
	if r == nil {
		return 0
	}
	return r.hits.Load()
}

// Misses is how many answers had to be made that are of a kind that is kept.
func (r *Responses) Misses() uint64 {
	if r == nil {
		return 0
	}
	return r.misses.Load()
}

// Bytes is how many are held, with what transports made of the answers.
func (r *Responses) Bytes() int {
	if r == nil {
		return 0
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bytes
}

// Responses are the answers that are kept, nil if none are.
func (a *API) Responses() *Responses { return a.responses }

// question is what a request asks; nil if nothing is kept, or if the request names no document that is known.
func (a *API) question(ctx context.Context, r Request) *question {
	if a.responses == nil {
		return nil
	}
	r, no := a.persisted.find(ctx, r)
	if no != nil {
		return nil // whoever executes it says why
	}
	q := &question{document: r.Query, operation: r.OperationName, introspect: r.Introspect && a.options.NoIntrospection}
	if len(r.Variables) > 0 {
		text, err := json.Marshal(r.Variables) // sorts the names, so that their order makes no difference
		if err != nil {
			return nil
		}
		q.variables = string(text)
	}
	return q
}

// again is the answer to a question if it is kept and of the graph as it now stands. That is decided by the view that the
// operation would be answered from, which it gets if there is none: so no answer is older than one that is made would be.
func (a *API) again(ctx context.Context, q *question, r Request, s *session) *Kept {
	if q == nil {
		return nil
	}
	kept := a.responses.find(*q)
	if kept == nil {
		return nil // it may be a mutation, whose view comes after its change
	}
	v, err := graph.Glance(ctx, a.store)
	if err != nil {
		return nil
	}
	s.open(v)
	if state, ok := s.lasting(); !ok || state != kept.state {
		return nil
	}
	a.responses.hits.Add(1)
	a.persisted.keep(ctx, Request{Hash: r.Hash, Query: q.document})
	return kept
}

func (r *Responses) find(q question) *Kept {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, _ := r.by.Get(q)
	return k
}

// keep keeps an answer if it is to a query and has no errors, in the place of the one that was kept to the same question.
func (r *Responses) keep(q question, state graph.State, answer *Response) {
	if answer.Operation != "query" || !answer.HasData || len(answer.Codes) > 0 {
		return
	}
	r.misses.Add(1)
	// A document may be a part of a longer text, which is not to be held with it.
	q.document, q.operation = strings.Clone(q.document), strings.Clone(q.operation)
	k := &Kept{in: r, state: state, response: *answer}
	k.bytes = keptOverhead + len(q.document) + len(q.operation) + len(q.variables) + cap(answer.Body)
	if k.bytes > r.most/8 {
		return
	}
	k.response.Kept = k
	answer.Kept = k
	r.mu.Lock()
	defer r.mu.Unlock()
	if old, ok := r.by.Peek(q); ok {
		if old.state.Revision > state.Revision {
			k.gone = true // it was overtaken while it was made
			return
		}
		r.by.Remove(q)
	}
	r.by.Add(q, k)
	r.bytes += k.bytes
	r.shrink()
}

// shrink drops what was not used for longest. The lock is held.
func (r *Responses) shrink() {
	for r.bytes > r.most {
		r.by.RemoveOldest()
	}
}

// A Kept is an answer that is kept, with what a transport made of it. It is safe for use by many goroutines.
type Kept struct {
	in       *Responses
	state    graph.State
	response Response

	// bytes are how many it takes, and gone says that it is no longer held; the lock of Responses guards both.
	bytes int
	gone  bool

	mu    sync.Mutex
	forms map[string][]byte
}

// Form is something made of the answer's body, such as the body compressed: it is made when it is first asked for, and counted
// among the bytes that are kept.
func (k *Kept) Form(name string, make func(body []byte) []byte) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	form, ok := k.forms[name]
	if ok {
		return form
	}
	form = make(k.response.Body)
	if k.forms == nil {
		k.forms = map[string][]byte{}
	}
	k.forms[name] = form
	k.grow(cap(form))
	return form
}

func (k *Kept) grow(by int) {
	k.in.mu.Lock()
	defer k.in.mu.Unlock()
	if k.gone {
		return // whoever holds it lets go of it in a moment
	}
	k.bytes += by
	k.in.bytes += by
	k.in.shrink()
}
