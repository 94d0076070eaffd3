package server

import (
	"context"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/goldenthread/goldenthread/graph"
)

// Listen opens the address to serve at. The error is graph.ErrUnavailable, and says what to do.
func Listen(address string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, graph.Errorf(graph.ErrInvalid, "%q is not an address to listen at: write host and port, such as 127.0.0.1:8080", address)
	}
	listener, err := net.Listen("tcp", address)
	var reason string
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		reason = "another program is listening there. Stop it, or choose another port: --listen 127.0.0.1:8081, or port 0 for any that is free"
	case errors.Is(err, syscall.EACCES):
		reason = "this user may not. Choose a port from 1024 on: --listen 127.0.0.1:8080"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		reason = "this machine has no such address. Use 127.0.0.1 for this machine alone, 0.0.0.0 for every network it is on"
	default:
		reason = err.Error()
	}
	return nil, graph.Errorf(graph.ErrUnavailable, "cannot listen at %s: %s", address, reason)
}

// Run serves until the context ends, then stops: it says that it is not ready, takes nothing new, and waits for what is
// under way as long as Options.Grace; what still runs then is cut off. It closes the listener.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	base, cutOff := context.WithCancel(context.WithoutCancel(ctx))
	defer cutOff()
	server := &http.Server{
		Handler:           s,
		TLSConfig:         s.opt.TLS,
		BaseContext:       func(net.Listener) context.Context { return base },
		ConnContext:       withConnection,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      s.opt.Timeout + 60*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    s.opt.MaxURL + 128<<10, // so that a long URL is answered by us
		ErrorLog:          log.New(logWriter{s.opt.Log}, "", 0),
	}
	defer s.runOperators()() // they look on until the end
	failed := make(chan error, 1)
	go func() {
		if s.opt.TLS != nil {
			failed <- server.ServeTLS(listener, "", "")
			return
		}
		failed <- server.Serve(listener)
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.draining.Store(true)
	seated := s.seats.close()
	s.stop()
	s.opt.Log.Info("stopping: finishing what is under way")
	grace, cancel := context.WithTimeout(base, s.opt.Grace)
	defer cancel()
	err := server.Shutdown(grace)
	select {
	case <-seated:
	case <-grace.Done():
		err = grace.Err()
	}
	if err != nil {
		s.opt.Log.Warn("stopped with requests under way: they took longer than the time of grace", slog.Duration("grace", s.opt.Grace))
		cutOff()
		_ = server.Close()
	}
	<-failed //nolint:errcheck // it only says that the server was closed
	return nil
}

// runOperators serves the operators' listener, if there is one, until it is told to end.
func (s *Server) runOperators() (end func()) {
	if s.opt.Operators == nil {
		return func() {}
	}
	server := &http.Server{
		Handler: s.Operator(), ErrorLog: log.New(logWriter{s.opt.Log}, "", 0),
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(s.opt.Operators); !errors.Is(err, http.ErrServerClosed) {
			s.opt.Log.Error("operators are not answered any more", slog.Any("error", err))
		}
	}()
	return func() {
		_ = server.Close()
		<-done
	}
}

// logWriter takes what net/http has to say of connections.
type logWriter struct{ to *slog.Logger }

var _ io.Writer = logWriter{}

func (l logWriter) Write(text []byte) (int, error) {
	l.to.Debug("http", slog.String("message", string(text)))
	return len(text), nil
}
