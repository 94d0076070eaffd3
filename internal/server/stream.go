package server

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"github.com/goldenthread/goldenthread/graph/gql"
)

// follows reports whether a request is for a subscription, which has any number of answers.
func (s *Server) follows(ctx context.Context, request gql.Request) bool {
	return s.opt.Executor.Operation(ctx, request) == "subscription"
}

// follow runs a subscription until it ends, nobody takes its events any more, or the caller may not have them any more.
// It is a refusal too if the server stops, or if something goes wrong.
func (s *Server) follow(ctx context.Context, from caller, request gql.Request, take func(gql.Response) bool) (no *refusal) {
	defer func() {
		if fault := recover(); fault != nil {
			no = s.panicked(request.ID, from.opening.URL.Path, fault)
		}
	}()
	ctx, end := context.WithCancel(ctx)
	defer end()
	defer context.AfterFunc(s.stopping, end)()
	for answer := range s.opt.Executor.Stream(ctx, request) {
		if _, no := s.identify(ctx, from); no != nil {
			return no
		}
		if !take(answer) {
			return nil
		}
	}
	if s.stopping.Err() != nil {
		return stopping()
	}
	return nil
}

// patiently writes one message, which must give up at the time it is given. A reader that has not taken it after
// Options.Patience is slow; it has Options.Parting to take it all the same, so that it can be told why it is cut off.
func (s *Server) patiently(id string, write func(until time.Time) error) (slow bool, err error) {
	var late atomic.Bool
	watch := time.AfterFunc(s.opt.Patience, func() {
		late.Store(true)
		s.opt.Log.Warn("a slow reader is cut off", slog.String("request", id), slog.Duration("patience", s.opt.Patience))
	})
	defer watch.Stop()
	err = write(time.Now().Add(s.opt.Patience + s.opt.Parting))
	return late.Load() || errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded), err
}

// connectionKey is of the connection that a request came over.
type connectionKey struct{}

func withConnection(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, c)
}

// maxUnsent is the most bytes of a stream that wait in the system for a reader.
const maxUnsent = 64 << 10

// narrow keeps the system from taking more of a stream than its reader does: it would take megabytes before anybody saw
// that the reader is slow, for each of many.
func narrow(r *http.Request) {
	conn, _ := r.Context().Value(connectionKey{}).(net.Conn)
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok && r.ProtoMajor == 1 { // later versions share it between requests
		_ = tcp.SetWriteBuffer(maxUnsent)
	}
}

// repeat calls a function now and then until it is ended.
func repeat(every time.Duration, call func()) (end func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				call()
			}
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}
