package server

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// events answers a request as an event stream: the distinct connections mode of the graphql-sse protocol. What is wrong
// with an operation is told in the stream, since a browser shows nothing of an answer that is none.
func (s *Server) events(w http.ResponseWriter, from caller, request gql.Request, line *operationLine) {
	if s.follows(from.opening.Context(), request) {
		s.manyEvents(w, from, request, line)
	} else {
		s.singleEvent(w, from, request, line)
	}
}

// manyEvents answers a subscription.
func (s *Server) manyEvents(w http.ResponseWriter, from caller, request gql.Request, line *operationLine) {
	line.operation = "subscription"
	leave, no := s.seats.take(from.address())
	if no != nil {
		line.refused(no)
		no.write(w, nil)
		return
	}
	defer leave()
	narrow(from.opening)
	e := s.openEvents(w, line)
	rest := repeat(s.opt.KeepAlive, func() { e.write(":\n\n") })
	no = s.follow(from.opening.Context(), from, request, func(answer gql.Response) bool {
		line.answered(answer)
		return e.next(answer.Body)
	})
	rest()
	switch {
	case no == nil && e.slow:
		line.refused(slowReader())
	case no == nil:
		e.complete()
	case no.status == http.StatusServiceUnavailable:
		line.refused(no)
		e.write(": " + no.message + "\n\n") // and no complete event: the client is to come again
	default:
		line.refused(no)
		e.fail(no)
	}
}

// singleEvent answers a query or a mutation, and what is neither.
func (s *Server) singleEvent(w http.ResponseWriter, from caller, request gql.Request, line *operationLine) {
	answer, no := s.execute(from.opening.Context(), request)
	switch {
	case no != nil:
		line.refused(no)
		no.write(w, nil)
	case len(answer.Codes) > 0 && answer.Codes[0] == gql.CodeMethodNotAllowed:
		s.send(w, from.opening, &mediaTypes[0], answer, line)
	default:
		e := s.openEvents(w, line)
		line.answered(answer)
		e.next(answer.Body)
		e.complete()
	}
}

// An eventStream is what events are written to. It is safe for use by several goroutines.
type eventStream struct {
	server  *Server
	id      string
	w       http.ResponseWriter
	control *http.ResponseController

	mu sync.Mutex
	// closed says that nothing more can be written, slow that it is the reader's fault.
	closed, slow bool
}

func (s *Server) openEvents(w http.ResponseWriter, line *operationLine) *eventStream {
	line.status = http.StatusOK
	h := w.Header()
	h["Content-Type"] = eventStreamType.header
	h.Set("Cache-Control", "no-cache")
	h.Set("X-Accel-Buffering", "no") // nginx would keep events back
	e := &eventStream{server: s, id: line.id, w: w, control: http.NewResponseController(w)}
	// A stream may last longer than a request may take to arrive. Without a connection there is no deadline to lift.
	_ = e.control.SetReadDeadline(time.Time{})
	e.write(":\n\n")
	return e
}

// next sends an answer. It is false if nobody takes it.
func (e *eventStream) next(answer []byte) bool {
	return e.write(nextEvent(answer))
}

// complete says that there are no more answers.
func (e *eventStream) complete() { e.write(completeEvent) }

// nextEvent is an answer, which is one line, as an event.
func nextEvent(answer []byte) string { return "event: next\ndata: " + string(answer) + "\n\n" }

// completeEvent has an empty line of data, because EventSource passes on no event without any.
const completeEvent = "event: complete\ndata: \n\n"

// fail tells why there are no more answers.
func (e *eventStream) fail(no *refusal) {
	if e.next(no.body(e.id)) {
		e.complete()
	}
}

// write is false if the client is gone, or was cut off because it reads too slowly.
func (e *eventStream) write(text string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return false
	}
	slow, err := e.server.patiently(e.id, func(until time.Time) error { return e.put(text, until) })
	e.slow, e.closed = slow, slow || err != nil
	if slow && err == nil {
		_ = e.put(nextEvent(slowReader().body(e.id))+completeEvent, time.Now().Add(e.server.opt.Parting)) // its last chance
	}
	return !e.closed
}

func (e *eventStream) put(text string, until time.Time) error {
	_ = e.control.SetWriteDeadline(until) // as for reading
	if _, err := io.Copy(e.w, strings.NewReader(text)); err != nil {
		return err
	}
	return e.control.Flush()
}
