package server

import (
	"context"
	"errors"
	"log/slog"
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
	if s.draining.Load() {
		return stopping()
	}
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
