package server

import (
	"context"
	"net/http"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// An Observer hears what a server does. It is safe for use by many goroutines.
type Observer interface {
	// Begin hears of an operation before it is read, with the headers it came with. It gives the context to answer it in,
	// and what to tell when that is done.
	Begin(ctx context.Context, header http.Header) (context.Context, func(Operation))
	// Request hears of an HTTP request once it was answered. The route is one of the server's, never what a client wrote.
	Request(route, method string, status int, took time.Duration)
}

// An Operation is what is told of a GraphQL operation: nothing of it that the client wrote.
type Operation struct {
	// Type is query, mutation or subscription; empty if the request did not get so far.
	Type string
	// Document is the ID of the trusted document, empty for others.
	Document string
	// Codes are those of the errors, the last answer's if there were several.
	Codes []gql.Code
	// Cost is what it cost, and Status the HTTP status of its answer.
	Cost, Status int
	Took         time.Duration
}

// unobserved is the Observer of a server that has none.
type unobserved struct{}

func (unobserved) Begin(ctx context.Context, _ http.Header) (context.Context, func(Operation)) {
	return ctx, func(Operation) {}
}

func (unobserved) Request(string, string, int, time.Duration) {}

// Streams is how many streams are open.
func (s *Server) Streams() int {
	s.seats.mu.Lock()
	defer s.seats.mu.Unlock()
	return s.seats.taken
}

// Active is how many operations are being answered, streams left out.
func (s *Server) Active() int { return len(s.slots) }

// timed tells the Observer of requests to a route that is not /graphql, which does so itself.
func (s *Server) timed(route string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() { s.opt.Observer.Request(route, r.Method, seen.status, time.Since(start)) }()
		next.ServeHTTP(seen, r)
	})
}

// A statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
